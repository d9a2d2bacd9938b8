"""The region of an article: province, city and county, completed from the table of divisions (CLAIMS.md §5).

The place comes from the title, else the byline, else the first sentence. What the text leaves open
stays open: 鼓楼区 alone is a district of four cities, and its city is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from dangjian_metrics.claims import divisions
from dangjian_metrics.claims.divisions import Name, Place

_MUNICIPALITIES = frozenset(("北京市", "天津市", "上海市", "重庆市"))


@dataclass(frozen=True, slots=True)
class Region:
    """Province, city and county by their full names, None where the text does not tell.

    >>> Region("重庆市", None, "铜梁区").county
    '铜梁区'
    """

    province: str | None = None
    city: str | None = None
    county: str | None = None

    NONE: ClassVar[Region]


Region.NONE = Region()


@dataclass(slots=True)
class _Chain:
    """Names that follow on each other, each inside the one before: 山东省潍坊市安丘市, 江西萍乡安源区."""

    places: Sequence[Place]
    names: tuple[Name, ...]
    start: int
    last: int  # where the last name begins
    end: int

    @property
    def firm(self) -> bool:
        """Several names, the last in full: no other reading is left."""
        return len(self.names) > 1 and self.names[-1].full

    @property
    def short(self) -> bool:
        """One short name: 江西, 萍乡, 安源."""
        return len(self.names) == 1 and not self.names[0].full


# 区域, 区块链, 市场, 市民: the last character of a seeming full name belongs to the next word
_SPLIT = re.compile(r"(?<=区)[域块间别位]|(?<=市)[场民值容]|(?<=县)域")
_GAP = re.compile(r"[·•・\s]{0,2}(?:(?:生产建设)?兵团(?:第?[一二三四五六七八九十]+师)?)?")
# A zone: its own name, its kind, and whether the phrase ends there
_ZONE = re.compile(
    r"([^\W\d_推加建打设成聚立支创全各的在把以让和与]{0,5}?)"
    r"(?:((?:高新技术产业|高新技术|经济技术|经济)?开发区|高新区|经开区|新片区|新区)"
    r"|工业园区|度假区|保税区|风景区|管理区)(?![域块间内])(党工委|工委|管委会|\W|$)?"
)
# What makes a place's name part of another name: streets, goods, newspapers, schools, companies.
# Verbs end its reach.
_THING = re.compile(
    r"[东西南北中]?(?:路(?![径线子演])|街(?![道区镇头巷]))|[啤白]?酒|舰|号(?!召)|籍|话(?!题)|菜"
    r"|站(?![位稳在])|岸|麓|时间|精神|白药|茅台|航空(?!港)|证券"
    r"|[^\W推抓促以让把为用打进在到走聚探深引领助激破筑做着了的]{0,12}?"
    r"(?:[日晚早晨时商]报|都市报|青年报|法[制治]报|报社|新闻网|在线|卫视|电视台|出版社"
    r"|大学(?![生习村城])|学院|公司(?![化制])|集团(?!化)|银行|分行|支行|股份|研究[院所]"
    r"|交易所|合作组织|军区|铁路局)"
)
# 黄河南岸, 威海南海新区: these begin inside other names too
_SIDED = {"山东", "山西", "河南", "河北", "湖南", "湖北", "江西", "海南", "云南", "广东", "广西"}


def _spelled(text: str, at: int) -> Iterator[tuple[Name, int]]:
    """The names that stand at `at` and where they end, longest first."""
    for name in divisions.heads().get(text[at : at + 2], ()):
        if text.startswith(name, at) and not _SPLIT.match(text, at + len(name)):
            yield divisions.names()[name], at + len(name)


def _han(text: str, at: int) -> bool:
    return 0 <= at < len(text) and "一" <= text[at] <= "鿿"


def _longer(text: str, chain: _Chain) -> _Chain | None:
    """The chain with the name that follows inside it; a word only at a phrase's end (not 辽宁振兴发展)."""
    gap = _GAP.match(text, chain.end)
    at = gap.end() if gap else chain.end
    for name, end in _spelled(text, at):
        inner = tuple(
            place for place in name.places if any(divisions.inside(place, outer) for outer in chain.places)
        )
        if inner and (not name.word or not _han(text, end)):
            return _Chain(inner, (*chain.names, name), chain.start, at, end)
    return None


def _chain_at(text: str, at: int) -> _Chain | None:
    """The names that stand at `at`, down to the zone."""
    for name, end in _spelled(text, at):
        alone = divisions.alone(name)
        chain = _Chain(alone, (name,), at, at, end)
        longer = _longer(text, chain)
        if longer is None and len(alone) < len(name.places):
            longer = _longer(text, replace(chain, places=name.places))
        while longer:
            chain, longer = longer, _longer(text, longer)
        return _zoned(text, chain)
    return None


