"""Which text of a report was taken over from an earlier one."""

from auditor.comparing.shapes import Carried, CarriedPassage
from auditor.likeness import shared_passages
from auditor.models import Document
from auditor.outline import outline


def carried_over(old_text: str, new_text: str) -> Carried:
    """Return the passages that the new text has from the old one; figures may differ in them."""
    old, new = outline(Document("", "", old_text)), outline(Document("", "", new_text))
    passages = tuple(
        CarriedPassage(
            quote=new_text[slice(*each.first)],
            start=each.first[0],
            end=each.first[1],
            old_start=each.second[0],
            old_end=each.second[1],
            similarity=each.similarity,
        )
        for each in shared_passages(new, old)
    )
    # Passages may overlap; blanks and page furniture are no text of the report.
    covered = {place for each in passages for place in range(each.start, each.end)}
    wording = new.flat.origin
    characters = sum(place in covered for place in wording)
    return Carried(
        passages=passages,
        characters=characters,
        share=round(characters / len(wording), 3) if wording else 0.0,
    )
