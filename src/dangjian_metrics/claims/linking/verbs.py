"""The verb that governs a count, what somebody serves as, and the words of change."""

from __future__ import annotations

import re
from functools import lru_cache

from dangjian_metrics.claims.linking import phrases
from dangjian_metrics.claims.linking.phrases import Clause

CHANGE_NOUNS = {
    "增速": "up", "增幅": "up", "涨幅": "up", "升幅": "up", "增长率": "up", "降幅": "down", "跌幅": "down", "下降率": "down", "减幅": "down",
}  # fmt: skip
COMPARATIVES = {
    "高": "up",
    "多": "up",
    "快": "up",
    "长": "up",
    "低": "down",
    "少": "down",
    "慢": "down",
    "短": "down",
    "早": "down",
    "晚": "up",
    "年轻": "down",
    "便宜": "down",
    "贵": "up",
    "加快": "up",
    "放缓": "down",
    "趋缓": "down",
}
_REACHES = re.compile(r"[到至为成]$")
GENERIC = frozenset(("完成", "实现", "进行", "开展"))
HOLDERS = frozenset(("周边", "附近", "辖区", "当地", "全市", "全县", "全区", "周围"))


def direction(word: str, code: str) -> str | None:
    """Up or down for a word of change; None for any other.

    >>> direction("增长", "u"), direction("压缩至", "o"), direction("降幅", "n"), direction("新建", "v")
    ('up', 'down', 'down', None)
    """
    if code == "u":
        return "up"
    if code == "o":
        return "down"
    return CHANGE_NOUNS.get(word) or COMPARATIVES.get(word)


@lru_cache(maxsize=8192)
def reaches(word: str) -> bool:
    """Whether a verb of change names the level reached (增至, 提高到) rather than the amount."""
    return len(word) > 1 and _REACHES.search(word) is not None


def basis(clause: Clause, end: int) -> tuple[str | None, int]:
    """What a change is measured against (同比, 较上年度), and where it begins, so that the noun ends there."""
    codes, words, at = clause.codes, clause.words, end
    while at > clause.first and codes[at - 1] in "dkm":
        at -= 1
    if at > clause.first and codes[at - 1] == "b":
        return words[at - 1], at - 1
    for i in range(at - 1, max(clause.first, at - 9) - 1, -1):
        if words[i] in ("比", "较") or (words[i][:1] == "比" and codes[i] == "P"):
            return "".join(words[i:at]), _before_times(clause, i)
        if codes[i] in "vQ":
            break
    if clause.words[end][:2] in ("高于", "低于", "高出", "快于"):
        return None, _before_times(clause, at)
    return None, _before_times(clause, at)


def _before_times(clause: Clause, end: int) -> int:
    while end > clause.first and (
        clause.codes[end - 1] in "tTdkm" or (end - 1 > clause.first and clause.words[end - 1] in _FRAMES)
    ):
        end -= 1
    return end


_FRAMES = frozenset(("按", "按照", "由", "从"))


def before(clause: Clause, end: int) -> str | None:
    """The verb that governs the noun phrase or quantity beginning at ``end``."""
    at = end
    while at > clause.first and (
        clause.codes[at - 1] in "dkDe_gTa" or (clause.words[at - 1] == "到" and clause.codes[at - 2] == "v")
    ):
        at -= 1
    if at == clause.first:
        return None
    if clause.words[at - 2 : at - 1] == ["总"] and at - 2 >= clause.first:
        return None  # 总投资6亿元的产业园
    if clause.codes[at - 1] in "vpwuo":
        return spelled(clause, first_of(clause, at - 1), at)
    return over_list(clause, at)


def over_list(clause: Clause, end: int) -> str | None:
    """The verb before a list of examples (提供权益维护、资源对接等34项服务)."""
    codes = clause.codes
    start = codes.rfind("Q", clause.first, end) + 1 or clause.first
    if not (codes[end - 1] == "H" or ("、" in codes[start:end] and codes[end - 1] in "nwa")):
        return None
    for at in range(start, end):
        code = codes[at]
        if code in "vw" and (clause.words[at + 1] in _OFFICES or (at > start and codes[at + 1] in "、H")):
            continue  # 国家发展改革委等七部委, 南渡江引水、红岭灌区等9个工程
        if code == "v" or (
            code == "w"
            and at + 1 < end
            and codes[at + 1] in "naw"
            and (at == start or codes[at - 1] in "dktTPp")
        ):
            last = at
            while last + 1 < end and (
                codes[last + 1] == "k"
                or (codes[last + 1] == "v" and codes[last + 2 : last + 3] in ("n", "a"))
            ):
                last += 1
            return spelled(clause, at, last + 1)
        if (code == "P" and clause.words[at] not in ("为", "给", "向", "对")) or code in "lz、":
            return None
    return None


_OFFICES = frozenset("委局部办署厅")


