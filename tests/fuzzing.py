"""A fuzz run of the readers: what they do with files damaged by chance.

A reader may return a content or raise ``UnreadableError``; anything else is a defect, even though the door
would turn it into a sentence. The readers run in a child process that ends when its memory or the time for
one file runs out.

``python -m tests.fuzzing --count 2000 --format docx``
"""

import argparse
import hashlib
import multiprocessing
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path

from auditor.errors import UnreadableError
from auditor.readers.archives import INSIDE
from auditor.readers.content import Job
from auditor.readers.kinds import ARCHIVES, kind_of
from tests.samples import make, missing
from tests.samples.mutations import mutated

# Small samples, each of another reader or another way through it.
FORMATS: dict[str, tuple[str, ...]] = {
    "docx": ("docx/numbered.docx", "docx/overridden.docx", "docx/tricky.docx", "docx/department.docx"),
    "doc": ("doc/numbered.doc", "doc/tricky.doc", "doc/department.doc"),
    "word_xml": ("doc/flat-opc.doc", "doc/word2003.doc"),
    "rtf": ("rtf/own.rtf", "rtf/numbered.rtf", "rtf/department.rtf"),
    "odt": ("odt/own.odt", "odt/numbered.odt", "odt/plain.fodt"),
    "html": ("html/spans.html", "html/tables.html", "html/department.html", "doc/really-html.doc"),
    "mht": ("html/page.mht", "html/old.mht"),
    "pdf": ("pdf/gbk.pdf", "pdf/columns.pdf", "pdf/department.pdf", "pdf/restricted.pdf"),
    "ofd": ("ofd/plain.ofd", "ofd/glyphs.ofd", "ofd/department.ofd"),
    "zip": ("zip/gbk-names.zip", "zip/nested.zip"),
    "rar": ("zip/rar4.rar", "zip/rar5.rar"),
    "text": ("txt/utf8.txt", "txt/gb18030.txt", "txt/utf16le.txt"),
    "picture": ("scan/page.jpg", "scan/exif-6.jpg"),
}
_SHORT = """渠马镇2024年法治政府建设年度报告
一、主要举措和成效
（一）加强领导。镇党委会专题研究法治建设3次。
（二）规范执法。办理行政处罚案件12件，均已公示。
二、存在的不足和原因
执法力量不足，原因是编制紧张。
渠马镇人民政府
2025年1月8日
"""
SECONDS_A_FILE = 20
STARTING_SECONDS = 120
MEMORY_BYTES = 3 * 1024**3


Case = tuple[str, bytes, int]
Work = Callable[[Connection, Sequence[Case]], None]


@dataclass(frozen=True)
class Defect:
    """A file that a reader did not handle: ``what`` is a traceback, or how the process ended."""

    sample: str
    seed: int
    what: str
    data: bytes


def run(form: str, count: int, first_seed: int = 0) -> Iterator[Defect]:
    """Read ``count`` damaged files of a format; yield what went wrong."""
    samples = [(name, make(name, _SHORT).data) for name in FORMATS[form] if not missing(name)]
    cases = [
        (*samples[seed % len(samples)], seed) for seed in range(first_seed, first_seed + count) if samples
    ]
    while cases:
        done, defect = run_in_child(cases)
        yield from done
        if defect is None:
            return
        yield defect
        cases = cases[cases.index((defect.sample, dict(samples)[defect.sample], defect.seed)) + 1 :]


def run_in_child(
    cases: Sequence[Case], work: Work | None = None, seconds: float = SECONDS_A_FILE
) -> tuple[list[Defect], Defect | None]:
    """Defects told by a child, and the case at which it died, if it did."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=work or _work, args=(theirs, cases))
    child.start()
    theirs.close()
    told: list[Defect] = []
    place = 0
    try:
        while place < len(cases):
            patience = seconds if place else STARTING_SECONDS + seconds
            if not ours.poll(patience):
                return told, _died(cases[place], f"took more than {seconds} s")
            if what := ours.recv():
                told.append(_died(cases[place], what))
            place += 1
    except EOFError:
        child.join()
        return told, _died(cases[place], f"the process ended with {child.exitcode}")
    finally:
        child.kill()
        child.join()
    return told, None


def _died(case: Case, what: str) -> Defect:
    name, data, seed = case
    return Defect(name, seed, what, mutated(data, seed))


def _work(pipe: Connection, cases: Sequence[Case]) -> None:
    """Read every case and tell what was raised, "" when all is well."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    if not any(name.startswith("scan/") for name, _, _ in cases):
        # Pages of garbled text would be recognised, which takes seconds each and shows nothing new.
        sys.modules["rapidocr"] = None  # type: ignore[assignment]
    for name, data, seed in cases:
        pipe.send(problem(mutated(data, seed), Path(name).name))
    pipe.close()


def problem(data: bytes, name: str) -> str:
    try:
        _read(data, name, nesting=1)
    except UnreadableError as error:
        return "" if str(error).endswith("。") else f"no sentence: {error}"
    except BaseException:  # whatever else a reader raises is what this run looks for
        return traceback.format_exc()
    return ""


def _read(data: bytes, name: str, nesting: int) -> None:
    """Read as the door does, but let nothing be caught on the way."""
    kind = kind_of(data)
    if not kind.module:
        return
    reader = import_module(f"auditor.readers.{kind.module}")
    if kind.module not in ARCHIVES:
        reader.read_content(data, Job(name))
        return
    for member in reader.members(data, Job(name)):
        if member.error is None and nesting:
            _read(member.data, f"{name}{INSIDE}{member.name}", nesting - 1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Fuzz the readers.")
    parser.add_argument("--count", type=int, default=500, help="damaged files of each format")
    parser.add_argument("--format", choices=list(FORMATS), action="append", help="default: all of them")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--keep", type=Path, help="folder for the files that went wrong")
    arguments = parser.parse_args()
    found = 0
    for form in arguments.format or FORMATS:
        groups: dict[str, list[Defect]] = {}
        for defect in run(form, arguments.count, arguments.seed):
            groups.setdefault(place_of(defect.what), []).append(defect)
        total = sum(map(len, groups.values()))
        print(f"{form}: {arguments.count} files, {total} defects of {len(groups)} kinds", flush=True)
        found += total
        for defects in groups.values():
            _show(min(defects, key=lambda each: len(each.data)), len(defects), arguments.keep)
    sys.exit(bool(found))


def place_of(what: str) -> str:
    """Where a traceback ends, so that the same defect is shown once."""
    return "\n".join(what.strip().splitlines()[-3:])


def _show(defect: Defect, times: int, keep: Path | None) -> None:
    print(f"--- {times} times, smallest: {defect.sample} seed {defect.seed}, {len(defect.data)} bytes")
    print(defect.what)
    folder = keep or Path(tempfile.gettempdir()) / "auditor-fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(defect.data).hexdigest()[:12]}-{Path(defect.sample).name}"
    path.write_bytes(defect.data)
    print(f"kept as {path}")


if __name__ == "__main__":
    main()
