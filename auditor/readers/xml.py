"""XML of unknown origin, parsed as data: no entity is expanded, nothing outside is fetched."""

from lxml import etree


def parse_xml(data: bytes) -> etree._Element:
    """Return the root element.

    Raises:
        lxml.etree.XMLSyntaxError: no well-formed XML, or nested or sized beyond what a document needs.
    """
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
