"""单位名称: one name of the unit throughout, and nothing left over from a unit of another kind or area."""

import re
from collections.abc import Iterator

from auditor.checks.case import Case, Judgement, Sighting
from auditor.outline.fold import compact
from auditor.outline.identity import unit_of_title
from auditor.vocabulary import Level, Role, Status

# 全园区, 全景区, 安全区 are no districts.
_NOT_A_DISTRICT = r"(?<![园社片景辖库湖牧林矿灌小营校院厂地市郊山城安])"
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,8}?)(镇|乡|街道)(?=党|人民政府|政府|委员会|办事处|人大|$)")


def check_unit_name(case: Case) -> Judgement:
    """Judge the names of the unit in title, signature and page data, and areas named in the text."""
    faults = [*_rival_names(case), *_left_over(case)]
    if faults:
        return Judgement(
            Status.MISSING,
            "；".join(text for text, _ in faults),
            tuple(s for _, each in faults for s in each),
        )
    return Judgement(Status.MET, "单位名称前后一致")


def _rival_names(case: Case) -> Iterator[tuple[str, tuple[Sighting, ...]]]:
    outline = case.outline
    title_unit = unit_of_title(compact(outline.title)) if outline.title else None
    names = [compact(name) for name in (outline.signature, title_unit, outline.publisher) if name]
    places = [match.groups() for name in names if (match := _PLACE.search(_last(name)))]
    for stem, kind in places[1:]:
        first_stem, first_kind = places[0]
        same_place = stem.endswith(first_stem) or first_stem.endswith(stem)
        if not same_place or kind != first_kind:
            yield f"一处写“{first_stem}{first_kind}”，一处写“{stem}{kind}”", ()


def _last(name: str) -> str:
    return re.sub(r"^.*(?:委员会|党委|党工委)(?=.)", "", name)


def _left_over(case: Case) -> Iterator[tuple[str, tuple[Sighting, ...]]]:
    text = case.outline.flat.text
    for pattern, explanation in _foreign(case.outline.level, text, compact(case.outline.unit or "")):
        match = re.search(pattern, text)
        if match:
            start, end = case.outline.flat.span(*match.span())
            yield f"“{match.group()}”{explanation}", (Sighting(start, end, Role.MEASURES),)


def _foreign(level: Level | None, text: str, unit: str) -> Iterator[tuple[str, str]]:
    """Yield (pattern, explanation) of areas and bodies that a unit of this level cannot call its own."""
    county_above = len(re.findall(r"县委|县政府|我县|全县", text))
    district_above = len(re.findall(r"区委|区政府|我区|全区", text))
    if level is Level.TOWNSHIP:
        yield r"[镇乡]人大(?:及其)?常委会|(?<![县市区])[镇乡]政协(?!委员)", "：乡镇没有这个机构"
        if county_above > district_above:
            yield rf"{_NOT_A_DISTRICT}全区(?!域)|我区(?!域)", "：本单位属于县，疑为其他单位的文字"
        elif district_above > county_above:
            yield r"我县", "：本单位属于区，疑为其他单位的文字"
        yield from _rival_kind(unit)
    if level is Level.DEPARTMENT:
        yield r"我[镇乡](?!村)|我街道|镇党委结合|本[镇乡](?!村)", "：本单位是部门，疑为乡镇的文字"
    if level is Level.COUNTY:
        yield r"我[镇乡](?!村)|我局", "：本单位是县级政府，疑为其他单位的文字"
        yield from _rival_area(unit)


def _rival_area(unit: str) -> Iterator[tuple[str, str]]:
    if re.search(r"县(?:委|委员会|人民政府|政府)?$", unit):
        yield rf"{_NOT_A_DISTRICT}全区(?!域)|{_NOT_A_DISTRICT}我区(?!域)", "：本单位是县，疑为其他单位的文字"
    elif re.search(r"区(?:委|委员会|人民政府|政府)?$", unit):
        yield r"全县|我县", "：本单位是区，疑为其他单位的文字"


def _rival_kind(unit: str) -> Iterator[tuple[str, str]]:
    if re.search(r"镇(?:党委|委员会|人民政府|政府)?$", unit):
        yield r"我乡|全乡(?!村)|[。,]乡(?:党委|政府)", "：本单位是镇，疑为其他单位的文字"
    elif re.search(r"乡(?:党委|委员会|人民政府|政府)?$", unit):
        yield r"我镇|全镇(?!域)|[。,]镇(?:党委|政府)", "：本单位是乡，疑为其他单位的文字"
    elif re.search(r"街道(?:党工委|办事处|工委)?$", unit):
        yield r"我[镇乡](?!村)|全[镇乡](?!村)", "：本单位是街道，疑为其他单位的文字"
