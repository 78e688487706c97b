"""Scans that were hard to read: what was not found in them may stand there all the same."""

from dataclasses import replace

from auditor.checks import Judgement
from auditor.models import Document
from auditor.vocabulary import Status

_GOOD_ON_AVERAGE = 0.85
_POOR_BLOCK = 0.7
_MOST_POOR = 0.05


def is_poorly_recognised(document: Document) -> bool:
    """Tell whether so much of a scanned text is uncertain that a missing item may have been misread."""
    if not document.recognised:
        return False
    lengths = [(block.end - block.start, block.confidence) for block in document.blocks]
    total = sum(length for length, _ in lengths)
    if not total:
        return False
    average = sum(length * confidence for length, confidence in lengths) / total
    poor = sum(length for length, confidence in lengths if confidence < _POOR_BLOCK) / total
    return average < _GOOD_ON_AVERAGE or poor > _MOST_POOR


def in_doubt(judgement: Judgement) -> Judgement:
    """Return ``judgement`` with "missing" turned into "review": a person looks at the scan."""
    if judgement.status is not Status.MISSING:
        return judgement
    reason = f"扫描件字迹不清，识别没有把握（识别出的文字里：{judgement.reason}），请对照原件核对"
    return replace(judgement, status=Status.REVIEW, reason=reason)
