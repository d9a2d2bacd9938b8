"""What a single line looks like: closed or broken off, a byline, a credit, a title, a numbered heading.

Every test looks at one line, at most at the next; the words are those of the genre's page furniture.
"""

from __future__ import annotations

import re

_TERMINAL = frozenset("。！？…；：!?;")
_CLOSING = frozenset("”’）)」』】》")
_FALTERING = frozenset("，、,“‘（(《「『【—－-·的和与及或在为对将把从由至到第+")
"""A line that ends in one of these goes on: no sentence and no heading ends so."""
_CONTINUING = frozenset("，。、；：？！,;:?!”’）)》」』】％%的")
"""A line that begins with one of these goes on from the line before."""
_TORN_NUMBER = re.compile(r"[0-9０-９][余多]?[万亿千百十]+[余多]?\Z|[0-9０-９][.．]\Z")
_DECIMAL = re.compile(r"[0-9][.．][0-9]+\Z")
_MEASURES = frozenset("万亿千百个名家人元件项次户处支场条所座栋部台辆亩公平吨斤米年月日天小分倍余多届期")
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("(", ")"), ("《", "》"), ("【", "】"))

_NUMBER = re.compile(
    r"([一二三四五六七八九十百]{1,4}[、．](?![一二三四五六七八九十]、)"
    r"|[（(][一二三四五六七八九十百0-9０-９]{1,4}[）)]"
    r"|第[一二三四五六七八九十百]{1,4}[章节部]"
    r"|[0-9０-９]{1,2}[．.、](?![0-9０-９])"
    r"|[①-⑳])"
)
_NUMBER_FIRST = frozenset("一二三四五六七八九十百（(第0123456789０１２３４５６７８９①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_NUMERALS = re.compile(r"[一二三四五六七八九十百0-9０-９①-⑳]+")

_DATE = r"(?:19|20)\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?"
_ENDS_IN_DATE = re.compile(rf"\s{_DATE}\Z")
_DATE_END = frozenset("0123456789日")
_OCCASION = re.compile(rf"{_DATE}在.{{2,40}}(?:上|会议)\b")
_ISSUE = re.compile(r"[（(]?(?:总?第\s*\d+\s*期|〔?\d{4}〕?年?第\d+期)")
_BYLINE = re.compile(
    rf"{_DATE}\s*(?:\d{{1,2}}[:：]\d\d(?:[:：]\d\d)?)?\Z|{_ISSUE.pattern}|"
    r"■|◆?(?:本报|本刊|本网|新华社|人民日报)?(?:全媒体|特约|见习)?(?:记者|通讯员|评论员)[\s：:/]"
    r"|(?:本报|本刊|本网)(?:全媒体|特约|见习)?(?:记者|通讯员|评论员)|新华社.{0,14}电\Z"
    r"|(?:信息|文章|新闻)?(?:来源|作者|撰稿|供稿|编辑|责编|责任编辑|审核|校对|联系人|署名)\s*[：:]"
    r"|(?:发布|发表|发稿|更新|创建|成文)?(?:时间|日期)\s*[：:]|[（(](?:本报)?(?:记者|通讯员|作者|责任编辑)"
)
_OPENING_BYLINE = re.compile(
    r"■|◆?(?:本报|本刊|本网|新华社)|(?:全媒体|特约)?(?:记者|通讯员)|(?:来源|作者|发布时间)\s*[：:]"
)
_SOURCE_WITHIN = re.compile(r"来源\s*[：:]")
_OFFICE = re.compile(
    r".{0,14}(?:(?:书记|主席|省长|市长|区长|县长|州长|盟长|旗长|镇长|乡长|总理|主任|局长|部长)\s"
    r"|(?:国务院总理|省长|市长|主席)[\u4e00-\u9fff]{2,4}\Z)"
)
_FURNITURE = frozenset(
    [
        *("下载", "打印", "全屏", "收藏", "加大", "还原", "减小", "大", "中", "小", "首页", "返回", "关闭"),
        *("分享", "分享:", "分享：", ">", ">>", "】", "阅读量：", "点击数：", "浏览次数："),
    ]
)
_FURNITURE_OPENING = (
    "当前位置",
    "您的位置",
    "您当前",
    "【字体：",
    "【字号：",
    "扫一扫",
    "(更新时间戳",
    "（更新时间戳",
)

_CREDIT = re.compile(r"(?:供图|(?<!拍)(?<!统)摄|摄影|制图|资料图|资料图片|图片|/图)[）)。\s]*\Z")
_CREDIT_OPENING = re.compile(r"[（(]?(?:摄影|供图|图片来源|图源|资料图片?|图片)\s*[：:/／）)]")
_CAPTION_OPENING = re.compile(
    r"[（(▲△▼]?(?:图为|图[①-⑨一二三四五六七八九十]?[：:]|图[①-⑨]|[上下左右题]图[为：:]|[▲△▼])"
)

_PLACE = re.compile(r"([\u4e00-\u9fff]{1,30}?(?:[省市县区旗州盟]|兵团))[：:]")
_DIVISION = re.compile(r"自治[区州县旗]|特别行政区|[省市县区旗州盟]")
_COMMON_AREAS = (
    "社区",
    "小区",
    "园区",
    "校区",
    "景区",
    "片区",
    "辖区",
    "城区",
    "老区",
    "山区",
    "街区",
    "库区",
)


def is_closed(text: str) -> bool:
    """Whether the line ends as a sentence or a list item does.

    >>> is_closed("选派党建指导员28人。"), is_closed("公司实现营收5.75万"), is_closed("“日子越过越舒心。”")
    (True, False, True)
    """
    last = text[-1]
    if last in _TERMINAL:
        return True
    before = text[-2:-1]
    return (last in _CLOSING and before in _TERMINAL and before != "") or (
        last == "." and not before.isdigit()
    )


def goes_on(text: str, following: str) -> bool:
    """Whether the line cannot be a whole: it falters, a number or bracket is torn, the next line takes it up.

    >>> goes_on("将每月5日定为“居民议", "事日”,物业公司党员代表"), goes_on("实现营收5.75万", "元，其中")
    (True, True)
    >>> goes_on("组织强在末梢", "矿党委书记介绍")
    False
    """
    if text[-1] in _FALTERING or following[:1] in _CONTINUING:
        return True
    if _TORN_NUMBER.search(text, max(0, len(text) - 5)) or (
        _ends_in_digit(text) and (following[:1] in _MEASURES or _is_torn_decimal(text, following))
    ):
        return True
    count = text.count
    return any(count(opening) != count(closing) for opening, closing in _PAIRS)


def _is_torn_decimal(text: str, following: str) -> bool:
    """Whether a decimal breaks off among its digits: 实现营收10.2｜8亿元."""
    rest = following.lstrip("0123456789")
    return (
        following[:1].isdecimal()
        and rest[:1] in _MEASURES
        and _DECIMAL.search(text, max(0, len(text) - 8)) is not None
    )


def _ends_in_digit(text: str) -> bool:
    return text[-1].isdecimal() or text[-1] in "〇零一二三四五六七八九十百千两几数余多"


def number(text: str) -> str | None:
    """The list number in front (``一、``, ``（二）``, ``3．``), None where there is none.

    >>> number("（一）聚力兴产业"), number("一、二、三产业增加值"), number("2.4万人")
    ('（一）', None, None)
    """
    found = _NUMBER.match(text) if text[0] in _NUMBER_FIRST else None
    return found.group() if found else None


def number_form(text: str) -> str | None:
    """The list number's form, its numeral left out, so that 一、 and 二、 compare equal."""
    found = _NUMBER.match(text) if text[0] in _NUMBER_FIRST else None
    return _NUMERALS.sub("#", found.group()) if found else None


def is_byline(text: str) -> bool:
    """Whether the line says who wrote it, whence it comes or when it was published.

    >>> is_byline("■记者 郭文治 孟航"), is_byline("发布时间：2025-06-18 09:30"), is_byline("记者从会上获悉")
    (True, True, False)
    """
    if len(text) > 80 or text[-1] == "。":
        return False
    if _BYLINE.match(text):
        return True
    if "来源" in text and _SOURCE_WITHIN.search(text):
        return True
    return text[-1] in _DATE_END and _ENDS_IN_DATE.search(text) is not None


def is_opening_byline(text: str) -> bool:
    """Whether the line is a byline of the kind that stands under titles, not under the last paragraph."""
    return is_byline(text) and _OPENING_BYLINE.match(text) is not None


def is_issue(text: str) -> bool:
    """Whether the line numbers an issue of a bulletin (第14期（总第206期）): the title comes behind it."""
    return len(text) <= 40 and _ISSUE.match(text) is not None


def is_office(text: str) -> bool:
    """Whether the line under a title names an office and who holds it (省长　王予波)."""
    return len(text) <= 30 and _OFFICE.match(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether the line is the second line of a title: ——2025年2月18日在…会议上."""
    if len(text) > 60 or is_closed(text):
        return False
    return (
        text[0] in "—―" or text.startswith("--") or text.endswith(("会议上", "大会上")) or _is_occasion(text)
    )


def _is_occasion(text: str) -> bool:
    return _OCCASION.match(text) is not None


def is_furniture(text: str) -> bool:
    """Whether the line is a button or a path of the web page, no part of the article."""
    return len(text) < 60 and (text in _FURNITURE or text.startswith(_FURNITURE_OPENING))


def is_credit(text: str) -> bool:
    """Whether the line ends (or begins) with whose photo it is.

    >>> is_credit("安丘市委组织部供图"), is_credit("本报记者 霍艳恩摄"), is_credit("社区为老人拍摄")
    (True, True, False)
    """
    if len(text) > 160 or not ("图" in text or "摄" in text):
        return False
    return bool(_CREDIT.search(text, max(0, len(text) - 12)) or _CREDIT_OPENING.match(text))


def is_caption(text: str) -> bool:
    """Whether the line says itself that it speaks about a picture (图为…)."""
    return len(text) <= 160 and _CAPTION_OPENING.match(text) is not None


def place_levels(text: str) -> int:
    """How many levels of division the place before the colon names; 0 where no place is named.

    >>> place_levels("江西省萍乡市安源区：社区办起社企"), place_levels("米市社区：打造品牌")
    (3, 0)
    """
    found = _PLACE.match(text)
    if not found or found.group(1)[0] in "全各本我该":
        return 0
    levels = len(_DIVISION.findall(found.group(1)))
    # 米市社区 is no county, but 四川省遂宁市船山区 is one although it ends in 山区.
    return 0 if levels < 3 and found.group(1).endswith(_COMMON_AREAS) else levels


def is_place_alone(text: str) -> bool:
    """Whether the line is a place and a colon only: the first half of a broken title."""
    found = _PLACE.match(text)
    return found is not None and found.end() == len(text)
