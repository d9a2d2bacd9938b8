"""Inputs to begin with, built from the samples of the project."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from documents.readers.drawn_pdf import column, pdf
from documents.readers.word_files import paragraph, table, word_file

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
_STRANGE = "# 一、选派|28人\n\n（二）３．５万\n元，“三\u202e晒”1,260户；1/3、2.34：1，5、6、7%。\n图为党员。（张三 摄）\n1 9 9 8 年 3 月\t三分之二\x00"
_LEXICON = '[fields."茶亭"]\nwords = ["茶亭", "凉亭"]\nexact = ["亭"]\nyes = ["茶亭", "山中凉亭", "亭"]\nno = ["亭长"]\n'
_PAGE = (
    "<!doctype html><html><head><meta charset=utf-8><title>{title}_网</title></head><body><nav><a href=/>首页</a></nav>"
    "<h1>{title}</h1><!-- x --><table><tr><th>项<td>28&nbsp;人<tr><td colspan=2>3&#8239;个</table>{body}"
    "<ul><li>一<li>二</ul><sup>[1]</sup><pre> 1 </pre><script>1</script></body></html>"
)


def seeds(target: str) -> list[bytes]:
    """Small whole inputs for a target."""
    return _MADE.get(target, _plain)()


def _plain() -> list[bytes]:
    pieces = [part for text in TEXTS for part in (text[:600], text[-400:])]
    return [piece.encode() for piece in [*pieces, _STRANGE]]


def _encoded() -> list[bytes]:
    encodings = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32", "big5")
    return [TEXTS[0][:300].encode(encoding, "ignore") for encoding in encodings]


def _pages() -> list[bytes]:
    made = []
    for text in TEXTS:
        title, _, body = text[:900].partition("\n")
        shown = "".join(f"<p>{line}</p>" for line in body.splitlines())
        made.append(_PAGE.format(title=title.strip("# "), body=shown))
    return [page.encode() for page in made] + [made[0].replace("utf-8", "gb2312").encode("gb18030")]


def _words() -> list[bytes]:
    lines = TEXTS[0][:400].splitlines()
    whole = word_file(*map(paragraph, lines), table(("项", "28人"), ("个", "3")))
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        return [whole, package.read("word/document.xml")]


def _pdfs() -> list[bytes]:
    pages = [column([line[:30] for line in text.splitlines() if line][:12]) for text in TEXTS[:2]]
    return [pdf(pages), pdf(pages[:1])]


def _archives() -> list[bytes]:
    made = []
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", method) as package:
            package.writestr("安丘/简报.txt", TEXTS[0][:300])
            package.writestr("b.md", TEXTS[1][:100].encode("gb18030"))
        made.append(kept.getvalue())
    return made


_MADE: dict[str, Callable[[], list[bytes]]] = {
    "decoding": _encoded,
    "page": _pages,
    "word": _words,
    "pdf": _pdfs,
    "archive": _archives,
    "lexicon": lambda: [_LEXICON.encode()],
}
