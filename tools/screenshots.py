"""Makes a picture of every screen: light and dark, large and small window, with the sample business and empty.

    QT_QPA_PLATFORM=offscreen python -m tools.screenshots [FOLDER] [--only NAME ...] [--quick]

FOLDER is docs/screenshots unless given; a picture is called `place-look-width-business.png`, such as
`today-dark-1440-sample.png`. The clock stands at Tuesday 17 November 2026, 10:21 in Berlin, and the sample business
comes from its seed, so that the pictures are the same each time. `--quick` makes the light ones at 1440 x 900 with the
sample business only; `--only` the screens whose names are given.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "en_GB.UTF-8")
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QScrollArea

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.day_marks import DayMark, MarkKind
from csops.domain.decisions import Decision
from csops.domain.openings import OpeningState
from csops.domain.team import Shop
from csops.services import customers
from csops.services.comparison import compare
from csops.services.customer_view import customer_view
from csops.services.day_marks import close_days, mark_days
from csops.services.histories import histories
from csops.services.openings import list_openings
from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP, build_sample
from csops.services.score_forms import my_waiting
from csops.ui.figures.page import FiguresPage
from csops.ui.kit import plurals
from csops.ui.kit.overlay import Overlay
from csops.ui.kit.tasks import Lane
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.preferences import Preferences
from csops.ui.settings.tabs import TABS
from tools import (
    amends_screens,
    calibration_screens,
    card_screens,
    case_screens,
    coaching_screens,
    day_screens,
    form_screens,
    merging_screens,
    mine_screens,
    result_screens,
    review_screens,
)
from tools.import_log import write_log

NOW = datetime(2026, 11, 17, 9, 21, tzinfo=UTC)
SIZES = ((1440, 900), (1100, 700))
LOOKS = ("light", "dark")
FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
LOG = "Kundenkontakte 2025.xlsx"
_QUIET_S = 0.4
_LONGEST_S = 60.0


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One picture: its name, and what a person does to get there."""

    name: str
    show: Callable[[MainWindow], object]
    needs_records: bool = False


