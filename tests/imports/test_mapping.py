"""The mapping as a value: plain values and back, written by hand, remembered."""

import pytest
import yaml

from csops.domain.errors import NotUnderstood, UnknownName
from csops.imports.columns import completed
from csops.imports.mapping import Column, DateOrder, DurationUnit, Target, from_mapping, to_mapping
from tests.imports.builders import KNOWN, a_mapping, a_reading


def test_a_mapping_comes_back_from_yaml_as_it_was() -> None:
    started = Column(position=0, heading="Datum", target=Target.STARTED_AT, date_order=DateOrder.DAY_FIRST)
    took = Column(position=1, heading="Dauer", target=Target.HANDLE_TIME, unit=DurationUnit.MINUTES, decimal=",")
    done = Column(position=2, heading="Erledigt", target=Target.STATUS, words={"ja": "resolved", "x": ""})
    mapping = a_mapping(
        started, took, done, heading_row=3, missing=("?",), joining=("Dan",), constants={Target.CHANNEL: "phone"}
    )
    assert from_mapping(yaml.safe_load(yaml.safe_dump(to_mapping(mapping)))) == mapping


def test_yes_and_no_without_quotes_in_yaml_are_words() -> None:
    plain = yaml.safe_load("columns: [{heading: Done, target: answered, words: {yes: no}}]")
    assert from_mapping(plain).columns[0].words == {"yes": "no"}


@pytest.mark.parametrize(
    ("plain", "error"),
    [
        ("text", NotUnderstood),
        ({}, NotUnderstood),
        ({"columns": [{"target": "nowhere"}]}, UnknownName),
        ({"columns": [{"date_order": "backwards"}]}, UnknownName),
        ({"columns": [{"target": "topic"}], "heading_row": -1}, NotUnderstood),
        ({"columns": [{"target": "topic"}], "missing": "?"}, NotUnderstood),
    ],
)
def test_a_map_that_is_wrong_is_explained(plain: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        from_mapping(plain)


ROWS = (("When", "Note", "Via"), ("13/02/2025 10:00", "hello", "Telefon"))


def test_a_map_by_hand_may_name_some_columns_and_the_rest_is_guessed() -> None:
    plain = {"columns": [{"heading": "Via", "target": "channel"}, {"heading": "when", "target": "started_at"}]}
    found = completed(a_reading(*ROWS), from_mapping(plain), known=KNOWN).mapping
    assert [str(column.target) for column in found.columns] == ["started_at", "leave_out", "channel"]
    assert found.columns[0].date_order is DateOrder.DAY_FIRST
    assert found.columns[2].words == {"telefon": "phone"}


def test_what_a_map_says_is_not_guessed_again() -> None:
    words = {"telefon": "chat"}
    plain = {"columns": [{"heading": "Via", "target": "channel", "words": words}]}
    assert completed(a_reading(*ROWS), from_mapping(plain), known=KNOWN).mapping.columns[2].words == words


def test_of_two_equal_headings_the_second_is_found_by_its_place() -> None:
    reading = a_reading(("category", "category"), ("a", "b"))
    plain = {"columns": [{"position": 1, "heading": "category", "target": "topic"}]}
    found = completed(reading, from_mapping(plain), known=KNOWN).mapping
    assert [str(column.target) for column in found.columns] == ["leave_out", "topic"]


def test_a_map_for_another_file_is_refused_with_the_headings_there_are() -> None:
    with pytest.raises(UnknownName, match="When, Note, Via"):
        completed(a_reading(*ROWS), from_mapping({"columns": [{"heading": "Kanal"}]}), known=KNOWN)


def test_files_with_the_same_headings_have_the_same_signature() -> None:
    first = a_mapping(Column(position=0, heading="Datum"))
    assert first.signature == a_mapping(Column(position=0, heading=" datum ")).signature
    assert first.signature != a_mapping(Column(position=0, heading="Tag")).signature
