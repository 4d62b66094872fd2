"""The screens of calibrations, for `tools.screenshots`: those of the sample business, and one that is talked about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from csops.domain.access import Permission, may
from csops.domain.calibrations import CalibrationState
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.questions import Question
from csops.domain.review_filling import Filled
from csops.domain.reviews import CriterionRating, Purpose, Quote
from csops.domain.scoring import Criterion
from csops.services.calibration_ending import call_off_calibration
from csops.services.calibration_rating import begin_calibration
from csops.services.calibrations import calibrations
from csops.services.review_queue import list_reviewers
from csops.services.reviews import begin_review, finish_review
from csops.services.workspace import Workspace
from csops.ui.main_window import MainWindow
from csops.ui.quality.calibration.page import POOLED, CalibrationPage
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.tab_keys import CALIBRATION

_OFF = "Refunds of October"
_NOTES = (
    "When is clear, who is not.",
    "She says Thursday, that is a clear next step.",
    "Nothing was booked. A date alone is a guess.",
    "The customer could not know where the money goes.",
)
_NOTED = {0, 1, 2, 5}
# By reviewer, which step of its scale each criterion gets, the best 0, the worst -1; one letter a criterion.
_GIVEN = ("bmbbbwbbb", "bbbbbmbbb", "bmwbbwbbb", "wbbmbwbbb")
_STEPS = {"b": 0, "m": 1, "w": -1}


def fill_calibrations(workspace: Workspace) -> None:
    """Keep a session that is talked about; once. Those that are rated still or closed the sample business has."""
    if any(one.session.state is CalibrationState.OPEN for one in calibrations(workspace)):
        return
    me, reviewers = workspace.member, _reviewers(workspace)
    contact_id = _contact(workspace)
    asked = [one.id for one in reviewers]
    session = begin_calibration(workspace, contact_id=contact_id, reviewers=asked, name="Refunds of November")
    for turn, who in enumerate(reviewers):
        _rate(workspace, session.id, contact_id, who, turn=turn)
    workspace.member = me


def _reviewers(workspace: Workspace) -> Sequence[Member]:
    found = list_reviewers(workspace)
    me = workspace.member
    with workspace.read() as work:
        members = work.members.all("name")
    more = [one for one in members if one.active and may(one.role, Permission.LOG) and one not in found]
    more = more[: max(0, len(_GIVEN) - len(found))]
    with workspace.work("Choose reviewers") as work:
        rules = work.settings.get(QualityRules)
        work.settings.keep(replace(rules, reviewers=(*rules.reviewers, *(one.id for one in more))))
    others = [one for one in [*found, *more] if one.id != me.id]
    return [me, *others][: len(_GIVEN)]


def _rate(workspace: Workspace, session_id: int, contact_id: int, who: Member, *, turn: int) -> None:
    workspace.member = who
    form = begin_review(workspace, session_id=session_id)
    given = _GIVEN[turn % len(_GIVEN)]
    ruled = form.ruled(form.draft.source)
    text = form.subject.contact.text
    ratings = []
    for place, criterion in enumerate(form.version.criteria):
        rating = None if criterion.key in ruled else _step(criterion, given[place % len(given)])
        quote = (Quote(contact_id=contact_id, start=0, end=min(60, len(text)), text=text[:60]),)
        note = _NOTES[turn % len(_NOTES)] if place in _NOTED else ""
        ratings.append(
            CriterionRating(
                criterion=criterion.key, rating=rating, note=note, quotes=quote if place in _NOTED and turn % 2 else ()
            )
        )
    filled = Filled(
        contact_id=contact_id,
        card_version_id=form.version.id,
        source=form.draft.source,
        ratings=tuple(ratings),
        purpose=Purpose.CALIBRATION,
        session_id=session_id,
    )
    finish_review(workspace, filled=filled)


def _step(criterion: Criterion, letter: str) -> float:
    steps = sorted(criterion.scale.steps, key=lambda step: -step.percent)
    if criterion.critical:
        return steps[-1 if letter == "w" else 0].rating
    return steps[min(_STEPS[letter], len(steps) - 1)].rating


def _page(window: MainWindow) -> CalibrationPage:
    fill_calibrations(window.desk.workspace)
    window.go("quality", {"tab": CALIBRATION})
    place = window.session.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, CalibrationPage)
    page.part.choose("sessions")
    page.show_list()
    page.refresh()
    return page


def _session(window: MainWindow, *, is_open: bool) -> None:
    page = _page(window)
    state = CalibrationState.OPEN if is_open else CalibrationState.RATING
    wanted = [one.session.id for one in calibrations(window.desk.workspace) if one.session.state is state]
    page.ask({"session_id": wanted[0]})


def _called_off(window: MainWindow) -> None:
    """Show one that was called off while it was blind, begun for that."""
    page = _page(window)
    workspace = window.desk.workspace
    found = [one.session for one in calibrations(workspace) if one.session.is_called_off]
    if not found:
        session = begin_calibration(
            workspace, contact_id=_contact(workspace), reviewers=[one.id for one in _reviewers(workspace)], name=_OFF
        )
        found = [call_off_calibration(workspace, session_id=session.id, why="It was about another customer")]
    page.ask({"session_id": found[0].id})


def _contact(workspace: Workspace) -> int:
    """A chat that no reviewer handled and nobody was asked to rate: in its words every criterion can be seen."""
    taken = {one.id for one in _reviewers(workspace)}
    asked = {one.session.contact_id for one in calibrations(workspace)}
    with workspace.read() as work:
        lines = work.contacts.lines(Question(), limit=4000)
    free = [one for one in lines if one.member_id not in {None, *taken} and one.id not in asked]
    return next(one.id for one in free if one.channel_key == "chat" and "\n" in one.text)


def _calling_off(window: MainWindow) -> None:
    page = _page(window)
    seen = next(one for one in calibrations(window.desk.workspace) if one.session.state is CalibrationState.RATING)
    page.acts.call_off(seen, then=page.refresh)


def _pooled(window: MainWindow) -> None:
    page = _page(window)
    page.part.button(POOLED).click()


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "calibrations": _page,
    "calibration": lambda window: _session(window, is_open=True),
    "calibration-waiting": lambda window: _session(window, is_open=False),
    "calibration-all": _pooled,
    "calibration-calling-off": _calling_off,
    "calibration-called-off": _called_off,
    "calibration-begin": lambda window: _page(window).begin(),
}
