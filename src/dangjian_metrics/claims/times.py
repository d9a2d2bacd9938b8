"""Words that say when: dates, spans and the signs of a period, found as spans of text.

A time span is no claim itself (docs/claims.md §1, ``time``); the ones marked as periods may feed
the ``period`` of the claims behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Time(NamedTuple):
    """A time expression: offsets in the text (end exclusive) and whether it may serve as a period."""

    start: int
    end: int
    period: bool


_CN = "[〇零一二三四五六七八九十]"
_COUNT = r"(?:\d{1,3}|[一二三两四五六七八九十几数]{1,3})"
_YEAR = rf"(?:(?:19|20)\d\d|{_CN}{{4}}|(?<!\d)\d\d(?=年度|年\d))"
_DASH = r"[至到\-—–―－～~]{1,2}"
_HALF = r"(?:[上下]半年|[春夏秋冬][天季]|前?(?:[一二三四1-4])季度|前[一二三两四五六七八九十]{1,2}个?月|前\d{1,2}个?月|第[一二三四]季度|前三季度|全年|年内|年底前?|年末|年初|岁末|暑期|暑假|寒假|春节|国庆|春季|秋季|夏季|冬季)"
_MONTHS = rf"(?:\d{{1,2}}月?{_DASH}\d{{1,2}}月(?:份|底)?|\d{{1,2}}月(?:份|底|初|末|中旬|上旬|下旬)?(?:\d{{1,2}}日)?(?:{_DASH}(?:\d{{1,2}}月)?\d{{1,2}}日)?|(?<![一-鿿])[一二三四五六七八九十]{{1,2}}月(?:份|底)?)"
_REL = r"(?:(?:上年|去年)同期|今年|去年|前年|明年|当年|上年|本年度?|今后|近年|当月|上月|本月|今春|今秋)"
_SINCE = r"(?:以来|以前|之前|之后|以后|起|间|时|期间|来|底前?|末|初|内|前|后|春节期间)?"
_LEAD = re.compile(r"(?:截至|截止到?)$")
_BEGINNINGS = frozenset("成启实开投运推通搬上组")
_WHAT_BEGAN = re.compile(r"(?:(?<=[，。；：\s])|^)[一-鿿]{2,8}$")  # 主题教育 | 启动以来
_PLAN = r"[“\"]?十[一二三四五六]五[”\"]?(?:规划)?(?:期间|时期|以来|末|初|前[一二三四]年|收官之年|开局之年)"

_PERIODS = (
    rf"{_YEAR}年(?:{_MONTHS})?[一-鿿]{{2,8}}以来",
    r"(?:成立|启动|实施|开展|投用|运行|推行|通水|通车|开工|入汛|入夏|入冬|搬迁|上任|组建)以来",
    r"[今昨][天日早晚](?:（\d{1,2}月\d{1,2}日）)?(?:凌晨|清晨|早上|[上下中]午|晚上?|傍晚)?(?:\d{1,2}时(?:\d{1,2}分)?)?",
    rf"{_REL}(?:{_HALF}|{_MONTHS}|度|第?[一二三四]季度)?{_SINCE}",
    rf"{_YEAR}(?:{_DASH}{_YEAR})?年(?:度)?(?:{_HALF}|{_MONTHS})?{_SINCE}",
    rf"{_MONTHS}{_SINCE}",
    rf"(?:近|过去|最近|这|前)的?{_COUNT}(?:多|余)?个?(?:年|月|天|周|季度)(?:多)?(?:来|间|里|以来|时间)?",
    r"[一二两三四五六七八九十\d]{1,2}年(?:多)?(?:来|间|里)",
    rf"{_HALF}(?:期间|以来|前)?",
    r"截至(?:目前|今(?![天日年早晚])|当前|现在)|目前为止|截至(?=[,，])|(?:到|直到)目前|迄今|至今(?![天日年早晚])|(?:今|去|前)年",
    r"目前|眼下|当前|现在|如今|近年来|近年|近期|近日|日前|多年来|连年|不久前|以前|过去(?!的)|十年前|年底前|这段时间",
    r"(?:党的)?十[八九]大以来|(?:党的)?二十大以来|新时代以来|改革开放以来",
    _PLAN,
    r"(?:国庆中秋|春节|国庆|中秋|元旦|五一|假日|暑运|春运|假期|清明|端午)(?:(?:假期)?(?:期间|以来|当天)|假期(?:首日|第[一二三四五六七八]天)?)",
)
_SPANS = (
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:\s*\d{1,2}:\d{2})?",
    rf"\d{{1,2}}[:：]\d{{2}}(?:{_DASH}\d{{1,2}}[:：]\d{{2}})?(?![：:]?\d)",
    rf"\d{{4}}(?:{_DASH}\d{{4}})?年(?:度)?",
    r"\d{1,2}[日号](?!线|楼|机|院|文|令|公告)",
    rf"(?<![\d.])(?:{_COUNT}|\d{{1,4}})(?:多|余|来)?年(?:时间|多|制|期|内|后|前|里|半|行动|计划|攻坚|倍增|以上|以来|级)*",
    r"(?<![\d.])[0-2]?\d时[0-5]?\d分",
    r"(?<![\d.])[0-2]?\d[时点](?:半|[0-5]?\d分?)?(?=[,，、至到—\-在的开起前后左许]|$)(?:[至到—\-]\d{1,2}点)?",
    r"(?:[早晚清晨上下中午夜]{1,2}|凌晨|傍晚)[一二两三四五六七八九十\d]{1,2}[时点](?:半|一刻|\d{1,2}分?)?(?:[至到—\-]\d{1,2}[时点]半?)?",
    r"(?:[正腊]月|农历[一二三四五六七八九十]{1,2}月)(?:初[一二三四五六七八九十]|二?十[一二三四五六七八九]?|三十)",
    r"(?:周|星期|礼拜)[一二三四五六日天](?:至周?[一二三四五六日天])?",
    r"(?<!\d)[一二三四五六七八九十]{1,3}日",
)
# The first two characters of any time expression: the test that keeps the scan fast.
_FIRST = (
    '0-9〇零一二三四五六七八九十几今去前明当上下本近目截现如眼春国改新党过最年至迄不日以这暑寒“"多连周星礼元假端秋夏'
    "冬第岁全昨晚早清中正腊农凌傍"
)
_SECOND = (
    "-0-9〇零一二三四五六七八九十两几个数多余来年月日天周期季度时点前后半末初底内至止今在下节庆秋旦的去近革大立施展用行水车工汛夏冬"
    "迁任建动期曜拜明午假历上.:：/—–~～到、号春晨晚早运"
)
_SINCE_FIRST = "成启实开投运推通搬组入"  # 开工以来: what has begun


def _opening(first: str) -> re.Pattern[str]:
    return re.compile(
        f"[{first}](?:(?<![0-9党“])(?=[{_SECOND}])|(?<=党)(?=的)|(?<=“)(?=十)"
        rf"|(?<=[0-9])(?<![0-9][0-9])(?=[0-9]*[年月日号时点天周季个多余来几至到\-—–―－～~./:：]))"
    )


_OPENING, _OPENING_SINCE = _opening(_FIRST), _opening(_FIRST + _SINCE_FIRST)
_TIME = re.compile(f"(?P<period>{'|'.join(_PERIODS)})|{'|'.join(_SPANS)}")


def find(text: str) -> Iterator[Time]:
    """The time expressions of a folded text, in order.

    >>> [ "今年以来，选派28人；2024年收入9万元"[t.start:t.end] for t in find("今年以来，选派28人；2024年收入9万元")]
    ['今年以来', '2024年']
    """
    until = 0
    for opening in (_OPENING_SINCE if "以来" in text else _OPENING).finditer(text):
        start = opening.start()
        m = _TIME.match(text, start) if start >= until else None
        if m is None:
            continue
        until = m.end()
        lead = _LEAD.search(text, max(0, start - 3), start)
        if lead is None and text[start] in _BEGINNINGS and m[0].endswith("以来"):
            lead = _WHAT_BEGAN.search(text, max(0, start - 9), start)
        yield Time(lead.start() if lead else start, until, lead is not None or m.lastgroup == "period")
