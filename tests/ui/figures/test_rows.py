"""Figures as rows of a sheet, and their formulas with numbers."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QLocale

from csops.domain.kpi_figures import By, Clock, KpiFigure
from csops.domain.kpi_service import contact_volume
from csops.services.kpi_overview import Compared
from csops.services.metrics import metrics
from csops.ui.figures.formula_words import filled, readable
from csops.ui.figures.rows import FigureRows
from csops.ui.kit.formats import Formats
from csops.ui.kit.sheet import fitting
from csops.ui.kit.sheet_model import SheetCell, SheetRow
from csops.ui.kpis.words import FigureWords
from tests.helpers.kpi import example_figures, example_kpis

FIRST, LAST = date(2026, 8, 26), date(2026, 11, 17)
WORDS = FigureWords(Formats(locale=QLocale(QLocale.Language.English)), currency="EUR")


def compared(*, few: tuple[str, ...] = (), times: float = 1.0, by: By | None = None) -> Compared:
    return Compared(
        now=example_kpis(first_day=FIRST, last_day=LAST, few=few, by=by),
        before=example_kpis(first_day=FIRST, last_day=LAST, times=times),
    )


def rows(found: Compared, *, clock: Clock = Clock.BUSINESS) -> dict[str, SheetRow]:
    return {row.key: row for row in FigureRows(WORDS, metrics(), clock=clock).compared(found, None) if row.key}


def cells(found: Compared, key: str) -> tuple[SheetCell, ...]:
    return rows(found)[key].cells


def test_every_figure_of_the_dictionary_has_a_row() -> None:
    assert sorted(rows(compared())) == sorted(metrics())


def test_a_figure_stands_with_its_unit_basis_doubt_and_the_one_to_read_with_it() -> None:
    now, _change, _line, doubt, beside, counter = cells(compared(), "first_response_time")
    assert (now.text, now.unit, now.note) == ("30", "min median", "21 cases")
    assert doubt.text == "28.5 to 31.5\u00a0min"
    assert beside.text == "9 of 10 within 2\u00a0h"
    assert (counter.text, counter.note) == ("First contact resolution", "62\u00a0%")


def test_a_change_is_judged_by_which_way_is_better() -> None:
    better, worse = cells(compared(times=1.5), "missed_contacts")[1], cells(compared(times=1.5), "csat")[1]
    assert (better.text, better.note, better.family) == ("\u22122.5\u00a0pts", "Better than before", "success")
    assert (worse.note, worse.family) == ("Worse than before", "warning")
    assert cells(compared(times=1.5), "occupancy")[1].family == "neutral"


def test_what_may_be_chance_is_no_change() -> None:
    change = cells(compared(times=1.01), "csat")[1]
    assert (change.text, change.icon, change.note) == ("As before", "", "")


def test_too_few_are_counts_without_verdict_doubt_or_what_stands_beside() -> None:
    found = compared(few=("csat", "first_response_time"), times=1.5)
    now, change, _line, doubt, beside, _counter = cells(found, "csat")
    assert (now.text, now.note) == ("80 of 100", "7 answers, too few")
    assert (change.text, doubt.text, beside.text) == ("", "", "")
    assert cells(found, "first_response_time")[0].note == "7 cases, too few"


def test_the_other_clock_is_shown_where_a_figure_has_one() -> None:
    found = compared()
    frt = found.now.figures["first_response_time"]
    figures = {**found.now.figures, "first_response_time": replace(frt, elapsed=replace(frt, value=600.0))}
    shown = rows(replace(found, now=replace(found.now, figures=figures)), clock=Clock.ELAPSED)
    assert (shown["first_response_time"].cells[0].text, shown["first_response_time"].cells[0].unit) == (
        "10",
        "h median",
    )
    assert shown["csat"].cells[0].text == "80"


def test_split_figures_stand_beside_all_and_what_cannot_be_split_alone() -> None:
    made = FigureRows(WORDS, metrics(), clock=Clock.BUSINESS)
    found = compared(by=By.CHANNEL)
    assert [column.title for column in made.split_columns(found)] == ["All", "Phone", "None"]
    shown = {row.key: [cell.text for cell in row.cells] for row in made.split(found)}
    assert shown["csat"] == ["80", "80", "80"]
    assert shown["nps"] == ["30", "", ""]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("missed_contacts", "100 × 12 / 240 = 5\u00a0%"),
        ("nps", "100 × (50 \u2212 20) / (50 + 30 + 20) = 30"),
        ("average_handle_time", "(9,000 + 900 + 2,100) / 50 = 4\u00a0min"),
        ("speed_of_answer", "mean of 21 contacts = 20\u00a0s"),
        ("retention_rate", "100 × (95 \u2212 15) / 100 = 80\u00a0%"),
        ("cost_per_contact", "160 × 24 / 960 = €4.00"),
    ],
)
def test_a_formula_is_shown_with_its_numbers(key: str, said: str) -> None:
    assert filled(metrics()[key], example_figures()[key], WORDS) == said


def test_a_formula_of_which_a_term_is_not_known_is_not_filled() -> None:
    figure: KpiFigure = replace(example_figures()["csat"], counts={"satisfied": 3})
    assert filled(metrics()["csat"], figure, WORDS) == ""


def test_a_formula_reads_as_in_a_school_book() -> None:
    assert readable("100 * (promoters - detractors)") == "100 × (promoters \u2212 detractors)"
    assert readable("median(response_min)") == "median of response min"


def test_columns_of_the_highest_rank_go_first_where_there_is_no_room() -> None:
    columns = FigureRows(WORDS, metrics(), clock=Clock.BUSINESS).columns()
    assert fitting(columns, room=1000) == [0, 1, 2, 3, 4, 5]
    assert [columns[number].key for number in fitting(columns, room=140)] == ["now", "change", "line", "doubt"]
    assert [columns[number].key for number in fitting(columns, room=0)] == ["now", "change"]


def test_one_is_counted_in_the_singular() -> None:
    found = [contact_volume(answered=number, missed=0, too_few=0) for number in (1, 2)]
    said = [WORDS.headline(figure, metrics()["contact_volume"]) for figure in found]
    assert [(one.value, one.unit) for one in said] == [("1", "contact"), ("2", "contacts")]
