"""OFD (GB/T 33190), the page format of Chinese offices: a zip of XML parts with text placed on pages."""

from collections.abc import Iterator
from functools import cached_property, partial

from lxml import etree

from auditor.readers import limits
from auditor.readers.content import Content, Job
from auditor.readers.enclosures import enclosures_warning
from auditor.readers.layout import Page
from auditor.readers.layout.turning import upright
from auditor.readers.ofd_page import POINTS_PER_MM, Shown, shown_on
from auditor.readers.recognise import PagePicture
from auditor.readers.refusals import damaged, encrypted, too_large
from auditor.readers.scans import Draw, Scan, View, check_characters, judged, listed, read_pages
from auditor.readers.xml import local_name, parse_xml
from auditor.readers.zips import SafeZip

_KIND = "OFD 版式文件"
_ENTRY = "OFD.xml"
_ENCRYPTION = "encryptions.xml"
_A4_MM = (210.0, 297.0)
_LARGEST_MM = 10_000.0
# The image files that can be recognised; what else there is, JBIG2 above all, cannot.
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"BM", b"II*\x00", b"MM\x00*")


def read_content(data: bytes, job: Job) -> Content:
    """Return the paragraphs and table rows of an OFD file, of all the documents in it.

    Template pages (letterheads, running headers) are no part of the text.

    Raises:
        UnreadableError: the file is damaged, encrypted, or has too many pages or characters.
    """
    file = _File(data, job)
    return read_pages(file.pages(), job, file.warnings())


class _Package:
    """The parts of the file, found by the paths that other parts give."""

    def __init__(self, data: bytes, name: str) -> None:
        self._zip = SafeZip(data, name, _KIND)
        self.parts = {_joined("", part).lower(): part for part in self._zip.entries}

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a part, None when there is none of this path."""
        part = self.parts.get(path.lower())
        return None if part is None else self._zip.read(part)

    def xml(self, path: str) -> etree._Element | None:
        """Return the root of an XML part, None when it is missing or broken."""
        content = self.read(path)
        try:
            return None if content is None else parse_xml(content)
        except etree.XMLSyntaxError:
            return None


def _joined(folder: str, location: str) -> str:
    """Return the path of a part named in a part of ``folder``; none leads out of the package."""
    location = location.strip().replace("\\", "/")
    steps = [] if location.startswith("/") else folder.split("/")
    for step in location.split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(step for step in steps if step)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _all(root: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the elements of a name, in whatever namespace: makers do not agree on one."""
    return iter(()) if root is None else (each for each in root.iter() if local_name(each) == name)


def _first_text(root: etree._Element | None, name: str) -> str:
    return next((each.text.strip() for each in _all(root, name) if each.text), "")


class _Document:
    """One of the documents in a file: its root part, and what its pages refer to."""

    def __init__(self, package: _Package, path: str, root: etree._Element) -> None:
        self._package = package
        self._root = root
        self.folder = _folder(path)
        self.pages = [_joined(self.folder, page.get("BaseLoc", "")) for page in self._page_entries()]

    def _page_entries(self) -> list[etree._Element]:
        return [page for pages in _all(self._root, "Pages") for page in _all(pages, "Page")]

    @property
    def enclosures(self) -> list[str]:
        """The names of its attachments."""
        path = _first_text(self._root, "Attachments")
        listing = self._package.xml(_joined(self.folder, path)) if path else None
        return [each.get("Name", "") for each in _all(listing, "Attachment")]

    def size(self, page: etree._Element) -> tuple[float, float]:
        """Return width and height of a page in points."""
        for root in (page, self._root):
            box = _first_text(root, "PhysicalBox").split()
            try:
                width, height = (float(side) for side in box[2:])
            except ValueError:
                continue
            if 1 <= width <= _LARGEST_MM and 1 <= height <= _LARGEST_MM:
                return width * POINTS_PER_MM, height * POINTS_PER_MM
        return _A4_MM[0] * POINTS_PER_MM, _A4_MM[1] * POINTS_PER_MM

    def unit(self, identifier: str) -> etree._Element | None:
        """Return a drawing that pages share."""
        return self._resources[1].get(identifier)

    def picture(self, identifier: str) -> bytes | None:
        """Return an image file, None when there is none that can be recognised."""
        path = self._resources[0].get(identifier)
        content = self._package.read(path) if path else None
        return content if content and content.startswith(_PICTURES) else None

    @cached_property
    def _resources(self) -> tuple[dict[str, str], dict[str, etree._Element]]:
        """The paths of image files and the shared drawings, by their identifiers."""
        images: dict[str, str] = {}
        units: dict[str, etree._Element] = {}
        for name in ("PublicRes", "DocumentRes"):
            for entry in _all(self._root, name):
                path = _joined(self.folder, entry.text or "")
                listing = self._package.xml(path)
                folder = _joined(_folder(path), "" if listing is None else listing.get("BaseLoc", ""))
                for media in _all(listing, "MultiMedia"):
                    images[media.get("ID", "")] = _joined(folder, _first_text(media, "MediaFile"))
                units |= {each.get("ID", ""): each for each in _all(listing, "CompositeGraphicUnit")}
        return images, units