def screens(log: Path) -> tuple[Screen, ...]:
    """Return every screen, in the order of the left bar."""
    return (
        Screen(name="today", show=lambda window: window.go("today")),
        Screen(name="contacts", show=_first_case),
        *(Screen(name=name, show=show, needs_records=True) for name, show in case_screens.SCREENS.items()),
        *(Screen(name=name, show=show, needs_records=True) for name, show in amends_screens.SCREENS.items()),
        *(Screen(name=name, show=show, needs_records=True) for name, show in day_screens.SCREENS.items()),
        Screen(name="contacts-table", show=_table),
        Screen(name="contacts-grouped", show=_grouped, needs_records=True),
        Screen(name="contact-edit", show=_edit, needs_records=True),
        Screen(name="log", show=_log_panel),
        Screen(name="palette", show=lambda window: window.session.palette_box.open("refund")),
        Screen(name="customers", show=lambda window: window.go("customers", {"text": ""})),
        Screen(name="customer", show=lambda window: window.go("customers", {"customer_id": 1}), needs_records=True),
        Screen(name="customer-purchases", show=_customer_part("purchases"), needs_records=True),
        Screen(name="customer-people", show=_customer_part("people"), needs_records=True),
        *(Screen(name=name, show=show, needs_records=True) for name, show in merging_screens.SCREENS.items()),
        Screen(name="answers", show=lambda window: window.go("customers", {"tab": "answers"})),
        Screen(name="recoveries", show=lambda window: window.go("customers", {"tab": "recoveries"})),
        Screen(name="forecast", show=lambda window: window.go("forecast")),
        Screen(name="forecast-why", show=_why_week, needs_records=True),
        Screen(name="forecast-what-if", show=_what_if, needs_records=True),
        Screen(name="shifts", show=_shifts, needs_records=True),
        Screen(name="shifts-person", show=lambda w: _shifts_way(w, "person"), needs_records=True),
        Screen(name="shifts-team", show=lambda w: _shifts_way(w, "team")),
        Screen(name="shifts-form", show=_person_form, needs_records=True),
        Screen(name="shifts-template", show=_shift_form),
        Screen(name="scenarios", show=_scenarios, needs_records=True),
        Screen(name="scenario-form", show=_scenario_form, needs_records=True),
        Screen(name="accuracy", show=lambda window: window.go("forecast", {"tab": "accuracy"}), needs_records=True),
        Screen(name="profiles", show=lambda window: window.go("hiring", {"tab": "profiles"})),
        Screen(name="profile-changed", show=_changed_profile),
        Screen(name="profile-ranking", show=_profile_ranking, needs_records=True),
        Screen(name="team", show=lambda window: window.go("hiring", {"tab": "team", "way": "all"})),
        Screen(name="team-member", show=lambda w: w.go("hiring", {"tab": "team", "member_id": 2}), needs_records=True),
        Screen(name="team-training", show=lambda window: window.go("hiring", {"tab": "team", "way": "training"})),
        Screen(name="team-rate", show=_team_rate, needs_records=True),
        Screen(name="skills", show=lambda window: window.go("hiring", {"tab": "skills"})),
        Screen(name="openings", show=lambda window: _openings(window).show_list()),
        Screen(name="opening", show=_opening, needs_records=True),
        Screen(name="opening-form", show=_opening_form),
        Screen(name="candidate", show=_candidate, needs_records=True),
        Screen(name="candidate-form", show=_candidate_form, needs_records=True),
        Screen(name="score", show=_score, needs_records=True),
        Screen(name="plan", show=_plan, needs_records=True),
        Screen(name="plan-part", show=_seat_form, needs_records=True),
        Screen(name="fairness", show=_fairness, needs_records=True),
        Screen(name="fairness-all", show=lambda window: _fairness(window, scope="all"), needs_records=True),
        Screen(name="fairness-groups", show=lambda window: _fairness(window, scope="all", by=0), needs_records=True),
        Screen(name="kept", show=_kept, needs_records=True),
        Screen(name="erase", show=_erase, needs_records=True),
        Screen(name="retention", show=_retention, needs_records=True),
        Screen(name="compare", show=_compare, needs_records=True),
        Screen(name="compare-sum", show=_compare_sum, needs_records=True),
        Screen(name="decision", show=_decision, needs_records=True),
        Screen(name="queue", show=lambda window: window.go("quality", {"tab": "to_review"})),
        *(Screen(name=name, show=show, needs_records=True) for name, show in review_screens.SCREENS.items()),
        *(Screen(name=name, show=show, needs_records=True) for name, show in result_screens.SCREENS.items()),
        *(Screen(name=name, show=show, needs_records=True) for name, show in calibration_screens.SCREENS.items()),
        *(Screen(name=name, show=show, needs_records=True) for name, show in form_screens.SCREENS.items()),
        *(Screen(name=name, show=show, needs_records=True) for name, show in coaching_screens.SCREENS.items()),
        *(Screen(name=name, show=show) for name, show in card_screens.SCREENS.items()),
        *(Screen(name=name, show=show, needs_records=True) for name, show in mine_screens.SCREENS.items()),
        Screen(name="figures", show=lambda window: window.go("figures")),
        Screen(name="at-risk", show=lambda window: window.go("figures", {"tab": "risk"})),
        Screen(name="board", show=lambda window: window.go("figures", {"tab": "board"})),
        Screen(name="figure", show=_figure("speed_of_answer"), needs_records=True),
        Screen(name="figure-fcr", show=_figure("first_contact_resolution"), needs_records=True),
        Screen(name="figure-backlog", show=_figure("backlog"), needs_records=True),
        Screen(name="figures-split", show=_split_figures, needs_records=True),
        Screen(name="reports", show=lambda window: window.go("reports", {"report": "service"})),
        Screen(name="reports-staffing", show=lambda window: window.go("reports", {"report": "staffing"})),
        Screen(name="reports-hiring", show=_hiring_report, needs_records=True),
        Screen(name="reports-sheets", show=lambda window: _hiring_report(window, sheets=True), needs_records=True),
        Screen(name="reports-skills", show=lambda window: window.go("reports", {"report": "skills"})),
        Screen(name="import-1-file", show=lambda window: window.go("import")),
        Screen(name="import-2-columns", show=lambda window: _import(window, log, steps=0)),
        Screen(name="import-3-check", show=lambda window: _import(window, log, steps=1)),
        *(Screen(name=f"settings-{tab.key}", show=_settings(tab.key)) for tab in TABS),
        Screen(name="shortcuts", show=lambda window: window.session.show_sheet()),
        # The last: they change the records.
        Screen(name="history", show=_history),
        Screen(name="history-form", show=_history_form, needs_records=True),
        Screen(name="import-4-done", show=lambda window: _import(window, log, steps=2)),
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the pictures that are asked for and return how many could not be made."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME")
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args(arguments)
    asked.folder.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application = QApplication.instance() or QApplication(["csops"])
    assert isinstance(application, QApplication)
    failed = 0
    plurals.install(application)
    # Always the same folder: its name stands in the picture of "File and backup".
    scratch = Path(tempfile.gettempdir()) / "csops-screenshots"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    for business, look, size in _combinations(quick=asked.quick):
        failed += _series(application, scratch, asked, business=business, look=look, size=size)
    shutil.rmtree(scratch)
    return failed


