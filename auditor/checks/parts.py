"""要点: several parts; all (or 够几项) meet the rule, some in part. 或: one phrase is enough."""

from auditor.checks.case import Case, Judgement, Reading
from auditor.checks.mention import judge_readings
from auditor.vocabulary import Status


def check_parts(case: Case) -> Judgement:
    """Judge a rule made of parts."""
    rule = case.rule
    readings = {name: case.read(terms) for name, terms in rule.parts.items()}
    whole, weak = case.read(rule.alternatives), case.read(rule.weak_terms)
    parts = tuple((name, bool(reading.reported or whole.reported)) for name, reading in readings.items())
    reported = [name for name, reading in readings.items() if reading.reported]
    in_body = [name for name, reading in readings.items() if reading.body]
    needed = rule.enough or len(rule.parts)
    judged = judge_readings(_joined([*readings.values(), whole]), weak)
    status, reason = judged.status, judged.reason
    if whole.body or len(in_body) >= needed:
        everything = whole.body or len(reported) == len(parts)
        status, reason = Status.MET, f"{len(parts)} 项要点都已报告" if everything else _counted(parts)
    elif whole.preamble or reported:
        status, reason = Status.PARTIAL, _counted(parts)
    return Judgement(status, reason, judged.evidence, judged.look_alikes, parts)


def _joined(readings: list[Reading]) -> Reading:
    joined = Reading()
    for reading in readings:
        joined.body += reading.body
        joined.preamble += reading.preamble
        joined.doubtful += reading.doubtful
        joined.rejected += reading.rejected
    return joined


def _counted(parts: tuple[tuple[str, bool], ...]) -> str:
    absent = "、".join(name for name, met in parts if not met)
    return f"{len(parts)} 项要点报告了 {sum(met for _, met in parts)} 项" + (
        f"，缺：{absent}" if absent else ""
    )
