"""By what reports are judged just now. The office may change its rules while the workbench is open."""

import hashlib
import threading
from collections.abc import Callable, Hashable
from dataclasses import replace

from auditor.job import Terms
from auditor.program import program
from auditor.roster import Roster
from auditor.rules import RuleSet
from auditor.waivers import NO_WAIVERS
from auditor.web.submissions import Submission
from auditor.worker import Order

_MOST_ORDERS = 8


class Standard:
    """The terms of every report.

    ``terms``: what was said at the start. ``roster_of``: returns the roster of a batch.
    """

    def __init__(self, terms: Terms, roster_of: Callable[[int], Roster | None] = lambda _batch: None) -> None:
        self._terms = terms
        self._roster_of = roster_of
        # To make one ready takes half as long as an audit by it.
        self._orders: dict[Hashable, Order] = {}
        self._lock = threading.Lock()

    @property
    def terms(self) -> Terms:
        """What holds for all reports."""
        return self._terms

    @property
    def rules(self) -> RuleSet:
        """The rules."""
        return self._terms.rules

    def judge_by(self, rules: RuleSet) -> None:
        """Judge by other rules from now on."""
        self._terms = replace(self._terms, rules=rules)

    def terms_of(self, submission: Submission, rules: RuleSet | None = None) -> Terms:
        """Return what a report is judged by. ``rules``: others to try instead of those that hold.

        Exemptions are not among it: people withdraw them and the days go by, so they are laid over when a
        page is shown.
        """
        said = submission
        return replace(self._of_batch(said.batch, rules), level=said.level, year=said.year, unit=said.unit)

    def roster(self, batch: int | None) -> Roster | None:
        """Return the roster of a batch, else that of the start; None: of the reports of no batch."""
        return self._of_batch(batch, None).roster

    def order(self, submission: Submission, rules: RuleSet | None = None) -> Order:
        """Return the terms of a report made ready to be sent to a worker."""
        terms = self.terms_of(submission, rules)
        key = (terms.rules.sha256, terms.roster, terms.level, terms.year, terms.unit)
        order = self._orders.get(key)
        if order is None:
            with self._lock:
                while len(self._orders) >= _MOST_ORDERS:
                    del self._orders[next(iter(self._orders))]
                order = self._orders.setdefault(key, Order(terms))
        return order

    def basis(self, batch: int | None) -> str:
        """Return a hash of all that has a say in the audits of a batch; None: of the reports of none."""
        terms = self._of_batch(batch, None)
        said = (terms.rules.sha256, program(), repr(terms.roster))
        return hashlib.sha256("\n".join(said).encode(errors="surrogatepass")).hexdigest()

    def _of_batch(self, batch: int | None, rules: RuleSet | None) -> Terms:
        terms = self._terms
        roster = self._roster_of(batch) if batch is not None else None
        return replace(terms, rules=rules or terms.rules, roster=roster or terms.roster, waivers=NO_WAIVERS)
