"""本单位规则: what the office changed of the rules, and how it comes to be judged by."""

import datetime
import threading
from pathlib import Path

from auditor.errors import AuditorError, RuleError
from auditor.examples import Failure, run_examples
from auditor.rules import RuleSet
from auditor.rules.drafts import Drafts
from auditor.selftest import failing_own_examples
from auditor.web.rule_versions import Version, Versions
from auditor.web.standard import Standard

_FAULT = (
    "本单位规则在这个版本的程序里有错，暂时没有使用，报告都按自带规则核查。"
    "请在“规则”一页打开整份文件，照提示改好后保存。"
)


class OwnRules:
    """The office's own rules.

    ``versions``: where they are kept. ``standard``: what reports are judged by.
    """

    def __init__(self, versions: Versions, standard: Standard) -> None:
        self.versions = versions
        self.drafts = Drafts()
        # The rule file of the start; where there is one it holds, and nothing can be changed here.
        self.file: Path | None = None
        # Why the kept rules are not judged by, "" when they are.
        self.fault = ""
        self._standard = standard
        self._saving = threading.Lock()

    def start(self, file: Path | None) -> None:
        """Judge by what was saved last; with a ``fault``, by the shipped rules.

        ``file``: the rule file of the start, that is judged by already.
        """
        self.file = file
        text = self.versions.last().text
        if file is not None or not text:
            return
        try:
            rules = self.drafts.load(text)
        except RuleError:
            self.fault = _FAULT
            return
        if failing_own_examples(rules):
            self.fault = _FAULT
            return
        self._standard.judge_by(rules)

    @property
    def held(self) -> RuleSet:
        """The rules that reports are judged by."""
        return self._standard.rules

    def current(self) -> Version:
        """Return the version that holds."""
        return self.versions.last()

    def failing(self, rules: RuleSet) -> list[Failure]:
        """Return the examples that fail in a set, of rules that are not as they are judged by now."""
        ids = rules.changed_from(self.held)
        return list(run_examples(rules.only(ids))) if ids else []

    def save(self, text: str, what: str, author: str, seen: int, now: datetime.datetime) -> None:
        """Keep a new version and judge by it from now on; reports judged before are not judged anew by this.

        Raises:
            AuditorError: it has mistakes, or fails its own examples; nothing was kept.
            OvertakenError: somebody saved since ``seen``; nothing was kept.
        """
        rules = self.drafts.load(text)
        failing = failing_own_examples(rules)
        if failing:
            raise AuditorError(f"规则没有通过自己的例句：\n\n{failing}")
        # The last one kept is the one judged by, however many save at once.
        with self._saving:
            self.versions.add(text, what, author, seen, now)
            self._standard.judge_by(rules)
            self.fault = ""
