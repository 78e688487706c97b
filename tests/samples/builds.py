"""What the recipes build of a report, and what a perfect reader returns where that is not its lines."""

from collections.abc import Callable

from tests.samples import archives, docx, html, numbering, ofd, own_reports, pdf, tricky
from tests.samples.pdf import Setting
from tests.samples.report import Report

Build = Callable[[Report], bytes]
Truth = Callable[[Report], tuple[str, ...]]


def styled_docx(report: Report) -> bytes:
    return docx.packed(docx.package(docx.styled(report)))


def bold_docx(report: Report) -> bytes:
    return docx.packed(docx.package(docx.bold(report)))


def numbered_docx(report: Report) -> bytes:
    return docx.packed(docx.package(*numbering.automatic(report)))


def counted_docx(report: Report) -> bytes:
    """Without lists that start again: LibreOffice does not write these as Word counts them."""
    return docx.packed(docx.package(*numbering.automatic(report, restarting=False)))


def overridden_docx(report: Report) -> bytes:
    return docx.packed(docx.package(*numbering.automatic(report, overridden=True)))


def strict_docx(report: Report) -> bytes:
    return docx.packed(docx.strict(docx.package(*numbering.automatic(report))))


def flat_docx(report: Report) -> bytes:
    return docx.flat(docx.package(*numbering.automatic(report)))


def tricky_docx(_report: Report) -> bytes:
    return docx.packed(tricky.tricky(tricky.CASES))


def tricky_truth(_report: Report) -> tuple[str, ...]:
    return tricky.seen(tricky.CASES)


def converted_tricky_docx(_report: Report) -> bytes:
    return docx.packed(tricky.tricky(tricky.CONVERTED))


def converted_tricky_truth(_report: Report) -> tuple[str, ...]:
    return tricky.seen(tricky.CONVERTED)


def department(build: Build) -> Build:
    return lambda _report: build(own_reports.department())


def department_truth(_report: Report) -> tuple[str, ...]:
    return own_reports.department().lines


def department_page_truth(_report: Report) -> tuple[str, ...]:
    return html.truth(own_reports.department())


def long_truth(report: Report) -> tuple[str, ...]:
    return own_reports.long_report(report).lines


def long_docx(report: Report) -> bytes:
    return styled_docx(own_reports.long_report(report))


def page(layout: Callable[[Report], str]) -> Build:
    return lambda report: html.page(layout(report), report).encode()


def web_archive(report: Report) -> bytes:
    return html.mht(html.page(html.spans(report), report))


def old_web_archive(report: Report) -> bytes:
    return html.mht(html.page(html.breaks(report), report, "gb2312"), "gb2312", in_base64=True)


def text_pdf(setting: Setting) -> Build:
    return lambda report: pdf.text_pdf(report, setting)


def submission(report: Report) -> dict[str, bytes]:
    return {
        "渠马镇/2024年法治政府建设年度报告.docx": styled_docx(report),
        "城郊乡/报告（定稿）.ofd": ofd.text_ofd(report),
    }


def nested(report: Report) -> bytes:
    return archives.zipped(
        {
            "内层/全部.zip": archives.gbk_named(submission(report)),
            "__MACOSX/._报告.docx": b"\0\5\x16\7",
            "Thumbs.db": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "~$报告.docx": b"\x06admin" + bytes(156),
        }
    )
