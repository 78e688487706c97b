"""What became of the reports handed in, as the workers found it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.judging import unpacked
from auditor.models import Audit
from auditor.web.access import Access


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a report: the ``reason`` why it cannot be read, or the audit with its text.

    The audit is as the program made it: without decisions, without exemptions. ``kind``: of its file,
    as documents name it. ``enlisted``: its unit's name in the roster.
    """

    reason: str | None
    audit: Audit | None
    text: str
    kind: str
    enlisted: str | None


@dataclass(frozen=True, slots=True)
class Packed:
    """The audit and the text of a report, as ``unpacked`` takes them; on its way to a worker."""

    audit: bytes
    text: bytes


class Results:
    """The results of the submissions, by their numbers."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def result(self, number: int, *, text: bool = True) -> Result | None:
        """Return what became of a submission, None as long as it waits for the first time.

        ``text``: whether its text is wanted.
        """
        with self._access.reading() as sql:
            row = sql.execute(
                "SELECT reason, audit, CASE WHEN ? THEN text ELSE x'' END, kind, enlisted"
                " FROM results WHERE submission = ?",
                (text, number),
            ).fetchone()
        if row is None:
            return None
        reason, packed, wording, kind, enlisted = row
        audit = Audit.model_validate_json(unpacked(packed)) if packed else None
        return Result(reason, audit, _opened(wording), kind, enlisted)

    def packed(self, number: int) -> Packed:
        """Return what became of a submission that was read, as it is kept."""
        with self._access.reading() as sql:
            row = sql.execute("SELECT audit, text FROM results WHERE submission = ?", (number,)).fetchone()
        return Packed(*row) if row else Packed(b"", b"")

    def text(self, number: int) -> str:
        """Return the text of a submission."""
        return _opened(self.packed(number).text)

    def marks(self, numbers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield the fingerprints of submissions, packed (see ``likeness``), by their numbers."""
        for number in numbers:
            with self._access.reading() as sql:
                row = sql.execute("SELECT marks FROM results WHERE submission = ?", (number,)).fetchone()
            if row:
                yield number, bytes(row[0])


def _opened(packed: bytes) -> str:
    return unpacked(packed).decode(errors="surrogatepass") if packed else ""
