"""From a document to its outline: parts, headings, sentences, and who wrote it for which year."""

from auditor.outline.build import outline

__all__ = ["outline"]
