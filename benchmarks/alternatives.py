"""Other libraries and programs that turn a file into text, as far as this machine has them."""

import importlib.util
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Reader = Callable[[bytes], str]


def _python_docx(data: bytes) -> str:
    import docx

    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def _mammoth(data: bytes) -> str:
    import mammoth

    return str(mammoth.extract_raw_text(io.BytesIO(data)).value).replace("\n\n", "\n")


def _docx2python(data: bytes) -> str:
    from docx2python import docx2python

    with docx2python(io.BytesIO(data)) as content:
        return str(content.text)


def _docx2txt(data: bytes) -> str:
    import docx2txt

    return str(docx2txt.process(io.BytesIO(data)))


def _trafilatura(data: bytes) -> str:
    import trafilatura

    return trafilatura.extract(data, include_tables=True, favor_recall=True) or ""


def _inscriptis(data: bytes) -> str:
    from inscriptis import get_text

    return str(get_text(data.decode("utf-8", "replace")))


def _pypdf(data: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def _pdfminer(data: bytes) -> str:
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(data)))


def _pdfplumber(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return "\n".join(page.extract_text() or "" for page in document.pages)


def _pymupdf(data: bytes) -> str:
    import pymupdf

    with pymupdf.open(stream=data) as document:
        return "\n".join(page.get_text() for page in document)


def _pypdfium2(data: bytes) -> str:
    import pypdfium2

    document: Any = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def _striprtf(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(data.decode("latin-1"), errors="ignore"))


def _odfpy(data: bytes) -> str:
    from odf import teletype
    from odf.opendocument import load

    return str(teletype.extractText(load(io.BytesIO(data)).text).replace("\t", "\n"))


def _by_program(*command: str) -> Reader:
    """Run a program on the file; ``{}`` stands for its path."""

    def run(data: bytes) -> str:
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            full = [part.replace("{}", file.name) for part in command]
            done = subprocess.run(full, capture_output=True, timeout=60, check=True)
        return done.stdout.decode("utf-8", "replace")

    return run


def _libreoffice(data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "report.doc")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        target = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(source)]
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", *target]
        subprocess.run(command, capture_output=True, timeout=120, check=True)
        return Path(folder, "report.txt").read_text(encoding="utf-8-sig")


# Name → (module or program that must be there, the reader).
_KNOWN: dict[str, dict[str, tuple[str, Reader]]] = {
    "docx": {
        "python-docx": ("docx", _python_docx),
        "mammoth": ("mammoth", _mammoth),
        "docx2python": ("docx2python", _docx2python),
        "docx2txt": ("docx2txt", _docx2txt),
    },
    "doc": {
        "antiword": ("antiword", _by_program("antiword", "-m", "UTF-8.txt", "-w", "0", "{}")),
        "catdoc": ("catdoc", _by_program("catdoc", "-d", "utf-8", "-w", "{}")),
        "LibreOffice": ("soffice", _libreoffice),
    },
    "rtf": {"striprtf": ("striprtf", _striprtf)},
    "odt": {"odfpy": ("odf", _odfpy)},
    "html": {"trafilatura": ("trafilatura", _trafilatura), "inscriptis": ("inscriptis", _inscriptis)},
    "pdf": {
        "pypdfium2": ("pypdfium2", _pypdfium2),
        "pypdf": ("pypdf", _pypdf),
        "pdfminer.six": ("pdfminer", _pdfminer),
        "pdfplumber": ("pdfplumber", _pdfplumber),
        "PyMuPDF": ("pymupdf", _pymupdf),
        "pdftotext": ("pdftotext", _by_program("pdftotext", "-q", "{}", "-")),
    },
}


def alternatives(sample: str) -> dict[str, Reader]:
    """The readers on this machine for the format of a sample, by name."""
    suffix = sample.rpartition(".")[2].lower()
    kind = {"htm": "html", "wps": "doc"}.get(suffix, suffix)
    if sample.startswith(("doc/really", "doc/flat", "doc/word2003", "docx/really")):
        return {}
    return {name: reader for name, (tool, reader) in _KNOWN.get(kind, {}).items() if _is_here(tool)}


def _is_here(tool: str) -> bool:
    return importlib.util.find_spec(tool) is not None or shutil.which(tool) is not None
