"""The field lexicon: an entity as written to the name under which it compares across articles."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dangjian_metrics.errors import LexiconError
from dangjian_metrics.language import tables
from dangjian_metrics.messages import _

_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'「」『』《》"))
_KEYS = frozenset({"words", "exact", "yes", "no"})
_REMEMBERED = 20_000
"""So many entities are remembered at most: a run over a large corpus must not grow with it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A field of the lexicon: its names, those that hold only alone, and its examples."""

    name: str
    words: tuple[str, ...]
    exact: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Lexicon:
    """Which field an entity belongs to; make one with :meth:`load`.

    ``whole`` maps every name to its field, ``heads`` those that also hold as the end of a longer
    entity; ``longest`` is the length of the longest head.
    """

    whole: Mapping[str, str]
    heads: Mapping[str, str]
    longest: int
    _known: dict[str, str | None] = dataclasses.field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, user_file: Path | None = None) -> Lexicon:
        """The shipped lexicon, extended by the entries of ``user_file``, whose words win.

        Raises LexiconError when the file cannot be read or an entry of it is broken.
        """
        if user_file is None:
            return _shipped()
        own = _read(user_file)
        lexicon = cls.of([*shipped_entries(), *own])
        _refuse_misread(own, lexicon, str(user_file))
        return lexicon

    @classmethod
    def of(cls, entries: list[Entry]) -> Lexicon:
        """The lexicon of these entries; where two name the same word, the later has it."""
        whole: dict[str, str] = {}
        heads: dict[str, str] = {}
        for entry in entries:
            whole |= dict.fromkeys((*entry.words, *entry.exact), entry.name)
            heads |= dict.fromkeys(entry.words, entry.name)
            for word in entry.exact:
                heads.pop(word, None)
        return cls(whole, heads, max(map(len, heads), default=0))

    def field(self, entity: str) -> str | None:
        """The field's canonical name; None where the lexicon has none for the entity.

        >>> lexicon = Lexicon.load()
        >>> lexicon.field("党建工作指导员"), lexicon.field("“红立方”党群服务站"), lexicon.field("暖心鞋")
        ('党建指导员', '党群服务站', None)
        """
        known = self._known
        try:
            return known[entity]
        except KeyError:
            if len(known) >= _REMEMBERED:
                known.clear()
            found = known[entity] = self._find(entity.translate(_QUOTES))
            return found

    def _find(self, entity: str) -> str | None:
        if entity in self.whole:
            return self.whole[entity]
        if "、" in entity:  # two nouns counted together are no one field
            return None
        for start in range(max(1, len(entity) - self.longest), len(entity) - 1):
            found = self.heads.get(entity[start:])
            if found is not None:
                return None if entity[start - 1] == "非" else found
        return None


def shipped_entries() -> list[Entry]:
    """The entries of the lexicon that ships with the package (``fields.toml``)."""
    return _entries(tables.load("fields"), "fields.toml")


@cache
def _shipped() -> Lexicon:
    # Its examples are checked by the tests, not at every start.
    return Lexicon.of(shipped_entries())


def _read(path: Path) -> list[Entry]:
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _("not UTF-8")
        raise LexiconError(
            _("{path}: cannot be read as a lexicon ({reason}): check the path").format(
                path=path, reason=reason
            )
        ) from None
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(
            _("{path}: not TOML: {error}: see CONTRIBUTING.md for the form").format(path=path, error=error)
        ) from None
    entries = _entries(table, str(path))
    _refuse_shared(entries, str(path))
    return entries


def _entries(table: dict[str, Any], source: str) -> list[Entry]:
    fields = table.get("fields")
    if not isinstance(fields, dict) or len(table) > 1 or not fields:
        strange = next((key for key in table if key != "fields"), None)
        what = _("unknown key {name!r}").format(name=strange) if strange else _("no fields")
        raise LexiconError(
            _('{source}: {what}: write entries as [fields."党建指导员"]').format(source=source, what=what)
        )
    return [_entry(name, keys, source) for name, keys in fields.items()]


def _entry(name: str, keys: object, source: str) -> Entry:
    where = f"{source}: {name}"
    if not isinstance(keys, dict):
        raise LexiconError(
            _('{where}: not an entry: write it as [fields."{name}"]').format(where=where, name=name)
        )
    if strange := sorted(keys.keys() - _KEYS):
        raise LexiconError(
            _("{where}: unknown key {name!r}: only words, exact, yes and no are known").format(
                where=where, name=strange[0]
            )
        )
    listed = {key: _strings(keys.get(key, []), f"{where}: {key}") for key in ("words", "exact", "yes", "no")}
    entry = Entry(name, **listed)
    if not entry.words and not entry.exact:
        raise LexiconError(_("{where}: no words: give at least one under words or exact").format(where=where))
    if not entry.yes:
        raise LexiconError(_("{where}: no example: give at least one entity under yes").format(where=where))
    if short := next((word for word in entry.words if len(word) < 2), None):
        raise LexiconError(
            _("{where}: {short!r} is too short to be a head: put it under exact").format(
                where=where, short=short
            )
        )
    return entry


def _strings(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise LexiconError(_('{where}: not a list of words: write it as ["…", "…"]').format(where=where))
    if twice := next((item for item in value if value.count(item) > 1), None):
        raise LexiconError(
            _("{where}: {twice!r} stands there twice: leave one out").format(where=where, twice=twice)
        )
    return tuple(value)


def shared_words(entries: list[Entry]) -> Iterator[tuple[str, str, str]]:
    """Words that stand twice, each with the two fields (or the one, twice) that name it."""
    owner: dict[str, str] = {}
    for entry in entries:
        for word in (*entry.words, *entry.exact):
            if word in owner:
                yield word, owner[word], entry.name
            owner[word] = entry.name


def misread(entries: list[Entry], lexicon: Lexicon) -> Iterator[tuple[Entry, str, str | None]]:
    """Examples that are not read as their entry says, with what they are read as."""
    for entry in entries:
        for example in entry.yes:
            if (found := lexicon.field(example)) != entry.name:
                yield entry, example, found
        for example in entry.no:
            if (found := lexicon.field(example)) == entry.name:
                yield entry, example, found


def _refuse_shared(entries: list[Entry], source: str) -> None:
    for word, first, second in shared_words(entries):
        raise LexiconError(
            _("{source}: {second}: {word!r} is a word of {first} too: leave it in one of them").format(
                source=source, second=second, word=word, first=first
            )
        )


def _refuse_misread(entries: list[Entry], lexicon: Lexicon, source: str) -> None:
    for entry, example, found in misread(entries, lexicon):
        said = "no" if found == entry.name else "yes"
        shown = found or _("no field")
        raise LexiconError(
            _(
                "{source}: {field}: the example {example!r} under {said} reads as {shown}: correct the example or the words"
            ).format(source=source, field=entry.name, example=example, said=said, shown=shown)
        )
