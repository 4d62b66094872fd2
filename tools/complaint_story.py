"""Lives through a complaint in two windows on one file: an agent and the owner, from the call to the figures.

    QT_QPA_PLATFORM=offscreen python -m tools.complaint_story [FOLDER]

Everything is done through the windows: a call is logged, the case becomes a recovery, a concession above the
agent's limit is asked for and approved by the owner on *Today*, a promise is made and kept, the customer's answer is
noted, and all of it is seen in the figures. With a FOLDER, pictures of each step are kept there.
"""

import os
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csops.domain.access import Role
from csops.domain.cases import State
from csops.services.cases import get_case
from csops.services.kpi import kpis
from csops.ui.cases.entries import entries
from csops.ui.contacts.log_panel import LogPanel
from csops.ui.contacts.part_bar import HAPPENED
from csops.ui.contacts.promise_dialogs import PromiseDialog
from csops.ui.contacts.solved_menu import SolvedMenu
from csops.ui.kit import plurals
from csops.ui.kit.formats import Formats
from csops.ui.main_window import MainWindow
from csops.ui.today.wait_card import WaitCard
from tools.story_windows import StoryWindows, until

MONDAY = datetime(2026, 11, 16, 9, 21, tzinfo=UTC)
MARA, PRIYA = "Mara Lindqvist", "Priya Nair"
CUSTOMER = "Ada Brandt"
SAID = "The chain guard arrived cracked, and the second one too"


@dataclass
class Story:
    """What was seen on the way: who decides, what Today said to the owner, the rows of the case, the figures."""

    case_id: int = 0
    decides: str = ""
    waited: str = ""
    approved: str = ""
    promise: str = ""
    open_steps: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    figures: dict[str, tuple[float | None, int]] = field(default_factory=dict)


