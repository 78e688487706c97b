"""Text made clean once: later rooms meet no control character, lone surrogate or odd line end."""

import re

# Line ends of every system become "\n"; form feeds and Unicode line separators end a line too.
_LINE_END = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# Control characters, lone surrogates, marks that turn the direction of writing.
_UNWANTED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Return ``text`` with "\\n" as its only line end and without what no reader of the page sees."""
    return _UNWANTED.sub("", _LINE_END.sub("\n", text))
