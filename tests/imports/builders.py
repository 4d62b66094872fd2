"""Builds the small files that the import tests read."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from csops.imports.columns import guess
from csops.imports.guesses import Guess, KnownNames
from csops.imports.mapping import Column, TableKind, Target
from csops.imports.mapping import Mapping as ColumnMapping
from csops.imports.reading import Outcome, Reading
from csops.imports.records import records
from csops.imports.rows import Row

CHANNELS = {"phone": "Phone", "email": "E-mail", "chat": "Chat", "walk_in": "Walk-in", "letter": "Letter"}
KNOWN = KnownNames(channels=CHANNELS, members=("Tove Rask", "Priya Nair"), topics=("Refund",))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def a_reading(*rows: Sequence[str], first_row: int = 1) -> Reading:
    """What a reader would have seen in these rows."""
    numbers = range(first_row, first_row + len(rows))
    return Reading(outcome=Outcome.OK, rows=[tuple(row) for row in rows], numbers=numbers)


def guessed(*rows: Sequence[str], kind: TableKind = TableKind.CONTACTS, known: KnownNames = KNOWN) -> Guess:
    return guess(a_reading(*rows), kind=kind, known=known)


def targets_of(found: Guess) -> list[str]:
    return [str(column.target) for column in found.mapping.columns]


def a_mapping(*targets: Target | Column, **more: object) -> ColumnMapping:
    """A mapping of columns in this order; of each its target or the whole column."""
    columns = [
        target if isinstance(target, Column) else Column(position=place, heading=str(target), target=target)
        for place, target in enumerate(targets)
    ]
    plain: dict[str, object] = {"kind": TableKind.CONTACTS, "heading_row": 0, "columns": tuple(columns), **more}
    return ColumnMapping(**plain)  # type: ignore[arg-type]  # the fields come from the test by name


def read_by(mapping: ColumnMapping, *rows: Sequence[str], timezone: str = "Europe/Berlin") -> list[Row]:
    return list(records(a_reading(*rows), mapping, timezone=timezone))


def a_workbook(
    path: Path, *, sheet: str | None = None, parts: Mapping[str, bytes] | None = None, rows: str = ""
) -> Path:
    """A workbook written part by part, so that each part can be wrong. `rows` is the XML within the sheet's data."""
    body = sheet if sheet is not None else f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    whole = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{LINKS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
            '<sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{LINKS}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ).encode(),
        "xl/worksheets/sheet1.xml": body.encode(),
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in whole.items():
            archive.writestr(name, data)
    return path


def a_cell(reference: str, value: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'
