"""Files as they arrive: encodings that are read, and the one clear sentence for what is not."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import read
from auditor.errors import UnreadableError
from auditor.readers import read_bytes

TEXT = "临水镇2024年度法治政府建设年度报告\n一、主要举措和成效\n全年调解纠纷41起。\n"
TRADITIONAL = "臨水鎮2024年度法治政府建設年度報告\n一、主要舉措和成效\n全年調解糾紛41起。\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="UTF-8 with BOM"),
        pytest.param(TEXT.encode("gb18030"), id="GB18030"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16 with BOM"),
        pytest.param(TEXT.encode("utf-16-le"), id="UTF-16 LE without BOM"),
        pytest.param(TEXT.encode("utf-16-be"), id="UTF-16 BE without BOM"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="line ends of Windows"),
        pytest.param(TEXT.replace("\n", "\r").encode(), id="line ends of old Mac"),
    ],
)
def test_text_is_read_whatever_its_encoding(data: bytes) -> None:
    assert read_bytes(data, "报告.txt").text == TEXT


def test_big5_is_told_from_gb18030() -> None:
    assert read_bytes(TRADITIONAL.encode("big5"), "報告.txt").text == TRADITIONAL


def test_one_stray_byte_does_not_make_a_file_unreadable() -> None:
    for data in (TEXT.encode("gb18030"), TEXT.encode("utf-8-sig"), TEXT.encode("utf-16")):
        assert read_bytes(data + b"\xff\n", "报告.txt").text.startswith(TEXT)


def test_control_characters_are_cleaned_at_the_reader() -> None:
    assert (
        read_bytes(TEXT.replace("调解", "调\x00\x07解").replace("\x00", "\x01").encode(), "a.txt").text
        == TEXT
    )


NOT_KNOWN = (
    "“报告.txt”不是能识别的文件：不是 Word、WPS、PDF、OFD、网页或图片，也不是文本。"
    "请用 WPS 或 Word 打开，另存为 .docx 后再报送。"
)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "“报告.txt”是空文件，没有可核查的内容。请确认报送时文件是否上传完整。"),
        (b" \r\n\t\n", "“报告.txt”是空文件，没有可核查的内容。请确认报送时文件是否上传完整。"),
        ("\u3000\u2003".encode(), "“报告.txt”里没有文字，没有可核查的内容。请打开原文件确认后重新报送。"),
        (
            bytes(range(128, 256)) * 8,
            NOT_KNOWN,
        ),
        (
            b"\x00\x01\x02\x03" * 100,
            NOT_KNOWN,
        ),
    ],
)
def test_what_is_no_text_is_refused_with_one_clear_sentence(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "报告.txt")
    assert str(caught.value) == message


def test_an_absent_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="找不到文件"):
        read(tmp_path / "没有.txt")
    with pytest.raises(UnreadableError, match="不是文件。要核查整个文件夹，请用 auditor batch"):
        read(tmp_path)


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "大.txt"
    with huge.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(UnreadableError, match="超过 50 MB"):
        read(huge)


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_the_readers_own_error(data: bytes) -> None:
    try:
        text = read_bytes(data, "x").text
    except UnreadableError as error:
        assert str(error).endswith("。")
    else:
        assert text.strip()
        text.encode()
