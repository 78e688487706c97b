"""When text recognised in pictures is too uncertain to say that something is missing from it."""

from collections.abc import Iterable

# A clear scan has 0.98 and more; below these values characters are lost or mistaken.
_GOOD_ON_AVERAGE = 0.85
_POOR_PIECE = 0.7
_MOST_POOR = 0.05


def average(pieces: Iterable[tuple[int, float]]) -> float:
    """Return the mean confidence of pieces, pairs of length and confidence; 1 of nothing."""
    listed = list(pieces)
    total = sum(length for length, _ in listed)
    return sum(length * confidence for length, confidence in listed) / total if total else 1.0


def is_uncertain(pieces: Iterable[tuple[int, float]]) -> bool:
    """Tell whether so much is uncertain that a person has to look at the page."""
    listed = list(pieces)
    poor = sum(length for length, confidence in listed if confidence < _POOR_PIECE)
    return average(listed) < _GOOD_ON_AVERAGE or poor > _MOST_POOR * sum(length for length, _ in listed)
