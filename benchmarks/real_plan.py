"""A real plan made in the real window: from counts of calls to named people, a week's shifts, and a simulation of it.

    QT_QPA_PLATFORM=offscreen python -m benchmarks.real_plan PATH --out FOLDER [--team tight|enough]

PATH holds calls by five minutes (columns DateTime and Calls). Of each interval so many are kept as chance allows
(binomial, p = .05, seeded): the phone of a small team. A second channel, e-mail, is thinned from the same counts with
a p of its own; handle times are made up (log-normal). The log file goes through the import, the team through its own
file; from there on a mouse does it: Forecast, Shifts, the week with the public holiday, *Plan shifts*, *Play it 100
times*. FOLDER gets the log, the team, the database, the workbook, and pictures of both looks and sizes.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("LC_ALL", "en_US.UTF-8")
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import yaml
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea

from benchmarks.thinned import CLOSES, MORE, OPENS, OWNER, PEOPLE, write_log, write_team
from csops.bootstrap import create_workspace, open_workspace
from csops.domain.roster_file import setup_from
from csops.domain.simulation import ChannelPlayed
from csops.domain.team import Shop
from csops.services import imports
from csops.services.roster_team import save_setup
from csops.services.rosters import PlanView
from csops.services.settings import save_opening_hours
from csops.services.workspace import Workspace
from csops.ui.forecast.shifts_page import ShiftsPage
from csops.ui.forecast.work import play as played_again
from csops.ui.kit.tasks import Lane
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.preferences import Preferences

ZONE = ZoneInfo("America/New_York")
SHOP = Shop(name="Harbor Street Bank", region="US", zone="America/New_York", currency="USD")
NOW = datetime(2003, 10, 27, 6, 30, tzinfo=ZONE)
WEEK = date(2003, 11, 10)
"""The week that is planned: Veterans Day, a public holiday, is its Tuesday."""
_LONGEST_S = 900.0
LOOKS = (("light", (1440, 900)), ("light", (1100, 700)), ("dark", (1440, 900)), ("dark", (1100, 700)))


# ---------------------------------------------------------------- the shop
def build(path: Path, log: Path, team: Path) -> Workspace:
    """Create the shop, import its log and its team."""
    workspace = create_workspace(path, owner=OWNER, shop=SHOP, clock=lambda: NOW.astimezone(UTC))
    weekdays = {day: [f"{OPENS:02}:00-{CLOSES}:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    save_opening_hours(
        workspace,
        hours={
            "zone": SHOP.zone,
            "weekly": weekdays,
            "holidays": {"country": "US"},
            # What the counts show: open on Columbus Day, closed on the day after it.
            "special": {"2003-10-13": [f"{OPENS:02}:00-{CLOSES}:00"], "2003-10-14": []},
        },
    )
    reading = imports.read_file(path=log)
    mapping = imports.guess(workspace, reading=reading).mapping
    done = imports.import_file(workspace, path=log, reading=reading, mapping=mapping)
    print(f"imported: {done.new:,} of {done.read:,} rows, {done.left_out:,} left out", flush=True)
    save_setup(workspace, setup=setup_from(yaml.safe_load(team.read_text(encoding="utf-8"))))
    return workspace


# ---------------------------------------------------------------- the window
class Hand:
    """Works the window as a person does: looks for what is written on a button, and clicks on it."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def press(self, words: str) -> None:
        """Click the button that says this, once it is there."""
        self.until(lambda: self._button(words) is not None, words)
        button = self._button(words)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def _button(self, words: str) -> QAbstractButton | None:
        for button in self.window.findChildren(QAbstractButton):
            said = (button.text() or button.accessibleName()).replace("&", "")
            if button.isVisible() and button.isEnabled() and words in (said, button.accessibleName()):
                return button
        return None

    def until(self, is_so: Callable[[], bool], what: str) -> None:
        """Let the window work until something is so."""
        began = time.monotonic()
        while not is_so():
            QApplication.processEvents()
            time.sleep(0.01)
            if time.monotonic() - began > _LONGEST_S:
                raise TimeoutError(f"{what}: not there after {_LONGEST_S:g} s")

    def settle(self) -> None:
        """Let the window work until nothing is under way."""
        quiet = time.monotonic()
        while time.monotonic() - quiet < 0.4:
            QApplication.processEvents()
            time.sleep(0.01)
            if any(self.window.session.tasks.is_busy(lane) for lane in Lane):
                quiet = time.monotonic()

    def shot(self, path: Path) -> None:
        """Take a picture."""
        self.settle()
        self.window.grab().save(str(path), "PNG")


def plan_week(hand: Hand) -> ShiftsPage:
    """Go to the shifts, step to the week, and plan it; the page then shows the plan."""
    hand.press("Forecast")
    hand.press("Shifts")
    page: Any = hand.window.frame.page()
    shifts = page.page("shifts")
    assert isinstance(shifts, ShiftsPage)
    hand.until(lambda: shifts.subtitle() != "", "the forecast")
    while shifts.weeks.week is not None and shifts.weeks.week < WEEK:
        hand.press("Later week")
    began = time.monotonic()
    hand.press("Plan shifts")
    hand.until(lambda: shifts.view is not None, "the plan")
    print(f"planned in {time.monotonic() - began:.0f} s by the clock", flush=True)
    return shifts


