"""Lives through a week of quality on the sample business: three reviewers in three windows on one file.

    QT_QPA_PLATFORM=offscreen python -m tools.quality_story [FOLDER]

A stratified sample is drawn, ten contacts are reviewed by real key presses (keys and seconds are counted), three
contacts are calibrated by three reviewers, each in a window of their own, and one colleague is coached.
With a FOLDER, pictures of each step are kept there.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from csops.bootstrap import create_workspace
from csops.domain.coaching import Coaching
from csops.domain.review_draws import DrawPlan
from csops.domain.review_samples import Stratum
from csops.services.calibrations import begin_calibration, calibration
from csops.services.coaching import hold_coaching, save_coaching
from csops.services.coaching_ideas import coaching_ideas, suggested_agenda
from csops.services.review_queue import my_queue
from csops.services.review_samples import draw
from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP, build_sample
from csops.ui.kit import plurals
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from tools.story_windows import StoryWindows, until

NOW = datetime(2026, 11, 17, 9, 21, tzinfo=UTC)
MARA, TOMASZ, PRIYA = SAMPLE_OWNER, "Tomasz Rudnicki", "Priya Nair"
WEEKS = 20
_MOST_KEYS = 40


@dataclass
class Story:
    """What was seen: contacts drawn, keys and seconds of each review, how far three calibrations agree."""

    drawn: int = 0
    keys: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    coached: str = ""
    equal: list[float | None] = field(default_factory=list)


class Teller(StoryWindows):
    """Opens three windows on one file and does in them what reviewers do."""

    def __init__(self, folder: Path, *, pictures: Path | None, weeks: int) -> None:
        self.now, self.place, self.pictures = NOW, folder / "shop.csops", pictures
        workspace = create_workspace(self.place, owner=SAMPLE_OWNER, shop=SAMPLE_SHOP, clock=self.clock)
        build_sample(workspace, until=NOW, weeks=weeks)
        workspace.close()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.themes = Themes(application)
        self.themes.choose("light")
        self.windows = {name: self._window(name) for name in (MARA, TOMASZ, PRIYA)}
        self.story = Story()

    def show(self, name: str, question: dict[str, object], picture: str) -> None:
        """Show a tab of Quality in somebody's window."""
        window = self.front(name)
        window.go("quality", question)
        self.settle(window)
        self.keep(name, picture)

    def draw(self, *, wanted: int) -> None:
        """Priya draws over person and channel, and shares it among the three."""
        workspace = self.windows[PRIYA].desk.workspace
        members = {one.name: one.id for one in self.windows[PRIYA].desk.team.members}
        plan = DrawPlan(
            since=NOW - timedelta(days=20),
            until=NOW,
            name="November",
            strata=(Stratum.PERSON, Stratum.CHANNEL),
            wanted=wanted,
            reviewers=tuple(members[name] for name in (MARA, TOMASZ, PRIYA)),
            seed=6,
        )
        self.story.drawn = draw(workspace, plan=plan).wanted
        self.show(PRIYA, {"tab": "to_review"}, "1-queue")

    def review(self, name: str, *, most: int) -> None:
        """Review what is next in somebody's queue, by keys alone."""
        window = self.front(name)
        workspace = window.desk.workspace
        for item in my_queue(workspace)[:most]:
            pick = item.pick
            page = self._form(window, {"tab": "review", "pick_id": pick.id})
            if not self.story.keys:
                self.keep(name, "2-review")
            self._rate(window, page, picture="3-rated" if not self.story.keys else "")

    def _form(self, window: MainWindow, question: dict[str, object]) -> Any:
        window.go("quality", question)
        place: Any = window.frame.page()
        page = place.page("review")
        wanted = question.get("pick_id"), question.get("session_id")
        until(lambda: page.is_ready and wanted == _about(page.view.filling.form), "the form is not there")
        self.settle(window)
        # The parts are shown when the event loop comes round; before, none of them can have the focus.
        until(lambda: page.view.isAncestorOf(window.focusWidget() or window), "the form has no focus")
        return page

    def _rate(self, window: MainWindow, page: Any, *, picture: str = "", counted: bool = True, shift: int = 0) -> None:
        """Press a rating for each criterion that is open, then finish."""
        began, keys = time.perf_counter(), 0
        ended: list[object] = []
        page.view.finished.connect(lambda *said: ended.append(said))
        filling = page.view.filling
        while filling.open_keys() and keys < _MOST_KEYS:
            is_partly = (keys + shift + len(self.story.keys)) % 7 == 3
            self.press(window, Qt.Key.Key_P if is_partly else Qt.Key.Key_Y)
            keys += 1
        if picture:
            self.keep(window.desk.workspace.member.name, picture)
        window.activateWindow()
        until(window.isActiveWindow, "the window is not in front")
        self.press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        until(lambda: ended, "the review was not finished")
        self.settle(window)
        if not counted:
            return
        self.story.keys.append(keys + 1)
        self.story.seconds.append(time.perf_counter() - began)

    # ------------------------------------------------------------ calibrating
    def calibrate(self, number: int) -> None:
        """Priya asks for it; all three rate in their own windows, none seeing the others before all are in."""
        window = self.windows[PRIYA]
        workspace, team = window.desk.workspace, window.desk.team
        ids = {one.name: one.id for one in team.members}
        with workspace.read() as work:
            (dan,) = [one.id for one in work.members.all() if one.name == "Dan Whitlock"]
            mine = [one for one in work.contacts.where(member_id=dan) if "\n" in one.text]
        session = begin_calibration(
            workspace,
            contact_id=mine[-2 - number].id,
            reviewers=[ids[name] for name in (MARA, TOMASZ, PRIYA)],
            name=f"Dan's mails, {number + 1}",
        )
        for place, name in enumerate((MARA, TOMASZ, PRIYA)):
            page = self._form(self.front(name), {"tab": "review", "session_id": session.id})
            if number == 0 and place == 1:
                self.keep(name, "5-blind")
            seen = calibration(workspace, session_id=session.id)
            if seen.figures is not None or seen.reviews:
                raise AssertionError("ratings are open before all are in")
            self._rate(self.windows[name], page, counted=False, shift=place)
        found = calibration(workspace, session_id=session.id)
        until(lambda: found.figures is not None, "the calibration is not open")
        self.story.equal.append(None if found.figures is None else found.figures.equal)
        if number == 0:
            self.show(PRIYA, {"tab": "calibration", "session_id": session.id}, "6-open")

    # ------------------------------------------------------------ coaching
    def coach(self) -> None:
        """Priya holds a session with Aisha on the criterion that costs her most, with what shows it."""
        workspace = self.windows[PRIYA].desk.workspace
        with workspace.read() as work:
            members = {one.name: one.id for one in work.members.all()}
        who = members["Aisha Bello"]
        weakest = coaching_ideas(workspace, member_id=who).weaknesses[0]
        card, criterion = weakest.card, weakest.criterion
        session = Coaching(
            member_id=who,
            coach_id=members[PRIYA],
            planned_at=self.now,
            made_at=self.now,
            agenda=suggested_agenda(workspace, member_id=who, card=card, criterion=criterion),
            card=card,
            criterion=criterion,
        )
        kept = save_coaching(workspace, session=session)
        hold_coaching(workspace, coaching_id=kept.id)
        self.story.coached = weakest.name
        self.show(PRIYA, {"tab": "coaching"}, "9-coaching")

    def report(self) -> None:
        """Mara looks at the report of the period."""
        window = self.front(MARA)
        window.go("reports", {"report": "quality"})
        self.keep(MARA, "10-report")


