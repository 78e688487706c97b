"""Text of unknown origin made fit for the XML of office files."""

import re
from xml.sax.saxutils import escape

from auditor.readers.cleaning import clean

# Not the ideographic blank: letters are set with it.
_BLANKS = re.compile("[ \t\n]+")


def one_line(text: str) -> str:
    """Return ``text`` on one line, without what no XML may hold or no reader of the page sees."""
    return _BLANKS.sub(" ", clean(text)).strip(" ")


def shortened(text: str, most: int) -> str:
    """Return ``text`` on one line of at most ``most`` characters, cut with an ellipsis."""
    # A paragraph may be a hundred thousand characters long: no more of it is looked at than is shown.
    flat = one_line(text[: 4 * most])
    return flat if len(flat) <= most and len(text) <= 4 * most else flat[: most - 1] + "…"


def xml_text(text: str) -> str:
    """Return ``text`` as the XML of an element that holds it, on one line."""
    return escape(one_line(text))
