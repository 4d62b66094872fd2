"""Lives through a whole hiring in three windows on one file: three interviewers, four candidates, one decision.

    QT_QPA_PLATFORM=offscreen python -m tools.hiring_story [FOLDER]

Everything is done through the windows: a profile is changed, a place opened, the interviews planned, four people
added, twelve scorecards filled by keys alone, the ratings compared, and an offer recorded. With a FOLDER, pictures of
the profile, the form, what is hidden, the comparison and the decision are kept there. Says how many key presses one
scorecard took, and what an interviewer could see of the others before submitting.
"""

import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csops.domain.access import Role
from csops.domain.decisions import Decision
from csops.domain.scorecards import needs_evidence
from csops.services.opening_lines import profile_options
from csops.ui.kit import plurals
from tools.story_windows import StoryWindows, until

NOW = datetime(2026, 11, 17, 9, 21, tzinfo=UTC)
MARA, TOMASZ, PRIYA = "Mara Lindqvist", "Tomasz Reyes", "Priya Nair"
PROFILE = "All-rounder in a small shop"
RATINGS: Mapping[str, Mapping[str, str]] = {
    "Ngozi Adeyemi": {MARA: "5544443", TOMASZ: "4544443", PRIYA: "5443440"},
    "Elena Vasquez": {MARA: "4433443", TOMASZ: "4443343", PRIYA: "3443433"},
    "Tobias Kern": {MARA: "2445544", TOMASZ: "2545544", PRIYA: "3445455"},
    "Rafael Lima": {MARA: "3333242", TOMASZ: "4333343", PRIYA: "3340233"},
}
"""By candidate and interviewer: a digit for each skill of the form in its order; 0: not asked."""
SAID = "Repeated my complaint back in her own words before she offered anything"


@dataclass
class Story:
    """What was seen on the way.

    `keys`: key presses of each scorecard but for the letters of the evidence. `seen_before`: what the comparison said
    to the last interviewer before the own scorecard was submitted. `ranking`: name and fit, the first first.
    """

    keys: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    seen_before: str = ""
    ranking: list[tuple[str, float]] = field(default_factory=list)
    decided: str = ""


