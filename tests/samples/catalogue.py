"""Every sample by name: what it tries, how it is made, what a perfect reader returns of it."""

from dataclasses import dataclass
from functools import partial

from tests.samples import archives, builds, html, odf, ofd, office, own_reports, pdf, rtf, texts
from tests.samples.builds import Build, Truth
from tests.samples.pdf import Setting
from tests.samples.report import Report


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
    "docx/styled.docx": Recipe("headings by style, numbers typed, running head and foot", builds.styled_docx),
    "docx/bold.docx": Recipe("headings only bold, their numbers split over runs", builds.bold_docx),
    "docx/numbered.docx": Recipe("automatic numbers by style and list, restarts", builds.numbered_docx),
    "docx/overridden.docx": Recipe("whole levels of the list overridden", builds.overridden_docx),
    "docx/strict.docx": Recipe("strict OOXML, other namespaces", builds.strict_docx),
    "docx/really-a-docx.doc": Recipe("a docx under another name", builds.styled_docx),
    "docx/大写 名称（定稿）(1) .DOCX": Recipe("blanks, brackets, capitals in its name", builds.styled_docx),
    "docx/tricky.docx": Recipe(
        "all that hides, doubles or moves words", builds.tricky_docx, builds.tricky_truth
    ),
    "docx/department.docx": Recipe(
        "tables of figures between paragraphs", builds.department(builds.styled_docx), builds.department_truth
    ),
    "docx/long.docx": Recipe("thirty pages", builds.long_docx, builds.long_truth),
    "doc/flat-opc.doc": Recipe("flat OPC: all parts in one XML file", builds.flat_docx),
    "doc/plain.doc": _by_office(builds.styled_docx, "doc", "Word 97–2003"),
    "doc/plain.wps": _by_office(builds.styled_docx, "doc", "WPS keeps its .wps in the same container"),
    "doc/numbered.doc": _by_office(builds.counted_docx, "doc", "automatic numbers in a binary document"),
    "doc/tricky.doc": _by_office(
        builds.converted_tricky_docx, "doc", "hidden and tracked words, binary", builds.converted_tricky_truth
    ),
    "doc/department.doc": _by_office(
        builds.department(builds.styled_docx), "doc", "tables in a binary document", builds.department_truth
    ),
    "doc/word2003.doc": _by_office(builds.styled_docx, "word2003", "Word 2003 XML under the name .doc"),
    "doc/really-rtf.doc": Recipe("RTF under another name", rtf.rtf),
    "doc/really-html.doc": Recipe(
        "a page saved by Word under the name .doc",
        lambda report: html.by_word(report).encode("gb18030"),
        html.paper,
    ),
    "doc/really-mht.doc": Recipe("a web archive under another name", builds.web_archive, html.truth),
    "rtf/own.rtf": Recipe("GBK bytes, list numbers, hidden words", rtf.rtf),
    "rtf/plain.rtf": _by_office(builds.styled_docx, "rtf", "RTF by LibreOffice"),
    "rtf/numbered.rtf": _by_office(builds.counted_docx, "rtf", "automatic numbers in RTF"),
    "rtf/department.rtf": Recipe("tables in RTF", builds.department(rtf.rtf), builds.department_truth),
    "odt/own.odt": Recipe("tracked deletions and comments", odf.odt),
    "odt/plain.odt": _by_office(builds.styled_docx, "odt", "ODT by LibreOffice"),
    "odt/numbered.odt": Recipe("numbers counted by the outline style", odf.numbered_odt),
    "odt/plain.fodt": _by_office(builds.styled_docx, "fodt", "flat ODT"),
    "html/spans.html": Recipe("nested spans", builds.page(html.spans), html.truth),
    "html/breaks.html": Recipe("paragraphs parted by <br>", builds.page(html.breaks), html.truth),
    "html/tables.html": Recipe("tables for layout", builds.page(html.nested_tables), html.truth),
    "html/boxes.html": Recipe("bare divs, a hidden one between", builds.page(html.boxes), html.truth),
    "html/department.html": Recipe(
        "tables of figures", builds.department(builds.page(html.boxes)), builds.department_page_truth
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
    "html/page.mht": Recipe("a web archive, quoted-printable", builds.web_archive, html.truth),
    "html/old.mht": Recipe("a web archive, gb2312 in base64", builds.old_web_archive, html.truth),
    "pdf/gbk.pdf": Recipe("font not in the file, GBK-EUC-H", builds.text_pdf(Setting())),
    "pdf/ucs2.pdf": Recipe("font not in the file, UniGB-UCS2-H", builds.text_pdf(Setting(font=pdf.UCS2))),
    "pdf/fake-bold.pdf": Recipe("every line drawn three times", builds.text_pdf(Setting(bold=2))),
    "pdf/shuffled.pdf": Recipe("lines drawn from the bottom up", builds.text_pdf(Setting(shuffled=True))),
    "pdf/columns.pdf": Recipe("two columns under one title", builds.text_pdf(Setting(columns=2))),
    "pdf/turned.pdf": Recipe("paper on its side, /Rotate 90", builds.text_pdf(Setting(turned=True))),
    "pdf/sealed.pdf": Recipe("a seal over the date", builds.text_pdf(Setting(seal=True))),
    "pdf/restricted.pdf": Recipe("encrypted, opens without password", builds.text_pdf(Setting(password=""))),
    "pdf/department.pdf": Recipe(
        "tables", builds.department(builds.text_pdf(Setting())), builds.department_truth
    ),
    "pdf/long.pdf": Recipe(
        "thirty pages", lambda report: pdf.text_pdf(own_reports.long_report(report)), builds.long_truth
    ),
    "pdf/office.pdf": _by_office(builds.styled_docx, "pdf", "PDF by LibreOffice, fonts in the file"),
    "pdf/numbered.pdf": _by_office(builds.counted_docx, "pdf", "PDF with printed automatic numbers"),
    "ofd/plain.ofd": Recipe("objects in no order, template head", ofd.text_ofd),
    "ofd/glyphs.ofd": Recipe("lists of glyphs beside the text", partial(ofd.text_ofd, glyphs=True)),
    "ofd/department.ofd": Recipe("tables", builds.department(ofd.text_ofd), builds.department_truth),
    "zip/gbk-names.zip": Recipe(
        "names in GBK without a mark", lambda report: archives.gbk_named(builds.submission(report))
    ),
    "zip/nested.zip": Recipe("a zip in a zip, and what systems leave behind", builds.nested),
    "zip/rar4.rar": Recipe("RAR 4", lambda report: archives.rar4(builds.submission(report))),
    "zip/rar5.rar": Recipe("RAR 5", lambda report: archives.rar5(builds.submission(report))),
    "zip/really-a-rar.zip": Recipe(
        "a RAR named zip", lambda report: archives.rar5(builds.submission(report))
    ),
}
