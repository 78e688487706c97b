"""The parts of a docx container, found by its relations rather than by fixed names."""

import posixpath
import re
from collections.abc import Callable, Iterable
from functools import cached_property

from lxml import etree

from auditor.readers.docx.body import Notes, WordTree
from auditor.readers.docx.names import (
    BODY,
    DELETED,
    DRAWING,
    ENDNOTE,
    ENDNOTE_REFERENCE,
    FALLBACK,
    FOOTNOTE,
    FOOTNOTE_REFERENCE,
    MOVED_AWAY,
    OFFICE,
    RELATION,
    VML,
    Element,
    W,
)
from auditor.readers.refusals import damaged, too_much_markup
from auditor.readers.xml import TooMuchMarkupError, parse_xml

KIND = "Word 文档（docx）"
# Strict Office Open XML calls the same vocabulary by other names.
_STRICT_ROOT = b"http://purl.oclc.org/ooxml/"
_STRICT = re.compile(re.escape(_STRICT_ROOT) + rb"(wordprocessingml/main|officeDocument|drawingml/main)")
_TRANSITIONAL = {
    b"wordprocessingml/main": W[1:-1].encode(),
    b"officeDocument": OFFICE.encode(),
    b"drawingml/main": DRAWING[1:-1].encode(),
}
_DEFAULT_MAIN = "word/document.xml"
_PICTURES = (DRAWING + "blip", VML + "imagedata")


class Package:
    """A docx container.

    ``names``: its parts; ``read``: the bytes of one, which may raise ``UnreadableError``; ``source``: what
    messages call the file.
    """

    def __init__(self, names: Iterable[str], read: Callable[[str], bytes], source: str) -> None:
        # Names of parts do not mind upper case; some writers part them by "\".
        self._names = {_canonical(name): name for name in names}
        self._read = read
        self._source = source

    def tree(self) -> WordTree:
        """Return the parts that hold the text.

        Raises:
            UnreadableError: a part is damaged, encrypted or too large, or there is no document in it.
        """
        root = self._document
        body = root.find(BODY)
        return WordTree(
            root if body is None else body,
            self._related("styles"),
            self._related("numbering"),
            notes_of(self._related("footnotes"), self._related("endnotes")),
        )

    def target(self, relation: str) -> bytes | None:
        """Return the part that the document's relation of that id leads to."""
        part = self._relations.get(relation, ("", ""))[1]
        return self._read(self._names[part]) if part in self._names else None

    def pictures(self) -> list[str]:
        """Return the parts of the pictures that the document shows, in order, each once.

        A document that has pictures and shows none (some converters lose the place) shows them all.
        """
        by_relation = {
            relation: part
            for relation, (kind, part) in self._relations.items()
            if kind == "image" and part in self._names
        }
        shown: dict[str, None] = {}
        for picture in self._document.iter(*_PICTURES):
            relation = picture.get(RELATION + "embed") or picture.get(RELATION + "id") or ""
            is_dropped = next(picture.iterancestors(DELETED, MOVED_AWAY, FALLBACK), None) is not None
            if relation in by_relation and not is_dropped:
                shown[by_relation[relation]] = None
        return list(shown or dict.fromkeys(by_relation.values()))

    def part(self, name: str) -> bytes:
        """Return the bytes of a part that ``pictures`` named."""
        return self._read(self._names[name])

    def main(self) -> str:
        """Return the part that holds the document, by its name in the container.

        Raises:
            KeyError: there is none.
        """
        return self._names[self._main]

    def find(self, part: str) -> str | None:
        """Return the name that a part has in the container, None when there is none."""
        return self._names.get(_canonical(part))

    def related(self, kind: str) -> list[str]:
        """Return the parts of a kind (styles, comments, header) that the document names, likewise."""
        return [
            self._names[part]
            for each, part in self._relations.values()
            if each == kind and part in self._names
        ]

    @cached_property
    def _main(self) -> str:
        relations = self._relations_of("")
        found = [part for kind, part in relations.values() if kind == "officedocument"]
        return next((part for part in found if part in self._names), _DEFAULT_MAIN)

    @cached_property
    def _document(self) -> Element:
        root = self._parsed(self._main)
        if root is None:
            raise damaged(self._source, KIND)
        return root

    @cached_property
    def _relations(self) -> dict[str, tuple[str, str]]:
        return self._relations_of(self._main)

    def _relations_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Return (kind in small letters, part) by id of what ``part`` names; "" stands for the container."""
        folder, name = posixpath.split(part)
        root = self._parsed(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations = {}
        for relation in () if root is None else root:
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type", "").rpartition("/")[2].lower()
                target = _canonical(posixpath.join("/", folder, relation.get("Target", "")))
                relations[relation.get("Id", "")] = (kind, target)
        return relations

    def _related(self, kind: str) -> Element | None:
        part = next((part for each, part in self._relations.values() if each == kind), "")
        return self._parsed(part)

    def _parsed(self, part: str) -> Element | None:
        """Return the root of a part, None when there is no such part."""
        if part not in self._names:
            return None
        data = self._read(self._names[part])
        try:
            return parse_xml(transitional(data))
        except TooMuchMarkupError:
            raise too_much_markup(self._source, KIND) from None
        except etree.XMLSyntaxError:
            raise damaged(self._source, KIND) from None


def transitional(data: bytes) -> bytes:
    """Return the XML of a part in the names of transitional Office Open XML."""
    return _STRICT.sub(lambda match: _TRANSITIONAL[match.group(1)], data)


def strict(data: bytes) -> bytes:
    """Return the XML of a part in the names of strict Office Open XML."""
    for name, other in _TRANSITIONAL.items():
        data = data.replace(other, _STRICT_ROOT + name)
    return data


def is_strict(data: bytes) -> bool:
    """Tell whether the XML of a part is of strict Office Open XML."""
    return bool(_STRICT.search(data))


def notes_of(footnotes: Element | None, endnotes: Element | None) -> Notes:
    """Return the notes under the two roots by the tag of their reference and their id."""
    roots = ((footnotes, FOOTNOTE, FOOTNOTE_REFERENCE), (endnotes, ENDNOTE, ENDNOTE_REFERENCE))
    return {
        (reference, note.get(W + "id", "")): note
        for root, tag, reference in roots
        if root is not None
        for note in root.iterchildren(tag)
    }


def _canonical(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/")).lstrip("/").lower()
