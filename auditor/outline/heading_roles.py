"""Which part of the report a heading opens."""

import re

from auditor.outline import cues
from auditor.vocabulary import Role

_CAUSES_ALONE = re.compile(r"^[^和与及、]{0,16}(?:问题|不足|短板)的(?:主要)?(?:原因|成因)(?:分析)?$")


# Of the year that is reported on, these are what was done; of the next, a plan.
_MAIN_WORK = re.compile(r"^(20\d\d)年度?(?:(?!下一).){0,8}重点(?:工作|任务|举措)(?:开展|推进)?$")
_LONGEST_NAME = 45
_RUNNING = re.compile(r"[。;:!?]")
_PARTS = frozenset({Role.FIRST_RESPONSIBLE, Role.PROBLEMS, Role.CAUSES, Role.NEXT_YEAR, Role.OTHER})


def may_name_part(line: str) -> bool:
    """Tell whether a folded line could be a heading, without a number, of a part other than the measures."""
    if len(line) > _LONGEST_NAME or _RUNNING.search(line):
        return False
    return not _PARTS.isdisjoint(roles_of(line, 1, None))


def roles_of(text: str, level: int, year: int | None) -> tuple[Role, ...]:
    """Return the roles that a heading names, the leading one first; () when it names none."""
    bare = text.rstrip("。:")
    if _CAUSES_ALONE.match(bare):
        return (Role.CAUSES,)
    roles = [role for role, pattern in cues.HEADING_ROLES if pattern.search(bare)]
    if Role.OTHER in roles:
        roles = [Role.OTHER]
    if Role.FIRST_RESPONSIBLE in roles:
        return (Role.FIRST_RESPONSIBLE,)
    done = cues.HEADING_DONE.search(bare)
    if (
        done
        and Role.NEXT_YEAR in roles
        and Role.PROBLEMS not in roles
        and not re.search(r"下一?步|下一?年|明年|打算", bare)
    ):
        roles.remove(Role.NEXT_YEAR)
    if done and Role.PROBLEMS in roles and not re.search(r"存在|不足", bare):
        roles.remove(Role.PROBLEMS)
    main_work = _MAIN_WORK.match(bare)
    if main_work and Role.NEXT_YEAR in roles and int(main_work[1]) == year:
        roles.remove(Role.NEXT_YEAR)
    if (
        level > 1
        and Role.NEXT_YEAR in roles
        and not re.search(
            r"下一?步|下一?年|明年|来年|打算|整改措施|改进措施|努力方向|工作(?:思路|计划)$", bare
        )
    ):
        roles.remove(Role.NEXT_YEAR)
    if level > 2:
        roles = [role for role in roles if role in (Role.CAUSES, Role.PROBLEMS) and len(bare) <= 12]
    if not roles and level == 1 and year and re.match(rf"{year + 1}年", bare):
        return (Role.NEXT_YEAR,)
    if Role.CAUSES in roles and Role.PROBLEMS not in roles and level == 1:
        return (Role.CAUSES,)
    return tuple(roles)
