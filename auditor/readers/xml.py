"""XML of unknown origin, parsed as data: no entity is expanded, nothing outside is fetched."""

import re

from lxml import etree

from auditor.readers import limits

_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,9}\s*")


class TooMuchMarkupError(ValueError):
    """The XML would fill the memory when parsed."""


def parse_xml(data: bytes) -> etree._Element:
    """Return the root element.

    Raises:
        lxml.etree.XMLSyntaxError: no well-formed XML, or nested beyond what a document needs.
        TooMuchMarkupError: more tags and attributes than a document needs.
    """
    # A tree takes a hundred times the memory of its smallest tags and attributes: count before it grows.
    if sum(data.count(sign) for sign in (b"<", b"=", b"&")) > limits.MAX_XML_MARKS:
        raise TooMuchMarkupError
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def local_name(element: etree._Element) -> str:
    """Return the tag without its namespace, "" for what is no element (an unexpanded entity)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def integer(text: str | None, default: int) -> int:
    """Return the whole number in the value of an attribute; ``default`` when it is none or absurdly long."""
    return int(text) if text is not None and _INTEGER.fullmatch(text) else default
