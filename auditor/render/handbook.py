"""The printable handbook of the checklist: what each rule asks, of whom, on what basis, how to mend it."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from auditor.rules import Example, Rule, RuleSet
from auditor.vocabulary import LABELS, WEIGHT_NAMES, Level, Role, group_name, group_of

_TITLE = "法治政府建设年度报告核查手册"
_NOTE = "重要程度由本程序拟定，不是官方标准；结论由人做出。"
_STYLE = """
body { font: 16px/1.7 "Songti SC", SimSun, "Noto Serif CJK SC", serif; max-width: 52em; margin: 2em auto; padding: 0 1em; color: #222 }
h1 { text-align: center } h2 { border-bottom: 2px solid #444; margin-top: 2em }
section { break-inside: avoid; margin: 1.2em 0 } h3 { margin: 0 } .id { color: #555; font: 0.85em monospace }
dl { display: grid; grid-template-columns: 6em 1fr; margin: .3em 0 } dt { color: #444; font-weight: bold } dd { margin: 0 }
@page { size: A4; margin: 2cm } @media print { body { max-width: none; margin: 0 } }
"""


@dataclass(frozen=True)
class _Entry:
    """One rule as the handbook shows it: pairs of label and text."""

    id: str
    title: str
    rows: tuple[tuple[str, str], ...]


def handbook_html(rules: RuleSet) -> str:
    """Return the handbook as one HTML page that needs nothing else."""
    parts = [f"<h1>{_TITLE}</h1><p>共 {rules.count} 条，版本 {escape(rules.version)}。{_NOTE}</p>"]
    for group, entries in _grouped(rules):
        parts.append(f"<h2>{escape(group)}</h2>")
        for entry in entries:
            rows = "".join(f"<dt>{escape(label)}</dt><dd>{escape(text)}</dd>" for label, text in entry.rows)
            heading = f"<h3>{escape(entry.title)} <span class=id>{escape(entry.id)}</span></h3>"
            parts.append(f"<section>{heading}<dl>{rows}</dl></section>")
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{_TITLE}</title>'
        f"<style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def handbook_docx(rules: RuleSet) -> bytes:
    """Return the handbook as a Word file."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    for name in ("Title", "Heading 1", "Heading 2"):
        document.styles[name].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    document.add_heading(_TITLE, 0).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(f"共 {rules.count} 条，版本 {rules.version}。{_NOTE}")
    for group, entries in _grouped(rules):
        document.add_heading(group, 1)
        for entry in entries:
            document.add_heading(f"{entry.title}（{entry.id}）", 2)
            table = document.add_table(rows=0, cols=2, style="Table Grid")
            table.autofit = False
            table.columns[0].width, table.columns[1].width = Cm(2.6), Cm(13.4)
            for label, text in entry.rows:
                cells = table.add_row().cells
                cells[0].text, cells[1].text = label, text
                cells[0].width, cells[1].width = Cm(2.6), Cm(13.4)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _grouped(rules: RuleSet) -> Iterator[tuple[str, list[_Entry]]]:
    groups: dict[str, dict[str, dict[Level, Rule]]] = {}
    for level, level_rules in rules.levels.items():
        for rule in level_rules:
            prefix = group_of(rule.id)
            groups.setdefault(prefix, {}).setdefault(rule.id, {})[level] = rule
    for prefix, by_id in groups.items():
        yield group_name(prefix), [_entry(by_level) for by_level in by_id.values()]


def _entry(by_level: dict[Level, Rule]) -> _Entry:
    rule = next(iter(by_level.values()))
    rows = [
        ("适用", "；".join(f"{LABELS[level]} {LABELS[each.binding]}" for level, each in by_level.items())),
        ("重要程度", WEIGHT_NAMES[rule.weight]),
        ("依据", "；".join(rule.sources)),
    ]
    if rule.years != (0, 9999):
        first, last = rule.years
        rows.append(("年度", f"{first or ''}—{last if last < 9999 else ''} 年度的报告"))
    if rule.parts:
        rows.append(("要点", "、".join(rule.parts)))
    if rule.disabled:
        rows.append(("停用", rule.disabled))
    rows.append(("怎么补", rule.advice))
    rows += [("算", _example(example)) for example in rule.passing if example.text]
    rows += [("不算", _example(example)) for example in rule.failing if example.text]
    return _Entry(rule.id, rule.title, tuple(rows))


def _example(example: Example) -> str:
    if example.role is Role.MEASURES:
        return example.text
    return f"{example.text}（写在“{LABELS[example.role]}”部分）"
