"""Drawing, reviewing and disputing, each person in a window of their own on one file."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from csops.bootstrap import create_workspace
from csops.domain.review_samples import Stratum
from csops.domain.reviews import DisputeState, Review
from csops.domain.team import Shop
from csops.services.reviews import my_reviews_made
from csops.services.sample.build import SAMPLE_SHOP, build_sample
from csops.ui.kit.controls import Button
from csops.ui.kit.theme import Themes
from csops.ui.quality.queue.page import DISPUTES, MINE, TEAM
from tools.quality_shop import MARA, PRIYA, TOMASZ, furnish
from tools.story_hands import CTRL, Hands
from tools.story_windows import StoryWindows, until

NOW = datetime(2026, 11, 17, 9, 21, tzinfo=UTC)
WEEKS = 20
REVIEWERS = (MARA, TOMASZ, PRIYA)
ENTER = Qt.Key.Key_Return
NOTE = "Say when it arrives, not only that it leaves"
_FEWEST_STEPS = 2
DISPUTED = "The mail of Tuesday names the day"
WHY = "No day is named"


@dataclass(frozen=True, kw_only=True)
class Act:
    """What an act took: keys, clicks, and seconds of the program."""

    keys: int
    clicks: int
    seconds: float


@dataclass
class Story:
    """What was seen on the way."""

    previewed: str = ""
    drawn: str = ""
    reviews: list[Act] = field(default_factory=list)
    scores: list[str] = field(default_factory=list)
    colleague: str = ""
    read: str = ""
    disputed: str = ""
    decided: str = ""
    before: str = ""
    after: str = ""
    blind: list[str] = field(default_factory=list)
    equal: list[str] = field(default_factory=list)
    published: str = ""
    coached: str = ""
    agenda: list[str] = field(default_factory=list)
    agreed: str = ""
    told: str = ""
    acts: dict[str, Act] = field(default_factory=dict)


class Reviewing(StoryWindows):
    """Opens a window for each reviewer on one file, and does in them what people do."""

    def __init__(self, folder: Path, *, pictures: Path | None, is_sample: bool, has_mouse: bool) -> None:
        self.now, self.place, self.pictures = NOW, folder / "shop.csops", pictures
        self._has_mouse = has_mouse
        shop = SAMPLE_SHOP if is_sample else Shop(name="Hollow Oak Cycles", zone="Europe/Berlin", region="DE")
        workspace = create_workspace(self.place, owner=MARA, shop=shop, clock=self.clock)
        if is_sample:
            build_sample(workspace, until=NOW, weeks=WEEKS)
        else:
            furnish(workspace, now=NOW)
        with workspace.read() as work:
            self._built = max((one.id for one in work.quality.reviews.all()), default=0)
        workspace.close()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.themes = Themes(application)
        self.themes.choose("light")
        self.windows = {}
        self._hands: dict[str, Hands] = {}
        self.story = Story()

    # ------------------------------------------------------------ hands
    def hands(self, name: str) -> Hands:
        """Return the hands of somebody at their window, which comes to the front; it is opened when first used."""
        if name not in self.windows:
            self.windows[name] = self._window(name)
            self._hands[name] = Hands(self.windows[name], has_mouse=self._has_mouse)
        window = self.front(name)
        until(window.isActiveWindow, f"the window of {name} is not in front")
        return self._hands[name]

    @contextmanager
    def _act(self, what: str, hands: Hands) -> Iterator[None]:
        """Count what an act takes."""
        before, began = (hands.effort.keys, hands.effort.clicks), time.perf_counter()
        yield
        keys, clicks = hands.effort.keys - before[0], hands.effort.clicks - before[1]
        self.story.acts[what] = Act(keys=keys, clicks=clicks, seconds=time.perf_counter() - began)

    def _quality(self, hands: Hands, tab: str) -> Any:
        """Go to a tab of Quality, and return its page."""
        window = hands.window
        if window.frame.sidebar.item("quality").isChecked():
            pass
        elif hands.has_mouse:
            hands.click(window.frame.sidebar.item("quality"))
        else:
            hands.key(Qt.Key.Key_6, CTRL)
        until(lambda: window.frame.page() is not None and hasattr(window.frame.page(), "tabs"), "Quality is not there")
        place: Any = window.frame.page()
        if place.tabs.isHidden():  # one session, or a review, takes the whole place: Esc leads back
            hands.key(Qt.Key.Key_Escape)
            until(lambda: not place.tabs.isHidden(), "Esc does not lead back")
        hands.choose(place.tabs, tab)
        self.settle(window)
        return place.page(tab)

    def _top(self, hands: Hands, words: str) -> Button:
        """Return a button of the top bar."""
        found = [one for one in hands.window.frame.top.buttons if one.text() == words]
        if not found:
            raise AssertionError(f"nothing above says {words}")
        return found[0]

    def _dialog(self, hands: Hands, page: Any) -> Any:
        """Return the dialog of a page, as soon as it is open."""
        until(lambda: page.dialog is not None and page.dialog.isVisible(), "the dialog does not open")
        self.settle(hands.window)
        return page.dialog

    # ------------------------------------------------------------ drawing
    def draw(self, *, wanted: int) -> None:
        """Priya draws over person and channel, looks at what it brings, and shares it among the three."""
        hands = self.hands(PRIYA)
        with self._act("draw a sample", hands):
            page = self._quality(hands, "to_review")
            hands.press(self._top(hands, "Draw a sample"))
            dialog = self._dialog(hands, page)
            fields = dialog.fields
            until(lambda: len(fields.who.boxes) >= len(REVIEWERS), "nobody may review")
            hands.choose(fields.way, "all")
            hands.write(fields.count, str(wanted))
            for stratum in (Stratum.PERSON, Stratum.CHANNEL):
                hands.tick(fields.strata[stratum])
            names = {box.text(): box for box in fields.who.boxes.values()}
            for name in REVIEWERS:
                hands.tick(names[name])
            hands.write(fields.seed, "6")
            hands.write(fields.name, "November")
            until(lambda: dialog.save.text() == f"Draw {wanted} contacts", "the preview does not come")
            self.story.previewed = dialog.preview.said.words()
            self.keep(PRIYA, "01-draw")
            hands.press(dialog.save)
            until(lambda: page.found.team is not None and page.found.team.items, "nothing was drawn")
        self.settle(hands.window)
        toast = hands.window.frame.toasts.shown
        self.story.drawn = toast.notice.text if toast is not None else ""
        hands.choose(page.scope, TEAM)
        self.keep(PRIYA, "02-queue-of-the-team")

    # ------------------------------------------------------------ reviewing
    def review(self, most: int) -> None:
        """Mara reviews what is next in her queue, by keys alone; the first with evidence and notes."""
        hands = self.hands(MARA)
        queue = self._quality(hands, "to_review")
        hands.choose(queue.scope, MINE)
        until(lambda: queue.found.mine, "nothing waits for Mara")
        self.keep(MARA, "03-own-queue")
        first = queue.found.mine[0].pick.id
        hands.open_row(queue.pane.view, lambda row: getattr(row, "id", 0) == first)
        place: Any = hands.window.frame.page()
        page = place.page("review")
        for number in range(most):
            self._form(hands, page)
            with self._act(f"review {number + 1}", hands):
                self._rate(hands, page, with_evidence=number == 0, low=1 if number % 3 == 0 else None)
            self.story.reviews.append(self.story.acts.pop(f"review {number + 1}"))
        self.settle(hands.window)

    def _form(self, hands: Hands, page: Any) -> None:
        """Wait for the form of a review, with the focus in its ratings."""
        until(lambda: page.is_ready and page.view.isEnabled(), "the form is not there")
        self.settle(hands.window)
        # The parts are shown when the event loop comes round; before, none of them can have the focus.
        until(lambda: page.view.card.isAncestorOf(hands.focused()), "the ratings have no focus")

    def _rate(self, hands: Hands, page: Any, *, with_evidence: bool = False, low: int | None = None) -> None:
        """Press a rating for each criterion that is open, then finish; the next form comes by itself.

        `low`: the place of the one, of those that are not critical, which is not rated Yes.
        """
        filling, window = page.view.filling, hands.window
        usual = [
            one.key
            for one in filling.criteria
            if not one.critical and len(one.scale.steps) > _FEWEST_STEPS and one.key in filling.open_keys()
        ]
        low_key = usual[low % len(usual)] if low is not None else ""
        if with_evidence:
            self.keep(window.desk.workspace.member.name, "04-review")
            self._link(hands, page)
        for key in tuple(filling.open_keys()):
            if key != filling.front:
                raise AssertionError(f"the keys lead to {filling.front}, not to the next criterion {key}")
            low_rating = Qt.Key.Key_N if with_evidence else Qt.Key.Key_P
            hands.key(low_rating if key == low_key else Qt.Key.Key_Y)
            if key == low_key and with_evidence:
                self._say_why(hands, page, key)
        if with_evidence:
            hands.write(page.view.card.note, NOTE)
            self.keep(window.desk.workspace.member.name, "05-rated")
        self.story.scores.append(page.view.card.score.words())
        form = filling.form
        hands.key(ENTER, CTRL)
        until(lambda: filling.form is not form, "the review was not finished")
        until(lambda: not page.isVisible() or (page.is_ready and page.view.isEnabled()), "the next one does not come")

    def _link(self, hands: Hands, page: Any) -> None:
        """Select words of the last answer and press the number of a criterion."""
        bubbles = page.view.contact.bubbles
        bubble = next((one for one in reversed(bubbles) if one.turn.is_ours), bubbles[-1])
        if hands.has_mouse:
            hands.drag_over(bubble.words)
        else:
            hands.key(Qt.Key.Key_L)
            until(page.view.focus.is_among_messages, "L does not lead to the messages")
            for _each in bubbles:
                if not bubble.hasFocus():
                    hands.key(Qt.Key.Key_Down)
            hands.key(Qt.Key.Key_Right)
            hands.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        hands.key(Qt.Key.Key_1)
        filling = page.view.filling
        until(lambda: filling.draft.of(filling.keys[0]).quotes, "the words were not linked")

    def _say_why(self, hands: Hands, page: Any, key: str) -> None:
        """Go back to what was rated low, note why, and go on to what is open."""
        filling, rows = page.view.filling, page.view.card.rows
        hands.key(Qt.Key.Key_K)
        until(lambda: filling.front == key and rows[key].details is not None, "K does not lead back")
        hands.write(rows[key].details.note, WHY)
        following = filling.open_keys()[0]
        if hands.has_mouse:
            hands.click(rows[following].badge)
        else:
            hands.reach(rows[following].ratings)
        until(lambda: filling.front == following, "the next criterion is not in front")

    # ------------------------------------------------------------ whose contact it was
    def read_and_dispute(self) -> None:
        """The colleague reads the first review that was sent of an agent, answers, and disputes a criterion."""
        workspace = self.windows[MARA].desk.workspace
        sent = sorted(my_reviews_made(workspace), key=lambda each: each.id)
        leads = self._leads()
        one = next(each for each in sent if each.id > self._built and each.member_id not in leads and _low(each))
        names = {each.id: each.name for each in self.windows[MARA].desk.team.members}
        name = self.story.colleague = names[one.member_id]
        hands = self.hands(name)
        with self._act("read and answer", hands):
            page = self._quality(hands, "mine")
            until(lambda: one.id in page.list.ids(), "no review came")
            hands.go_to_row(page.list, page.list.ids().index(one.id) + 1)
            until(lambda: page.view.sent is not None and page.view.sent.review.id == one.id, "it is not shown")
            self.story.read = page.view.score.words()
            self.keep(name, "06-read")
            hands.press(page.view.answer)
            dialog = self._dialog(hands, page.view)
            hands.write(dialog.text, "I named the day in the next mail")
            hands.key(ENTER, CTRL)
            until(lambda: page.view.sent.review.answer, "the answer was not kept")
        low = _low(one)
        with self._act("dispute a criterion", hands):
            hands.press(page.view.lines[low].button)
            dialog = self._dialog(hands, page.view)
            hands.pick(dialog.wanted, dialog.wanted.box.itemText(0))
            hands.write(dialog.reason, DISPUTED)
            self.keep(name, "07-dispute")
            hands.key(ENTER, CTRL)
            until(lambda: page.view.sent.dispute_of(low) is not None, "it was not disputed")
        self.settle(hands.window)
        self.story.disputed, self.story.before = low, self.story.read

    def decide(self) -> None:
        """Priya, who did not make the review, decides; the colleague sees the score that holds now."""
        hands = self.hands(PRIYA)
        with self._act("decide a dispute", hands):
            page = self._quality(hands, "to_review")
            hands.choose(page.scope, DISPUTES)
            until(lambda: self._dispute_row(page) is not None, "no dispute waits")
            self.keep(PRIYA, "08-disputes")
            hands.press(self._dispute_row(page).buttons[-1])
            dialog = self._dialog(hands, page.disputes)
            hands.choose(dialog.how, DisputeState.PARTLY.value)
            hands.write(dialog.reason, "It does, but not the hour")
            self.keep(PRIYA, "09-decide")
            hands.key(ENTER, CTRL)
            until(lambda: _state(self._dispute_row(page)) is not DisputeState.OPEN, "it is not decided")
        name = self.story.colleague
        hands = self.hands(name)
        mine = self._quality(hands, "mine")
        until(lambda: mine.view.sent.review.first, "the colleague does not see the decision")
        line = mine.view.lines[self.story.disputed]
        self.story.decided = line.accessibleName()
        self.story.after = mine.view.score.words()
        self.keep(name, "10-decided")

    def _dispute_row(self, page: Any) -> Any:
        """Return the row of what the colleague disputed, None where it is not there."""
        return next((row for row in page.disputes.rows if row.seen.dispute.reason == DISPUTED), None)

    def _leads(self) -> set[int]:
        return {one.id for one in self.windows[MARA].desk.team.members if one.name in {MARA, PRIYA}}


def _low(review: Review) -> str:
    """The criterion of a review that was rated low here, with why; empty without one."""
    return next((each.criterion for each in review.ratings if each.note == WHY), "")


def _state(row: Any) -> DisputeState | None:
    return None if row is None else row.seen.dispute.state