def _combinations(*, quick: bool) -> Iterator[tuple[str, str, tuple[int, int]]]:
    if quick:
        yield "sample", "light", SIZES[0]
        return
    yield from ((business, look, size) for business in ("sample", "empty") for look in LOOKS for size in SIZES)


def _series(
    application: QApplication,
    scratch: Path,
    asked: argparse.Namespace,
    *,
    business: str,
    look: str,
    size: tuple[int, int],
) -> int:
    """Make the pictures of one business in one look and size, in one window."""
    log = scratch / LOG
    if not log.exists():
        write_log(log)
    wanted = [one for one in screens(log) if not asked.only or one.name in asked.only]
    wanted = [one for one in wanted if business == "sample" or not one.needs_records]
    themes = Themes(application)
    themes.choose(look)
    # A file of its own: an import of one series must not stand in the pictures of the next.
    place = scratch / f"{business}-{look}-{size[0]}"
    place.mkdir()
    window = MainWindow(
        open_workspace(shutil.copy(_business(scratch, business), place / "shop.csops"), clock=lambda: NOW),
        themes=themes,
        preferences=Preferences(None),
    )
    window.backs_up_at_exit = False
    window.resize(*size)
    window.show()
    failed = 0
    for screen in wanted:
        name = f"{screen.name}-{look}-{size[0]}-{business}.png"
        failed += not _picture(window, screen, asked.folder / name)
    window.close()
    return failed


def _business(scratch: Path, which: str) -> Path:
    """Build the business once; every series takes a copy."""
    path, is_sample = scratch / f"{which}.csops", which == "sample"
    if path.exists():
        return path
    shop = SAMPLE_SHOP if is_sample else Shop(name="", zone="Europe/Berlin", region="DE", currency="EUR")
    workspace = create_workspace(path, owner=SAMPLE_OWNER, shop=shop, clock=lambda: NOW)
    if is_sample:
        build_sample(workspace, until=NOW)
    workspace.close()
    return path


def _picture(window: MainWindow, screen: Screen, path: Path) -> bool:
    """Go there, wait until nothing is under way, and write the picture; say what went wrong."""
    try:
        wait(window)
        screen.show(window)
        wait(window)
        is_written = window.grab().save(str(path), "PNG")
    except Exception as error:  # noqa: BLE001 one screen that fails must not cost the others their picture
        print(f"{path.name}: {type(error).__name__}: {error}", file=sys.stderr)
        is_written = False
    _tidy(window)
    print(path.name if is_written else f"{path.name}: not written", flush=True)
    return is_written


def _tidy(window: MainWindow) -> None:
    """Close what lies over the page, so that the next picture begins from a plain window."""
    window.frame.deck.close_panel()
    for above in window.findChildren(Overlay):
        above.close()


def wait(window: MainWindow) -> None:
    """Let the window work until every lane has been idle for a while."""
    began = quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < _QUIET_S:
        QApplication.processEvents()
        time.sleep(0.01)
        if any(window.session.tasks.is_busy(lane) for lane in Lane):
            quiet_since = time.monotonic()
        if time.monotonic() - began > _LONGEST_S:
            raise TimeoutError(f"still busy after {_LONGEST_S:g} s")
    QApplication.processEvents()  # on a busy machine the last round brought an answer, and its layout waits


# ---------------------------------------------------------------- what a person does
def _page(window: MainWindow) -> Any:
    return window.frame.page()


def _customer_part(section: str) -> Callable[[MainWindow], None]:
    """Show a part of the page of the first firm with people."""

    def show(window: MainWindow) -> None:
        workspace = window.desk.workspace
        firms = customers.firms(workspace)
        peopled = [one for one in firms if customer_view(workspace, customer_id=one.id).people] or firms
        window.go("customers", {"customer_id": peopled[0].id if peopled else 1, "section": section})

    return show


def _first_case(window: MainWindow) -> None:
    window.go("contacts", {"state": "open"})


def _table(window: MainWindow) -> None:
    window.go("contacts", {"view": {}, "name": ""})


