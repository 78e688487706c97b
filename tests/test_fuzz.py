"""Files damaged by chance: a reader returns what it read or its own sentence, soon and in little memory.

The long run: ``python -m tests.fuzzing --count 2000 --format docx``.
"""

import pytest

from tests.fuzzing import FORMATS, run
from tests.samples import missing

COUNT = 60
# A picture is recognised, which takes seconds.
SLOW = {"picture": 4}


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_handles_files_damaged_by_chance(form: str) -> None:
    if tools := {tool for name in FORMATS[form] if (tool := missing(name))}:
        pytest.skip(f"{', '.join(tools)} is not on this machine")
    defects = list(run(form, SLOW.get(form, COUNT)))
    assert not defects, "\n".join(f"{each.sample} seed {each.seed}: {each.what}" for each in defects[:3])
