"""Rule sets read before, kept by the content of their files, so that an unchanged set loads in a moment.

The record holds the rules as they were understood, terms parsed, as plain JSON: nothing in it is run, and
what does not fit is thrown away.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

from auditor.cache import read_cached, write_cached
from auditor.match import Term
from auditor.match.term import Slot
from auditor.rules.rule import Example, Rule, Stale
from auditor.rules.rule_set import RuleSet
from auditor.vocabulary import Binding, Level, Role

_PACKAGE = Path(__file__).resolve().parent.parent
# The code that has a say in what a rule file means.
_READING = ("rules/*.py", "match/term.py", "outline/fold.py", "readers/simplified.py", "vocabulary.py")

Terms = dict[str, Term]


def recall(own: Path | None, shipped: Path) -> RuleSet | None:
    """Return the set as it was read before when none of its files has changed since, else None."""
    text = read_cached(_name(own, shipped))
    try:
        record = json.loads(text) if text else None
        if record is None or record["edition"] != _edition() or not _unchanged(record["files"]):
            return None
        return _rule_set(record)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return None


def remember(own: Path | None, shipped: Path, files: dict[Path, bytes], rules: RuleSet) -> None:
    """Keep a set that was read without a mistake."""
    listed = [[str(path.resolve()), hashlib.sha256(data).hexdigest()] for path, data in files.items()]
    record = {"edition": _edition(), "files": listed, **_record(rules)}
    write_cached(_name(own, shipped), json.dumps(record, ensure_ascii=False, separators=(",", ":")))


def _name(own: Path | None, shipped: Path) -> str:
    """Return the name of the record: one for each own file over each installation."""
    place = f"{shipped.resolve()}|{own.resolve() if own else ''}"
    return f"rules-{hashlib.sha256(place.encode()).hexdigest()[:16]}.json"


@cache
def _edition() -> str:
    """Return a hash of the code that read the files: another may understand them otherwise."""
    digest = hashlib.sha256()
    for pattern in _READING:
        for path in sorted(_PACKAGE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _unchanged(files: list[list[str]]) -> bool:
    try:
        return all(hashlib.sha256(Path(path).read_bytes()).hexdigest() == digest for path, digest in files)
    except OSError:
        return False


def _record(rules: RuleSet) -> dict[str, Any]:
    """Return the set as JSON knows it; the levels share most rules, and rules share terms."""
    distinct: dict[str, int] = {}
    levels = {
        level: [distinct.setdefault(_written(rule), len(distinct)) for rule in listed]
        for level, listed in rules.levels.items()
    }
    terms = {
        term.source: [[[slot.choices, slot.ordered] for slot in term.slots], term.without]
        for listed in rules.levels.values()
        for rule in listed
        for term in rule.all_terms()
    }
    return {
        "id": rules.id,
        "title": rules.title,
        "version": rules.version,
        "sha256": rules.sha256,
        "hints": rules.hints,
        "origins": rules.origins,
        "terms": terms,
        "rules": [json.loads(each) for each in distinct],
        "levels": levels,
    }


def _written(rule: Rule) -> str:
    said = {each.name: getattr(rule, each.name) for each in fields(rule)}
    return json.dumps(said, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    return value.source if isinstance(value, Term) else asdict(value)


def _rule_set(record: dict[str, Any]) -> RuleSet:
    terms = {
        source: Term(
            source,
            tuple(Slot(tuple(choices), ordered) for choices, ordered in slots),
            tuple(without),
        )
        for source, (slots, without) in record["terms"].items()
    }
    rules = [_rule(entry, terms) for entry in record["rules"]]
    return RuleSet(
        record["id"],
        record["version"],
        record["sha256"],
        {level: tuple(rules[number] for number in record["levels"][level]) for level in Level},
        tuple(record["hints"]),
        {Level(level): origins for level, origins in record["origins"].items()},
        record["title"],
    )


def _rule(entry: dict[str, Any], terms: Terms) -> Rule:
    return Rule(
        **{name: _READ[name](value, terms) if name in _READ else value for name, value in entry.items()}
    )


def _terms(sources: Iterable[str], terms: Terms) -> tuple[Term, ...]:
    return tuple(terms[source] for source in sources)


def _examples(entries: Iterable[dict[str, Any]], _terms: Terms) -> tuple[Example, ...]:
    return tuple(
        Example(**{**entry, "role": Role(entry["role"]), "level": entry["level"] and Level(entry["level"])})
        for entry in entries
    )


# What JSON knows otherwise than the rule does.
_READ: dict[str, Callable[[Any, Terms], Any]] = {
    **dict.fromkeys(
        ("terms", "weak_terms", "alternatives", "confusable", "under_heading", "not_held"), _terms
    ),
    **dict.fromkeys(("sources", "years"), lambda value, _: tuple(value)),
    **dict.fromkeys(("passing", "failing"), _examples),
    "parts": lambda value, terms: {name: _terms(sources, terms) for name, sources in value.items()},
    "binding": lambda value, _: Binding(value),
    "section": lambda value, _: value and Role(value),
    "stale": lambda value, _: tuple(Stale(**{**each, "years": tuple(each["years"])}) for each in value),
}
