"""What each number of a text is: a claim's quantity, or one of the things that measure nothing.

Every run of digits and every run of Chinese numerals gets exactly one disposition (docs/claims.md §1).
The tests stand in the order in which they are tried; the first that holds decides and gives the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dangjian_metrics.claims import quantities, times
from dangjian_metrics.claims.quantities import Quantity
from dangjian_metrics.claims.times import Time
from dangjian_metrics.language import tables


class Numeral(NamedTuple):
    """A run of digits or Chinese numerals with what it is and the rule that said so."""

    start: int
    end: int
    disposition: str
    reason: str


class Reading(NamedTuple):
    """All numbers of a text in order, the quantities that are claims, the times, and the short quotations."""

    numerals: list[Numeral]
    quantities: list[Quantity]
    times: list[Time]
    quotes: list[tuple[int, int]]


_RUN = re.compile(
    r"\d+(?:,\d{3}(?!\d))*(?:\.\d+)?[%％‰]?|[〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟]+"
)
_QUOTED = re.compile(r"“([^“”。！？]{1,16})”|‘([^‘’。！？]{1,12})’|「([^「」]{1,14})」|《[^《》]{1,60}》|〔[^〕]{1,8}〕|\"([^\"。！？]{1,12})\"")
_FIXED = {word: kind for kind, group in tables.load("fixed").items() if kind != "noun" for word in group["words"]}
_FIXED_LENGTHS = sorted({len(word) for word in _FIXED}, reverse=True)
_FIXED_REACH = 3


def read(text: str) -> Reading:
    """The numbers of a folded passage.

    >>> [n.disposition for n in read("第一书记带动280余人，“四个一”活动惠及32个小区").numerals]
    ['ordinal', 'claim', 'label', 'claim']
    """
    numerals: list[Numeral] = []
    found: list[Quantity] = []
    spans = list(times.find(text))
    page = _Page(text, spans, [m.span() for m in _QUOTED.finditer(text)])
    until = 0
    for m in _RUN.finditer(text):
        start, end = m.span()
        if start < until:
            numerals.append(Numeral(start, end, numerals[-1].disposition, numerals[-1].reason))
            continue
        judge = page.judge_digits if text[start] <= "9" else page.judge_chinese
        disposition, reason, quantity = judge(start, end)
        if quantity is not None:
            found.append(quantity)
            until = quantity.end
            start = max(start, quantity.start) if quantity.start < end else start
        numerals.append(Numeral(start, end, disposition, reason))
    return Reading(numerals, found, spans, page.quotes)


_Verdict = tuple[str, str, Quantity | None]

_LIST_NUMBER = re.compile(r"\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?(?:[.．、）)]|(?<=[）)]))(?!\d)")
_ORDINAL_LEFT = re.compile(r"(?:第|排名|位居|位列|居|列|No\.?|NO\.?|前)$")
_LETTER_LEFT = re.compile(r"[A-Za-z][-.—]?$")
_IDENTIFIER_RIGHT = re.compile(r"\d*(?:政务)?(?:服务)?(?:便民)?(?:市民)?(?:热线|平台|举报|客服|专线|号文|号令|号)(?!线机)")
_HOTLINE = re.compile(r"(?:1[0-2]\d{3}|1[12]\d|12\d{3}|9\d{4})(?!\d)(?=[”\"]?(?:政务|服务|便民|市民|热线|平台|举报|公共|医保|消费|社保|税务|电话|接诉|投诉|民生))")
_PHONE = re.compile(r"(?:\d{3,4}[-—–]\d{7,8}|1\d{10}|\d{7,})(?![.\d])(?![余多万亿])")
_LABEL_RIGHT = re.compile(r"(?:[万亿千百]|千瓦|兆瓦|吨|米|人|元|平方米|公里|万吨|千伏)*(?:级(?!别)|型(?!企)|式|[+＋]|带\d|周岁以[上下]|G(?![A-Za-z])|D(?![A-Za-z])|A级|[Nn](?![a-zA-Z]))")
_DATE_PART = re.compile(r"\d{1,4}(?:年(?!均|人均|产|纯收入|收入|经营|增)|月(?!均)|[日号](?!均))")
_AGE = re.compile(r"岁(?:以上|以下|及以上|及以下|至|到|的|—|-)?")
_RANGE_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.万亿])")
_CIRCLE = re.compile(r"(?:分钟|小时|公里|里|米)(?:内)?(?:[^，。；、]{0,4}圈|送达|通勤|达|内)")
_THRESHOLD_UNITS = frozenset(("元", "岁", "户", "人", "平方米", "吨", "公里", "分钟", "小时", "亩", "千瓦", "年", "级", "层", "美元", "米", "公顷"))
_RATINGS = frozenset(("千伏", "伏", "赫兹", "兆赫", "吉赫", "kV", "KV"))
_THRESHOLD = re.compile(r"(?:及?以上|及?以下|以内|之内|内)的?[（(]?(?=[一-鿿])(?![，。；、和与左])")
_THRESHOLD_PEOPLE = re.compile(r"(?:及?以上|及?以下)(?:[一-鿿]{1,6}?的)[一-鿿]")
_MEASURED_LEFT = re.compile(
    r"(?:[由从至到为达仅]|[晚早长短快慢多少]|缩短|压缩|压减|减少|延长|提前|增加|超过|达到|仅用|仅需|只需|不足|不到|用时|耗时|时长|时间|时限|周期|工期|期限|年限|[天时日]数|不超过|不少于|寿命|生产|运行|提速|"
    r"累计[^，。；]{0,12}|平均[^，。；]{0,8}|[人户日月年]均[^，。；]{0,8}|共计?[^，。；]{0,6})$"
)
_TIME_UNITS = frozenset(("duration",))
_SPAN_LEFT = re.compile(r"(?:营业|开放|值守|坚持|连续|持续|历时|经过|耗时)$")
_EACH = re.compile(r"(?:每|各|仅|只|平均|至少|不少于)[^，。；]{0,14}$")
_NOT_EACH = re.compile(r"(?:各类|各项|各级|各地|各界|各方|每一)[^，。；]{0,14}$")
_LIST_LEFT = re.compile(r"((?:[^，。；：、\s]{1,18}、)+[^，。；：、\s]{1,16}|(?:“[^“”]{1,12}”){2,}|“[^“”]{1,24}”|[^，。；：、\s]{1,10}[和与及][^，。；：、\s]{1,10})$")
_LISTED_BEHIND = re.compile(r"[^，。；：]{1,6}：")
_ACHIEVED = re.compile(r"成立|新建|建成|挂牌|引进|培育|设立|组建|获评|落地|投用|开工|入选|新增|创建|下设|打造")
_WAYS = frozenset(("个", "项", "种", "类", "方面", "大", "步", "条", "方", "级", "大类", "支", "大方面", "家", "个方面", "处", "座", "地", "县", "市", "省", "区", "镇", "乡", "村", "街道", "名", "位", "部", "门", "张", "道", "环", "轮", "个工程", "件", "所", "校", "国"))
_CN_PLAIN = frozenset(("persons", "organisations", "collectives", "objects", "events", "money", "area", "length", "mass", "volume", "shares", "multiples", "doublings", "points", "duration", "energy_and_power", "containers", "age", "data"))
_CN_LABEL_UNITS = frozenset(("级", "方", "步", "星", "代", "手", "面", "路", "层级", "单元", "味", "点", "角", "道", "行", "线", "眼", "身", "口", "重", "队", "版", "课", "章", "发", "响", "声", "下", "里", "圈", "车", "板", "舱", "仓", "石", "字", "节", "令", "仗", "里", "分", "度", "团", "样", "式"))
_SCALE_ONLY = frozenset("百千万亿")
_FORMAL = frozenset("零〇壹贰叁肆伍陆柒捌玖拾佰仟")


class _Page:
    """A text under judgement, with its time spans and quotations."""

    __slots__ = ("ends", "quotes", "starts", "text", "times")

    def __init__(self, text: str, spans: Sequence[Time], quotes: list[tuple[int, int]]) -> None:
        self.text = text
        self.times = spans
        self.starts = [t.start for t in spans]
        self.quotes = quotes
        self.ends = [q[0] for q in quotes]

    def judge_digits(self, start: int, end: int) -> _Verdict:
        """The verdict on a run of digits."""
        if self._in_time(start):
            return "time", "date or span", None
        text = self.text
        before = text[start - 1 : start]
        if self._quoted(start, end):
            return "label", "inside quotation marks", None
        if start < 6 and not text[:start].strip("（( 　") and _LIST_NUMBER.match(text, start):
            return "ordinal", "list number", None
        if before.isascii() and before.isalpha() or before in "〔+＋-_" and before:
            return ("identifier" if before == "〔" else "label"), "part of a code", None
        if before == "第" or text[start - 2 : start] in ("排名", "位居", "位列", "列第"):
            return "ordinal", "第 and its like", None
        if before == "前" and text[end : end + 1] in "名位强":
            return "ordinal", "前三名 and its like", None
        if _HOTLINE.match(text, start) or _PHONE.match(text, start):
            return "identifier", "telephone number", None
        if _LABEL_RIGHT.match(text, end):
            return "label", "grade or model", None
        quantity = quantities.tenths_at(text, start) or quantities.at_digits(text, start)
        if quantity is None:
            return "identifier", "no quantity", None
        return self._judge_quantity(quantity, digits=True)

    def judge_chinese(self, start: int, end: int) -> _Verdict:
        """The verdict on a run of Chinese numerals."""
        text = self.text
        single = end - start == 1
        if single and text[start] in _FORMAL:
            return "word", "formal numeral or zero inside a word", None
        if self._quoted(start, end):
            return "label", "inside quotation marks", None
        before = text[start - 1 : start]
        if single and text[start] in "一数几万千" and not (before and before in "第首") and self._quick_word(start, end):
            return "word", "numeral inside a word", None
        if self._in_time(start):
            return "time", "date or span", None
        if before in "第首" and before:
            return "ordinal", "第 and its like", None
        fixed = self._fixed(start, end)
        if fixed is not None:
            return fixed, "fixed expression", None
        if start < 6 and not text[:start].strip("（( 　") and _LIST_NUMBER.match(text, start):
            return "ordinal", "list number", None
        if text[end : end + 1] == "是" and single and (not before or before in "，。；：、 "):
            return "ordinal", "一是…二是…", None
        if before == "前" and text[end : end + 1] in "名位强十":
            return "ordinal", "前三名 and its like", None
        if text[end : end + 1] in "+＋":
            return "label", "slogan", None
        quantity = quantities.at_chinese(text, start)
        if quantity is None:
            return "word", "numeral inside a word", None
        return self._judge_chinese_quantity(quantity, start, end)

    def _quick_word(self, start: int, end: int) -> bool:
        """The common single numerals that begin no measured amount."""
        c, after = self.text[start], self.text[end : end + 1]
        if c == "一":
            return self.text[start - 1 : start] in ("每", "某", "任", "哪", "另") or not (after == "半" or _EACH.search(self.text, max(0, start - 18), start) or after in "是、）)番成分")
        if c in "数几":
            return True
        return after not in "余多名人个户家元件吨亩次场条台辆列座万亿千标处项份株平公" and after != "分"

    def _judge_chinese_quantity(self, q: Quantity, start: int, end: int) -> _Verdict:
        text, word = self.text, text_between(self.text, start, q.start)
        run = text[q.start : q.end]
        if q.kind == "share" and q.unit == "%":
            return self._judge_quantity(q, digits=False)
        if text[q.end - 1 : q.end] == "届" and text[q.start - 2 : q.start] not in ("举办", "连续", "召开"):
            return "ordinal", "届 of a congress", None
        if q.unit == "次" and text.startswith(("会议", "全会", "全体会议", "代表大会"), q.end):
            return "ordinal", "届 of a congress", None
        if q.bare:
            return self._bare_chinese(q)
        if text[q.end : q.end + 1] == "级" or q.unit in _CN_LABEL_UNITS and q.value <= 10 and not word:
            return "label", "grade or rank in words", None
        group = quantities.group(q.unit)
        if group not in _CN_PLAIN and q.value < 20:
            return "word", "numeral inside a word", None
        if all(c in _SCALE_ONLY for c in run[: end - q.start]) and q.bound == "exact":
            return "label", "round figure without a hedge", None
        if run[0] == "一" and q.value == 1 and q.unit != "番":
            each = _EACH.search(text, max(0, start - 18), start)
            if each is None or _NOT_EACH.search(text, max(0, start - 18), start) or group == "duration":
                return "word", "一 that does not count", None
        return self._judge_quantity(q, digits=False)

    def _bare_chinese(self, q: Quantity) -> _Verdict:
        text = self.text
        if q.value >= 10000 and q.bound != "exact" or text.startswith(("部门", "部委"), q.end):
            return "claim", "bare number before its noun", q
        return "word", "numeral inside a word", None

    def _judge_quantity(self, q: Quantity, *, digits: bool) -> _Verdict:
        for test in _TESTS:
            verdict = test(self, q, digits)
            if verdict is not None:
                return verdict[0], verdict[1], None
        return "claim", "measured amount", q

    def _in_time(self, start: int) -> bool:
        at = bisect_right(self.starts, start) - 1
        return at >= 0 and self.times[at].end > start

    def _quoted(self, start: int, end: int) -> bool:
        at = bisect_right(self.ends, start) - 1
        return at >= 0 and self.quotes[at][1] >= end

    def _fixed(self, start: int, end: int) -> str | None:
        text = self.text
        for first in range(max(0, start - _FIXED_REACH), start + 1):
            for length in _FIXED_LENGTHS:
                kind = _FIXED.get(text[first : first + length])
                if kind is not None and first + length >= end:
                    return kind
        return None


def text_between(text: str, start: int, end: int) -> str:
    """The text from ``start`` to ``end``."""
    return text[start:end]


_Test = Callable[[_Page, Quantity, bool], tuple[str, str] | None]


def _is_bare(page: _Page, q: Quantity, digits: bool) -> tuple[str, str] | None:
    if q.value_to is not None and 1900 < q.value < q.value_to < 2100:
        return "time", "bare year"
    if not q.bare:
        year = quantities.group(q.unit) == "places" and _RANGE_YEAR.match(page.text, q.start)
        return ("time", "bare year") if year and year.end() == q.end - len(q.unit) else None
    text, after = page.text, page.text[q.end : q.end + 1]
    if _RANGE_YEAR.fullmatch(text[q.start : q.end]):
        return "time", "bare year"
    if q.value >= 10000 and text[q.end - 1] in "万亿多余几" or q.value % 1 or text[q.end - 2 : q.end] in (":1", "：1"):
        return None
    if after == "、" and re.compile(r"(?:、\d+(?:\.\d+)?)+(?:%|个)").match(text, q.end):
        return None
    if q.bound != "exact" or re.compile(r"(?:达到?|增至|降至|[由从]|到|至|总数|总量|突破)$").search(text, max(0, q.start - 4), q.start):
        return None
    return "identifier", "bare number"


def _is_time(page: _Page, q: Quantity, digits: bool) -> tuple[str, str] | None:
    if q.kind != "duration":
        return None
    text = page.text
    if q.unit in ("岁", "周岁"):
        return None
    if q.unit in ("年", "月", "日", "号"):
        return "time", "date or span"
    if _CIRCLE.match(text, q.end - len(q.unit)):
        return "label", "reach of a service"
    if _SPAN_LEFT.search(text, max(0, q.left - 8), q.left):
        return "time", "span of opening or lasting"
    if q.bound in ("at_least", "at_most") or _MEASURED_LEFT.search(text, max(0, q.left - 14), q.left):
        return None
    return "time", "span that only says how long"


def _is_threshold(page: _Page, q: Quantity, digits: bool) -> tuple[str, str] | None:
    text, after = page.text, q.end
    if text[after : after + 1] == "级" or q.unit in _RATINGS and q.bound == "exact":
        return "label", "grade or model"
    if q.unit == "岁" and not re.compile(r"年龄|由|至|平均|年轻|寿命").search(text, max(0, q.left - 8), q.left):
        return "label", "age that defines a class"
    if q.unit in _THRESHOLD_UNITS and _THRESHOLD.match(text, after):
        return "label", "threshold that defines a class"
    if q.unit == "%" and text[q.end : q.end + 1] == "的" and text[q.end + 1 : q.end + 3] not in ("比例", "标准", "速度", "权重") and q.bound in ("under", "at_least", "at_most"):
        return "label", "threshold that defines a class"
    if q.kind == "person" and _THRESHOLD_PEOPLE.match(text, after):
        return "label", "threshold that defines a class"
    return None


def _is_enumeration(page: _Page, q: Quantity, digits: bool) -> tuple[str, str] | None:
    text = page.text
    if q.value > 20 or q.unit not in _WAYS or q.bound != "exact":
        return None
    before = text[q.start - 1 : q.start]
    if before in "这该那" and before:
        return "enumeration", "points back to what is listed"
    if not digits and _LISTED_BEHIND.match(text, q.end):
        return "enumeration", "sums up the list behind it"
    m = _LIST_LEFT.search(text, max(0, q.start - 120), q.start - (before == "等"))
    if m is None:
        return None
    if _items(m[0]) != q.value or _achieved(text, m.start(), q):
        return None
    return "enumeration", "sums up the list before it"


def _items(listing: str) -> int:
    if "、" in listing:
        return listing.count("、") + 1 + (1 if re.search(r"[和与及]", listing.rsplit("、", 1)[1]) else 0)
    if "”“" in listing:
        return listing.count("“")
    inner = re.fullmatch(r".*“([^“”]+)”", listing)
    if inner:
        return inner[1].count("、") + 1
    return 2


def _first_item(text: str, start: int) -> int:
    """Where the first item of the list at ``start`` may still hold the verb of the sentence."""
    return max(text.find("、", start, start + 40), start)


def _achieved(text: str, start: int, q: Quantity) -> bool:
    stop = min((i for i in (text.find(c, q.end, q.end + 80) for c in "，。；") if i >= 0), default=q.end + 80)
    return bool(_ACHIEVED.search(text, start, _first_item(text, start)) or _ACHIEVED.search(text, q.end, stop))


def _is_slogan(page: _Page, q: Quantity, digits: bool) -> tuple[str, str] | None:
    if digits or q.unit not in ("大", "方面", "个方面", "级", "方"):
        return None
    before = page.text[q.start - 1 : q.start]
    if q.unit == "大" and before != "等":
        return "label", "slogan"
    return None


_TESTS: tuple[_Test, ...] = (_is_bare, _is_time, _is_threshold, _is_enumeration, _is_slogan)
