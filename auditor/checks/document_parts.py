"""标题、主送机关、落款、成文日期、报送期限、公开期限: what stands around the body of a 公文."""

import re
from datetime import date

from auditor.checks.case import Case, Judgement, Sighting
from auditor.models import Spot
from auditor.outline.fold import fold
from auditor.vocabulary import Role, Status


def check_title(case: Case) -> Judgement:
    """Met: a title naming the subject and the kind of paper, with the year; partial: without the year."""
    outline = case.outline
    if outline.title is None:
        return Judgement(Status.MISSING, "正文前没有标题")
    shown = _shown(outline.title_spot)
    if re.search(r"20\d\d|二[〇零]", fold(outline.title)):
        return Judgement(Status.MET, "有标题，写明了年度", shown)
    return Judgement(Status.PARTIAL, "标题没有写年度", shown)


def check_addressee(case: Case) -> Judgement:
    """Met: an addressee stands before the text."""
    if case.outline.addressee is None:
        return Judgement(Status.MISSING, "没有主送机关（网页版常常略去）")
    return Judgement(Status.MET, "有主送机关", _shown(case.outline.addressee_spot))


def check_signature(case: Case) -> Judgement:
    """Met: the unit's name stands at the end."""
    if case.outline.signature is None:
        return Judgement(Status.MISSING, "文末没有署单位名称")
    return Judgement(Status.MET, "文末有单位署名", _shown(case.outline.signature_spot))


def check_date(case: Case) -> Judgement:
    """Met: a date of drawing up; the posting date of a web page is none."""
    if case.outline.sign_date is None:
        return Judgement(Status.MISSING, "没有成文日期（网页的发布日期不算）")
    return Judgement(Status.MET, "有成文日期", _shown(case.outline.sign_date_spot))


def check_deadline(case: Case) -> Judgement:
    """Met: drawn up before 1 March of the year after the report year (督察工作规定, chapter 4)."""
    outline = case.outline
    if outline.sign_date is None:
        return Judgement(Status.REVIEW, "没有成文日期，无法判断是否在次年3月1日前报送")
    if outline.year is None:
        return Judgement(Status.REVIEW, "看不出报告年度，无法判断是否按期")
    shown = _shown(outline.sign_date_spot)
    if outline.sign_date >= date(outline.year + 1, 3, 1):
        return Judgement(
            Status.MISSING, f"成文日期 {outline.sign_date} 晚于 {outline.year + 1} 年3月1日", shown
        )
    if outline.sign_date.year < outline.year:
        return Judgement(Status.REVIEW, f"成文日期 {outline.sign_date} 早于报告年度，请核对", shown)
    if outline.sign_date <= date(outline.year, 12, 31):
        return Judgement(Status.MET, "按期；成文日期早于年末，请留意数据截止时间", shown)
    return Judgement(Status.MET, f"成文日期 {outline.sign_date}，在次年3月1日前", shown)


def check_publication(case: Case) -> Judgement:
    """Met: posted before 1 April of the year after the report year (督察工作规定, chapter 4)."""
    outline = case.outline
    if outline.year is None:
        return Judgement(Status.REVIEW, "看不出报告年度，无法判断是否按期公开")
    if outline.posted_date is None:
        return Judgement(Status.REVIEW, "文件里没有发布日期，请到网站上核对是否在次年4月1日前公开")
    shown = _shown(outline.posted_spot)
    if outline.posted_date >= date(outline.year + 1, 4, 1):
        return Judgement(
            Status.MISSING, f"发布日期 {outline.posted_date} 晚于 {outline.year + 1} 年4月1日", shown
        )
    return Judgement(Status.MET, f"发布日期 {outline.posted_date}，在次年4月1日前", shown)


def _shown(spot: Spot | None) -> tuple[Sighting, ...]:
    return (Sighting(spot.start, spot.end, Role.OTHER),) if spot else ()
