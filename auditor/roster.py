"""花名册: the units expected to hand in, their level, powers and other names."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from auditor.models import Outline
from auditor.outline.fold import compact
from auditor.vocabulary import Level

# What may follow a unit's name: the organ, the title's next words, the end.
_AFTER_NAME = (
    r"(?:人民政府|政府|街道办事处|办事处|党委|党工委|委员会)*"
    r"(?:$|关于|20\d\d|二[〇零]|推进|法治|依法|[（(._/\-])"
)


@dataclass(frozen=True)
class Unit:
    """One line of the roster. ``enforces``: has powers of enforcement (None: not said)."""

    name: str
    level: Level | None = None
    aliases: tuple[str, ...] = ()
    enforces: bool | None = None
    expected: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """All names the unit goes by."""
        return (self.name, *self.aliases)


@dataclass(frozen=True)
class Roster:
    """All units of the roster."""

    units: tuple[Unit, ...] = ()

    def find(self, outline: Outline) -> Unit | None:
        """Return the unit that a report is from."""
        return self.find_named(outline.unit, outline.title, outline.document.source)

    def find_named(self, *texts: str | None) -> Unit | None:
        """Return the unit of a report by the first text that tells: its unit, its title, its file name."""
        for text in texts:
            found = self._in(compact(text)) if text else None
            if found:
                return found
        return None

    @cached_property
    def _names(self) -> list[tuple[str, Unit]]:
        return [(compact(name), unit) for unit in self.units for name in unit.names]

    def _in(self, text: str) -> Unit | None:
        """Return the unit that ``text`` names as a whole: 临水镇 stands in 临水县临水镇, not in 新临水镇."""
        named = [
            (len(name), unit)
            for name, unit in self._names
            if name in text and re.search(rf"(?:^|[县市区旗州省/会委 ]){re.escape(name)}{_AFTER_NAME}", text)
        ]
        return max(named, key=lambda each: each[0])[1] if named else None

    def missing(self, handed_in: Collection[str]) -> list[Unit]:
        """Return the units expected to hand in whose names are not among those that did."""
        return [unit for unit in self.units if unit.expected and unit.name not in handed_in]
