"""Mutants of a module: the same code with one small fault in it.

A comparison or a condition turned round, a number one off, a sum made a difference, a filter taken away, a
statement or a returned value left out. Wording (regular expressions, tables of cues, messages) is left
alone: labelled reports and passages are what speaks for that.
"""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_OTHER_WAY: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A module with one change, shown as the statement before and after it."""

    path: Path
    line: int
    before: str
    after: str
    tree: ast.Module

    @property
    def change(self) -> str:
        """What stood there and what stands there now."""
        return f"{self.before} → {self.after}"


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module, in order of place."""
    source = path.read_text(encoding="utf-8")
    for index, node in enumerate(_open_to_change(ast.parse(source))):
        for changed in _changes(node):
            tree = ast.parse(source)
            # A filter of a comprehension has no place of its own.
            line = (node if hasattr(node, "lineno") else node.iter).lineno  # type: ignore[attr-defined]
            _Put(list(_open_to_change(tree))[index], changed).visit(tree)
            ast.fix_missing_locations(tree)
            yield Mutant(path, line, ast.unparse(node), ast.unparse(changed), tree)


def _open_to_change(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk the code without what does not run as code of ours: imports, annotations, decorators, docstrings."""
    for name, value in ast.iter_fields(tree):
        if name in ("annotation", "returns", "decorator_list", "type_params", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_fixed(child):
                yield child
                yield from _open_to_change(child)


def _is_fixed(node: ast.AST) -> bool:
    docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return docstring or isinstance(node, ast.Import | ast.ImportFrom)


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node."""
    match node:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in _OTHER_WAY:
            yield _with(node, ops=[_OTHER_WAY[type(operator)](), *rest])
        case ast.BoolOp(op=operator) | ast.BinOp(op=operator) if type(operator) in _OTHER_WAY:
            yield _with(node, op=_OTHER_WAY[type(operator)]())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
            yield ast.Constant(value - 1)
        case ast.If() | ast.While() | ast.IfExp() if not isinstance(node.test, ast.Compare | ast.BoolOp):
            yield _with(node, test=_negated(node.test))
        case ast.comprehension(ifs=[first, *rest]):
            yield _with(node, ifs=rest)
            if not isinstance(first, ast.Compare | ast.BoolOp):
                yield _with(node, ifs=[_negated(first), *rest])
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Raise():
            yield ast.Pass()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _negated(test: ast.expr) -> ast.expr:
    return test.operand if isinstance(test, ast.UnaryOp) else ast.UnaryOp(ast.Not(), test)


class _Put(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else super().generic_visit(node)
