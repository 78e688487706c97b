"""雷同: passages that two reports share word for word, apart from names and figures.

A report is known by a thin, fixed selection of its shingles (runs of a few characters): of every stretch as
long as the shortest passage worth telling, at least one shingle is selected in every report that holds it
(winnowing), so two reports that share a passage share a fingerprint. Only such pairs are laid side by side.
What many reports of the batch say is a set phrase and not counted: the batch itself tells which.
"""

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

from auditor.models import Outline

SHORTEST_PASSAGE = 60
_SHINGLE = 12
# The window of winnowing: a shared run of _SHINGLE + _WINDOW - 1 characters always leaves a fingerprint.
_WINDOW = 16
_FEWEST_PAIRS = 300
# Names and figures may differ inside a passage, no more than that.
_WIDEST_GAP = 12
_LEAST_SIMILAR = 80
# A shingle in more reports than a tenth of them, at least the first and at most the second, is a set phrase.
_FEWEST_REPORTS, _MOST_REPORTS = 3, 20
_MOST_SHARE = 0.1
# A shingle that stands so often in one report (dots, rows of zeros) leads nowhere.
_MOST_PLACES = 20
_DIGITS = str.maketrans("0123456789", "0" * 10)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of two reports in offsets of their documents, and how alike its two wordings are (0–100)."""

    first: tuple[int, int]
    second: tuple[int, int]
    similarity: float

    @property
    def length(self) -> int:
        """How many characters it has in the first report."""
        return self.first[1] - self.first[0]


def fingerprints(outline: Outline) -> frozenset[int]:
    """Return the selected shingles of a report as 64-bit numbers; the same text gives the same ones."""
    return frozenset(value for value, _ in _selected(_masked(outline)))


def packed_marks(marks: frozenset[int]) -> bytes:
    """Return fingerprints as bytes that ``unpacked_marks`` takes."""
    return array("Q", sorted(marks)).tobytes()


def unpacked_marks(data: bytes) -> frozenset[int]:
    """Return the fingerprints that ``packed_marks`` wrote on a machine of this kind."""
    numbers = array("Q")
    numbers.frombytes(data)
    return frozenset(numbers)


def set_phrases(reports: Iterable[frozenset[int]]) -> frozenset[int]:
    """Return the fingerprints that so many reports have that they prove nothing."""
    counts: Counter[int] = Counter()
    total = 0
    for each in reports:
        counts.update(each)
        total += 1
    most = min(max(_FEWEST_REPORTS, total * _MOST_SHARE), _MOST_REPORTS)
    return frozenset(value for value, count in counts.items() if count > most)


def candidate_pairs(reports: Mapping[str, frozenset[int]], common: frozenset[int]) -> list[tuple[str, str]]:
    """Return the pairs of names, in order, whose reports share fingerprints that are no set phrases.

    Where hundreds copy from one template nearly all pairs do: then those that share the most, as many as
    somebody may look at, for to lay two side by side takes as long as to audit one.
    """
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(reports):
        for value in reports[name] - common:
            holders[value].append(name)
    shared = Counter(pair for names in holders.values() for pair in combinations(names, 2))
    most = max(_FEWEST_PAIRS, len(reports) // 2)
    return sorted(sorted(shared, key=lambda pair: (-shared[pair], pair))[:most])


def shared_passages(
    first: Outline, second: Outline, common: frozenset[int] = frozenset()
) -> tuple[Passage, ...]:
    """Return the passages of ``SHORTEST_PASSAGE`` characters and more that two reports share.

    ``common``: the fingerprints of set phrases; a passage made of these is left out.
    """
    one, two = _masked(first), _masked(second)
    passages = []
    for chain in _chains(list(_matches(one, two))):
        (start, other, _), (last, other_last, length) = chain[0], chain[-1]
        span_one = _trimmed(one, start, last + length)
        span_two = _trimmed(two, other, other_last + length)
        told = sum(run[2] for run in chain)
        if told < SHORTEST_PASSAGE or _is_set_phrase(one[slice(*span_one)], common):
            continue
        similarity = fuzz.ratio(one[slice(*span_one)], two[slice(*span_two)])
        if similarity >= _LEAST_SIMILAR:
            passages.append(
                Passage(first.flat.span(*span_one), second.flat.span(*span_two), round(similarity, 1))
            )
    return tuple(passages)


def _masked(outline: Outline) -> str:
    return outline.flat.matching.translate(_DIGITS)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the ends of paragraphs at its edges."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip("\n")), end - len(piece) + len(piece.rstrip("\n"))


def _hash(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big")


def _selected(text: str) -> Iterator[tuple[int, int]]:
    """Yield (hash, position) of the smallest shingle of every window, each once."""
    values = [_hash(text[at : at + _SHINGLE]) for at in range(len(text) - _SHINGLE + 1)]
    least = -1
    for start in range(max(len(values) - _WINDOW + 1, min(1, len(values)))):
        window = range(start, min(start + _WINDOW, len(values)))
        # Of equal ones the last. Most windows differ from the one before by a single shingle.
        if least < start:
            place = min(reversed(window), key=values.__getitem__)
        else:
            place = window[-1] if values[window[-1]] <= values[least] else least
        if place != least:
            least = place
            yield values[place], place


@lru_cache(maxsize=4)
def _places(text: str) -> dict[str, list[int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at in range(len(text) - _SHINGLE + 1):
        places[text[at : at + _SHINGLE]].append(at)
    return dict(places)


def _matches(one: str, two: str) -> Iterator[tuple[int, int, int]]:
    """Yield (start in one, start in two, length) of equal runs of a shingle and more, each made maximal."""
    # Pairs come in the order of the first report: its places are known from the pair before.
    places = _places(one)
    covered: dict[int, int] = {}
    for other in range(len(two) - _SHINGLE + 1):
        starts = places.get(two[other : other + _SHINGLE], ())
        for at in starts if len(starts) <= _MOST_PLACES else ():
            diagonal = at - other
            if covered.get(diagonal, -1) >= other:
                continue
            length = Prefix.similarity(one[at:], two[other:])
            covered[diagonal] = other + length - 1
            yield at, other, length


def _chains(matches: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Yield runs of matches that follow each other closely in both reports."""
    open_chains: list[list[tuple[int, int, int]]] = []
    for match in sorted(matches):
        start, other, _ = match
        for chain in open_chains:
            end, other_end = chain[-1][0] + chain[-1][2], chain[-1][1] + chain[-1][2]
            if 0 <= start - end <= _WIDEST_GAP and 0 <= other - other_end <= _WIDEST_GAP:
                chain.append(match)
                break
        else:
            done = [chain for chain in open_chains if start - (chain[-1][0] + chain[-1][2]) > _WIDEST_GAP]
            yield from done
            open_chains = [chain for chain in open_chains if chain not in done]
            open_chains.append([match])
    yield from open_chains


def _is_set_phrase(text: str, common: frozenset[int]) -> bool:
    if not common:
        return False
    values = [value for value, _ in _selected(text)]
    return bool(values) and sum(value in common for value in values) * 2 > len(values)
