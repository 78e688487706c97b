"""The JSON contract: one document for any number of audits (design, section 5), a line each."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from auditor.rules import RuleSet


def json_document(
    version: str, rules: RuleSet, audits: Iterable[bytes], unreadable: Iterable[tuple[str, str]]
) -> Iterator[bytes]:
    """Yield the document piece by piece (UTF-8); keys always present.

    ``audits``: the JSON of each, ``unreadable``: pairs of source and reason; both in the order of sources.
    """
    head = {
        "auditor": {"version": version},
        "rules": {"id": rules.id, "version": rules.version, "sha256": rules.sha256, "count": rules.count},
    }
    yield _json(head)[:-1]
    yield b',\n"reports":['
    yield from _lines(audits)
    yield b'],\n"unreadable":['
    yield from _lines(_json({"source": source, "reason": reason}) for source, reason in unreadable)
    yield b"]}\n"


def _lines(items: Iterable[bytes]) -> Iterator[bytes]:
    separator = b"\n"
    for item in items:
        yield separator
        yield item
        separator = b",\n"


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace")
