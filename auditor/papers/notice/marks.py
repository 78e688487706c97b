"""Placeholders in the XML of a Word part: found, checked, and put as marks that its text can be cut at.

A mark is a processing instruction, which no wording can be taken for: ``field`` stands where a value goes,
``each`` … ``end`` around what is repeated for every entry of a list, ``unless-empty`` … ``end`` around a
paragraph that is left out when all its fields are empty.
"""

import re

from lxml import etree

from auditor.errors import AuditorError
from auditor.papers.notice.fields import BLOCKS, GROUPS, ITEMS, OF_GROUP, OF_ITEM, OF_NOTICE, OPTIONAL, listed
from auditor.readers.docx.names import BODY, PARAGRAPH, ROW, TEXT_BOX, Element, W

FIELD, EACH, UNLESS_EMPTY, END = "field", "each", "unless-empty", "end"

_TEXT = W + "t"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACEHOLDER = re.compile(r"\{\{\s*([#/]?)\s*([^{}]*?)\s*\}\}")
# What a paragraph without words may still be there for.
_KEEPING = tuple(W + name for name in "drawing pict object sectPr".split())
_EXCERPT = 20

Blocks = list[tuple[str, Element | None]]


def mark(root: Element) -> bool:
    """Put marks in place of the placeholders under ``root``; tell whether there are any.

    Raises:
        AuditorError: a placeholder is unknown, unfinished, or stands where it means nothing.
    """
    paragraphs = [each for each in root.iter(PARAGRAPH) if "{{" in _words(each)]
    blocks: Blocks = []
    repeated: set[Element] = set()
    for paragraph in paragraphs:
        _mark_paragraph(paragraph, blocks, repeated)
    if blocks:
        raise _unpaired(blocks[-1][0])
    return bool(paragraphs)


def _mark_paragraph(paragraph: Element, blocks: Blocks, repeated: set[Element]) -> None:
    """``blocks``: those open before the paragraph; ``repeated``: what is repeated for every item already."""
    found = _PLACEHOLDER.findall(_words(paragraph))
    names = sorted({name for sign, name in found if not sign})
    before = paragraph.addprevious
    for name in (name for sign, name in found if sign == "#"):
        _open(name, paragraph, blocks)
        before(_mark(EACH, name))
    _check(paragraph, names, {name for name, _ in blocks})
    of_items = any(name in OF_ITEM for name in names) and all(name != ITEMS for name, _ in blocks)
    for name in (name for sign, name in found if sign == "/"):
        if not blocks or blocks.pop() != (name, paragraph.getparent()):
            raise _unpaired(name)
        paragraph.addnext(_mark(END))
    holder = _holder(paragraph)
    if of_items and holder not in repeated:
        repeated.add(holder)
        _enclose(holder, _mark(EACH, ITEMS))
    if names and OPTIONAL.issuperset(names) and _may_go(paragraph):
        _enclose(paragraph, _mark(UNLESS_EMPTY, " ".join(names)))
    if not names and _says_nothing(paragraph) and _may_go(paragraph):
        _remove(paragraph)
    else:
        _put_fields(paragraph)


def _open(name: str, paragraph: Element, blocks: Blocks) -> None:
    if name not in BLOCKS:
        raise _unknown([f"#{name}"])
    if any(each in (name, ITEMS) for each, _ in blocks):
        raise AuditorError(f"模板里 {{{{#{name}}}}} 不能写在 {{{{#{blocks[-1][0]}}}}} 里面。请移到外面。")
    blocks.append((name, paragraph.getparent()))


def _check(paragraph: Element, names: list[str], blocks: set[str]) -> None:
    unknown = [name for name in names if name not in (*OF_NOTICE, *OF_GROUP, *OF_ITEM)]
    if unknown:
        raise _unknown(unknown)
    astray = [name for name in names if name in OF_GROUP]
    if astray and GROUPS not in blocks:
        raise AuditorError(f"模板里的 {{{{{astray[0]}}}}} 要写在 {{{{#分组}}}} 和 {{{{/分组}}}} 之间。")
    rest = _PLACEHOLDER.sub("", _words(paragraph))
    if "{{" in rest:
        excerpt = rest[rest.index("{{") :][:_EXCERPT]
        raise AuditorError(f"模板里的“{excerpt}”没有写完。占位符写成 {{{{单位}}}}，两边各两个英文花括号。")


def _put_fields(paragraph: Element) -> None:
    """Put a mark for every placeholder, in the run where it starts; those of blocks vanish."""
    texts = _texts(paragraph)
    words = _words(paragraph)
    # Which element each character stands in: Word cuts a placeholder into runs wherever it was edited.
    owners = [number for number, each in enumerate(texts) for _ in each.text or ""]
    for match in _PLACEHOLDER.finditer(words):
        owners[match.start() : match.end()] = [owners[match.start()]] * len(match.group())
    parts = [""] * len(texts)
    for char, owner in zip(words, owners, strict=True):
        parts[owner] += char
    for text, part in zip(texts, parts, strict=True):
        _fill(text, part)


def _fill(text: Element, words: str) -> None:
    pieces = _PLACEHOLDER.split(words)
    text.text = pieces[0]
    text.set(_SPACE, "preserve")
    last: Element | None = None
    for sign, name, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        if not sign:
            last = _mark(FIELD, name)
            text.append(last)
        if last is None:
            text.text += after
        else:
            last.tail = (last.tail or "") + after


def _texts(paragraph: Element) -> list[Element]:
    """Return the text of a paragraph, without that of the text boxes that hang on it."""
    return [each for each in paragraph.iter(_TEXT) if next(each.iterancestors(PARAGRAPH)) is paragraph]


def _words(paragraph: Element) -> str:
    return "".join(each.text or "" for each in _texts(paragraph))


def _says_nothing(paragraph: Element) -> bool:
    return not _PLACEHOLDER.sub("", _words(paragraph)).strip()


def _may_go(paragraph: Element) -> bool:
    """Tell whether a document without the paragraph is still whole."""
    parent = paragraph.getparent()
    is_needed = parent is None or (parent.tag != BODY and len(parent.findall(PARAGRAPH)) == 1)
    return not is_needed and next(paragraph.iter(*_KEEPING), None) is None


def _holder(paragraph: Element) -> Element:
    """Return what is repeated with a paragraph: the row of a table that it stands in, else itself."""
    around = next(paragraph.iterancestors(ROW, TEXT_BOX), None)
    return paragraph if around is None or around.tag != ROW else around


def _enclose(element: Element, opening: Element) -> None:
    element.addprevious(opening)
    element.addnext(_mark(END))


def _remove(paragraph: Element) -> None:
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)


def _mark(kind: str, names: str = "") -> Element:
    return etree.ProcessingInstruction(kind, names)


def _unknown(names: list[str]) -> AuditorError:
    shown = "、".join(f"{{{{{name[:_EXCERPT]}}}}}" for name in names)
    return AuditorError(f"模板里有不认识的占位符：{shown}。{listed()}。请改正后再试。")


def _unpaired(name: str) -> AuditorError:
    return AuditorError(
        f"模板里的 {{{{#{name}}}}} 和 {{{{/{name}}}}} 没有成对。"
        "请各写成一段，放在同一处（都在表格外，或都在同一格里）。"
    )
