"""Walk a WordprocessingML tree as the page shows it: what is deleted or doubled is never entered."""

from collections.abc import Iterator

from auditor.readers.docx.names import (
    ALTERNATE,
    CELL_DELETED,
    CELL_INSERTED,
    CHOICE,
    DELETED,
    FALLBACK,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    PARAGRAPH_PROPERTIES,
    RUN_PROPERTIES,
    VALUE,
    Element,
    W,
)
from auditor.readers.field_codes import is_listing

_STRUCTURED = W + "sdt"
_SIMPLE_FIELD = W + "fldSimple"
_GALLERY = "/".join(W + name for name in ("sdtPr", "docPartObj", "docPartGallery"))
_CLOSED = frozenset(
    {DELETED, MOVED_AWAY, PARAGRAPH_PROPERTIES, RUN_PROPERTIES}
    | {W + name for name in "tblPr tblGrid tblPrEx trPr tcPr sectPr sdtPr sdtEndPr rt comment".split()}
)
_REVISIONS = (INSERTED, DELETED, MOVED_AWAY, MOVED_HERE, CELL_INSERTED, CELL_DELETED)


def through(root: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """Yield the ``wanted`` elements under ``root`` in order, without looking inside them.

    Everything else is looked through, so that a wrapper nobody has heard of hides nothing.
    """
    stack = [iter(root)]
    while stack:
        for child in stack[-1]:
            if child.tag in wanted:
                yield child
                continue
            inside = _inside(child)
            if inside is not None:
                stack.append(iter(inside))
                break
        else:
            stack.pop()


def has_revisions(root: Element) -> bool:
    """Tell whether insertions, deletions or moves are recorded under ``root``."""
    return next(root.iter(*_REVISIONS), None) is not None


def _inside(element: Element) -> Element | None:
    """Return what is to be looked through instead of ``element``, None when nothing in it is shown."""
    tag = element.tag
    if tag in _CLOSED:
        return None
    if tag == ALTERNATE:
        choice = element.find(CHOICE)
        return element.find(FALLBACK) if choice is None else choice
    if tag == _STRUCTURED and _is_contents(element):
        return None
    if tag == _SIMPLE_FIELD and is_listing(element.get(W + "instr", "")):
        return None
    return element


def _is_contents(control: Element) -> bool:
    gallery = control.find(_GALLERY)
    return gallery is not None and gallery.get(VALUE) == "Table of Contents"
