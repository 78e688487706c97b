"""Characters beyond the first 65,536, which older formats write as two halves."""

import re

_HALF = re.compile("[\ud800-\udfff]")


def joined(text: str) -> str:
    """Return ``text`` with the halves of surrogate pairs put together; a lone half becomes U+FFFD."""
    if not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
