"""Tests of a quantity: whether it is a claim or one of the things that look like one (docs/claims.md §1)."""

from __future__ import annotations

import re

from dangjian_metrics.claims import quantities
from dangjian_metrics.claims.dispositions.page import Page, Verdict
from dangjian_metrics.claims.quantities import Quantity

Ruling = tuple[str, str] | None

_YEAR = re.compile(r"(?:19|20)\d\d(?![\d.万亿])")
# So many numbers at most: each of a list looks to its end, and without a bound a list of n would take n² steps.
_SHARED_UNIT = re.compile(r"(?:、\d{1,20}(?:\.\d{1,20})?){1,40}(?:%|个)")
_LEVEL_LEFT = re.compile(r"(?:达到?|增至|降至|[由从]|到|至|总数|总量|突破)$")


def judge(page: Page, quantity: Quantity, *, digits: bool) -> Verdict:
    """A claim, unless one of the tests says otherwise. ``digits``: the number is written in digits."""
    ruling = (
        ((quantity.bare or quantity.value >= 1900) and _bare(page, quantity))
        or (quantity.kind == "duration" and _span_of_time(page, quantity))
        or _threshold(page, quantity)
        or (quantity.value <= 20 and _enumeration(page, quantity, digits))
        or (not digits and _slogan(page, quantity))
    )
    return (*ruling, None) if ruling else ("claim", "measured amount", quantity)


def _bare(page: Page, q: Quantity) -> Ruling:
    """A number without a measure word: a year, a code, or a claim that needs none (40.8万青年)."""
    if q.value_to is not None and 1900 < q.value < q.value_to < 2100:
        return "time", "bare year"
    if not q.bare:
        if q.value < 1900 or quantities.group(q.unit) != "places":
            return None
        year = _YEAR.match(page.text, q.start)
        return ("time", "bare year") if year and year.end() == q.end - len(q.unit) else None
    text = page.text
    if text.startswith(("部门", "部委"), q.end):
        return None
    if _YEAR.fullmatch(text[q.start : q.end]):
        return "time", "bare year"
    if (
        (q.value >= 10000 and text[q.end - 1] in "万亿多余几")
        or q.value % 1
        or text[q.end - 2 : q.end] in (":1", "：1")
    ):
        return None
    if (
        _SHARED_UNIT.match(text, q.end)
        or q.bound != "exact"
        or _LEVEL_LEFT.search(text, max(0, q.start - 4), q.start)
    ):
        return None
    return "identifier", "bare number"


_MEASURED_LEFT = re.compile(
    r"(?:[至到]了|[由从至到为达仅晚早长短快慢多少]|缩短|压缩|压减|减少|延长[^，。；]{0,6}|提前|增加|超过|[仅只][用需]了?|才用了|不足|用时|耗时|时长|时间|时限|周期"
    r"|工期|期限|年限|[天时日]数|寿命|生产|运行|提速|累计[^，。；]{0,12}|平均[^，。；]{0,8}|[人户日月年]均[^，。；]{0,8}|共计?[^，。；]{0,6})$"
)
_LASTING_LEFT = re.compile(r"(?:营业|开放|值守|坚持|连续|持续|历时|经过|耗时)$")
_REACH = re.compile(r"(?:分钟|小时|公里|里|米)(?:内)?(?:[^，。；、]{0,4}圈|送达|通勤|达|内)")
_HOURS, _HOURS_OF_MANY = ("小时", "个小时"), 1000
"""志愿服务3万小时: so many hours are the work of many, and no span in which something else happened."""
_AGE_LEFT = re.compile(r"年龄|由|[降升增高大小]到|至|平均|年轻|寿命")


def _span_of_time(page: Page, q: Quantity) -> Ruling:
    """A span is a claim only when it is itself measured (办理时限压缩至3天), not 24小时营业."""
    if q.unit in ("岁", "周岁"):
        return None
    text = page.text
    if q.unit in ("年", "月", "日", "号", "周年"):
        return "time", "date or span"
    if _REACH.match(text, q.end - len(q.unit)):
        return "label", "reach of a service"
    if _LASTING_LEFT.search(text, max(0, q.left - 8), q.left):
        return "time", "span of opening or lasting"
    if q.unit in _HOURS and q.value >= _HOURS_OF_MANY:
        return None
    if q.bound in ("at_least", "at_most") or _MEASURED_LEFT.search(text, max(0, q.left - 14), q.left):
        return None
    return "time", "span that only says how long"


_CLASS_UNITS = frozenset(
    (
        "元",
        "岁",
        "户",
        "人",
        "平方米",
        "吨",
        "公里",
        "分钟",
        "小时",
        "亩",
        "千瓦",
        "年",
        "级",
        "层",
        "美元",
        "米",
        "公顷",
    )
)
_RATINGS = frozenset(("千伏", "伏", "赫兹", "兆赫", "吉赫", "kV", "KV"))
_OR_MORE = re.compile(r"(?:及?以上|及?以下|以内|之内|内)的?[（(]?(?=[一-鿿])(?![，。；、和与左])")
_PEOPLE_OR_MORE = re.compile(r"及?以[上下](?:[一-鿿]{1,6}?的)[一-鿿]")
_CLASS_OF_SIZE = re.compile(r"(?:级|城市|产业(?!基金)|企业|集群|园区|[县区镇村])")
_SIZE_LEFT = re.compile(r"[过超破个家座条]$")
_RATES = ("比例", "标准", "速度", "权重")


