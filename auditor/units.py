"""The names of units: which of them, as different reports write them, are of one and the same unit."""

import re
from collections import defaultdict
from collections.abc import Iterable

from auditor.outline.fold import compact

_ORGANS = re.compile(r"(?:人民政府|政府|办事处|党工委|工委|党委|委员会|(?<=[县市区旗州])委|[、和及])+$")
# 中共临水镇委员会临水镇人民政府: the name stands twice, and once is enough.
_PARTY_FIRST = re.compile(r"^中共.+?(?:委员会|党工委|工委|委)(?=.+(?:政府|办事处)$)")
_PARTY = re.compile(r"^中共")
_END_OF_AREA = re.compile(r"[省州市县区旗盟]")
_SHORTEST = 2


def bare_name(unit: str) -> str:
    """Return the name of a unit without its organs: 临水镇 for 中共临水镇委员会 临水镇人民政府."""
    last = next(reversed(unit.split()), "")
    bare = _ORGANS.sub("", _PARTY.sub("", _PARTY_FIRST.sub("", compact(last))))
    return bare if len(bare) >= _SHORTEST else compact(unit)


def same_units(names: Iterable[str]) -> dict[str, str]:
    """Return a key for every name; names of one unit have the same key.

    临水镇 and 甲县临水镇 are one unit, unless there is a 乙县临水镇 as well.
    """
    bare = {name: bare_name(name) for name in names}
    known = set(bare.values())
    longer: defaultdict[str, set[str]] = defaultdict(set)
    for name in known:
        for area in _END_OF_AREA.finditer(name):
            if name[area.end() :] in known:
                longer[name[area.end() :]].add(name)

    def whole(name: str) -> str:
        above = longer[name]
        # 甲市乙县临水镇 and 乙县临水镇 are no two rivals: the longest has the other for its end.
        fullest = max(above, key=len, default=name)
        return fullest if all(fullest.endswith(each) for each in above) else name

    return {name: whole(each) for name, each in bare.items()}
