"""Decode text of unknown encoding as Chinese offices save it.

Order: byte order mark, UTF-16 told by its zero bytes, strict UTF-8, then whichever of GB18030 and Big5
yields more of the characters that ordinary Chinese prose is made of. Statistical detectors fail on short
Chinese texts and give up at one stray byte; this order does neither.
"""

import codecs
import re
from collections.abc import Iterable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The most frequent characters of the genre, simplified and traditional.
_COMMON = frozenset(
    "的一是不在人有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学"
    "法治政府建设工作情况报告行政执依规定落实推进加强开展制度责任组织领导镇乡县市区街道党委书记主要负责监督决策审查"
    "公开服务群众问题措施年度全面单位部门机关人员培训宣传教育矛盾纠纷调解案件处理完善健全提高能力"
    "這個們來時為國說對過學設開關於實進強導鎮鄉縣區黨書記負責監督審傳調處員紛議會務業機構應與從後將"
    "，。、：；（）“”0123456789\n"
)
_TELLING = re.compile("[^\x00-\x7f]+")
_SAMPLE_CHARACTERS = 200_000
_STRAY_SHARE = 0.01
_SENSIBLE_SHARE = 0.2


def decode(data: bytes) -> str | None:
    """Return the text of ``data``, or None when it is no text in an encoding that is in use."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            text = _strict(data, name)
            return text if text is not None else _prose(_lenient(data, name))
    if b"\x00" in data:
        return _utf16_without_bom(data)
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    best = max((_lenient(data, name) for name in ("utf-8", "gb18030", "big5")), key=_familiarity)
    return _prose(best)


def _prose(text: str) -> str | None:
    return text if _is_prose(text) else None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, name: str) -> str:
    return data.decode(name, errors="replace")


def _utf16_without_bom(data: bytes) -> str | None:
    if len(data) % 2:
        return None
    candidates = (text for text in (_strict(data, "utf-16-le"), _strict(data, "utf-16-be")) if text)
    best = max(candidates, key=_familiarity, default="")
    return best if _is_prose(best) and "\x00" not in best else None


def _familiarity(text: str) -> float:
    """Return the share of ordinary characters; markup and figures are the same in all encodings."""
    return _share("".join(_TELLING.findall(text))[:_SAMPLE_CHARACTERS])


def _share(text: str) -> float:
    visible = [char for char in text if not char.isspace()]
    if not visible:
        return 0.0
    return (_count(visible, _COMMON) - visible.count("\ufffd")) / len(visible)


def _count(chars: Iterable[str], known: frozenset[str]) -> int:
    return sum(char in known for char in chars)


def _is_prose(text: str) -> bool:
    stray = text.count("\ufffd")
    share = max(_familiarity(text), _share(text[:_SAMPLE_CHARACTERS]))
    return stray <= max(2, len(text) * _STRAY_SHARE) and share >= _SENSIBLE_SHARE
