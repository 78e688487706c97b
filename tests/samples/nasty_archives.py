"""Archives that are broken, locked, or made to fill the disk and the memory of whoever opens them."""

import io
import struct
import zipfile
from collections.abc import Callable

from tests.samples import archives
from tests.samples.builds import styled_docx
from tests.samples.report import Report

Build = Callable[[Report], bytes]
MEBIBYTE = 1024 * 1024


def _nested(data: bytes, depth: int) -> bytes:
    for level in range(depth):
        data = archives.zipped({f"第{level + 1}层.zip": data})
    return data


def overlapping(count: int, size: int) -> bytes:
    """A zip whose members all point at the same packed bytes."""
    whole = archives.zipped({"00000.txt": b"0" * size})
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[start:end]
    listed = b"".join(entry.replace(b"00000.txt", b"%05d.txt" % place) for place in range(count))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(listed), start, 0)
    return whole[:start] + listed + tail


def _wrong_sum(report: Report) -> bytes:
    data = bytearray(archives.zipped({"报告.txt": report.text.encode()}, zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    return bytes(data)


def _escaping(report: Report) -> bytes:
    text = report.text.encode()
    return archives.zipped(
        {"../../上级.txt": text, "C:\\windows\\盘符.txt": text, "/etc/根.txt": text, "正常.txt": text}
    )


def _strange_names(report: Report) -> bytes:
    """A line break, a mark that turns the direction of writing, and one name twice."""
    text = report.text.encode()
    whole = archives.zipped(
        {"换\n行.txt": text, "右\u202e左.txt": text, "同名1.txt": text, "同名2.txt": text}
    )
    return whole.replace("同名2.txt".encode(), "同名1.txt".encode())


def _with_folder(report: Report) -> bytes:
    out = io.BytesIO(archives.zipped({"镇/报告.txt": report.text.encode()}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("空文件夹/", b"")
    return out.getvalue()


ARCHIVES: dict[str, Build] = {
    "空.zip": lambda _report: archives.zipped({}),
    "截断.zip": lambda report: archives.zipped({"报告.txt": report.text.encode()})[:-60],
    "加密.zip": lambda report: archives.locked({"报告.docx": styled_docx(report)}),
    "炸弹.zip": lambda _report: archives.inflated("炸弹.txt", 300 * MEBIBYTE),
    "谎报.zip": lambda _report: archives.lying_about_size("报告.txt", bytes(100 * MEBIBYTE), 1000),
    "叠加.zip": lambda _report: overlapping(1500, 7 * MEBIBYTE),
    "太多.zip": lambda _report: archives.zipped({f"{n}.txt": b"x" for n in range(2001)}),
    "套娃.zip": lambda report: _nested(archives.zipped({"报告.txt": report.text.encode()}), 3),
    "校验.zip": _wrong_sum,
    "逃逸.zip": _escaping,
    "怪名.zip": _strange_names,
    "链接.zip": lambda report: archives.with_link(
        "链接.txt", "/etc/passwd", {"报告.txt": report.text.encode()}
    ),
    "文件夹.zip": _with_folder,
    "包.7z": lambda _report: b"7z\xbc\xaf\x27\x1c\0\4" + bytes(64),
    "截断.rar": lambda report: archives.rar5({"报告.txt": report.text.encode()})[:200],
    "只有开头.rar": lambda _report: b"Rar!\x1a\x07\x01\x00",
}
