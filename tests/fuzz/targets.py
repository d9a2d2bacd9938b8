"""What any input may do: be read, or be refused in one line. One target for each way into the package.

A target takes bytes and fails by an AssertionError or any error that is no DjError. The tests call the targets with mutated seeds and with
inputs that once failed; tools/fuzz.py lets the coverage of the code choose the inputs.
"""

from __future__ import annotations

import io
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from dangjian_metrics.claims.folding import fold
from dangjian_metrics.documents import Document, articles, document, read, walk
from dangjian_metrics.documents.decoding import decode
from dangjian_metrics.errors import DjError, DocumentError, LexiconError
from dangjian_metrics.explanation import explain
from dangjian_metrics.extraction import extract_document
from dangjian_metrics.language.lexicon import Lexicon

_Found = TypeVar("_Found")
_LONGEST = 20_000
"""Characters of a text that are looked at one by one."""
_NUMERAL = re.compile("[0-9〇零一二三四五六七八九十百千万亿两几半数廿壹贰叁肆伍陆柒捌玖拾佰仟]")


def decoding(data: bytes) -> None:
    """Bytes are text that can be written again, or are refused."""
    found = _unless_refused(lambda: decode(data, "简报.txt").text)
    assert found is None or found.encode() is not None


def layout(data: bytes) -> None:
    """Every character but space stands in one passage, at one place."""
    text = _text(data)
    seen = bytearray(len(text))
    for article in articles(text):
        for passage in article.passages:
            assert passage.text
            for at, sign in enumerate(passage.text):
                origin = passage.origin(at)
                assert text[origin] == sign
                assert sign.isspace() or not seen[origin]
                seen[origin] = 1
    assert all(seen[at] or sign.isspace() for at, sign in enumerate(text))


def extraction(data: bytes) -> None:
    """Offsets hold, quotes are what stands there, and each numeral has one disposition."""
    text = _text(data)
    found = extract_document(Document("简报.txt", text), audit=True)
    passage = _passages(text)

    def held(start: int, end: int) -> list[int]:
        """The places of a span in the passage that it begins in: a caption may stand in the middle of it."""
        return [at for at in range(start, end) if passage[at] == passage[start]]

    for claim in found.claims:
        assert 0 <= claim.start < claim.end <= len(text)
        span = "".join(text[at] for at in held(claim.start, claim.end))
        assert _squeezed(span) == _squeezed(claim.quote), (span, claim.quote)
        assert claim.value.is_finite()
    disposed = [at for number in found.dispositions for at in held(number.start, number.end)]
    assert len(disposed) == len(set(disposed))
    assert sum(found.numbers.values()) == len(found.dispositions)
    numerals = {at for at, sign in enumerate(fold(text)) if _NUMERAL.match(sign) and passage[at] is not None}
    assert numerals <= set(disposed), sorted(numerals - set(disposed))[:9]


def explanation(data: bytes) -> None:
    """A sentence is explained, however it is written."""
    found = explain(_text(data)[:2000])
    assert len(found.quantities) == len(found.claims) <= len(found.steps)
    assert all(token.name for token in found.tokens)


def lexicon(data: bytes) -> None:
    """A lexicon file is taken, or refused in one line that names it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "词表.toml")
        path.write_bytes(data)
        found = _unless_refused(lambda: Lexicon.load(path), LexiconError, str(path))
        if found is not None:
            extract_document(Document("", "选派党建指导员28人，新建党支部32个。"), found)


def page(data: bytes) -> None:
    """A page of the web."""
    _read_as(data, ".html")


def word(data: bytes) -> None:
    """A Word file: the bytes of one, or its body alone, as few changes of packed bytes leave a whole package."""
    _read_as(data, ".docx")
    if not data.startswith(b"PK"):
        _read_as(_with_body(data), ".docx")


def pdf(data: bytes) -> None:
    """A PDF."""
    _read_as(data, ".pdf")


def archive(data: bytes) -> None:
    """An archive: its files are listed and unpacked, or it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "简报.zip")
        path.write_bytes(data)
        for found in walk([path]):
            if isinstance(found, DocumentError):
                _is_one_line(found, str(path))
            else:
                _unless_refused(lambda packed=found: read(packed), named=str(path))  # type: ignore[misc]


TARGETS: dict[str, Callable[[bytes], None]] = {
    "decoding": decoding,
    "layout": layout,
    "extraction": extraction,
    "explanation": explanation,
    "lexicon": lexicon,
    "page": page,
    "word": word,
    "pdf": pdf,
    "archive": archive,
}
"""The targets, by the names of the folders of their inputs."""


def _text(data: bytes) -> str:
    """Any text: UTF-8 with what is none of it replaced, so that few changes of bytes change few characters."""
    return data.decode("utf-8", "replace")[:_LONGEST]


def _read_as(data: bytes, suffix: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = _unless_refused(lambda: document(data, f"简报{suffix}").text)
    if found is not None:
        found.encode()  # half a pair, as from &#xD83D;, can be kept in no store
        layout(found.encode()[:_LONGEST])


def _unless_refused(
    asked: Callable[[], _Found], refusal: type[DjError] = DocumentError, named: str = "简报"
) -> _Found | None:
    try:
        return asked()
    except refusal as error:
        _is_one_line(error, named)
        return None


def _is_one_line(error: DjError, named: str) -> None:
    said = str(error)
    assert named in said
    assert said.isprintable(), said
    assert len(said) < 1000


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _passages(text: str) -> list[int | None]:
    """The number of the passage that each character stands in."""
    found: list[int | None] = [None] * len(text)
    passages = (passage for each in articles(text) for passage in each.passages)
    for number, passage in enumerate(passages):
        for at in range(len(passage.text)):
            found[passage.origin(at)] = number
    return found


def _with_body(body: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        package.writestr("word/document.xml", body)
    return kept.getvalue()