class Teller(StoryWindows):
    """Opens the windows and does in them what people do."""

    def __init__(self, folder: Path, *, pictures: Path | None = None) -> None:
        others = {TOMASZ: Role.SUPERVISOR, PRIYA: Role.AGENT}
        super().__init__(folder, owner=MARA, others=others, now=NOW, pictures=pictures)
        self.story = Story()

    # ------------------------------------------------------------ hands and eyes
    def page(self, name: str, tab: str, **question: object) -> Any:
        """Go to a tab of Team & hiring in somebody's window and return its page."""
        window = self.front(name)
        window.go("hiring", {"tab": tab, **question})
        self.settle(window)
        place: Any = window.frame.page()
        return place.page()

    # ------------------------------------------------------------ what people do
    def change_profile(self) -> None:
        """Mara gives listening more weight, and lets the others share the rest."""
        editor = self.page(MARA, "profiles", profile="shop_all_rounder").editor
        until(editor.form.table.shown, "the profile is not there")
        first = editor.form.table.shown()[0]
        first.weight.setText("30")
        first.hold.setChecked(True)
        editor.form.table.share_out()
        self.keep(MARA, "profile")
        editor.save.click()
        self.settle(self.windows[MARA])

    def open_place(self) -> int:
        """Mara opens a place by that profile and returns the opening's number."""
        page = self.page(MARA, "openings")
        page.door.begin()
        until(lambda: page.door.form is not None, "the form of the opening is not there")
        form = page.door.form
        versions = {one.name: one.version_id for one in profile_options(self.windows[MARA].desk.workspace)}
        form.profile.choose(str(versions[PROFILE]))
        form.title_field.set_text("Customer care agent")
        self.keep(MARA, "opening-form")
        form.save.click()
        until(lambda: page.opening.line is not None, "the opening is not there")
        return int(page.opening.line.id)

    def plan(self, opening_id: int) -> None:
        """Everybody rates every skill."""
        page = self.page(MARA, "openings", opening_id=opening_id, part="plan")
        part = page.opening.part("plan")
        for number, name in enumerate((MARA, TOMASZ, PRIYA), start=1):
            until(lambda: part.plan is not None and part.form is None, "the plan is not there")
            part.begin_new()
            member = next(one for one in part.plan.members if one.name == name)
            part.form.who.choose(str(member.id))
            part.form.save.click()
            until(partial(_has_seats, part, number), f"no part for {name}")
        self.keep(MARA, "plan")

    def add_candidates(self, opening_id: int) -> None:
        """Mara adds four people."""
        page = self.page(MARA, "openings", opening_id=opening_id, part="candidates")
        part = page.opening.part("candidates")
        for number, name in enumerate(RATINGS, start=1):
            part.begin()
            until(lambda: part.door.form is not None, "the form of the candidate is not there")
            part.door.form.name_field.set_text(name)
            part.door.form.source.set_text("Notice in the shop")
            part.door.form.save.click()
            until(lambda: part.door.form is None, f"{name} was not added")
            until(partial(_has_rows, part, number), f"{name} is not in the list")
        self.keep(MARA, "candidates")

    def fill(self, name: str, candidate: str, *, picture: str = "") -> None:
        """Somebody fills the scorecard that waits for them on a candidate, by keys alone."""
        window = self.windows[name]
        page = self.page(name, "openings")
        page.show_list()
        cards = page.list.my_cards
        until(lambda: any(one.who == candidate for one in cards.cards), f"nothing waits for {name} on {candidate}")
        card_id = next(one.card.id for one in cards.cards if one.who == candidate)
        page.show_score(card_id)
        form = page.score
        until(lambda: form.is_ready, "the form is not there")
        self.settle(window)
        keys = letters = 0
        digits = RATINGS[candidate][name]
        for place, digit in enumerate(digits):
            self.press(window, Qt.Key(ord(digit)))
            keys += 1
            asked = form.filling.form.role.asked(form.filling.front)
            if needs_evidence(int(digit) or None, minimum=asked.minimum_level):
                self.press(window, Qt.Key.Key_Tab)
                QTest.keyClicks(window.focusWidget(), SAID)
                keys, letters = keys + 1, letters + len(SAID)
            if picture and place == len(digits) // 2:
                self.keep(name, picture)
            if place < len(digits) - 1:
                self.press(window, Qt.Key.Key_PageDown)
                keys += 1
        self.press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.story.keys.append(keys + 1)
        self.story.letters.append(letters)
        until(lambda: not page.is_alone, f"the scorecard of {name} on {candidate} was not submitted")

    def look_before(self, opening_id: int) -> None:
        """What Mara sees of Ngozi while the others have rated and she has not."""
        part = self.page(MARA, "openings", opening_id=opening_id, part="compare").opening.part("compare")
        until(lambda: part.board.found is not None and part.board.found.scored == 8, "the comparison is not there")
        self.keep(MARA, "hidden")
        self.story.seen_before = part.panel.verdict.reasons.words()
        assert all(one.fit is None for one in part.board.found.candidates), "ratings are seen before one's own"

    def decide(self, opening_id: int) -> None:
        """Mara compares, looks at a sum, and records an offer."""
        part = self.page(MARA, "openings", opening_id=opening_id, part="compare").opening.part("compare")
        until(lambda: part.board.found is not None and part.board.found.scored == 12, "not all have rated")
        self.keep(MARA, "comparison")
        found = part.board.found
        ranked = [one for one in found.candidates if one.fit is not None]
        self.story.ranking = [(one.name, one.fit.fit) for one in ranked]
        part.panel.decision_wanted.emit(Decision.OFFER)
        until(lambda: part.deciding.form is not None and part.deciding.form.isVisible(), "no form of the decision")
        form = part.deciding.form
        form.reason.set_text("Best in what the counter needs most, and all three would work with her")
        self.keep(MARA, "decision")
        form.save.click()
        until(lambda: "offer" in _stages(part), "the offer was not recorded")
        self.story.decided = ranked[0].name
        self.keep(MARA, "decided")


def _has_seats(part: Any, number: int) -> bool:
    return part.form is None and len(part.plan.seats) == number


def _has_rows(part: Any, number: int) -> bool:
    return bool(part.rows.records() >= number)


def _stages(part: Any) -> set[str]:
    return set() if part.board.found is None else {one.application.stage.value for one in part.board.found.candidates}


def live_through(folder: Path, *, pictures: Path | None = None) -> Story:
    """Live through the whole hiring on a fresh file in `folder`."""
    teller = Teller(folder, pictures=pictures)
    try:
        teller.change_profile()
        opening_id = teller.open_place()
        teller.plan(opening_id)
        teller.add_candidates(opening_id)
        for candidate in RATINGS:
            for name in (TOMASZ, PRIYA):
                teller.fill(name, candidate)
        teller.look_before(opening_id)
        for candidate in RATINGS:
            teller.fill(MARA, candidate, picture="form" if candidate == "Ngozi Adeyemi" else "")
        teller.decide(opening_id)
        return teller.story
    finally:
        teller.close()


def main() -> None:
    """Live through it and say what it took."""
    application = QApplication.instance() or QApplication([])
    plurals.install(application)
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        story = live_through(Path(folder), pictures=pictures)
    print(f"{len(story.keys)} scorecards of 7 skills: {min(story.keys)} to {max(story.keys)} key presses each")
    print(f"besides {min(story.letters)} to {max(story.letters)} letters of evidence")
    print(f"seen before the own was submitted: {story.seen_before}")
    for place, (name, fit) in enumerate(story.ranking, start=1):
        print(f"{place}. {name}: fit {fit:.1f} %")
    print(f"offer recorded: {story.decided}")


if __name__ == "__main__":
    main()