def _threshold(page: Page, q: Quantity) -> Ruling:
    """A figure that defines a class: 亿元以上项目, 60岁以上老人, 有3名以上党员的企业, 500千伏."""
    text, after = page.text, q.end
    if text[after : after + 1] == "级" or (q.unit in _RATINGS and q.bound == "exact"):
        return "label", "grade or model"
    if q.unit == "岁" and not _AGE_LEFT.search(text, max(0, q.left - 8), q.left):
        return "label", "age that defines a class"
    if text[after : after + 1] == "的" and q.unit == "%" and q.bound in ("under", "at_least", "at_most"):
        return None if text[after + 1 : after + 3] in _RATES else ("label", "threshold that defines a class")
    if (
        q.kind == "money"
        and _CLASS_OF_SIZE.match(text, after)
        and _SIZE_LEFT.search(text, max(0, q.start - 2), q.start)
    ):
        return "label", "threshold that defines a class"
    if text[after : after + 1] not in "及以之内" or after == len(text):
        return None
    if (q.unit in _CLASS_UNITS and _OR_MORE.match(text, after)) or (
        q.kind == "person" and _PEOPLE_OR_MORE.match(text, after)
    ):
        return "label", "threshold that defines a class"
    return None


_SUMMING = frozenset(
    [
        "个",
        "项",
        "种",
        "类",
        "方面",
        "大",
        "步",
        "条",
        "方",
        "级",
        "大类",
        "支",
        "大方面",
        "家",
        "个方面",
        "处",
        "座",
        "地",
        "县",
        "市",
        "省",
        "区",
        "镇",
        "乡",
        "村",
        "街道",
        "名",
        "位",
        "部",
        "门",
        "张",
        "道",
        "环",
        "轮",
        "个工程",
        "件",
        "所",
        "校",
        "国",
        "篇",
    ]
)
_ACHIEVED = re.compile(r"成立|新建|建成|挂牌|引进|培育|设立|组建|获评|落地|投用|开工|入选|新增|创建|打造")
_LISTED_BEHIND = re.compile(r"[^，。；：]{1,6}：")
_WINDOW = 120


def _enumeration(page: Page, q: Quantity, digits: bool) -> Ruling:
    """A sum of what is listed beside it: 鞋业、装饰业、日杂业三大行业; a verb of achievement makes it a claim."""
    if q.unit not in _SUMMING or q.bound != "exact":
        return None
    text, before = page.text, page.text[q.start - 1 : q.start]
    if before and before in "这该那":
        return "enumeration", "points back to what is listed"
    if not digits and _LISTED_BEHIND.match(text, q.end):
        return "enumeration", "sums up the list behind it"
    if not before or before in "，。；：、 ":
        return None
    start, listing = _listing(text, q.start - (before == "等"))
    if _items(listing) == q.value and not _achieved(text, start, listing, q):
        return "enumeration", "sums up the list before it"
    return None


def _listing(text: str, end: int) -> tuple[int, str]:
    """The stretch before ``end`` back to the last mark that ends a list, and where it begins."""
    window = text[max(0, end - _WINDOW) : end]
    found = window.rfind
    cut = max(found("，"), found("。"), found("；"), found("："), found("\n"), found(" "), found("　")) + 1
    return end - len(window) + cut, window[cut:]


_JOINED = re.compile(r"[和与及]")
_COUNTED_ITEM = re.compile(r"\d[多余]?[个家名项处条座支所件]、")
_INNER_LIST = re.compile(r"“([^“”、]{1,12}(?:、[^“”、]{1,12})+)”$")


def _items(listing: str) -> int:
    """How many items a list names; 0 where it is none."""
    if "、" in listing and _COUNTED_ITEM.search(listing):
        return 0  # 下设社区14个、城中村2个
    inner = _INNER_LIST.search(listing)
    if inner:
        return inner[1].count("、") + 1
    if "”“" in listing:
        return listing.count("“")
    head, comma, last = listing.rpartition("、")
    if comma:
        return head.count("、") + 2 + (_JOINED.search(last) is not None)
    joined = _JOINED.search(listing)
    return 2 if joined and joined.start() > 0 and len(listing) - joined.start() <= 11 else 0


def _achieved(text: str, start: int, listing: str, q: Quantity) -> bool:
    """Whether a verb of achievement governs the list: in its first item, or behind the counted noun."""
    first = listing.find("、") if "、" in listing else listing.find("“")
    stop = min(
        (i for i in (text.find(mark, q.end, q.end + 80) for mark in "，。；") if i >= 0), default=q.end + 80
    )
    return bool(_ACHIEVED.search(text, start, start + max(first, 0)) or _ACHIEVED.search(text, q.end, stop))


def _slogan(page: Page, q: Quantity) -> Ruling:
    """三大攻坚战: 大 with a Chinese numeral counts only behind a list of examples."""
    if q.unit != "大" or page.text[q.start - 1 : q.start] == "等":
        return None
    return "label", "slogan"
