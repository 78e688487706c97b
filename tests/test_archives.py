"""Archives as they arrive: every report inside is a source of its own, and no archive does harm."""

import io
import json
import os
import stat
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import Document, read
from auditor.errors import UnreadableError
from auditor.readers import limits, rar, rar_tools, read_each
from auditor.readers import zip as zip_archive
from auditor.readers.content import Job

REPORT = "临水镇2024年度法治政府建设年度报告\n一、主要举措和成效\n全年调解纠纷41起，办理行政复议案件0件。\n"
STRUCK = "展开后超过 50 MB，不像一份年度报告，为安全起见没有打开。请确认文件是否正确。"


def make_zip(files: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return memory.getvalue()


def rename(archive: bytes, names: Mapping[str, bytes]) -> bytes:
    """Put raw bytes in the place of ASCII names of the same length."""
    for old, new in names.items():
        assert len(old) == len(new)
        archive = archive.replace(old.encode(), new)
    return archive


def legacy_zip(names: list[bytes]) -> bytes:
    """A zip whose names are in some code page, without the flag that says UTF-8."""
    marks = {f"{number:03d}".ljust(len(raw), "x"): raw for number, raw in enumerate(names)}
    return rename(make_zip(dict.fromkeys(marks, REPORT)), marks)


def encrypt(archive: bytes) -> bytes:
    """Mark every member of a zip as encrypted."""
    changed = bytearray(archive)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = archive.find(signature)
        while at >= 0:
            changed[at + offset] |= 1
            at = archive.find(signature, at + 4)
    return bytes(changed)


def rar4(files: Mapping[bytes, bytes], method: int = 0x30, flags: int = 0x8000) -> bytes:
    def block(kind: int, flags: int, body: bytes, data: bytes = b"") -> bytes:
        rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
        return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest + data

    archive = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in files.items():
        sizes = struct.pack("<IIBII", len(data), len(data), 2, zlib.crc32(data), 0x5A280000)
        archive += block(0x74, flags, sizes + struct.pack("<BBHI", 29, method, len(name), 0x20) + name, data)
    return archive + block(0x7B, 0x4000, b"")


def rar5(files: Mapping[str, bytes]) -> bytes:
    def number(value: int) -> bytes:
        low, high = value & 0x7F, value >> 7
        return bytes([low]) if not high else bytes([low | 0x80]) + number(high)

    def block(kind: int, flags: int, body: bytes, data: bytes = b"") -> bytes:
        size = number(len(data)) if data else b""
        rest = number(kind) + number(flags) + size + body
        header = number(len(rest)) + rest
        return struct.pack("<I", zlib.crc32(header)) + header + data

    archive = b"Rar!\x1a\x07\x01\x00" + block(1, 0, number(0))
    for name, data in files.items():
        raw = name.encode()
        body = number(4) + number(len(data)) + number(0x20) + struct.pack("<I", zlib.crc32(data))
        archive += block(2, 2, body + number(0) + number(0) + number(len(raw)) + raw, data)
    return archive + block(5, 0, number(0))


def read_all(tmp_path: Path, data: bytes, name: str = "a.zip") -> dict[str, str]:
    """The sources in an archive with the text or the error of each, the archive's own path cut off."""
    path = tmp_path / name
    path.write_bytes(data)
    found = list(read_each(path, name))
    assert len({source for source, _ in found}) == len(found)
    return {source: result.text if isinstance(result, Document) else str(result) for source, result in found}


def test_every_member_is_a_source_of_its_own_in_the_order_of_names(tmp_path: Path) -> None:
    archive = make_zip({"临水镇/b.txt": REPORT, "a.txt": REPORT, "临水镇/a.txt": REPORT})
    assert list(read_all(tmp_path, archive)) == ["a.zip!/a.txt", "a.zip!/临水镇/a.txt", "a.zip!/临水镇/b.txt"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "gb18030"])
def test_names_without_a_stated_encoding_are_read(tmp_path: Path, encoding: str) -> None:
    names = ["临水镇/2024年法治政府建设年度报告（定稿）.txt", "临水镇/附件：统计表.txt"]
    found = read_all(tmp_path, legacy_zip([name.encode(encoding) for name in names]))
    assert sorted(found) == sorted(f"a.zip!/{name}" for name in names)


