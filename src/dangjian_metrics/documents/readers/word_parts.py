"""The XML of a Word file made plain: what mammoth would lose is put in words that it knows, what no reader sees goes."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from dangjian_metrics.documents import shapes

_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TEXT_ROOTS = ("document", "footnotes", "endnotes")
_UNWRAPPED = ("fldSimple", "bdo", "dir")
_ALIKE = {"cr": "br", "ptab": "tab"}
_FIELDS_OF_FURNITURE = frozenset(["TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "INDEX"])
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = frozenset(["title", "标题"])
_CONTENTS = re.compile(r"toc\b|contents\b|目录", re.IGNORECASE)
_DEEPEST = 6
_TITLE_LEVEL, _BODY_LEVEL, _CONTENTS_LEVEL = 0, 10, -1
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a package, those that hold text rewritten. Raises ValueError for XML that is broken or unsafe."""
    trees = {name: _parsed(part, name) for name, part in parts.items()}
    levels = _style_levels(trees)
    for tree in trees.values():
        if _local(tree) in _TEXT_ROOTS:
            _rewrite(tree, levels)
    return {
        name: etree.tostring(tree, encoding="utf-8", xml_declaration=True) for name, tree in trees.items()
    }


def _parsed(part: bytes, name: str) -> Any:
    # Without huge_tree libxml2 itself refuses depths over 256 and entities that grow.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(part, parser=parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{name}: {error.msg}") from None
    if tree.getroottree().docinfo.doctype:
        raise ValueError(f"{name} declares a document type")
    return tree


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _rewrite(tree: Any, levels: dict[str, int]) -> None:
    """Rewrites a part of text in place; the namespace of Word is that of its root, transitional or strict."""
    word = f"{{{etree.QName(tree).namespace}}}"
    _drop_unseen(tree, word)
    _drop_fields(tree, word)
    _mark_raised(tree, word)
    for box in [each for each in tree.iter() if _local(each) in ("AlternateContent", "drawing")]:
        _free_text_boxes(box, word)
    for formula in list(tree.iter(f"{{{_MATH}}}oMath")):
        run = etree.Element(f"{word}r")
        etree.SubElement(run, f"{word}t").text = _linear(formula)
        _replace(formula, [run])
    for math in list(tree.iter(f"{{{_MATH}}}oMathPara")):
        _replace(math, list(math))
    for ruby in list(tree.iter(f"{word}ruby")):
        _replace(ruby, [run for base in ruby.iter(f"{word}rubyBase") for run in base])
    for wrapper in list(tree.iter(*(word + each for each in _UNWRAPPED))):
        _replace(wrapper, list(wrapper))
    for name, known in _ALIKE.items():
        for element in list(tree.iter(word + name)):
            element.tag = word + known
    _set_headings(tree, word, levels)


def _replace(element: Any, others: list[Any]) -> None:
    parent = element.getparent()
    at = parent.index(element)
    parent[at : at + 1] = others


def _drop_unseen(tree: Any, word: str) -> None:
    """Takes out hidden runs, and the prompts of forms that nobody filled in."""
    for mark in list(tree.iter(f"{word}vanish")):
        run = mark.getparent().getparent()
        if mark.get(f"{word}val") not in ("0", "false", "off") and run is not None and run.tag == f"{word}r":
            _replace(run, [])
    for mark in list(tree.iter(f"{word}showingPlcHdr")):
        form = mark.getparent().getparent()
        if form is not None and form.getparent() is not None:
            _replace(form, [])


def _mark_raised(tree: Any, word: str) -> None:
    """Marks as raised what stands higher than the run before it: so LibreOffice writes the marks of notes."""
    for position in list(tree.iter(f"{word}position")):
        run = position.getparent().getparent()
        before = None if run is None else run.getprevious()
        if (
            before is not None
            and before.tag == f"{word}r"
            and _height(run, word) > max(0, _height(before, word))
        ):
            raised = etree.SubElement(position.getparent(), f"{word}vertAlign")
            raised.set(f"{word}val", "superscript")


def _height(run: Any, word: str) -> int:
    """How far a run is raised, in half points."""
    properties = run.find(f"{word}rPr")
    value = None if properties is None else _value(properties, "position", word)
    return int(value) if value is not None and value.lstrip("-").isdecimal() else 0


def _drop_fields(tree: Any, word: str) -> None:
    """Takes out what Word itself counts and lists: page numbers, tables of contents."""
    for field in list(tree.iter(f"{word}fldSimple")):
        if _is_furniture(field.get(f"{word}instr", "")):
            _replace(field, [])
    open_fields: list[str] = []
    for run in list(tree.iter(f"{word}r")):
        furniture = any(map(_is_furniture, open_fields))
        for element in run:
            kind = element.get(f"{word}fldCharType") if element.tag == f"{word}fldChar" else None
            if kind == "begin":
                open_fields.append("")
            elif kind == "end" and open_fields:
                open_fields.pop()
            elif element.tag == f"{word}instrText" and open_fields:
                open_fields[-1] += element.text or ""
        if furniture and run.getparent() is not None and run.find(f"{word}fldChar") is None:
            _replace(run, [])


