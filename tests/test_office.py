"""Word documents older than Word 97, which LibreOffice turns into docx where it is installed."""

import os
import stat
import struct
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from auditor.errors import UnreadableError
from auditor.readers import limits, office, read_bytes

SAVE_AS_DOCX = "请用 WPS 或 Word 打开，另存为 .docx 后再报送。"
needs_office = pytest.mark.skipif(office.program() is None, reason="needs LibreOffice")
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


def word_2(text: bytes) -> bytes:
    """A document of Word 2 for Windows: a head, and behind it the text as bytes."""
    head = bytearray(0x180)
    struct.pack_into("<HHHH", head, 0, 0xA5DB, 45, 0x4031, 0x0804)
    struct.pack_into("<III", head, 0x18, len(head), len(head) + len(text), len(head) + len(text))
    struct.pack_into("<I", head, 0x34, len(text))
    return bytes(head) + text


@needs_office
def test_an_old_word_document_is_read_by_way_of_docx() -> None:
    document = read_bytes(word_2(b"Annual report 2024\rMeetings: 4\r"), "报告.doc")
    assert document.text.split("\n") == ["Annual report 2024", "Meetings: 4"]
    assert document.kind == "Word 文档（doc）"
    assert document.warnings == ("这是旧版 Word 文档，由 LibreOffice 转换后读取。如有疑问，请对照原文核对。",)


@needs_office
def test_the_conversion_gives_a_docx_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    converted = office.to_docx(word_2(b"Report\r"), "报告.doc")
    assert "word/document.xml" in zipfile.ZipFile(BytesIO(converted)).namelist()
    assert [path for path in tmp_path.iterdir() if path.name.startswith("auditor-")] == []


@needs_office
def test_characters_that_come_out_garbled_are_refused() -> None:
    data = word_2("临水镇法治政府建设年度报告\r全年调解纠纷四十一起。\r".encode("gbk"))
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "报告.doc")
    assert str(caught.value) == f"“报告.doc”是旧版 Word 文档，转换后文字成了乱码。{SAVE_AS_DOCX}"


@needs_office
def test_what_libreoffice_cannot_open_is_refused_although_it_reports_success() -> None:
    with pytest.raises(UnreadableError) as caught:
        office.to_docx(b"\x00\x01\x02\x03" * 200, "报告.doc")
    assert str(caught.value) == f"“报告.doc”是旧版 Word 文档，LibreOffice 也打不开。{SAVE_AS_DOCX}"


@needs_office
def test_a_document_that_comes_out_empty_is_refused() -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(b"\xdb\xa5\x2d\x00" + bytes(3000), "报告.doc")
    assert str(caught.value) == f"“报告.doc”是旧版 Word 文档，LibreOffice 也打不开。{SAVE_AS_DOCX}"


def test_without_libreoffice_the_user_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(UnreadableError) as caught:
        read_bytes(word_2(b"Report\r"), "报告.doc")
    assert str(caught.value) == f"“报告.doc”是 Word 95 或更早版本的文档，这里打不开。{SAVE_AS_DOCX}"


def stand_in(folder: Path, body: str) -> Path:
    script = folder / "soffice"
    script.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return script


@needs_shell
def test_libreoffice_is_found_on_the_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = stand_in(tmp_path, "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office.program() == str(script)


@needs_shell
def test_a_conversion_without_end_is_stopped_with_all_that_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    children = tmp_path / "children"
    script = stand_in(tmp_path, f"sleep 300 &\necho $! > {children}\nwait")
    monkeypatch.setattr(office, "program", lambda: str(script))
    monkeypatch.setattr(limits, "OFFICE_SECONDS", 1)
    with pytest.raises(UnreadableError) as caught:
        office.to_docx(word_2(b"Report\r"), "报告.doc")
    assert (
        str(caught.value) == f"“报告.doc”是旧版 Word 文档，LibreOffice 转换了 1 秒还没有完成。{SAVE_AS_DOCX}"
    )
    assert _has_ended(int(children.read_text()))


def _has_ended(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    if state.exists():
        # A process that was killed waits as a zombie until somebody asks for its result.
        return state.read_text().rpartition(")")[2].split()[0] == "Z"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@needs_shell
def test_each_call_has_a_profile_of_its_own_without_macros_and_links(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    seen = tmp_path / "seen"
    seen.mkdir()
    copy = f'profile="${{1#-env:UserInstallation=file://}}"; cp "$profile/user/registrymodifications.xcu" {seen}/$$.xml; echo "$@" > {seen}/$$.txt'
    script = stand_in(tmp_path, copy)
    monkeypatch.setattr(office, "program", lambda: str(script))
    for _ in range(2):
        with pytest.raises(UnreadableError, match="也打不开"):
            office.to_docx(word_2(b"Report\r"), "报告.doc")
    calls = {path.read_text().split()[0] for path in seen.glob("*.txt")}
    assert len(calls) == 2
    for settings in seen.glob("*.xml"):
        text = " ".join(settings.read_text().split())
        assert 'DisableMacrosExecution" oor:op="fuse"><value>true' in text
        assert 'name="Link" oor:op="fuse"><value>2' in text


def test_a_damaged_newer_document_is_never_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_data: bytes, _name: str) -> bytes:
        raise AssertionError

    monkeypatch.setattr(office, "to_docx", fail)
    report = (Path(__file__).parent / "files/report.doc").read_bytes()
    with pytest.raises(UnreadableError, match="已损坏"):
        read_bytes(report[: len(report) // 2], "报告.doc")