def test_traditional_names_in_big5_are_read(tmp_path: Path) -> None:
    name = "臨水鎮2024年度法治政府建設報告.txt"
    assert list(read_all(tmp_path, legacy_zip([name.encode("big5")]))) == [f"a.zip!/{name}"]


def test_the_unicode_name_that_packing_programs_add_is_preferred(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("baogao.txt")
    name = "報告𠮷.txt".encode()
    entry.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, zlib.crc32(b"baogao.txt")) + name
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr(entry, REPORT)
    assert list(read_all(tmp_path, memory.getvalue())) == ["a.zip!/報告𠮷.txt"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../evil.txt", "evil.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("C:\\临水镇\\报告.txt", "临水镇/报告.txt"),
        ("镇\\..\\..\\报告.txt", "镇/报告.txt"),
        ("./././报告.txt", "报告.txt"),
        ("报\r\n告\u202e.txt", "报��告�.txt"),
        ("临水镇\u3000报告.txt", "临水镇\u3000报告.txt"),
    ],
)
def test_names_are_only_shown_and_made_harmless(tmp_path: Path, name: str, shown: str) -> None:
    assert list(read_all(tmp_path, make_zip({name: REPORT}))) == [f"a.zip!/{shown}"]
    assert list(tmp_path.iterdir()) == [tmp_path / "a.zip"]


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("镇/报告.txt", REPORT)
        archive.writestr("../镇/报告.txt", REPORT + "另一份。\n")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("镇/报告.txt", REPORT + "第三份。\n")
    found = read_all(tmp_path, memory.getvalue())
    assert list(found) == ["a.zip!/镇/报告.txt", "a.zip!/镇/报告（2）.txt", "a.zip!/镇/报告（3）.txt"]
    assert len(set(found.values())) == 3