def _is_furniture(instruction: str) -> bool:
    name, *_ = instruction.split(maxsplit=1) or [""]
    return name.upper() in _FIELDS_OF_FURNITURE


def _free_text_boxes(box: Any, word: str) -> None:
    """Puts the text of a drawn box where mammoth finds it; older programs do without the copy for older readers."""
    if box.getparent() is None:
        return
    choices = [each for each in box if _local(each) == "Choice"] or [box]
    texts = [text for text in choices[0].iter(f"{word}txbxContent") if not _is_within(text, box)]
    if texts:
        frame = etree.Element(f"{word}pict")
        frame.extend(texts)
        _replace(box, [frame])


def _is_within(text: Any, box: Any) -> bool:
    """Whether a text box stands in another one of the same drawing, and comes along with it."""
    for above in text.iterancestors():
        if above is box:
            return False
        if above.tag == text.tag:
            return True
    return False


def _linear(formula: Any) -> str:
    """A formula on one line: 3/4 for a fraction, m² for a power."""
    name = _local(formula)
    if name == "t":
        return formula.text or ""
    inner = [_linear(each) for each in formula if _local(each) not in ("rPr", "ctrlPr", "fPr", "sSupPr")]
    if name == "f":
        return "/".join(inner)
    if name == "sSup" and len(inner) == 2 and inner[1].isdecimal():
        return inner[0] + inner[1].translate(_RAISED)
    return "".join(inner)


def _style_levels(trees: dict[str, Any]) -> dict[str, int]:
    """The level of heading that each paragraph style stands for, by its id: its own name, its outline, its parent's."""
    styles = {}
    for tree in trees.values():
        if _local(tree) == "styles":
            word = f"{{{etree.QName(tree).namespace}}}"
            styles.update({style.get(f"{word}styleId"): (style, word) for style in tree.iter(f"{word}style")})
    return {each: _style_level(each, styles) for each in styles if each}


def _style_level(style_id: str, styles: dict[str, tuple[Any, str]]) -> int:
    passed = set()
    while style_id in styles and style_id not in passed:
        passed.add(style_id)
        style, word = styles[style_id]
        name = (_value(style, "name", word) or "").strip()
        if _CONTENTS.match(name):
            return _CONTENTS_LEVEL
        if name.lower() in _TITLE:
            return _TITLE_LEVEL
        if said := _HEADING.fullmatch(name):
            return int(said.group(1))
        if (outline := _outline(style, word)) is not None:
            return outline
        style_id = _value(style, "basedOn", word) or ""
    return _BODY_LEVEL


def _value(element: Any, child: str, word: str) -> str | None:
    found = element.find(word + child)
    value = None if found is None else found.get(f"{word}val")
    return None if value is None else str(value)


def _outline(element: Any, word: str) -> int | None:
    """The outline level that an element's properties set, from 1; 10 is text."""
    properties = element.find(f"{word}pPr")
    value = None if properties is None else _value(properties, "outlineLvl", word)
    return int(value) + 1 if value is not None and value.isdecimal() else None


def _set_headings(tree: Any, word: str, levels: dict[str, int]) -> None:
    """Gives each heading the style by which mammoth knows its level, and takes out tables of contents."""
    paragraphs = [(each, _level(each, word, levels)) for each in tree.iter(f"{word}p")]
    written = [(level, text) for each, level in paragraphs if (text := _text(each, word))]
    titled = any(level == _TITLE_LEVEL for level, _ in written)
    # Where a line without style stands above the first heading, that line is the title.
    lower = 1 if titled or (written and written[0][0] != 1) else 0
    for paragraph, level in paragraphs:
        if level == _CONTENTS_LEVEL:
            for run in list(paragraph.iter(f"{word}r")):
                _replace(run, [])
        elif level < _BODY_LEVEL:
            depth = 1 if level == _TITLE_LEVEL else level + lower
            if depth == 1 and shapes.number(_text(paragraph, word) or "无"):
                depth = 2  # 一、…: it heads a section, not an article
            _set_style(paragraph, word, f"Heading{min(depth, _DEEPEST)}")


def _level(paragraph: Any, word: str, levels: dict[str, int]) -> int:
    properties = paragraph.find(f"{word}pPr")
    if properties is None:
        return _BODY_LEVEL
    own = _outline(paragraph, word)
    return levels.get(_value(properties, "pStyle", word) or "", _BODY_LEVEL) if own is None else own


def _text(paragraph: Any, word: str) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{word}t")).strip()


def _set_style(paragraph: Any, word: str, style: str) -> None:
    properties = paragraph.find(f"{word}pPr")
    named = properties.find(f"{word}pStyle")
    if named is None:
        named = etree.Element(f"{word}pStyle")
        properties.insert(0, named)
    named.set(f"{word}val", style)
