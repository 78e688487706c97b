"""Pages read back."""

from typing import Any

from lxml import html


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page.encode())


def said_by(found: Any) -> str:
    return " ".join(found.text_content().split())


def one(found: list[Any]) -> Any:
    assert len(found) == 1
    return found[0]


def paragraphs(page: html.HtmlElement) -> list[str]:
    """Return the paragraphs of the report on its page, without what the page puts between."""
    text = one(page.xpath("//div[@class='text']"))
    for added in text.xpath(".//a[starts-with(@class, 'n ')] | .//span[@class='role']"):
        added.drop_tree()
    return [each.text_content() for each in text.xpath("./p")]


def elements(page: html.HtmlElement) -> list[str]:
    return [each.tag for each in page.iter() if isinstance(each.tag, str) and each.tag != "mark"]
