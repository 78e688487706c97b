"""Word documents (docx): the words as the page shows them, automatic numbers included."""

from auditor.readers.content import REVISIONS_ACCEPTED, Content, Job
from auditor.readers.docx.body import BodyReader, ChunkReader, WordTree
from auditor.readers.docx.chunks import Chunks, refuse
from auditor.readers.docx.package import KIND, Package
from auditor.readers.docx.tree import has_revisions
from auditor.readers.only_pictures import with_pictures
from auditor.readers.zips import SafeZip


def read_content(data: bytes, job: Job) -> Content:
    """Return the text of a docx file.

    Raises:
        UnreadableError: the file is damaged, encrypted or larger than the limits allow.
    """
    return read_package(_opened(data, job.name), job)


def read_package(package: Package, job: Job) -> Content:
    """Return the text of a docx container that is open already; errors as ``read_content``."""
    content = read_words(package, job)
    return with_pictures(content, (package.part(name) for name in package.pictures()), job)


def read_words(package: Package, job: Job) -> Content:
    """Return the text of a docx container without what stands in its pictures; errors as ``read_content``."""
    # A document inside the document is read, one inside that is not: a container can hold itself.
    chunks = Chunks(package, job, lambda data: read_tree(_opened(data, job.name).tree(), refuse))
    content = read_tree(package.tree(), chunks.read)
    content.warnings.extend(chunks.warnings)
    return content


def read_tree(tree: WordTree, read_chunk: ChunkReader = refuse) -> Content:
    """Return the text of the parts of a Word document."""
    pieces = BodyReader(tree, read_chunk).pieces()
    return Content(
        [piece for piece in pieces if piece.text.strip()],
        warnings=[REVISIONS_ACCEPTED] if has_revisions(tree.body) else [],
    )


def _opened(data: bytes, name: str) -> Package:
    container = SafeZip(data, name, KIND)
    return Package(container.entries, container.read, name)