class Teller(StoryWindows):
    """Opens the windows and does in them what people do."""

    def __init__(self, folder: Path, *, pictures: Path | None = None) -> None:
        super().__init__(folder, owner=MARA, others={PRIYA: Role.AGENT}, now=MONDAY, pictures=pictures)
        self.story = Story()

    # ------------------------------------------------------------ hands and eyes
    def part(self, name: str, key: str) -> Any:
        """Open the case in somebody's window, choose one of its parts, and return it."""
        window = self.front(name)
        window.go("contacts", {"case_id": self.story.case_id})
        self.settle(window)
        detail = self._detail(window)
        until(lambda: detail.view is not None and detail.view.case_id == self.story.case_id, "the case is not there")
        detail.show_part(key)
        self.settle(window)
        return detail.part()

    @staticmethod
    def _detail(window: MainWindow) -> Any:
        page: Any = window.frame.page()
        return page.cases.detail

    # ------------------------------------------------------------ what people do
    def log(self) -> None:
        """Priya logs the call: channel, customer, text; the matter is not over."""
        window = self.front(PRIYA)
        window.go("log", {})
        self.settle(window)
        panel = window.findChild(LogPanel)
        assert panel is not None
        until(lambda: panel.is_ready, "the form is not there")
        panel.focus_first()
        form = panel.form
        form.channel.choose("phone")
        form.who.take_person(name=CUSTOMER, email="ada.brandt@example.org")
        complaint = next(topic for topic in window.desk.team.topics if topic.key == "wrong_or_damaged")
        form.topic.choose(str(complaint.id))
        form.text.set_text(SAID)
        form.result.choose("follow_up")
        form.follow_up.day.set_text("tomorrow")
        self.keep(PRIYA, "1-log")
        logged: list[Any] = []
        panel.saved.connect(logged.append)
        panel.save()
        until(lambda: logged, "the call was not logged")
        self.story.case_id = logged[0].case.id

    def start_recovery(self) -> None:
        """The case becomes a recovery; Priya listens, says sorry and takes it."""
        part = self.part(PRIYA, "recovery")
        until(lambda: part.view is not None, "the recovery is not there")
        part.start()
        until(lambda: len(part.steps.cards) == 8, "the steps are not there")
        self._steps(part, ("listen", "apologise", "take_ownership", "understand"))
        self.keep(PRIYA, "2-recovery")

    def _steps(self, part: Any, keys: tuple[str, ...]) -> None:
        for key in keys:
            card = part.steps.card(key)
            for noted in card.fields.values():
                noted.set_text("She ordered twice and got a cracked one each time")
            left = part.view.open_steps
            card.finish.click()
            until(partial(_is_left, part, left - 1), f"step {key} is not done")
        self.story.open_steps.append(part.view.open_steps)

    def ask_for_concession(self) -> None:
        """Priya offers the whole price back: above her limit, so she asks."""
        part = self.part(PRIYA, "concessions")
        until(lambda: part.fields.kind.box.count() > 0, "the kinds are not there")
        part.fields.kind.choose("refund")
        part.fields.kind.edited.emit()
        judged: list[Any] = []
        part.fields.judged.connect(judged.append)
        for term, value in {"amount": "84.90", "resale_value": "0"}.items():
            QTest.keyClicks(part.fields.terms[term].line, value)
        until(lambda: part.give.text() == "Ask for approval", "the limit was not seen")
        part.fields.reason.set_text("Cracked twice")
        self.story.decides = part.fields.box.decides.words()
        self.keep(PRIYA, "3-concession")
        part.give.click()
        until(lambda: part.rows, "it was not asked for")

    def approve(self) -> None:
        """Mara finds it on Today and approves."""
        window = self.front(MARA)
        window.go("today")
        self.settle(window)
        until(lambda: _rows(window), "nothing waits on Today")
        self.keep(MARA, "4-today")
        (row,) = _rows(window)
        self.story.waited = row.accessibleName()
        row.buttons[-1].click()
        until(lambda: not _rows(window), "it still waits")
        part = self.part(PRIYA, "concessions")
        until(lambda: part.rows and "approved by" in part.rows[0].meta.words(), "Priya does not see it")
        self.story.approved = part.rows[0].meta.words()
        self.keep(PRIYA, "5-approved")

    def promise(self) -> None:
        """Priya promises the money by Friday, and goes on with the steps."""
        part = self.part(PRIYA, "promises")
        part.make()
        dialog = self.windows[PRIYA].findChild(PromiseDialog)
        assert dialog is not None
        dialog.what.set_text("Refund of 84.90")
        dialog.block.day.set_text("fri")
        self.keep(PRIYA, "6-promise")
        dialog.submit()
        until(lambda: part.rows, "the promise was not made")
        recovery = self.part(PRIYA, "recovery")
        until(lambda: recovery.view is not None, "the recovery is not there")
        self._steps(recovery, ("solve", "make_amends"))

    def keep_promise(self) -> None:
        """Two days later the money has gone out: the promise is kept, and the remedy reached the customer."""
        self.now = MONDAY + timedelta(days=2)
        part = self.part(PRIYA, "promises")
        until(lambda: part.rows and "kept" in part.rows[0].buttons, "the promise is not there")
        part.rows[0].buttons["kept"].click()
        until(lambda: not part.rows[0].buttons, "the promise was not kept")
        self.story.promise = part.rows[0].accessibleName()
        recovery = self.part(PRIYA, "recovery")
        recovery.foot.day.set_text("today")
        recovery.foot.note_day.click()
        until(lambda: recovery.view.recovery.delivered_at is not None, "the delivery was not noted")

    def answer(self) -> None:
        """A week later Priya asks; the customer is satisfied, the lesson is written down, the case resolved."""
        self.now = MONDAY + timedelta(days=9)
        recovery = self.part(PRIYA, "recovery")
        until(lambda: recovery.view is not None, "the recovery is not there")
        self._steps(recovery, ("follow_up", "learn"))
        part = self.part(PRIYA, "answers")
        part.fields.kind.button("csat").click()
        part.fields.rating.button("5").click()
        part.fields.comment.set_text("Priya looked after everything")
        part.note.click()
        until(lambda: len(part.rows) == 1, "the answer was not noted")
        self.keep(PRIYA, "7-answer")

    def resolve(self) -> None:
        """The case is resolved by its key, the customer having confirmed it; the timeline tells what happened."""
        self.part(PRIYA, HAPPENED)
        window = self.windows[PRIYA]
        detail = self._detail(window)
        detail.head.settled.emit()
        until(lambda: window.findChildren(SolvedMenu), "nothing asks what the customer said")
        (menu,) = window.findChildren(SolvedMenu)
        QTest.keyClick(menu, Qt.Key.Key_Y)
        workspace = window.desk.workspace
        until(lambda: get_case(workspace, case_id=self.story.case_id).state is State.RESOLVED, "it is not resolved")
        self.part(PRIYA, HAPPENED)  # a resolved case leaves the list of open ones
        until(lambda: detail.view is not None, "the case is not shown")
        formats = Formats(zone=window.desk.team.calendar.tz)
        told = entries(detail.view.timeline, team=window.desk.team, formats=formats, now=self.now)
        self.story.told = [entry.title for entry in told]
        self.keep(PRIYA, "8-timeline")

    def look(self) -> None:
        """Mara looks at the figures of these weeks, and at the page of the answers."""
        window = self.front(MARA)
        window.go("figures", {"tab": "figures", "figure": "csat"})
        self.settle(window)
        self.keep(MARA, "9-csat")
        window.go("figures", {"tab": "figures"})
        self.settle(window)
        self.keep(MARA, "9-figures")
        day = self.now.date()
        found = kpis(window.desk.workspace, first_day=MONDAY.date(), last_day=day).figures
        self.story.figures = {key: (figure.value, figure.n) for key, figure in found.items()}


def _is_left(part: Any, steps: int) -> bool:
    return bool(part.view.open_steps == steps)


def _rows(window: MainWindow) -> list[Any]:
    page: Any = window.frame.page()
    card = page.findChild(WaitCard) if isinstance(page, QWidget) else None
    part = card.parts.get("approvals") if card is not None else None
    return [] if part is None else list(part.rows)


def live_through(folder: Path, *, pictures: Path | None = None) -> Story:
    """Live through the complaint on a fresh file in `folder`."""
    teller = Teller(folder, pictures=pictures)
    try:
        teller.log()
        teller.start_recovery()
        teller.ask_for_concession()
        teller.approve()
        teller.promise()
        teller.keep_promise()
        teller.answer()
        teller.resolve()
        teller.look()
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
    print(f"who decides: {story.decides}")
    print(f"on Today: {story.waited}")
    print(f"then: {story.approved}")
    print(f"the promise: {story.promise}")
    print(f"steps still open after each visit: {story.open_steps}")
    print("told: " + "; ".join(story.told))
    for key, (value, n) in story.figures.items():
        print(f"{key}: {value} (n {n})")


if __name__ == "__main__":
    main()
