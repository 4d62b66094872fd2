"""Delimited text: encodings, delimiters, quotes, odd rows."""

from pathlib import Path

import pytest

from csops.imports.reading import Outcome, Reading
from csops.imports.sources import read

ROWS = [("Name", "Stadt", "Betrag"), ("Müller & Söhne", "Köln", "1.234,50"), ("García", "Málaga", "-7,00")]


def _read(folder: Path, data: bytes, encoding: str | None = None) -> Reading:
    path = folder / "table.csv"
    path.write_bytes(data)
    return read(path, encoding=encoding)


def _text(delimiter: str = ";", end: str = "\r\n") -> str:
    return "".join(delimiter.join(row) + end for row in ROWS)


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    reading = _read(tmp_path, _text(delimiter).encode())
    assert (reading.delimiter, reading.rows) == (delimiter, ROWS)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (_text().encode(), "utf-8"),
        (b"\xef\xbb\xbf" + _text().encode(), "utf-8"),
        (_text("\t").encode("utf-16"), "utf-16"),
        (_text().encode("cp1252"), "cp1252"),
        (_text().encode("mac_roman"), "mac_roman"),
    ],
)
def test_the_encoding_is_found(tmp_path: Path, data: bytes, encoding: str) -> None:
    reading = _read(tmp_path, data)
    assert (reading.outcome, reading.encoding, reading.rows) == (Outcome.OK, encoding, ROWS)


def test_an_uncertain_encoding_is_asked(tmp_path: Path) -> None:
    reading = _read(tmp_path, "名前,住所\n表ソ,東京\n".encode("shift_jis"))
    assert reading.outcome is Outcome.ASK
    assert reading.rows[1] == ("表ソ", "東京")


def test_lines_that_are_not_utf_8_like_the_others_are_named(tmp_path: Path) -> None:
    reading = _read(tmp_path, "Name;Ort\r\nMüller;Köln\r\n".encode() + "Jürgen;Lübeck\r\n".encode("cp1252"))
    assert reading.outcome is Outcome.ASK
    assert "line 3" in reading.reason


def test_a_chosen_encoding_is_obeyed(tmp_path: Path) -> None:
    assert _read(tmp_path, "Name,Ort\nŁódź,x\n".encode("cp1250"), encoding="cp1250").rows[1][0] == "Łódź"
    assert "no encoding" in _read(tmp_path, b"a,b\n", encoding="klingon").reason


def test_blank_lines_are_passed_over_and_the_numbers_stay_those_of_the_file(tmp_path: Path) -> None:
    reading = _read(tmp_path, b"\r\na,b\r\n\r\n1,2\r\n,\r\n3,4\r\n")
    assert list(reading.rows) == [("a", "b"), ("1", "2"), ("3", "4")]
    assert list(reading.numbers) == [2, 4, 6]


def test_line_breaks_and_quotes_inside_cells_are_kept(tmp_path: Path) -> None:
    assert _read(tmp_path, b'a,b\r\n"1\r\n2","say ""hi"""\r\n').rows[1] == ("1\n2", 'say "hi"')


def test_quotes_marked_by_backslashes_are_read_and_said(tmp_path: Path) -> None:
    reading = _read(tmp_path, b'a,b\n"Ada","said \\"hi\\", left"\n')
    assert reading.rows[1] == ("Ada", 'said "hi", left')
    assert "backslash" in reading.warnings[0]


def test_a_quote_that_never_closes_is_refused_with_its_row(tmp_path: Path) -> None:
    reading = _read(tmp_path, b'a,b\n1,2\n"Ada,hello\n' + b"n,x\n" * 50)
    assert reading.outcome is Outcome.REJECT
    assert "row 3 is never closed" in reading.reason


def test_a_last_cell_with_line_breaks_is_no_open_quote(tmp_path: Path) -> None:
    assert _read(tmp_path, b'a,b\n1,"x\ny"').rows[1] == ("1", "x\ny")


def test_rows_of_another_width_are_named(tmp_path: Path) -> None:
    reading = _read(tmp_path, b"a,b,c\n1\n1,2,3,4\n1,2,3\n1,2,3\n")
    assert reading.outcome is Outcome.WARN
    assert reading.warnings == (
        "Rows with fewer cells than the other rows (3): 2 (1 in all).",
        "Rows with more cells than the other rows (3): 3 (1 in all).",
    )


def test_excels_hint_of_the_delimiter_is_no_row(tmp_path: Path) -> None:
    reading = _read(tmp_path, b"sep=|\r\na,1|b\r\nc|d\r\n")
    assert (list(reading.rows), list(reading.numbers)) == ([("a,1", "b"), ("c", "d")], [2, 3])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b",".join([b"c"] * 600) + b"\n", "600 columns"),
        (b"a,b\n" + b"x" * 1_100_000, "more than 1,000,000 characters"),
        (b"a,b\n1,A\0\0a\n", "binary"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, said: str) -> None:
    reading = _read(tmp_path, data)
    assert (reading.outcome, said in reading.reason) == (Outcome.REJECT, True)