def first_of(clause: Clause, last: int) -> int:
    """Where the chain of adjacent verbs that ends with the token ``last`` begins (排查梳理); 推动解决 begins at 解决."""
    codes, at = clause.codes, last
    while (
        at > clause.first
        and codes[at - 1] in "vw"
        and codes[at] in "vwpuo"
        and not (codes[at - 1] == "w" and at - 1 > clause.first and codes[at - 2] in "na")
    ):
        at -= 1
    return at


def spelled(clause: Clause, first: int, last: int) -> str:
    """The verb as written, without particles and without the verb that only says how (计划建设)."""
    if last - first == 1:
        verb = clause.words[first] if clause.codes[first] not in "ky_“" else ""
    else:
        kept = [
            w
            for w, c in zip(clause.words[first:last], clause.codes[first:last], strict=True)
            if c not in "ky_“"
        ]
        if len(kept) > 1 and (kept[0] in _ADVERBIAL or kept[0][-1] == "着"):
            del kept[0]
        verb = "".join(kept)
    return verb[:-1] if (len(verb) > 2 and verb[-1] in "了到为") or verb[1:] == "着" else verb


_ADVERBIAL = frozenset(("计划", "配套", "加快", "加速", "继续", "统筹", "协调", "试点"))


def after(clause: Clause, start: int) -> str | None:
    """The predicate behind a counted subject (52名干部加入业委会)."""
    codes, at = clause.codes, start
    while at < clause.last:
        code = codes[at]
        if code in "、c" and (another := codes[at + 1 : at + 3].find("Q")) >= 0:
            at += another + 2  # 42支实践队、近千名师生奔赴各地
            continue
        if code in "lrzuQ;." or (code == "y" and codes[at + 1 : at + 2] not in ("n", "a", "g")):
            return None
        if (
            code == "P"
            and clause.words[at] not in ("被", "把", "将", "由")
            and codes[at + 1 : at + 2] in ("v", "w")
        ):
            at += 1  # 为加装电梯争执: the verb of the prepositional phrase
        elif (code in "vp" and not _accompanies(clause, at)) or (
            code == "w"
            and not (at > start and codes[at - 1] in "na" and codes[at + 1 : at + 2] in ("v", "k", "n"))
        ):
            return _predicate(clause, at)
        at += 1
    return None


def _accompanies(clause: Clause, at: int) -> bool:
    """带着茶园入股: a verb with 着 says how the next one is done."""
    return clause.words[at][-1] == "着" and any(code in "vw" for code in clause.codes[at + 1 : clause.last])


def _predicate(clause: Clause, at: int) -> str | None:
    codes, words = clause.codes, clause.words
    if words[at] in GENERIC or codes[at] == "p":
        inner = _inner_verb(clause, at)
        if inner is not None:
            return inner
    end = at + 1
    while end < clause.last and (
        codes[end] == "v"
        or (codes[end] == "w" and codes[at] == "w" and codes[end + 1 : end + 2] not in ("n", "a", "e"))
    ):
        end += 1
    return spelled(clause, at, end)


def _inner_verb(clause: Clause, at: int) -> str | None:
    """完成权责清单认领 gives 认领, but 完成投资1亿元 stays 完成; 推动…解决 gives the verb that is pushed."""
    codes, words = clause.codes, clause.words
    for i in range(at + 1, clause.last):
        if codes[i] in ",;.、Q":
            return None
        if codes[at] == "p" and codes[i] == "v":
            return words[i]
        if codes[at] != "p" and codes[i] in "vw" and codes[i + 1 : i + 2] not in ("n", "w", "a"):
            return None if i + 1 < clause.last and words[i + 1][-1:] == "元" else words[i]
    return None


def of_relative(clause: Clause, end: int) -> str | None:
    """The verb of a relative clause before the noun (办理的群众业务累计达550人次)."""
    codes, at = clause.codes, end
    if at <= clause.first + 1 or codes[at - 1] != "U":
        return None
    return clause.words[at - 2] if codes[at - 2] in "vw" else None


def of_headless(clause: Clause, end: int) -> str | None:
    """The verb of a headless relative clause (经核查有效的7940条)."""
    for at in range(end - 1, clause.first - 1, -1):
        if clause.codes[at] in "vw":
            return clause.words[at]
    return None


def role(clause: Clause, start: int) -> str | None:
    """What the counted serve as: the noun behind 担任 and its like."""
    at = clause.codes.find("r", start)
    if at < 0:
        return None
    stop = min((i for i in (clause.codes.find(c, start) for c in ",;.") if i >= 0), default=len(clause.codes))
    if at >= stop or clause.words[at][-1:] == "作":
        return None
    phrase = phrases.after(Clause(clause.words, clause.codes, at, stop), at + 1)
    return phrases.spelled(clause, phrase) if phrase else None
