"""How like two readings of one report are: in characters, in paragraphs, in what is judged of them."""

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from auditor.models import Audit

_TOP_HEADING = re.compile(r"[一二三四五六七八九十]+[、,，.]")


def bare(text: str) -> str:
    """The text without blanks and invisible signs, each character in its plainest form."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(char for char in folded if not char.isspace() and unicodedata.category(char) != "Cf")


def character_error(truth: Iterable[str], text: str) -> float:
    """Edits that turn ``text`` into the truth, as a share of the truth's characters."""
    wanted = bare("".join(truth))
    return Levenshtein.distance(wanted, bare(text)) / max(1, len(wanted))


def whole_paragraphs(truth: Iterable[str], text: str) -> float:
    """The share of the truth's lines that are lines of the text, from end to end."""
    lines = {bare(line) for line in text.splitlines()}
    wanted = [bare(line) for line in truth]
    return sum(line in lines for line in wanted) / max(1, len(wanted))


def differing(expected: Audit, found: Audit) -> list[str]:
    """The rules judged otherwise: id, status expected, status found."""
    statuses = {finding.id: finding.status.value for finding in found.findings}
    return [
        f"{finding.id}: {finding.status.value} → {statuses.get(finding.id, 'none')}"
        for finding in expected.findings
        if statuses.get(finding.id) != finding.status.value
    ]


def facts(audit: Audit) -> dict[str, object]:
    """What must never differ: whose report it is, of which year, and the roles of its parts."""
    return {
        "unit": audit.unit and bare(audit.unit),
        "level": audit.level,
        "year": audit.year,
        "sign date": audit.sign_date,
        "roles": [entry.role.value for entry in audit.outline if _TOP_HEADING.match(bare(entry.heading))],
    }
