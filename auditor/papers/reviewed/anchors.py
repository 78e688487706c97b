"""The marks of comments in the paragraphs of a Word document."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from auditor.readers.docx.names import PARAGRAPH, PARAGRAPH_PROPERTIES, RUN_PROPERTIES, TEXT_BOX, Element, W
from auditor.readers.docx.paragraphs import text_of
from auditor.readers.docx.tree import through

_RUN, _TEXT, _ID = W + "r", W + "t", W + "id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = frozenset({_TEXT, TEXT_BOX})


def anchor(paragraphs: Sequence[Element], quote: str, number: str) -> None:
    """Mark a passage as what comment ``number`` is about.

    It is marked from its first to its last word where one of the ``paragraphs`` holds it all; else they are
    marked whole. Paragraphs in text boxes bear no comments: those that the boxes hang on take them.
    """
    start, end, reference = _marks(number)
    for paragraph in paragraphs:
        found = _narrowed(paragraph, quote) if _bearing(paragraph) is paragraph else None
        if found:
            found[0].addprevious(start)
            found[1].addnext(end)
            break
    else:
        first = _bearing(paragraphs[0])
        properties = first.find(PARAGRAPH_PROPERTIES)
        first.insert(0 if properties is None else first.index(properties) + 1, start)
        _bearing(paragraphs[-1]).append(end)
    end.addnext(reference)


def _bearing(element: Element) -> Element:
    """Return the outermost paragraph around, or that it is."""
    *_, outermost = (element, *element.iterancestors(PARAGRAPH))
    return outermost


def _narrowed(paragraph: Element, quote: str) -> tuple[Element, Element] | None:
    """Return the first and the last child of a paragraph that together say ``quote``; runs are cut for it."""
    texts = [each for each in through(paragraph, _WORDS) if each.tag == _TEXT]
    words = [text_of(each) for each in texts]
    start = "".join(words).find(quote) if quote else -1
    if start < 0 or any(len(each) for each in texts):
        return None
    first, before = _place(words, start)
    last, until = _place(words, start + len(quote) - 1)
    ends_in = _child(paragraph, texts[last])
    _cut(paragraph, texts[last], until + 1)
    starts_in = _child(paragraph, texts[first])
    rest = _cut(paragraph, texts[first], before)
    if rest is None:
        return starts_in, ends_in
    return rest, rest if ends_in is starts_in else ends_in


def _place(words: Sequence[str], position: int) -> tuple[int, int]:
    """Return which of the texts a character is in, and at which place in it."""
    for number, text in enumerate(words):
        if position < len(text):
            return number, position
        position -= len(text)
    raise AssertionError("beyond the end of the paragraph")


def _child(paragraph: Element, element: Element) -> Element:
    """Return the child of the paragraph that ``element`` stands in."""
    around = element
    for each in element.iterancestors():
        if each is paragraph:
            break
        around = each
    return around


def _cut(paragraph: Element, text: Element, place: int) -> Element | None:
    """Cut the run of a text in two; return the second, None where there is nothing to cut off.

    A run inside something else (a link, an insertion) stays whole.
    """
    run = text.getparent()
    if run is None or run.tag != _RUN or run.getparent() is not paragraph:
        return None
    words = text_of(text)
    behind = list(text.itersiblings())
    is_start = place == 0 and not [
        each for each in text.itersiblings(preceding=True) if each.tag != RUN_PROPERTIES
    ]
    if is_start or (place == len(words) and not behind):
        return None
    second = run.makeelement(run.tag, {str(name): str(value) for name, value in run.items()})
    properties = run.find(RUN_PROPERTIES)
    if properties is not None:
        second.append(deepcopy(properties))
    if place < len(words):
        rest = text.makeelement(_TEXT)
        _set(rest, words[place:])
        second.append(rest)
    _set(text, words[:place])
    second.extend(behind)
    run.addnext(second)
    return second


def _set(text: Element, words: str) -> None:
    text.text = words
    text.set(_SPACE, "preserve")


def _marks(number: str) -> tuple[Element, Element, Element]:
    """Return the start, the end, and the run that shows the comment."""
    start, end, shown = (
        etree.Element(W + name, {_ID: number})
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    )
    run = etree.Element(_RUN)
    run.append(shown)
    return start, end, run
