"""What is said of submissions on record, in a terminal and on pages alike."""

from auditor.history import Judgement, Submission, alike
from auditor.render.comparison import gap_turn
from auditor.vocabulary import LABELS

_OTHER_RULES = "规则不同，不能比"


def gap_words(submission: Submission) -> str:
    """Return its gap."""
    gap = submission.latest.gap
    return "未评分" if gap is None else f"{gap}"


def gate_words(submission: Submission) -> str:
    """Return its gate."""
    summary = submission.latest.summary
    return LABELS[summary.gate] if summary else "—"


def change_words(before: Submission, after: Submission) -> str:
    """Say how the gap changed, and by which rules where these are not the latest of both."""
    pair = alike(before, after)
    if pair is None:
        return _OTHER_RULES
    by = "" if pair == (before.latest, after.latest) else f"（按 {rules_words(pair[0])}）"
    return gap_turn(pair[0].gap, pair[1].gap) + by


def rules_words(judgement: Judgement) -> str:
    """Name the rules of a judgement."""
    return f"{judgement.rules_id} {judgement.rules_version}".strip()


def moment(judged: str) -> str:
    """Return a moment as clocks here showed it, to the minute."""
    return judged[:16].replace("T", " ")


def judged_anew(submission: Submission) -> str:
    """Tell the judgements of one document that differ from the one before them; empty for a single one."""
    told = []
    shown = None
    for each in submission.judgements:
        now = each.gap, each.summary.gate if each.summary else None
        if now != shown:
            gap = "未评分" if each.gap is None else each.gap
            told.append(f"{gap}（{rules_words(each)}，{moment(each.judged)}）")
        shown = now
    return " → ".join(told) if len(told) > 1 else ""


def change_of(before: Submission, after: Submission) -> float | None:
    """Return what was added to the gap by the same rules, None where it cannot be told."""
    pair = alike(before, after)
    if pair is None or pair[0].gap is None or pair[1].gap is None:
        return None
    return round(pair[1].gap - pair[0].gap, 1)
