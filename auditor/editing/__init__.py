"""Rule files changed where something else is to be said and nowhere else: comments, order, quotes stay."""

from auditor.editing.entries import ListedInLineError, entry_of, with_entry
from auditor.editing.fields import Fields, UnreadableEntryError, edited, read_entry, shown

__all__ = [
    "Fields",
    "ListedInLineError",
    "UnreadableEntryError",
    "edited",
    "entry_of",
    "read_entry",
    "shown",
    "with_entry",
]