def _grouped(window: MainWindow) -> None:
    _table(window)
    page = _page(window)
    page.table.grouping.choose("channel")
    wait(window)
    page.table.view.fold_wanted.emit(page.table.model.record(0))


def _edit(window: MainWindow) -> None:
    window.go("contacts", {"state": "open"})
    wait(window)
    rows = _page(window).cases.detail.timeline.rows()
    window.go("edit", {"contact_id": rows[0].entry.contact_id})


def _log_panel(window: MainWindow) -> None:
    window.go("today")
    window.session.log_contact()


def _shifts(window: MainWindow) -> None:
    window.go("forecast", {"tab": "shifts"})
    wait(window)
    page = _page(window).page()
    if page.view is None:
        page.make()
        wait(window)
    page.week.played.play()


def _shifts_way(window: MainWindow, way: str) -> None:
    window.go("forecast", {"tab": "shifts"})
    wait(window)
    page = _page(window).page()
    if page.view is None and way == "person":
        page.make()
        wait(window)
    page.ways.button(way).click()


def _person_form(window: MainWindow) -> None:
    _shifts_way(window, "team")
    wait(window)
    team = _page(window).page().team
    team.change_wanted.emit(team.grid.people.member_ids[-1])


def _team_rate(window: MainWindow) -> None:
    window.go("hiring", {"tab": "team", "member_id": 2})
    wait(window)
    _page(window).page().member.rate()


def _shift_form(window: MainWindow) -> None:
    """A shift that is being made; beneath it those that are proposed, as long as there are no others."""
    _shifts_way(window, "team")
    wait(window)
    card = _page(window).page().team.shifts
    card.begin_new()
    form = card.door.form
    for field, text in ((form.name, "Evening"), (form.begin, "13"), (form.end, "21:30"), (form.breaks.at, "17")):
        field.set_text(text)
    form.breaks.take()


def _scenarios(window: MainWindow) -> None:
    window.go("forecast", {"tab": "scenarios"})
    wait(window)


def _scenario_form(window: MainWindow) -> None:
    _scenarios(window)
    page = _page(window).page()
    page.begin_new()
    page.form.event_part.switch.setChecked(True)


def _changed_profile(window: MainWindow) -> None:
    """Weights that are being changed: one is held, and the sum says what is left."""
    window.go("hiring", {"tab": "profiles"})
    wait(window)
    form = _page(window).page().editor.form
    first, second = form.table.shown()[:2]
    first.hold.setChecked(True)
    second.weight.setText("15")
    second.weight.textEdited.emit("15")


