"""Scans that were hard to read: what was not found in them may stand there all the same."""

from dataclasses import replace

from auditor.checks import Judgement
from auditor.models import Document
from auditor.readers.certainty import is_uncertain
from auditor.vocabulary import Status


def is_poorly_recognised(document: Document) -> bool:
    """Tell whether so much of a scanned text is uncertain that a missing item may have been misread."""
    weighed = ((block.end - block.start, block.confidence) for block in document.blocks)
    return document.recognised and is_uncertain(weighed)


def in_doubt(judgement: Judgement) -> Judgement:
    """Return ``judgement`` with "missing" turned into "review": a person looks at the scan."""
    if judgement.status is not Status.MISSING:
        return judgement
    reason = f"扫描件字迹不清，识别没有把握（识别出的文字里：{judgement.reason}），请对照原件核对"
    return replace(judgement, status=Status.REVIEW, reason=reason)
