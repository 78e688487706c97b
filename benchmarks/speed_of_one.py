"""One report: a Word file against python-docx, a command against the bare imports."""

import io
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx

from auditor import audit, load_rules
from auditor.readers import read_bytes
from benchmarks.corpus import report, seeds
from benchmarks.ratios import Row, in_turns, milliseconds
from tests.samples import make_all

_WORD_FILES = ("docx/styled.docx", "docx/numbered.docx")
_BARE = "import pydantic, yaml, rapidfuzz"


def rows(rounds: int) -> Iterator[Row]:
    """Yield the ratios."""
    yield from _word_files(rounds)
    yield from _command(rounds)


def _word_files(rounds: int) -> Iterator[Row]:
    rules = load_rules()
    samples = [sample.data for made in make_all(_WORD_FILES, seeds()) for sample in made]

    def whole() -> None:
        for data in samples:
            audit(read_bytes(data, "report.docx"), rules)

    def own_reader() -> None:
        for data in samples:
            read_bytes(data, "report.docx")

    def python_docx() -> None:
        for data in samples:
            _text(data)

    audited, read, plain = (each / len(samples) for each in in_turns(rounds, whole, own_reader, python_docx))
    yield Row(
        "whole audit of a .docx ÷ reading it with python-docx",
        audited / plain,
        2,
        f"{milliseconds(audited)} ({milliseconds(read)} of it reading) ÷ {milliseconds(plain)}",
    )


def _text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(lines)


def _command(rounds: int) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.txt")
        path.write_text(report(1), encoding="utf-8")

        def run(*arguments: str) -> None:
            subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)

        checked, bare = in_turns(
            rounds, lambda: run("-m", "auditor", "check", str(path)), lambda: run("-c", _BARE)
        )
    yield Row(
        f"auditor check ÷ {_BARE}", checked / bare, 2.5, f"{milliseconds(checked)} ÷ {milliseconds(bare)}"
    )