class _File:
    """The documents of a file with all their pages."""

    def __init__(self, data: bytes, job: Job) -> None:
        self._job = job
        self._package = _Package(data, job.name)
        if any(path.endswith(_ENCRYPTION) for path in self._package.parts):
            raise encrypted(job.name, _KIND)
        self._documents: list[_Document] = []
        roots = [_joined("", entry.text or "") for entry in _all(self._package.xml(_ENTRY), "DocRoot")]
        for path in dict.fromkeys(roots):
            root = self._package.xml(path)
            if root is None:
                raise damaged(job.name, _KIND)
            self._documents.append(_Document(self._package, path, root))
        self._lost: list[int] = []
        self._objects = self._characters = 0
        count = sum(len(document.pages) for document in self._documents)
        if count > limits.MAX_PAGES:
            raise too_large(job.name, _KIND, f"有 {count} 页")

    def pages(self) -> list[Page | Scan]:
        """Return the pages; one that is missing or broken is empty.

        Raises:
            UnreadableError: there are none, or they hold too many characters.
        """
        views: list[View] = []
        for document in self._documents:
            for path in document.pages:
                views.append(self._view(document, path, len(views) + 1))
        if len(self._lost) == len(views):
            raise damaged(self._job.name, _KIND)
        return judged(views)

    def warnings(self) -> list[str]:
        """Return what whoever reads the result should know of the file; asked after the pages."""
        found = []
        if self._lost:
            found.append(f"第 {listed(self._lost)} 页已损坏，没有读到。请与原件核对，必要时重新报送。")
        if len(self._documents) > 1:
            found.append(f"文件里有 {len(self._documents)} 份文档，已按顺序接在一起。请确认是否都是报告。")
        return found + enclosures_warning([name for each in self._documents for name in each.enclosures])

    def _view(self, document: _Document, path: str, number: int) -> View:
        root = self._package.xml(path)
        if root is None:
            self._lost.append(number)
            return View(Page(0.0, 0.0, ()))
        size = document.size(root)
        shown = shown_on(next(_all(root, "Content"), root), size, document.unit)
        self._objects += shown.objects
        self._characters += shown.characters
        check_characters(shown.characters, self._characters, self._job.name, _KIND)
        if self._objects > limits.MAX_OBJECTS:
            raise too_large(self._job.name, _KIND, "页面里的图形多得异常")
        return View(
            upright(shown.runs, shown.rules, size),
            sum(area for area, _identifier in shown.pictures) / (size[0] * size[1]),
            shown.paths,
            _drawing(document, shown),
        )


def _drawing(document: _Document, shown: Shown) -> Draw | None:
    """Return what makes the picture of a page: the largest picture on it, if its format can be read."""
    if not shown.pictures:
        return None
    _area, identifier = max(shown.pictures)
    content = document.picture(identifier)
    return partial(PagePicture, content) if content else None
