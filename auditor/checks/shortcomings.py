"""Does a sentence in the list of problems name one, or does it only say that there are some?"""

import re

from auditor.checks.case import Case
from auditor.models import Sentence
from auditor.outline.modes import split_clauses

_RHETORIC = re.compile(
    r"取得.{0,14}(?:成效|成绩|进展|效果)|(?:仍|还|也|尚)?(?:存在|有)(?:着)?(?:一些|一定|不小|不少|较大|很多|诸多|部分)?(?:的)?"
    r"(?:差距|不足|问题|短板|薄弱环节|困难)(?:和不足|和差距|和短板|及短板|与不足)?$|表现在|体现在|如下|未发现.{0,8}问题|^但|对照|^对标|虽然|过去的一年|回顾|^(?:主要)?(?:有|是)?:?$|距离|^与|相比|离.{2,20}(?:要求|目标|期望)"
)


def names_shortcoming(case: Case, sentence: Sentence) -> bool:
    """Tell whether any clause of ``sentence`` says more than that problems exist."""
    text = case.text(sentence)
    for start, end in split_clauses(text):
        clause = text[start:end].strip(",;:。!?")
        if len(clause) >= 5 and not _RHETORIC.search(clause):
            return True
    return False
