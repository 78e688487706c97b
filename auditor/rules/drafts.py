"""An office's own rules in the making: read again at every change, over shipped files that are read once."""

from functools import cached_property
from pathlib import Path
from typing import Any

from auditor.rules.rule_set import RuleSet
from auditor.rules.source import Files, Source
from auditor.vocabulary import Level

# What messages call the file that stands in no folder.
NAME = "本单位规则"


class Drafts:
    """Reads own rule files that stand in no folder: texts. Any thread may ask."""

    def load(self, text: str) -> RuleSet:
        """Return the shipped rules with ``text`` laid over them; "" is no file.

        Raises:
            RuleFileError: all mistakes, in lines of ``text``.
        """
        return Source(None, known=self._shipped).load() if not text else self._source(text).load()

    def shipped(self, level: Level) -> dict[str, dict[str, Any]]:
        """Return by id what the shipped files say of the rules of a level, as it is written there."""
        return {rule_id: each.data for rule_id, each in self._of_level[level].items()}

    def merged(self, text: str, level: Level) -> dict[str, dict[str, Any]]:
        """Return by id what the shipped files and ``text`` say together of a level, faulty or not."""
        return {rule_id: each.data for rule_id, each in self._source(text).merged(level).items()}

    def _source(self, text: str) -> Source:
        return Source(Path(NAME), text.encode(errors="replace"), self._shipped)

    @cached_property
    def _shipped(self) -> Files:
        source = Source(None)
        for level in Level:
            source.merged(level)
        return source.files

    @cached_property
    def _of_level(self) -> Any:
        source = Source(None, known=self._shipped)
        return {level: source.merged(level) for level in Level}
