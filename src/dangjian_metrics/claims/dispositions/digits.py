"""What a run of digits is: the tests in the order in which they are tried."""

from __future__ import annotations

import re

from dangjian_metrics.claims import quantities
from dangjian_metrics.claims.dispositions import amounts
from dangjian_metrics.claims.dispositions.page import Page, Verdict

_LIST_NUMBER = re.compile(r"\s*[（(]?\d{1,2}[）)]?(?:[.．、）)]|(?<=[）)]))(?!\d)")
_HOTLINE = re.compile(
    r"(?:1[0-2]\d{3}|1[12]\d|12\d{3}|9\d{4})(?!\d)(?=[”\"]?(?:政务|服务|便民|市民|热线|平台|举报|公共|医保|消费|社保|税务|电话|接诉|投诉|民生))"
)
_PHONE = re.compile(r"(?:\d{3,4}[-—–]\d{7,8}|1\d{10}|\d{7,})(?![.\d])(?![余多万亿])")
_GRADE = re.compile(
    r"(?:[万亿千百]|千瓦|兆瓦|吨|米|人|元|平方米|公里|千伏){0,3}(?:级(?!别)|版(?![块面本权图])|型(?!企)|式|[+＋]|带\d|周岁以[上下]|G(?![A-Za-z])|D(?![A-Za-z])|A级|车道|[Nn](?![a-zA-Z]))"
)
_DOCUMENT_SIGNS = frozenset("〔〕")
_BUILDINGS = frozenset("宇道栋长盘房")
_TENTHS = frozenset("成至到-—~～")
_GRADE_FIRST = frozenset("万亿千百兆吨米人元平公级版型式+＋带周GDA车Nn")
_VERSION = re.compile("方案|模式|时代|行动|计划|政策")
_RANKS = frozenset(("排名", "位居", "位列", "列第"))


def judge(page: Page, start: int, end: int) -> Verdict:
    """The verdict on the run of digits at ``start``.

    >>> judge(Page("拨打12345热线"), 2, 7)[:2], judge(Page("第2轮"), 1, 2)[0], judge(Page("新建5家"), 2, 3)[0]
    (('identifier', 'telephone number'), 'ordinal', 'claim')
    """
    if page.text[start - 1 : start] in _DOCUMENT_SIGNS and start:
        return "identifier", "number of a document", None
    if page.in_time(start):
        return "time", "date or span", None
    if page.in_quotes(start, end):
        return "label", "inside quotation marks", None
    named = _named(page, start, end)
    if named is not None:
        return named
    text = page.text
    quantity = quantities.tenths_at(text, start) if text[end : end + 1] in _TENTHS else None
    quantity = quantity or quantities.at_digits(text, start)
    if quantity is None:
        return "identifier", "no quantity", None
    return amounts.judge(page, quantity, digits=True)


def _named(page: Page, start: int, end: int) -> Verdict | None:
    """Codes, list numbers, ranks, telephone numbers, grades: digits that name and do not measure."""
    text = page.text
    before = text[start - 1 : start]
    if page.opens(start) and _LIST_NUMBER.match(text, start):
        return "ordinal", "list number", None
    if before and ((before.isascii() and before.isalpha()) or before in "+＋-_"):
        return "label", "part of a code", None
    if (
        before == "第"
        or text[start - 2 : start] in _RANKS
        or (before == "前" and text[end : end + 1] in "名位强")
    ):
        return "ordinal", "says which, not how many", None
    if text[end : end + 1] == "楼" and text[end + 1 : end + 2] not in _BUILDINGS:
        return "ordinal", "floor of a house", None
    if end - start >= 3 and (_HOTLINE.match(text, start) or _PHONE.match(text, start)):
        return "identifier", "telephone number", None
    graded = text[end : end + 1] in _GRADE_FIRST and _GRADE.match(text, end) is not None
    if graded or (text[end - 2 : end] == ".0" and _VERSION.match(text, end)):
        return "label", "grade or model", None
    return None