def _profile_ranking(window: MainWindow) -> None:
    """What a weight that is typed does to the candidates of an opening."""
    asked = {"tab": "profiles", "profile": "customer_service_representative"}
    window.go("hiring", asked)
    wait(window)
    editor = _page(window).page().editor
    heavy = editor.form.table.shown()[5]
    heavy.weight.setText("40")
    heavy.hold.setChecked(True)
    editor.form.table.share_out()
    wait(window)
    area = editor.findChild(QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _why_week(window: MainWindow) -> None:
    window.go("forecast")
    wait(window)
    _page(window).page().explain_week()


def _history(window: MainWindow) -> None:
    """Three newsletters, of which one is to come; and a day on which the shop was open is said to be closed."""
    workspace = window.desk.workspace
    if histories(workspace):
        for day in (date(2026, 7, 7), date(2026, 9, 8), date(2026, 11, 24)):
            mark_days(workspace, mark=DayMark(first_day=day, last_day=day, kind=MarkKind.EVENT, name="Newsletter"))
        close_days(workspace, first_day=date(2026, 10, 6), last_day=date(2026, 10, 6), name="Stocktaking")
    window.go("forecast", {"tab": "history"})


def _history_form(window: MainWindow) -> None:
    window.go("forecast", {"tab": "history"})
    wait(window)
    _page(window).page().begin_event()


def _what_if(window: MainWindow) -> None:
    window.go("forecast")
    wait(window)
    panel = _page(window).page().board.panel
    slider = panel.volume.slider
    slider.setValue(slider.value() + (slider.maximum() - slider.value()) // 2)


def _score(window: MainWindow) -> None:
    """The first scorecard that waits for Mara, filled to its middle."""
    window.go("hiring", {"tab": "openings", "card_id": my_waiting(window.desk.workspace)[0].card.id})
    wait(window)
    page = _page(window).page().score
    filling = page.filling
    for skill, level in zip(filling.skills[:4], (4, 3, 4, 5), strict=False):
        filling.go_to(skill)
        filling.rate(level)
    filling.write_evidence(
        "Furniture shop story: caller asked about a delivery date, she noticed the move-out day and offered pickup."
    )
    page.board.focus_evidence()
    page.keeper.keep()


def _plan(window: MainWindow) -> None:
    """The plan of the opening whose scorecards still wait."""
    opening = my_waiting(window.desk.workspace)[0].opening
    window.go("hiring", {"tab": "openings", "opening_id": opening.id, "part": "plan"})


def _seat_form(window: MainWindow) -> None:
    _plan(window)
    wait(window)
    part = _page(window).page().opening.part("plan")
    part.begin_seat(part.plan.seats[0].id)


def _split_figures(window: MainWindow) -> None:
    window.go("figures", {"tab": "figures", "figure": ""})
    page = window.findChildren(FiguresPage)[0]
    page.choice.split.button("channel").click()


def _figure(key: str) -> Callable[[MainWindow], object]:
    return lambda window: window.go("figures", {"tab": "figures", "figure": key})


def _hiring_report(window: MainWindow, *, sheets: bool = False) -> None:
    """The comparison of the four candidates; the sheets of the opening that is still rated."""
    newest, decided, *_ = list_openings(window.desk.workspace)
    opening = newest if sheets else decided
    window.go("reports", {"report": "hiring", "opening_id": opening.id, "sheets": sheets})


def _openings(window: MainWindow) -> Any:
    window.go("hiring", {"tab": "openings"})
    wait(window)
    return _page(window).page()


def _opening(window: MainWindow) -> None:
    """The candidates of the first opening."""
    page = _openings(window)
    page.show_list()
    page.show_opening(page.lines[0].id)


def _fairness(window: MainWindow, *, scope: str = "this", by: int | None = None, view: str = "rates") -> Any:
    """The part on fairness of the last opening: how groups fared, or whose details are kept."""
    page = _openings(window)
    page.show_list()
    page.show_opening(page.lines[-1].id, part="fairness")
    wait(window)
    part = page.opening.part("fairness")
    part.views.choose(view)
    part.scope.choose(scope)
    part.refresh()
    wait(window)
    if by is not None and part.rates.found is not None and part.rates.found.questions:
        part.rates.choice.choose(part.rates.found.questions[by].question)
        part.rates.show_found(part.rates.found)
    return part


def _kept(window: MainWindow) -> Any:
    return _fairness(window, scope="all", view="kept")


def _erase(window: MainWindow) -> None:
    kept = _kept(window).kept
    kept.acts.erase(kept.chosen())


def _retention(window: MainWindow) -> None:
    _kept(window).kept.acts.change_rule()


def _candidate(window: MainWindow) -> None:
    """One who applied and was rated."""
    page = _openings(window)
    page.show_list()
    page.show_opening(page.lines[-1].id)
    wait(window)
    page.opening.part("candidates").view.opened.emit(page.opening.part("candidates").model.record(1))


def _candidate_form(window: MainWindow) -> None:
    page = _openings(window)
    page.show_list()
    page.show_opening(page.lines[0].id)
    wait(window)
    page.opening.part("candidates").begin()


def _opening_form(window: MainWindow) -> None:
    page = _openings(window)
    page.show_list()
    page.door.begin()


def _compare(window: MainWindow) -> Any:
    """The open place of which most has been rated, its candidates side by side."""
    page = _openings(window)
    workspace = window.desk.workspace
    lines = [each for each in page.lines if each.opening.state is OpeningState.OPEN]
    line = max(lines, key=lambda each: compare(workspace, opening_id=each.id).scored)
    page.show_opening(line.id, part="compare")
    wait(window)
    return page.opening.part()


def _compare_sum(window: MainWindow) -> None:
    part = _compare(window)
    part.open_sum(part.board.figures.board_model.rows[0], part.board.chosen_id())


def _decision(window: MainWindow) -> None:
    part = _compare(window)
    part.panel.decision_wanted.emit(Decision.DECLINE)


def _import(window: MainWindow, log: Path, *, steps: int) -> None:
    window.go("import")
    page = _page(window)
    page.cancel()
    page.cancel_finished()
    page.open(log)
    for _step in range(steps):
        wait(window)
        page.go_on()


def _settings(tab: str) -> Callable[[MainWindow], object]:
    return lambda window: window.go("settings", {"tab": tab})


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
