"""A YAML text with the places of what stands in it, comments too."""

import re
from bisect import bisect_left
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COMMENT = re.compile(r"(?<!\S)#[^\n]*")
_BLOCK_STYLES = ("|", ">")


class Places:
    """A text that the loader of rule files has found no fault with. Places are offsets in characters.

    Raises:
        yaml.YAMLError: it can not be read after all.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.root: Any = yaml.compose(text, Loader=_Loader)
        tokens = list(yaml.scan(text, Loader=_Loader))
        self._dashes = [each.start_mark.index for each in tokens if isinstance(each, yaml.BlockEntryToken)]
        self._comments = _comments(text, tokens)

    @property
    def is_in_line(self) -> bool:
        """Whether the whole of it stands in one pair of brackets."""
        return bool(self.root.flow_style)

    @property
    def first(self) -> Any:
        """The node of the first item of a list."""
        return self.root.value[0]

    def line_start(self, place: int) -> int:
        """Return where the line of a place begins."""
        return self.text.rfind("\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        """Return where the line after that of a place begins, the end of the text where there is none."""
        found = self.text.find("\n", place)
        return len(self.text) if found < 0 else found + 1

    def is_first(self, place: int) -> bool:
        """Tell whether nothing but blanks stands before a place in its line."""
        return not self.text[self.line_start(place) : place].strip(" ")

    def column(self, place: int) -> int:
        """Return how many characters stand before a place in its line."""
        return place - self.line_start(place)

    def end(self, node: Any) -> int:
        """Return where the last character of a node stands, plus one: comments after it are not its own."""
        start, end = int(node.start_mark.index), int(node.end_mark.index)
        if isinstance(node, yaml.ScalarNode):
            return start + len(self.text[start:end].rstrip()) if node.style in _BLOCK_STYLES else end
        if node.flow_style or not node.value:
            return end
        last = node.value[-1]
        return self.end(last[1] if isinstance(node, yaml.MappingNode) else last)

    def dash(self, node: Any) -> int:
        """Return where the dash of an item of a list stands."""
        return int(self._dashes[bisect_left(self._dashes, node.start_mark.index) - 1])

    def comments(self, start: int, end: int) -> list[str]:
        """Return the comments between two places."""
        return [self.text[first:last] for first, last in self._comments if start <= first < end]


def plain(node: Any) -> Any:
    """Return what a node says: texts, lists and dicts."""
    if isinstance(node, yaml.MappingNode):
        return {plain(key): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(each) for each in node.value]
    return str(node.value)


def _comments(text: str, tokens: list[Any]) -> list[tuple[int, int]]:
    masked = list(text)
    for each in tokens:
        if isinstance(each, yaml.ScalarToken):
            start, end = each.start_mark.index, each.end_mark.index
            masked[start:end] = ["x" if char != "\n" else char for char in text[start:end]]
    return [found.span() for found in _COMMENT.finditer("".join(masked))]
