"""Calibrating and coaching, after what is drawn, reviewed and disputed: all that people do in a week of quality."""

from collections.abc import Iterable
from typing import Any

from csops.services.calibrations import SeenCalibration
from csops.services.coaching_ideas import Need
from csops.ui.quality.calibration.page import POOLED
from csops.ui.quality.calibration.tiles import SAME
from tools.quality_reviewing import ENTER, REVIEWERS, Reviewing
from tools.quality_shop import MARA, PRIYA
from tools.story_hands import CTRL, Hands
from tools.story_windows import until

AGREED_NOTE = "A day counts, a promise to look does not"


class Deeds(Reviewing):
    """Does in the windows what people do."""

    # ------------------------------------------------------------ calibrating
    def calibrate(self, number: int, *, whose: str) -> None:
        """Priya asks three to rate a mail of a colleague; all do in their windows, none seeing the others before."""
        hands = self.hands(PRIYA)
        with self._act(f"begin calibration {number + 1}", hands):
            page = self._quality(hands, "calibration")
            hands.press(self._top(hands, "Begin a calibration"))
            dialog = self._dialog(hands, page)
            until(lambda: dialog.found is not None, "nothing can be chosen")
            mails = [one for one in dialog.found.contacts if one.member == whose and "\n" in one.text]
            hands.pick(dialog.contact, f"{mails[number].id}: ")
            until(lambda: dialog.found.contact is not None and dialog.card.key(), "no card fits")
            self.settle(hands.window)
            names = {box.text(): box for box in dialog.reviewers.values()}
            for name in REVIEWERS:
                hands.tick(names[name])
            hands.write(dialog.name, f"Mails, {number + 1}")
            if not number:
                self.keep(PRIYA, "11-begin-calibration")
            hands.key(ENTER, CTRL)
            until(lambda: page.seen() is not None, "the session is not shown")
        session_id = page.seen().session.id
        for place, name in enumerate(REVIEWERS):
            self._rate_blind(name, session_id, place=place, is_first=not number)
        page = self._quality(self.hands(PRIYA), "calibration")
        until(lambda: not page.list.isHidden(), "the list is not there")

    def _rate_blind(self, name: str, session_id: int, *, place: int, is_first: bool) -> None:
        hands = self.hands(name)
        page = self._quality(hands, "calibration")
        until(lambda: any(one.session.id == session_id for one in page.found.sessions), "nobody asked")
        hands.open_row(page.list.view, lambda row: getattr(row, "id", 0) == session_id)
        until(page.waiting.isVisible, "it is not blind")
        if page.seen().session.id != session_id:
            raise AssertionError(f"session {page.seen().session.id} was opened, not {session_id}")
        until(lambda: len(page.seen().rated) == place, "others have not rated")
        self.story.blind.append(page.waiting.title.words())
        if is_first and place == 1:
            self.keep(name, "12-blind")
        hands.press(page.waiting.rate)
        quality: Any = hands.window.frame.page()
        form = quality.page("review")
        until(lambda: form.is_ready and form.view.filling.form.session_id == session_id, "the form is not there")
        self._form(hands, form)
        with self._act(f"rate blind, {name}", hands):
            self._rate(hands, form, low=place)
        until(lambda: not form.isVisible(), "the form stays")
        self.settle(hands.window)
        if place == len(REVIEWERS) - 1:
            until(page.session.isVisible, "the ratings do not open")
            self._agree(hands, page, is_first=is_first)

    def _agree(self, hands: Hands, page: Any, *, is_first: bool) -> None:
        """Agree on the most disputed criterion with a note, on all that everybody rated the same, and close."""
        session = page.session
        self.story.equal.append(session.tiles.tiles[SAME].accessibleName())
        if is_first:
            self.keep(PRIYA, "13-open")
        with self._act("agree and close", hands):
            disputed = session.rows()[0].criterion
            hands.go_to_row(session.table.view, 0)
            hands.key(ENTER)
            until(lambda: session.panel.isAncestorOf(hands.focused()), "Enter does not lead to what is agreed")
            hands.write(session.panel.note, AGREED_NOTE)
            if is_first:
                self.keep(PRIYA, "14-agree")
            hands.key(ENTER, CTRL)
            until(lambda: any(one.criterion == disputed for one in page.seen().session.agreed), "nothing is agreed")
            self.settle(hands.window)
            hands.press(session.equal)
            until(lambda: not session.equal_keys(), "the equal ones are not agreed on")
            self.settle(hands.window)
            has_gaps = len(page.seen().session.agreed) < len(page.seen().version.criteria)
            hands.press(self._top(hands, "Close session"))
            if has_gaps:
                hands.press(page.acts.first.save)
            until(lambda: page.seen().session.closed_at is not None, "it is not closed")
        self.settle(hands.window)

    def take_notes_up(self) -> None:
        """Mara takes the note of the first session into the guidance: the card is published anew."""
        hands = self.hands(MARA)
        with self._act("notes to the card", hands):
            page = self._quality(hands, "calibration")
            until(lambda: page.found is not None and any(map(_is_done, page.found.sessions)), "no session is over")
            noted = min(one.session.id for one in page.found.sessions if _is_done(one))
            hands.open_row(page.list.view, lambda row: getattr(row, "id", 0) == noted)
            until(lambda: page.session.isVisible() and page.seen().session.closed_at, "it is not closed")
            self.settle(hands.window)
            hands.press(self._top(hands, "Notes to the card"))
            until(lambda: page.acts.first is not None, "the new guidance is not shown")
            hands.press(page.acts.first.save)
            toasts = hands.window.frame.toasts
            until(lambda: toasts.shown is not None and "version" in toasts.shown.notice.text, "not published")
        self.story.published = toasts.shown.notice.text if toasts.shown is not None else ""
        self.keep(MARA, "15-notes-to-the-card")

    # ------------------------------------------------------------ coaching
    def coach(self, whom: str) -> None:
        """Priya plans a session on what costs a colleague most, holds it, and agrees on a next step with its day."""
        hands = self.hands(PRIYA)
        with self._act("plan a session", hands):
            page = self._quality(hands, "coaching")
            until(lambda: page.found is not None and whom in _named(page.found.needs), "nobody to coach")
            need = next(one for one in page.found.needs if one.member.name == whom)
            hands.go_to_row(page.list, page.list.ids().index(need.member.id))
            until(lambda: page.found.person.member.id == need.member.id, "the person is not shown")
            self.settle(hands.window)
            weakest = page.found.person.ideas.weaknesses[0]
            self.story.coached = weakest.name
            self.keep(PRIYA, "16-whom-to-coach")
            hands.press(page.person.weak.button(f"Plan a session: {weakest.name}"))
            until(lambda: page.acts.form is not None and page.acts.form.isVisible(), "the form does not open")
            self.settle(hands.window)
            form = page.acts.form
            self.story.agenda = [point.text for point in form.agenda.points()]
            hands.write(form.day, "tomorrow 10:00")
            hands.write(form.note, "We look at two mails together")
            self.keep(PRIYA, "17-plan")
            hands.key(ENTER, CTRL)
            until(lambda: page.session.isVisible() and page.session.seen is not None, "it is not planned")
            self.settle(hands.window)
        self.keep(PRIYA, "18-planned")
        with self._act("hold it and agree", hands):
            hands.press(page.session.hold)
            until(lambda: page.acts.form is not None and page.acts.form.isVisible(), "the form does not open")
            self.settle(hands.window)
            form = page.acts.form
            hands.press(form.add)
            agreed = form.agreed[0]
            hands.write(agreed.what, "Name the day in each answer")
            hands.write(agreed.day, "fri")
            self.keep(PRIYA, "19-hold")
            hands.key(ENTER, CTRL)
            until(lambda: page.session.seen.session.held_at is not None, "it is not held")
            self.settle(hands.window)
        self.story.agreed = " · ".join(line.title + " · " + line.said[0] for line in page.session.agreed.lines)
        self.keep(PRIYA, "20-held")

    def read_agreed(self) -> None:
        """The colleague reads what was agreed in the session."""
        hands = self.hands(self.story.colleague)
        page = self._quality(hands, "coaching")
        until(lambda: page.found is not None, "coaching is not shown")
        own = hands.window.desk.workspace.member.id
        if own in page.list.ids():  # who coaches too sees first whoever it is needed most
            hands.go_to_row(page.list, page.list.ids().index(own))
        until(lambda: page.person.agreed.lines, "the colleague does not see it")
        line = page.person.agreed.lines[0]
        self.story.told = f"{line.title} · {line.said[0]}"
        self.keep(self.story.colleague, "21-own-coaching")

    def look_back(self) -> None:
        """Mara looks at the results, the calibrations and the report of the period."""
        hands = self.hands(MARA)
        self._quality(hands, "results")
        self.keep(MARA, "22-results")
        self._quality(hands, "calibration")
        self.keep(MARA, "23-calibrations")
        page = self._quality(hands, "calibration")
        hands.choose(page.part, POOLED)
        self.settle(hands.window)
        self.keep(MARA, "24-all-calibrations")


def _is_done(seen: SeenCalibration) -> bool:
    """Whether a session is closed, with the note agreed on in it: news of another window may still be on its way."""
    return seen.session.closed_at is not None and any(one.note == AGREED_NOTE for one in seen.session.agreed)


def _named(needs: Iterable[Need]) -> set[str]:
    return {one.member.name for one in needs}
