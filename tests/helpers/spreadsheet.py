"""Reckons the formulas of a live sheet as a spreadsheet does, from its inputs and the cells without a formula alone."""

import ast
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from csops.domain.formulas import Formula
from csops.domain.reports import LiveSheet, Row

_RANGE = re.compile(r"\{(\w+)\}:\{(\w+)\}")


class Spreadsheet:
    """A live sheet worked out: `rows` by column, `foot` by row and column."""

    def __init__(self, live: LiveSheet) -> None:
        self.live = live
        self.inputs = {entry.key: float(entry.value) for entry in live.inputs}
        self.order = [column.key for column in live.columns]
        self.rows = [dict(self._row(row)) for row in live.rows]
        self.foot: dict[str, dict[str, Any]] = {row.key: {} for row in live.foot}
        self._work_out_foot()

    def _row(self, row: Row) -> Iterator[tuple[str, Any]]:
        formulas = {column.key: column.formula for column in self.live.columns if column.formula}
        known: dict[str, Any] = {
            column.key: value for column, value in zip(self.live.columns, row, strict=True) if not column.formula
        }
        while formulas:
            ready = [key for key, each in formulas.items() if self._needed(each) <= known.keys() | self.inputs.keys()]
            assert ready, "formulas that wait for each other"
            for key in ready:
                known[key] = self.reckon(formulas.pop(key), known)
        yield from known.items()

    def _needed(self, formula: Formula) -> set[str]:
        needed = set(formula.keys)
        for first, last in _RANGE.findall(formula.text):
            needed |= set(self._between(first, last))
        return needed

    def _between(self, first: str, last: str) -> Sequence[str]:
        return self.order[self.order.index(first) : self.order.index(last) + 1]

    def _work_out_foot(self) -> None:
        waiting = [(row.key, cell) for row in self.live.foot for cell in row.cells]
        whole = {row.key: len([cell for cell in row.cells if cell.formula]) for row in self.live.foot}
        while waiting:
            left = []
            for key, cell in waiting:
                here = {name: cells[cell.column] for name, cells in self.foot.items() if cell.column in cells}
                asked = cell.formula
                if asked is None:
                    self.foot[key][cell.column] = cell.value
                elif asked.keys <= here.keys() | self.inputs.keys() and all(
                    self._is_whole(name, whole) for name in asked.whole_columns
                ):
                    self.foot[key][cell.column] = self.reckon(asked, here)
                else:
                    left.append((key, cell))
            assert len(left) < len(waiting), "formulas that wait for each other"
            waiting = left

    def _is_whole(self, name: str, whole: Mapping[str, int]) -> bool:
        return name not in whole or len(self.foot[name]) >= whole[name]

    def reckon(self, formula: Formula, row: Mapping[str, Any]) -> Any:
        """Return what a formula gives, with the values of its row (or of its column at the foot)."""
        names: dict[str, Any] = {**self.inputs, **row}
        for key in formula.whole_columns:
            cells = self.foot[key].values() if key in self.foot else [each[key] for each in self.rows]
            names[f"{key}_all"] = list(cells)
        for number, (first, last) in enumerate(_RANGE.findall(formula.text)):
            names[f"range_{number}"] = [row[key] for key in self._between(first, last)]
        numbers = iter(range(len(_RANGE.findall(formula.text))))
        ranged = _RANGE.sub(lambda _found: f"range_{next(numbers)}", formula.text)
        text = re.sub(r"\{(\w+):all\}", r"\1_all", re.sub(r"\{(\w+)\}", r"\1", ranged))
        text = re.sub(r"(?<![<>=])=(?!=)", "==", text).replace("<>", "!=")
        tree = ast.fix_missing_locations(_Spreadsheets().visit(ast.parse(text, mode="eval")))
        return eval(compile(tree, "formula", "eval"), {**FUNCTIONS, **names})


class _Spreadsheets(ast.NodeTransformer):
    """Let IF work out only the branch that it takes, and a blank be nothing in a comparison."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "IF":
            nothing = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
            node.args[1:] = [ast.Lambda(args=nothing, body=branch) for branch in node.args[1:]]
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.Compare:
        self.generic_visit(node)
        if isinstance(node.ops[0], ast.Gt | ast.Lt):
            blank = ast.Name(id="NUMBER", ctx=ast.Load())
            node.left = ast.Call(func=blank, args=[node.left], keywords=[])
            node.comparators = [ast.Call(func=blank, args=[each], keywords=[]) for each in node.comparators]
        return node


def poisson(count: float, mean: float, cumulative: bool) -> float:
    counts = range(int(count) + 1) if cumulative else (int(count),)
    return math.fsum(math.exp(each * math.log(mean) - mean - math.lgamma(each + 1)) for each in counts)


def numbers(*values: Any) -> list[Any]:
    """What a spreadsheet adds up: cells and ranges without blanks and texts."""
    flat = [cell for value in values for cell in (value if isinstance(value, list) else [value])]
    return [cell for cell in flat if isinstance(cell, int | float)]


def none() -> float:
    return math.nan


FUNCTIONS: Mapping[str, object] = {
    "COUNT": lambda *values: len(numbers(*values)),
    "EXP": math.exp,
    "IF": lambda holds, then, otherwise: then() if holds else otherwise(),
    "INT": math.floor,
    "MAX": lambda *values: max(numbers(*values)),
    "MIN": lambda *values: min(numbers(*values)),
    "NA": none,
    "NUMBER": lambda value: 0 if value is None else value,
    "POISSON": poisson,
    "RANK": lambda value, values: 1 + sum(other > value for other in numbers(values)),
    "ROUND": round,
    "ROUNDUP": lambda value, _digits: math.ceil(value),
    "SUM": lambda *values: math.fsum(numbers(*values)),
    "SUMPRODUCT": lambda *columns: math.fsum(
        math.prod(cell or 0.0 for cell in row) for row in zip(*columns, strict=True)
    ),
    "TRUE": True,
    "FALSE": False,
}
