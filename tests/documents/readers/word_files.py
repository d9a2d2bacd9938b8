"""Word files written by hand, part by part."""

from __future__ import annotations

import io
import zipfile

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
STYLES = {"Heading1": "heading 1", "a5": "heading 2", "9": "标题 3", "Title": "Title", "TOC1": "toc 1"}


def style(style_id: str, name: str, inside: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{inside}</w:style>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, named: str | None = None, properties: str = "") -> str:
    """A paragraph of runs; what is no element is text."""
    runs = "".join(each if each.startswith("<") else run(each) for each in inside)
    set_in = f'<w:pStyle w:val="{named}"/>' if named else ""
    return f"<w:p><w:pPr>{set_in}{properties}</w:pPr>{runs}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, a paragraph each."""
    written = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in written) + "</w:tbl>"


def word_file(*body: str, styles: str | None = None, **parts: str) -> bytes:
    """A Word file with this body; further parts by their name in word/, without suffix."""
    named = "".join(style(*each) for each in STYLES.items()) if styles is None else styles
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {NAMES}>{named}</w:styles>",
            **{f"word/{name}.xml": part for name, part in parts.items()},
        }
    )


def notes(kind: str, *texts: str) -> str:
    """The part of footnotes or endnotes, numbered from 1."""
    each = "".join(
        f'<w:{kind} w:id="{at}"><w:p><w:r><w:{kind}Ref/></w:r>{run(text)}</w:p></w:{kind}>'
        for at, text in enumerate(texts, 1)
    )
    return f"<w:{kind}s {NAMES}>{each}</w:{kind}s>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A package of these parts."""
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return package.getvalue()