def test_what_systems_leave_behind_is_no_source(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("链接.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    memory = io.BytesIO(
        make_zip(
            {
                "__MACOSX/._报告.txt": b"\0",
                "镇/Thumbs.db": b"\xd0\xcf",
                "镇/desktop.ini": "[.ShellClassInfo]",
                "镇/.DS_Store": b"\0",
                "~$报告.docx": b"\0",
                "空文件夹/": b"",
                "空文件夹二\\": b"",
                "报告.txt": REPORT,
            }
        )
    )
    with zipfile.ZipFile(memory, "a") as archive:
        archive.writestr(link, "报告.txt")
    assert list(read_all(tmp_path, memory.getvalue())) == ["a.zip!/报告.txt"]


def test_an_archive_in_an_archive_is_opened_but_no_deeper_one(tmp_path: Path) -> None:
    inner = make_zip({"报告.txt": REPORT})
    middle = make_zip({"里.zip": inner, "报告.txt": REPORT})
    found = read_all(tmp_path, make_zip({"中.zip": middle}))
    assert found == {
        "a.zip!/中.zip!/报告.txt": REPORT,
        "a.zip!/中.zip!/里.zip": "“a.zip!/中.zip!/里.zip”是压缩包里的压缩包里的压缩包，没有打开。请解压后再报送。",
    }


EMPTY = "“a.zip”（压缩包）里没有文件，没有可核查的内容。请确认压缩时是否选对了文件。"
DAMAGED = "“a.zip”（压缩包）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"


@pytest.mark.parametrize(
    ("archive", "message"),
    [
        pytest.param(make_zip({}), EMPTY, id="empty"),
        pytest.param(make_zip({"Thumbs.db": b"x", "空/": b""}), EMPTY, id="nothing but junk"),
        pytest.param(make_zip({"a.txt": REPORT})[:-30], DAMAGED, id="list of parts lost"),
        pytest.param(make_zip({"a.txt": REPORT}).replace(b"PK\x01\x02", b"XXXX"), DAMAGED, id="list damaged"),
    ],
)
def test_an_archive_without_reports_is_one_clear_sentence(
    tmp_path: Path, archive: bytes, message: str
) -> None:
    assert read_all(tmp_path, archive) == {"a.zip": message}


def test_a_member_that_cannot_be_unpacked_leaves_the_rest_unharmed(tmp_path: Path) -> None:
    spoilt = make_zip({"坏.txt": "x" * 500, "好.txt": REPORT}, zipfile.ZIP_STORED).replace(
        b"x" * 500, b"y" * 500
    )
    found = read_all(tmp_path, spoilt)
    assert found["a.zip!/好.txt"] == REPORT
    assert found["a.zip!/坏.txt"] == (
        "“a.zip!/坏.txt”（压缩包里的文件）已损坏，打不开。请在原来的电脑上打开确认，重新复制或重新导出后再报送。"
    )


def test_a_password_is_said_for_every_member(tmp_path: Path) -> None:
    assert read_all(tmp_path, encrypt(make_zip({"a.txt": REPORT, "b.txt": REPORT}))) == {
        f"a.zip!/{name}": f"“a.zip!/{name}”（压缩包里的文件）设了密码，打不开。请取消密码另存一份后再报送。"
        for name in ("a.txt", "b.txt")
    }


def test_an_odd_way_of_packing_is_said(tmp_path: Path) -> None:
    archive = bytearray(make_zip({"a.txt": REPORT}))
    for signature, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = archive.find(signature)
        archive[at + offset] = 9  # Deflate64, which Windows writes for large files
    assert read_all(tmp_path, bytes(archive)) == {
        "a.zip!/a.txt": "“a.zip!/a.txt”（压缩包里的文件）的压缩方式这里解不开。请在电脑上解压后，报送里面的文件。"
    }


def test_bombs_are_refused_one_by_one(tmp_path: Path) -> None:
    bomb = bytes(60 * limits.MEBIBYTE)
    tight = bytes(20 * limits.MEBIBYTE)
    found = read_all(tmp_path, make_zip({"大.txt": bomb, "紧.txt": tight, "报告.txt": REPORT}))
    assert found == {
        "a.zip!/大.txt": f"“a.zip!/大.txt”（压缩包里的文件）{STRUCK}",
        "a.zip!/报告.txt": REPORT,
        "a.zip!/紧.txt": "“a.zip!/紧.txt”（压缩包里的文件）压缩得异常紧（疑似压缩炸弹），不像一份年度报告，"
        "为安全起见没有打开。请确认文件是否正确。",
    }


def test_what_comes_out_is_limited_over_archives_inside_archives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = make_zip({f"{number}.txt": REPORT.ljust(4000) for number in range(5)})
    outer = make_zip({"一.zip": inner, "二.zip": inner}, zipfile.ZIP_STORED)
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 30_000)
    found = read_all(tmp_path, outer)
    refused = [text for text in found.values() if "所在的压缩包展开后过大" in text]
    assert 0 < len(refused) < len(found)
    monkeypatch.undo()
    monkeypatch.setattr(limits, "MAX_MEMBERS", 8)
    found = read_all(tmp_path, outer)
    assert found["a.zip!/二.zip"].startswith("“a.zip!/二.zip”（压缩包）里面有 5 个文件，不像一份年度报告")
    assert sum(text.startswith("临水镇") for text in found.values()) == 5


def test_too_many_members_are_refused_at_once(tmp_path: Path) -> None:
    many = make_zip({f"{number}.txt": b"" for number in range(limits.MAX_MEMBERS + 1)})
    [(source, message)] = read_all(tmp_path, many).items()
    assert source == "a.zip"
    assert message.startswith(f"“a.zip”（压缩包）里面有 {limits.MAX_MEMBERS + 1} 个文件")


def test_an_endless_list_of_parts_is_not_even_read(tmp_path: Path) -> None:
    archive = bytearray(make_zip({"a.txt": REPORT}))
    end = archive.rfind(b"PK\x05\x06")
    archive[end + 12 : end + 16] = struct.pack("<I", 40 * limits.MEBIBYTE)
    [(_, message)] = read_all(tmp_path, bytes(archive)).items()
    assert "里面的部件多得异常" in message