def _zoned(text: str, chain: _Chain) -> _Chain:
    """With the zone that follows: 威海南海新区 takes in the short city, 合肥市高新区 not the full one."""
    zone, last = _ZONE.match(text, chain.end), chain.names[-1]
    province, city, county = chain.places[0]
    if not zone or len(chain.places) > 1 or (last.full and county) or (chain.short and last.word):
        return chain
    own, kind, ends = zone[1], zone[2], zone[3] is not None
    local = city or province in _MUNICIPALITIES
    # 浙江新区建设: a bare kind is no name; in a province a zone needs a name and the phrase's end
    if (not own and kind in ("新区", "新片区", None)) or not ((local and (kind or ends)) or (own and ends)):
        return chain
    begin = chain.last if not last.full and (city or not own) else chain.end
    end = zone.end() - len(zone[3] or "")
    zoned = (province, city, text[begin:end])
    return replace(chain, places=(zoned,), names=(*chain.names, Name((zoned,), True)), end=end)


def _chains(text: str) -> Iterator[_Chain]:
    """The chains of a text, left to right, but for those inside other names (吉林大学, 上海路)."""
    heads, at, last = divisions.heads(), 0, len(text) - 1
    while at < last:
        if text[at : at + 2] not in heads:
            at += 1
            continue
        chain = _chain_at(text, at)
        thing = _THING.match(text, chain.end) if chain and not chain.firm else None
        if chain and not thing:
            yield chain
        at = thing.end() if thing else chain.end if chain else at + 1


_STOP = re.compile(r"\s*(?:[:：|｜丨︱]|——)")
_BESIDE = re.compile(r"[、和与及至到]|等[地省市县区]")  # 郑州市、新乡市等地
_OFFICE = re.compile(r"(?:人民)?政府|委|人大|政协")
_UNIT = re.compile(r"[^，。,]{0,12}?(?:委|政府|党组|部|局|第[一二三四五六七八九十百]+[届次])")
_DATELINE = re.compile(
    r"(?:本报|\w{2,6}[网社报台])[^。，,：:]{0,12}?(?:消息|讯|电)\s*(?:[（(][^）)]*[）)])?\s*[:：]?\s*"
)
_WHEN = re.compile(r"[^。，,]{0,14}[年月日天来期间后前初末底下时半午夜晨][，,]")
_SEAT = re.compile(r"位于|地处|坐落[于在]?")
_NATION = re.compile(r"习近平|党中央|国务院|我国|全国")


def _stands(title: str, chain: _Chain) -> bool:
    """Whether a chain of the title is a place: the shorter its name, the more must stand around it."""
    name, before = chain.names[0], title[chain.start - 1 : chain.start] if chain.start else ""
    head, stop = not _han(title, chain.start - 1) or before in "年共", _STOP.match(title, chain.end)
    if not chain.short:
        return len(chain.names) > 1 or chain.end - chain.start > 2 or bool(head and stop)
    called, rank = (before and before in "看在到赴访进来自于从和码") or head, divisions.rank(chain.places[0])
    if before and before in "“‘《「":
        return False
    if rank == 1:
        return bool(called) or title[chain.start : chain.end] not in _SIDED
    return bool(head and stop) or (rank == 2 and not name.word and bool(called))


def _apart(title: str, one: _Chain, other: _Chain) -> bool:
    """Whether both head a part of the title: 贵州：抓好特色农业 吉林：延链强链."""
    inside = any(divisions.inside(inner, outer) for inner in other.places for outer in one.places)
    return not inside and bool(_STOP.match(title, one.end) and _STOP.match(title, other.end))


def _in_title(title: str) -> _Chain | None:
    """The place of a title. Several side by side leave what they share, and no names."""
    best: _Chain | None = None
    for chain in _chains(title):
        # 浙江福建等地
        joined = best is not None and best.end == chain.start and divisions.rank(chain.places[0]) == 1
        if not joined and not _stands(title, chain):
            continue
        beside = joined or (best and _BESIDE.fullmatch(title, best.end, chain.start))
        if best and (beside or _apart(title, best, chain)):
            shared = _shared((*best.places, *chain.places), full=False)
            best = replace(best, places=((shared.province, shared.city, None),), names=(), end=chain.end)
        elif not best or (
            not _han(title, chain.start - 1) and divisions.inside(chain.places[0], best.places[0])
        ):
            best = chain
    return best


