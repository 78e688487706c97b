"""Rules read before, kept by the content of their files, so that an unchanged set loads in a moment."""

import hashlib
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from auditor.cache import read_cached, write_cached
from auditor.rules.confusable import with_rules_as_confusable
from auditor.rules.model import BINDINGS, Rule
from auditor.vocabulary import Level

_FORMAT = 2
_BINDING = "适用"


def _name(own: Path | None, shipped: Path) -> str:
    """Return the name of the record: one for each own file over each installation."""
    place = f"{shipped.resolve()}|{own.resolve() if own else ''}"
    return f"rules-{hashlib.sha256(place.encode()).hexdigest()[:16]}.json"


def recall(own: Path | None, shipped: Path) -> tuple[dict[str, Any], dict[Level, tuple[Rule, ...]]] | None:
    """Return the record of a set and its rules when none of its files has changed since, else None."""
    text = read_cached(_name(own, shipped))
    try:
        record = json.loads(text) if text else None
        if record is None or record["format"] != _FORMAT or not _unchanged(record["files"]):
            return None
        shared: dict[str, Rule] = {}
        levels = {
            level: with_rules_as_confusable(_rule(entry, shared) for entry in record["levels"][level.value])[
                0
            ]
            for level in Level
        }
    except (ValueError, KeyError, TypeError, AttributeError, ValidationError):
        return None
    return record, levels


def _rule(entry: dict[str, Any], shared: dict[str, Rule]) -> Rule:
    """Return the rule of an entry; the levels mostly say the same and differ in whom they bind."""
    binding = entry[_BINDING]
    key = json.dumps({**entry, _BINDING: ""}, ensure_ascii=False)
    known = shared.get(key)
    if known is None:
        known = shared[key] = Rule.model_validate(entry)
    return known.model_copy(update={"binding": BINDINGS[binding]})


def remember(own: Path | None, shipped: Path, files: dict[Path, bytes], record: dict[str, Any]) -> None:
    """Keep a set that was read without a mistake."""
    listed = [[str(path.resolve()), hashlib.sha256(data).hexdigest()] for path, data in files.items()]
    text = json.dumps({"format": _FORMAT, "files": listed, **record}, ensure_ascii=False)
    write_cached(_name(own, shipped), text)


def _unchanged(files: list[list[str]]) -> bool:
    try:
        return all(hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest for path, digest in files)
    except OSError:
        return False