def _about(form: Any) -> tuple[object, object]:
    return (form.pick.id if form.pick is not None else None, form.session_id)


def live_through(
    folder: Path, *, pictures: Path | None = None, weeks: int = WEEKS, reviews: int = 10, contacts: int = 3
) -> Story:
    """Live through it on a fresh file in `folder`: so many reviews, so many contacts calibrated."""
    teller = Teller(folder, pictures=pictures, weeks=weeks)
    try:
        teller.draw(wanted=max(3 * reviews, 6))
        teller.review(MARA, most=reviews)
        teller.show(MARA, {"tab": "results"}, "4-results")
        for number in range(contacts):
            teller.calibrate(number)
        teller.show(PRIYA, {"tab": "calibration"}, "8-calibrations")
        teller.coach()
        teller.report()
        return teller.story
    finally:
        teller.close()


def main() -> None:
    """Live through it and say what was seen."""
    application = QApplication.instance() or QApplication([])
    plurals.install(application)
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        story = live_through(Path(folder), pictures=pictures)
    print(f"drawn over person and channel: {story.drawn}")
    print(f"reviews by keys: {len(story.keys)}; keys each {story.keys}, median {median(story.keys):g}")
    print(f"seconds of the program each, without reading: median {median(story.seconds):.2f}")
    print(f"coached on: {story.coached}")
    print(f"calibrated: {len(story.equal)} contacts; equal ratings {story.equal}")


if __name__ == "__main__":
    main()