def _in_byline(lines: Iterable[str]) -> _Chain | None:
    """The place of the office that signs (■中共安丘市委组织部) or the congress (在云南省第十四届…会议上)."""
    found = ((line, chain) for line in lines for chain in _chains(line))
    return next((chain for line, chain in found if not chain.short and _UNIT.match(line, chain.end)), None)


def _spots(sentence: str, seat: bool) -> Iterator[tuple[int, int, bool]]:
    """Where in a first sentence a place tells the region, how many names it takes, whether all in full."""
    when = _WHEN.match(sentence)
    start = when.end() if when else 0
    yield start, 1, False
    if not seat and (inside := re.compile("在|走进|来到").match(sentence, start)):
        yield inside.end(), 2, False
    yield from ((spot.end(), 2, False) for spot in _SEAT.finditer(sentence))
    yield from ((spot.end(), 1, True) for spot in re.finditer("代表(?=.{2,30}政府)", sentence))
    if not _NATION.search(sentence):
        yield from ((spot.end(), 2, True) for spot in re.finditer("[，,]", sentence))


def _in_sentence(text: str, seat: bool) -> _Chain | None:
    """The place that the first sentence is about; with `seat`, only as its subject or its seat."""
    line = _DATELINE.match(text)
    sentence = re.split("[。！？!?]", text[line.end() :] if line else text, maxsplit=1)[0]
    for at, least, full in _spots(sentence, seat):
        chain = _chain_at(sentence, at)
        if not chain or len(chain.names) < least or chain.short or chain.end - at < 3:
            continue
        if (full and not all(name.full for name in chain.names)) or _BESIDE.match(sentence, chain.end):
            continue
        if chain.firm or not _THING.match(sentence, chain.end):
            return chain
    return None


def _spelled_out(text: str) -> _Chain | None:
    """A chain of three full names (青海省海西…州格尔木市) is the place of the article wherever its opening gives it."""
    chains = (
        chain for chain in _chains(text) if len(chain.names) > 2 and all(name.full for name in chain.names)
    )
    return next(chains, None)


def _shared(of: Iterable[Place], full: bool) -> Region:
    """What all the places have in common; of a county in several cities, its name if written in full."""
    provinces, cities, counties = (tuple(set(level)) for level in zip(*of, strict=True))
    known = len(provinces) == 1 and len(cities) == 1
    county = counties[0] if len(counties) == 1 and (full or known) else None
    return Region(provinces[0] if len(provinces) == 1 else None, cities[0] if known else None, county)


def _settled(chain: _Chain, lead: str) -> Region:
    """The chain's region; of several, or of a word, the one that the lead names."""
    of, doubtful = chain.places, chain.short and chain.names[0].word and divisions.rank(chain.places[0]) == 3
    for other in _chains(lead) if doubtful or len(of) > 1 else ():
        kept = tuple(
            p
            for p in of
            if any(p == o or divisions.inside(p, o) or divisions.inside(o, p) for o in other.places)
        )
        if kept and (len(kept) < len(of) or not other.short):
            of, doubtful = kept, False
    return Region.NONE if doubtful else _shared(of, full=not chain.short)


def _sources(title: str, lead: str) -> Iterator[_Chain | None]:
    """The places that tell the region, best first."""
    yield (named := _in_title(title))
    if named and (not named.names or _OFFICE.match(title, named.end)):
        return  # 浙江省政府工作报告 is about the whole province
    lines = [line.strip() for line in lead.splitlines() if line.strip()]
    body = next((i for i, line in enumerate(lines) if re.search("[，,。]", line)), len(lines))
    yield (signed := _in_byline(lines[:body]))
    text = "".join(lines[body:])
    yield _in_sentence(text, seat=bool(named or signed))
    if not named and not _NATION.search(text):
        yield _spelled_out(text)


def locate(title: str, lead: str) -> Region:
    """The region of an article from title and lead (byline, first sentence); Region.NONE where neither tells.

    >>> locate("四川眉山：深化新经济组织党建工作", "")
    Region(province='四川省', city='眉山市', county=None)
    >>> locate("山东省威海南海新区： 园区里建起“社区”", "").county
    '威海南海新区'
    >>> locate("谈固街道：织密治理“一张网”", "河北省石家庄市长安区谈固街道辖区面积3.6平方公里。").county
    '长安区'
    >>> locate("吉林大学：把支部建在实验室", "") == Region.NONE
    True
    """
    region = Region.NONE
    for chain in _sources(title, lead):
        found = _settled(chain, lead) if chain else Region.NONE
        if region == Region.NONE or (found.province == region.province and (found.city or found.county)):
            region = found
        if region.city or region.county:
            break
    return region
