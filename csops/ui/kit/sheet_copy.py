"""A sheet of figures as it is copied: a column for each value, numbers as numbers, their units over them."""

from collections.abc import Iterable, Sequence

from csops.ui.kit.sheet_model import SheetColumn, SheetRow, Value

_Column = tuple[str, list[Value]]


def copied(
    heading: str, beside: Sequence[str], columns: Sequence[SheetColumn], rows: Sequence[SheetRow], *, noted: str
) -> tuple[list[str], list[tuple[Value, ...]]]:
    """Return headings and rows.

    Args:
        heading: of the names.
        beside: headings of what rows say beside their names; none: their notes are copied.
        columns: of the cells.
        rows: those that have cells.
        noted: the heading of notes, with {column} in it.
    """
    found: list[_Column] = [(heading, [row.name for row in rows])]
    if beside:
        found += _parts(beside, [row.values for row in rows])
    else:
        found += _noted(noted.format(column=heading), [row.note for row in rows])
    for at, column in enumerate(columns):
        cells = [row.cells[at] for row in rows]
        if column.copied:
            found += _parts(column.copied, [cell.values for cell in cells])
        else:
            found.append((column.title, [cell.spoken() for cell in cells]))
            found += _noted(noted.format(column=column.title), [cell.note for cell in cells])
    return [title for title, _values in found], list(zip(*(values for _title, values in found), strict=True))


def _parts(titles: Sequence[str], values: Sequence[Sequence[Value]]) -> Iterable[_Column]:
    """Each value has a column; one that says nothing in any row is left out, but not the first."""
    for at, title in enumerate(titles):
        column = [row[at] if at < len(row) else None for row in values]
        if not at or any(value not in {None, ""} for value in column):
            yield title, column


def _noted(title: str, notes: Sequence[str]) -> list[_Column]:
    return [(title, list(notes))] if any(notes) else []
