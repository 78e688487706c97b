"""Every sample by name: what it tries, how it is made, what a perfect reader returns of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tests.samples import (
    archives,
    docx,
    html,
    numbering,
    odf,
    ofd,
    office,
    own_reports,
    pdf,
    rtf,
    texts,
    tricky,
)
from tests.samples.pdf import Setting
from tests.samples.report import Report

Build = Callable[[Report], bytes]
Truth = Callable[[Report], tuple[str, ...]]


def _lines(report: Report) -> tuple[str, ...]:
    return report.lines


@dataclass(frozen=True)
class Recipe:
    """How a sample is made of a report.

    ``tries``: what it is meant to try. ``truth``: the lines a perfect reader returns. ``converts``: the
    Word document and the target when LibreOffice makes it, so that many can be made in one call.
    ``needs``: "office", "font" where a tool is wanted.
    """

    tries: str
    build: Build
    truth: Truth = _lines
    converts: tuple[Build, str] | None = None
    needs: str = ""


def _by_office(source: Build, target: str, tries: str, truth: Truth = _lines) -> Recipe:
    return Recipe(
        tries, lambda report: office.converted(source(report), target), truth, (source, target), "office"
    )


# ------------------------------------------------------------------------------------------- Word, odt, rtf


def styled_docx(report: Report) -> bytes:
    return docx.packed(docx.package(docx.styled(report)))


def _bold_docx(report: Report) -> bytes:
    return docx.packed(docx.package(docx.bold(report)))


def _numbered_docx(report: Report) -> bytes:
    return docx.packed(docx.package(*numbering.automatic(report)))


def _counted_docx(report: Report) -> bytes:
    """Without lists that start again: LibreOffice does not write these as Word counts them."""
    return docx.packed(docx.package(*numbering.automatic(report, restarting=False)))


def _overridden_docx(report: Report) -> bytes:
    return docx.packed(docx.package(*numbering.automatic(report, overridden=True)))


def _strict_docx(report: Report) -> bytes:
    return docx.packed(docx.strict(docx.package(*numbering.automatic(report))))


def _flat_docx(report: Report) -> bytes:
    return docx.flat(docx.package(*numbering.automatic(report)))


def _tricky_docx(_report: Report) -> bytes:
    return docx.packed(tricky.tricky(tricky.CASES))


def _tricky_truth(_report: Report) -> tuple[str, ...]:
    return tricky.seen(tricky.CASES)


def _converted_tricky_docx(_report: Report) -> bytes:
    return docx.packed(tricky.tricky(tricky.CONVERTED))


def _converted_tricky_truth(_report: Report) -> tuple[str, ...]:
    return tricky.seen(tricky.CONVERTED)


def _department(build: Build) -> Build:
    return lambda _report: build(own_reports.department())


def _department_truth(_report: Report) -> tuple[str, ...]:
    return own_reports.department().lines


def _department_page_truth(_report: Report) -> tuple[str, ...]:
    return html.truth(own_reports.department())


def _long_truth(report: Report) -> tuple[str, ...]:
    return own_reports.long_report(report).lines


def _long_docx(report: Report) -> bytes:
    return styled_docx(own_reports.long_report(report))


def _page(layout: Callable[[Report], str]) -> Build:
    return lambda report: html.page(layout(report), report).encode()


def _web_archive(report: Report) -> bytes:
    return html.mht(html.page(html.spans(report), report))


def _old_web_archive(report: Report) -> bytes:
    return html.mht(html.page(html.breaks(report), report, "gb2312"), "gb2312", in_base64=True)


def _text_pdf(setting: Setting) -> Build:
    return lambda report: pdf.text_pdf(report, setting)


def _submission(report: Report) -> dict[str, bytes]:
    return {
        "渠马镇/2024年法治政府建设年度报告.docx": styled_docx(report),
        "城郊乡/报告（定稿）.ofd": ofd.text_ofd(report),
    }


def _nested(report: Report) -> bytes:
    return archives.zipped(
        {
            "内层/全部.zip": archives.gbk_named(_submission(report)),
            "__MACOSX/._报告.docx": b"\0\5\x16\7",
            "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "~$报告.docx": b"\x06admin" + bytes(156),
        }
    )


RECIPES: dict[str, Recipe] = {
    "txt/utf8.txt": Recipe("UTF-8", lambda report: texts.in_encoding(report, "utf-8")),
    "txt/bom-crlf.txt": Recipe("UTF-8 with a byte order mark, CRLF", texts.with_bom_and_crlf),
    "txt/gb18030.txt": Recipe("GB18030", lambda report: texts.in_encoding(report, "gb18030")),
    "txt/rare.txt": Recipe("GB18030 of four bytes", texts.with_rare_characters, texts.rare_truth),
    "txt/stray-bytes.txt": Recipe("noise between two lines", texts.with_stray_bytes),
    "txt/utf16.txt": Recipe("UTF-16 with a mark", lambda report: texts.in_encoding(report, "utf-16")),
    "txt/utf16le.txt": Recipe("UTF-16, no mark", lambda report: texts.in_encoding(report, "utf-16-le")),
    "txt/utf16be.txt": Recipe("UTF-16, no mark", lambda report: texts.in_encoding(report, "utf-16-be")),
    "txt/cr.txt": Recipe("CR as line end", lambda report: report.text.replace("\n", "\r").encode()),
    "txt/odd-line-ends.txt": Recipe("U+2028 and vertical tabs as line ends", texts.with_odd_line_ends),
    "txt/odd-characters.txt": Recipe("⼀ for 一, wide figures, invisible signs", texts.with_odd_characters),
    "txt/hard-wrapped.txt": Recipe("a line end at every 35th character", texts.hard_wrapped),
    "docx/styled.docx": Recipe("headings by style, numbers typed, running head and foot", styled_docx),
    "docx/bold.docx": Recipe("headings only bold, their numbers split over runs", _bold_docx),
    "docx/numbered.docx": Recipe("automatic numbers by style and list, restarts", _numbered_docx),
    "docx/overridden.docx": Recipe("whole levels of the list overridden", _overridden_docx),
    "docx/strict.docx": Recipe("strict OOXML, other namespaces", _strict_docx),
    "docx/really-a-docx.doc": Recipe("a docx under another name", styled_docx),
    "docx/大写 名称（定稿）(1) .DOCX": Recipe("blanks, brackets, capitals in its name", styled_docx),
    "docx/tricky.docx": Recipe("all that hides, doubles or moves words", _tricky_docx, _tricky_truth),
    "docx/department.docx": Recipe(
        "tables of figures between paragraphs", _department(styled_docx), _department_truth
    ),
    "docx/long.docx": Recipe("thirty pages", _long_docx, _long_truth),
    "doc/flat-opc.doc": Recipe("flat OPC: all parts in one XML file", _flat_docx),
    "doc/plain.doc": _by_office(styled_docx, "doc", "Word 97–2003"),
    "doc/plain.wps": _by_office(styled_docx, "doc", "WPS keeps its .wps in the same container"),
    "doc/numbered.doc": _by_office(_counted_docx, "doc", "automatic numbers in a binary document"),
    "doc/tricky.doc": _by_office(
        _converted_tricky_docx, "doc", "hidden and tracked words, binary", _converted_tricky_truth
    ),
    "doc/department.doc": _by_office(
        _department(styled_docx), "doc", "tables in a binary document", _department_truth
    ),
    "doc/word2003.doc": _by_office(styled_docx, "word2003", "Word 2003 XML under the name .doc"),
    "doc/really-rtf.doc": Recipe("RTF under another name", rtf.rtf),
    "doc/really-html.doc": Recipe(
        "a page saved by Word under the name .doc", lambda report: html.by_word(report).encode("gb18030")
    ),
    "doc/really-mht.doc": Recipe("a web archive under another name", _web_archive, html.truth),
    "rtf/own.rtf": Recipe("GBK bytes, list numbers, hidden words", rtf.rtf),
    "rtf/plain.rtf": _by_office(styled_docx, "rtf", "RTF by LibreOffice"),
    "rtf/numbered.rtf": _by_office(_counted_docx, "rtf", "automatic numbers in RTF"),
    "rtf/department.rtf": Recipe("tables in RTF", _department(rtf.rtf), _department_truth),
    "odt/own.odt": Recipe("tracked deletions and comments", odf.odt),
    "odt/plain.odt": _by_office(styled_docx, "odt", "ODT by LibreOffice"),
    "odt/numbered.odt": _by_office(_counted_docx, "odt", "automatic numbers in ODT"),
    "odt/plain.fodt": _by_office(styled_docx, "fodt", "flat ODT"),
    "odt/plain.uot": _by_office(styled_docx, "uot", "UOF, the Chinese office format"),
    "html/spans.html": Recipe("nested spans", _page(html.spans), html.truth),
    "html/breaks.html": Recipe("paragraphs parted by <br>", _page(html.breaks), html.truth),
    "html/tables.html": Recipe("tables for layout", _page(html.nested_tables), html.truth),
    "html/boxes.html": Recipe("bare divs, a hidden one between", _page(html.boxes), html.truth),
    "html/department.html": Recipe(
        "tables of figures", _department(_page(html.boxes)), _department_page_truth
    ),
    "html/gbk-as-gb2312.htm": Recipe(
        "GBK under the label gb2312",
        lambda report: html.page(html.spans(report), report, "gb2312").encode("gb18030"),
        html.truth,
    ),
    "html/wrong-label.html": Recipe(
        "UTF-8 under the label gb2312",
        lambda report: html.page(html.breaks(report), report, "gb2312").encode(),
        html.truth,
    ),
    "html/no-label.html": Recipe(
        "GBK without a label",
        lambda report: html.page(html.boxes(report), report, None).encode("gb18030"),
        html.truth,
    ),
    "html/page.mht": Recipe("a web archive, quoted-printable", _web_archive, html.truth),
    "html/old.mht": Recipe("a web archive, gb2312 in base64", _old_web_archive, html.truth),
    "pdf/gbk.pdf": Recipe("font not in the file, GBK-EUC-H", _text_pdf(Setting())),
    "pdf/ucs2.pdf": Recipe("font not in the file, UniGB-UCS2-H", _text_pdf(Setting(font=pdf.UCS2))),
    "pdf/fake-bold.pdf": Recipe("every line drawn three times", _text_pdf(Setting(bold=2))),
    "pdf/shuffled.pdf": Recipe("lines drawn from the bottom up", _text_pdf(Setting(shuffled=True))),
    "pdf/columns.pdf": Recipe("two columns under one title", _text_pdf(Setting(columns=2))),
    "pdf/turned.pdf": Recipe("paper on its side, /Rotate 90", _text_pdf(Setting(turned=True))),
    "pdf/sealed.pdf": Recipe("a seal over the date", _text_pdf(Setting(seal=True))),
    "pdf/restricted.pdf": Recipe("encrypted, opens without password", _text_pdf(Setting(password=""))),
    "pdf/department.pdf": Recipe("tables", _department(_text_pdf(Setting())), _department_truth),
    "pdf/long.pdf": Recipe(
        "thirty pages", lambda report: pdf.text_pdf(own_reports.long_report(report)), _long_truth
    ),
    "pdf/office.pdf": _by_office(styled_docx, "pdf", "PDF by LibreOffice, fonts in the file"),
    "pdf/numbered.pdf": _by_office(_counted_docx, "pdf", "PDF with printed automatic numbers"),
    "ofd/plain.ofd": Recipe("objects in no order, template head", ofd.text_ofd),
    "ofd/glyphs.ofd": Recipe("lists of glyphs beside the text", partial(ofd.text_ofd, glyphs=True)),
    "ofd/department.ofd": Recipe("tables", _department(ofd.text_ofd), _department_truth),
    "zip/gbk-names.zip": Recipe(
        "names in GBK without a mark", lambda report: archives.gbk_named(_submission(report))
    ),
    "zip/nested.zip": Recipe("a zip in a zip, and what systems leave behind", _nested),
    "zip/rar4.rar": Recipe("RAR 4", lambda report: archives.rar4(_submission(report))),
    "zip/rar5.rar": Recipe("RAR 5", lambda report: archives.rar5(_submission(report))),
    "zip/really-a-rar.zip": Recipe("a RAR named zip", lambda report: archives.rar5(_submission(report))),
}