def test_large_file_fields_are_read(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive, archive.open("报告.txt", "w", force_zip64=True) as member:
        member.write(REPORT.encode())
    assert read_all(tmp_path, memory.getvalue()) == {"a.zip!/报告.txt": REPORT}


def test_an_archive_before_or_behind_other_bytes_is_opened(tmp_path: Path) -> None:
    archive = make_zip({"报告.txt": REPORT})
    for data in (archive + b"\0" * 500, b"MZ\x90\x00" + b"\x01" * 3000 + archive):
        assert read_all(tmp_path, data, "自解压.exe") == {"自解压.exe!/报告.txt": REPORT}


@given(st.data())
def test_any_damage_gives_members_or_the_readers_own_sentences(data: st.DataObject) -> None:
    intact, reader = data.draw(st.sampled_from([(ZIP, zip_archive), (RAR4, rar), (RAR5, rar)]))
    spoilt = bytearray(intact)
    for _ in range(data.draw(st.integers(1, 6))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    spoilt = spoilt[: data.draw(st.integers(1, len(spoilt)))]
    try:
        for member in reader.members(bytes(spoilt), Job("a.zip")):
            assert member.name
            assert member.error is None or str(member.error).endswith("。")
    except UnreadableError as error:
        assert str(error).endswith("。")


# RAR

NAMES = ["临水镇/2024年法治政府建设年度报告.txt", "临水镇/附件.txt"]
ZIP = make_zip({"镇/报告.txt": REPORT, "b.txt": REPORT})
RAR4 = rar4({name.replace("/", "\\").encode("gbk"): REPORT.encode() for name in NAMES})
RAR5 = rar5({name: REPORT.encode() for name in NAMES})


@pytest.mark.parametrize("archive", [RAR4, RAR5], ids=["version 4, names in GBK", "version 5"])
def test_stored_members_of_a_rar_need_no_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: bytes
) -> None:
    monkeypatch.setattr(rar_tools, "tools", list)
    for name in ("a.rar", "名为.zip"):
        assert read_all(tmp_path, archive, name) == {f"{name}!/{inside}": REPORT for inside in NAMES}


def test_a_rar_of_stored_documents_is_not_taken_for_a_zip(tmp_path: Path) -> None:
    inside = make_zip({"报告.txt": REPORT})
    assert list(read_all(tmp_path, rar5({"全部.zip": inside}), "a.rar")) == ["a.rar!/全部.zip!/报告.txt"]


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a program of this body in the place of unrar, the only tool on the machine."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))

    def install(body: str) -> None:
        script = folder / "unrar"
        script.write_text(f"#!{sys.executable}\nimport sys, time\nout = sys.stdout.buffer.write\n{body}\n")
        script.chmod(0o755)

    return install


PACKED = {"镇/一.txt".encode("gbk"): REPORT.encode(), "镇/二.txt".encode("gbk"): (REPORT * 2).encode()}
needs_scripts = pytest.mark.skipif(os.name == "nt", reason="scripts as programs")


@needs_scripts
def test_compressed_members_are_unpacked_by_a_tool_in_one_go(
    tmp_path: Path, tool: Callable[[str], None]
) -> None:
    tool(f"assert sys.argv[-1].endswith('.rar'); out({REPORT.encode() * 3!r})")
    found = read_all(tmp_path, rar4(PACKED, method=0x33), "a.rar")
    assert found == {"a.rar!/镇/一.txt": REPORT, "a.rar!/镇/二.txt": REPORT * 2}


@needs_scripts
@pytest.mark.parametrize(
    "body",
    ["sys.exit(2)", "out(b'wrong')", "out(b'x' * 9**9)", "time.sleep(60)"],
    ids=["fails", "writes something else", "writes without end", "hangs"],
)
def test_a_tool_that_fails_costs_one_sentence_a_member(
    tmp_path: Path, tool: Callable[[str], None], monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    monkeypatch.setattr(limits, "EXTRACT_SECONDS", 0.5)
    tool(body)
    found = read_all(tmp_path, rar4(PACKED, method=0x33), "a.rar")
    assert found["a.rar!/镇/一.txt"] == (
        "“a.rar!/镇/一.txt”（压缩包里的文件）没有解开：压缩包已损坏，或本机的解压软件不支持。"
        "请在电脑上解压后，报送里面的文件。"
    )
    assert len(found) == 2


def test_without_a_tool_one_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_all(tmp_path, rar4(PACKED, method=0x33), "a.rar") == {
        "a.rar": "“a.rar”（RAR 压缩包）里有 2 个文件是压缩过的，这台电脑上没有能解压 RAR 的软件。"
        "请解压后报送，或安装 7-Zip 等解压软件后再试。"
    }


@pytest.mark.parametrize(
    ("archive", "message"),
    [
        pytest.param(
            rar4(PACKED, flags=0x8002),
            "“a.rar”（RAR 压缩包）是分卷压缩的一部分，单独打不开。请重新压缩成一个文件后报送。",
            id="one of several volumes",
        ),
        pytest.param(
            RAR4[:30], DAMAGED.replace("a.zip”（压缩包）", "a.rar”（RAR 压缩包）"), id="cut off in the list"
        ),
        pytest.param(rar4({}), EMPTY.replace("a.zip", "a.rar"), id="empty"),
    ],
)
def test_a_rar_that_cannot_be_opened_is_one_clear_sentence(
    tmp_path: Path, archive: bytes, message: str
) -> None:
    assert read_all(tmp_path, archive, "a.rar") == {"a.rar": message}


def test_encrypted_members_of_a_rar_are_said(tmp_path: Path) -> None:
    found = read_all(tmp_path, rar4(PACKED, flags=0x8004), "a.rar")
    assert all("设了密码，打不开" in text for text in found.values()) and len(found) == 2


def test_a_rar_cut_off_between_members_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    found = read_all(tmp_path, RAR4[: RAR4.rfind(REPORT.encode()) - 40], "a.rar")
    assert found[f"a.rar!/{NAMES[0]}"] == REPORT
    assert "已损坏，打不开" in found["a.rar"]


# The door and the commands


def test_one_member_is_read_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "全县.zip"
    path.write_bytes(make_zip({"镇/报告.txt": REPORT, "乡/报告.txt": REPORT + "乡。\n"}))
    document = read(f"{path}!/镇/报告.txt")
    assert (document.source, document.text) == (f"{path}!/镇/报告.txt", REPORT)
    with pytest.raises(UnreadableError, match=r"里没有“村/报告.txt”。请检查名称。"):
        read(f"{path}!/村/报告.txt")
    with pytest.raises(
        UnreadableError, match=r"是压缩包，里面有 2 个文件。请用“.*全县.zip!/文件名”指明其中一个。"
    ):
        read(path)


def test_an_archive_of_one_file_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(make_zip({"镇/报告.txt": REPORT}))
    assert read(path).source == f"{path}!/镇/报告.txt"


def _run(*arguments: object, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "auditor", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_commands_take_archives_like_files_and_folders(tmp_path: Path) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    (folder / "a.zip").write_bytes(make_zip({"镇/报告.txt": REPORT, "乡/坏.txt": b"\x81" * 64, "~$x": b"0"}))
    (folder / "b.rar").write_bytes(rar5({"报告.txt": REPORT.encode()}))
    (folder / "c.txt").write_text(REPORT, encoding="utf-8")

    shown = _run("text", "a.zip!/镇/报告.txt", cwd=folder)
    assert (shown.returncode, shown.stdout) == (0, REPORT)

    checked = _run("check", "a.zip", "--format", "json", cwd=folder)
    assert checked.returncode == 3
    result = json.loads(checked.stdout)
    assert [each["source"] for each in result["reports"]] == ["a.zip!/镇/报告.txt"]
    assert [each["source"] for each in result["unreadable"]] == ["a.zip!/乡/坏.txt"]

    done = _run("batch", ".", "-o", tmp_path / "out", "--quiet", cwd=folder)
    assert done.returncode == 3, done.stderr
    result = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    assert [each["source"] for each in result["reports"]] == [
        "a.zip!/镇/报告.txt",
        "b.rar!/报告.txt",
        "c.txt",
    ]
    assert [each["source"] for each in result["unreadable"]] == ["a.zip!/乡/坏.txt"]