def play(hand: Hand, shifts: ShiftsPage) -> Sequence[ChannelPlayed]:
    """Play the plan by its button, and return what came of it."""
    with_figures: list[bool] = []
    shifts.week.played.shown.connect(lambda: with_figures.append(True))
    hand.press("Play it 100 times")
    hand.until(lambda: bool(with_figures), "the simulation")
    view, outlook, basis = shifts.view, shifts.looking.outlook, shifts.looking.basis
    assert view is not None
    assert outlook is not None
    assert basis is not None
    # The card shows words; played once more from the same seed, the figures are the same.
    return played_again(view, outlook, basis.log.calendar, lambda _share: None)


def export(hand: Hand, shifts: ShiftsPage, path: Path) -> None:
    """Write the workbook by its button; where to is answered here, as the system's own dialog has no mouse."""
    path.unlink(missing_ok=True)
    shifts.desk.files.ask_save = lambda *_args, **_named: path  # type: ignore[method-assign]
    hand.press("Shifts")
    hand.press("Week")
    hand.press("Export")
    hand.until(path.exists, "the workbook")
    hand.settle()


def said_of(view: PlanView, played: Sequence[ChannelPlayed]) -> Iterator[str]:
    """Yield what is to be said of the plan, line by line."""
    sums, reached = view.sums, view.reached
    at_work = sum(1 for one in view.sums.people if one.shifts)
    yield f"people at work {at_work}, paid hours {sums.hours:g}, cost {sums.cost:,.2f} {SHOP.currency}"
    yield f"hours missing {sums.missing_hours:.1f}, more than needed {sums.spare_hours:.1f}, gaps {len(view.gaps)}"
    yield f"rules broken {len(view.broken)}; the best plan there is: {view.plan.figures['ending'] == 'best'}"
    chance = _share(reached.chance_of_missing)
    yield f"by formula: answered in time {_share(reached.service_level)}, chance of missing the goal {chance}"
    for one in played:
        weeks = f"8 of 10 weeks {_share(one.week_low)} to {_share(one.week_high)}"
        missed = f"goal missed {_share(one.chance_of_missing)}, left {one.left:.1f}"
        yield f"simulated, {one.channel}: {one.offered:,.0f}, in time {_share(one.service_level)} ({weeks}), {missed}"


def _share(value: float | None) -> str:
    return "?" if value is None else f"{value:.1%}"


def pictures(hand: Hand, shifts: ShiftsPage, themes: Themes, out: Path) -> None:
    """Take the week, its simulation and the forecast in both looks and sizes."""
    for look, size in LOOKS:
        themes.choose(look)
        hand.window.resize(*size)
        hand.settle()
        hand.press("Shifts")
        hand.press("Week")
        bar = next(area.verticalScrollBar() for area in shifts.week.findChildren(QScrollArea) if area.isVisible())
        for name, value in (("shifts", 0), ("played", bar.maximum())):
            bar.setValue(value)
            hand.shot(out / f"{name}-{look}-{size[0]}.png")
        for words, name in (("One person", "person"), ("Team", "team"), ("Volume and people", "forecast")):
            hand.press(words)
            hand.shot(out / f"{name}-{look}-{size[0]}.png")


def run(source: Path, out: Path, *, team: str, weeks: int) -> list[str]:
    """Do the whole of it for one team, and return what is to be said."""
    out.mkdir(parents=True, exist_ok=True)
    log, people, database = out / "log.csv", out / "team.yaml", out / "shop.csops"
    counts = write_log(source, log, until=NOW.replace(tzinfo=None), weeks=weeks)
    print(", ".join(f"{channel} {count:,}" for channel, count in counts.items()), f"in {weeks} weeks", flush=True)
    write_team(people, PEOPLE if team == "tight" else {**PEOPLE, **MORE})
    database.unlink(missing_ok=True)
    build(database, log, people).close()
    application = QApplication.instance() or QApplication(["csops"])
    assert isinstance(application, QApplication)
    themes = Themes(application)
    themes.choose("light")
    window = MainWindow(
        open_workspace(database, clock=lambda: NOW.astimezone(UTC)), themes=themes, preferences=Preferences(None)
    )
    window.backs_up_at_exit = False
    window.resize(1440, 900)
    window.show()
    hand = Hand(window)
    hand.settle()
    shifts = plan_week(hand)
    played = play(hand, shifts)
    hand.settle()
    view = shifts.view
    assert view is not None
    pictures(hand, shifts, themes, out)
    export(hand, shifts, out / "plan.xlsx")
    window.close()
    return list(said_of(view, played))


def main(arguments: Sequence[str] | None = None) -> int:
    """Plan for each team that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, metavar="PATH")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--team", choices=["tight", "enough"], nargs="+", default=["tight", "enough"])
    parser.add_argument("--weeks", type=int, default=34, help="how much history the log has")
    asked = parser.parse_args(arguments)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    for team in asked.team:
        for line in run(asked.path, asked.out / team, team=team, weeks=asked.weeks):
            print(f"{team}: {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
