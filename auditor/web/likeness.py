"""雷同 in a batch, compared in the background whenever other reports count than the last time."""

import hashlib
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum, auto

from auditor.overlaps import Earlier, Overlap, Report, find_overlaps, from_json, to_json
from auditor.program import program
from auditor.web.access import Access
from auditor.web.desk import Desk
from auditor.web.results import Results
from auditor.web.standing import Standing

_LOG = logging.getLogger(__name__)


class Unknown(Enum):
    """Why it is not known what the reports share: not all are audited, it is being found out, it failed."""

    WAITING = auto()
    COMPARING = auto()
    FAILED = auto()


@dataclass(frozen=True, eq=False)
class Alike:
    """What the reports of a batch share, called by their numbers; one object as long as nothing changes."""

    made_of: bytes
    overlaps: tuple[Overlap, ...]


class Likeness:
    """Compares the counting reports of a batch with each other, and with their units' of the year before."""

    def __init__(self, access: Access, results: Results, desk: Desk) -> None:
        self._access = access
        self._results = results
        self._desk = desk
        self._thread = ThreadPoolExecutor(1, "likeness")
        self._lock = threading.Lock()
        # By batch: what is being compared, and what it failed over.
        self._under_way: dict[int, bytes] = {}
        self._failed: dict[int, bytes] = {}
        self._found: dict[int, Alike] = {}

    def of(self, standing: Standing, before: Sequence[Standing]) -> Alike | Unknown:
        """Return what the reports of a batch share; what is not known yet is being found out from now on.

        ``before``: the batches of the year before.
        """
        assert standing.batch
        batch = standing.batch.id
        if standing.waiting:
            return Unknown.WAITING
        made_of = _hash(standing, before)
        if not standing.units:
            return Alike(made_of, ())
        with self._lock:
            known = self._known(batch, made_of)
            if known is not None:
                return known
            if self._failed.get(batch) == made_of:
                return Unknown.FAILED
            if self._under_way.get(batch) != made_of:
                self._under_way[batch] = made_of
                self._thread.submit(self._work, batch, made_of, standing, before)
        return Unknown.COMPARING

    def is_comparing(self, batch: int) -> bool:
        """Tell whether reports of a batch are being compared just now."""
        return batch in self._under_way

    def close(self) -> None:
        """Begin nothing more; what is under way ends with the workers."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _known(self, batch: int, made_of: bytes) -> Alike | None:
        known = self._found.get(batch)
        if known is None or known.made_of != made_of:
            with self._access.reading() as sql:
                row = sql.execute("SELECT made_of, found FROM overlaps WHERE batch = ?", (batch,)).fetchone()
            if row is None or bytes(row[0]) != made_of:
                return None
            known = self._found[batch] = Alike(made_of, tuple(from_json(row[1])))
        return known

    def _work(self, batch: int, made_of: bytes, standing: Standing, before: Sequence[Standing]) -> None:
        # Other reports count by now; they wait behind this.
        if self._under_way.get(batch) != made_of:
            return
        try:
            found = self._compared(standing, before)
            with self._access.writing() as sql:
                # Unless the batch was removed meanwhile.
                sql.execute(
                    "INSERT OR REPLACE INTO overlaps SELECT id, ?, ? FROM batches WHERE id = ?",
                    (made_of, to_json(found), batch),
                )
        except Exception:
            if self._desk.closing:
                return
            # A worker that died over a pair, or a full disk: the page does without, and says so.
            _LOG.debug("overlaps of batch %d", batch, exc_info=True)
            with self._lock:
                self._failed[batch] = made_of
        finally:
            with self._lock:
                if self._under_way.get(batch) == made_of:
                    del self._under_way[batch]

    def _compared(self, standing: Standing, before: Sequence[Standing]) -> list[Overlap]:
        names = {each.counting.submission.id: each.name for each in standing.units}
        reports = (
            Report(number, str(number), names[number], marks) for number, marks in self._results.marks(names)
        )
        earlier = (
            Earlier(str(number), each.name, self._results.text(number))
            for year in before
            for each in year.units
            for number in (each.counting.submission.id,)
        )
        return find_overlaps(reports, self._results.text, earlier, self._desk.spread)


def _hash(standing: Standing, before: Sequence[Standing]) -> bytes:
    """Return a hash of all that the answer depends on."""
    digest = hashlib.sha256(program().encode())
    for each in (standing, *before):
        digest.update(b"batch\n")
        for unit in each.units:
            submission = unit.counting.submission
            said = f"{submission.id} {submission.sha256.hex()} {unit.name}\n"
            digest.update(said.encode(errors="replace"))
    return digest.digest()
