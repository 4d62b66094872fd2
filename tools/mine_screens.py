"""What a person does to get to own reviews and disputes, for the pictures of tools/screenshots.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from csops.domain.access import Permission, may
from csops.domain.contacts import ContactDraft, Direction, Result
from csops.domain.people import Member
from csops.domain.review_filling import Filled
from csops.domain.reviews import CriterionRating, Purpose, Quote, Review, Source
from csops.services.contacts import log_contact
from csops.services.review_answers import dispute_criterion, disputes_for_me, my_reviews
from csops.services.review_cards import card_named
from csops.services.review_checks import begin_check, checks_of_review
from csops.services.review_withdrawal import withdraw_review
from csops.services.reviews import finish_review, get_review
from csops.ui.desk import Desk
from csops.ui.main_window import MainWindow
from csops.ui.quality.mine.page import MinePage
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.queue.page import QueuePage
from csops.ui.quality.review.page import ReviewPage
from csops.ui.quality.tab_keys import REVIEW

_TEXT = """\
[16:31] Lena: The shop promised my wheels for Friday. It is Monday and nobody has called.
[16:33] {name}: That should not have happened. I look at the order while we write.
[16:36] {name}: They are on the bench and ready tomorrow at ten. I write to you once they are."""
_RATED = {"all_points": 2, "complete": 0, "next_steps": 2, "tone": 2, "readable": 1, "record": 0}
_NOTES = {
    "complete": "Why the call was missed is left out",
    "record": "What was promised stands nowhere in the record",
}


def send_review(desk: Desk, *, of: Member, by: Member) -> int:
    """Log a chat of somebody, and let another review and send it."""
    workspace = desk.workspace
    me, now = workspace.member, workspace.now() - timedelta(days=2)
    chat = next(one.id for one in desk.team.channels if one.key == "chat")
    text = _TEXT.format(name=of.name.split(" ", maxsplit=1)[0])
    draft = ContactDraft(
        channel_id=chat,
        member_id=of.id,
        customer_name="Lena Vogt",
        direction=Direction.IN,
        text=text,
        happened_at=now,
        handle_time=timedelta(minutes=9),
        result=Result.RESOLVED,
    )
    contact = log_contact(workspace, draft=draft).contact
    version = card_named(workspace, key="written").version
    start = text.index("They are on the bench")
    quote = Quote(contact_id=contact.id, start=start, end=start + 50, text=text[start : start + 50])
    ratings = tuple(
        CriterionRating(
            criterion=one.key,
            rating=_RATED.get(one.key, 2),
            quotes=(quote,) if one.key == "complete" else (),
            note=_NOTES.get(one.key, ""),
        )
        for one in version.criteria
    )
    workspace.member = by
    filled = Filled(
        contact_id=contact.id,
        card_version_id=version.id,
        source=Source.TEXT,
        purpose=Purpose.CHOSEN,
        ratings=ratings,
        note="Say in the record what was promised, so that whoever comes next can keep it",
        praise="A calm beginning, and a clear next step with a time",
    )
    made = finish_review(workspace, filled=filled, send=True)
    workspace.member = me
    return made.id


def _others(window: MainWindow) -> tuple[Member, Member]:
    """Return a supervisor who reviews, and an agent."""
    me = window.desk.workspace.member
    others = [one for one in window.desk.team.members if one.active and one.id != me.id]
    leads = [one for one in others if may(one.role, Permission.REVIEWS)]
    agents = [one for one in others if not may(one.role, Permission.REVIEWS) and may(one.role, Permission.LOG)]
    return leads[0], agents[0]


def _mine(window: MainWindow) -> MinePage:
    workspace = window.desk.workspace
    lead, _agent = _others(window)
    if not my_reviews(workspace):
        review_id = send_review(window.desk, of=workspace.member, by=lead)
        dispute_criterion(
            workspace, review_id=review_id, criterion="complete", wanted=1, reason="Why is told at 16:36, in short"
        )
    window.go("quality", {"tab": "mine"})
    place = window.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, MinePage)
    while page.view.sent is None:
        QApplication.processEvents()
    return page


def _dispute(window: MainWindow) -> None:
    page = _mine(window)
    page.view.dispute("record")


def _disputes(window: MainWindow, *, decides: bool = False) -> None:
    """Let an agent dispute a criterion of a review, for the owner to decide."""
    workspace = window.desk.workspace
    lead, agent = _others(window)
    waiting = disputes_for_me(workspace)
    if not waiting:
        review_id, me = send_review(window.desk, of=agent, by=lead), workspace.member
        workspace.member = agent
        dispute_criterion(
            workspace, review_id=review_id, criterion="complete", wanted=2, reason="Why is told at 16:36, in short"
        )
        workspace.member = me
        waiting = disputes_for_me(workspace)
    window.go("quality", {"tab": "to_review", "dispute": waiting[0].dispute.id})
    place = window.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, QueuePage)
    while page.disputes.dialog is None:
        QApplication.processEvents()
    if not decides:
        page.disputes.dialog.close_layer()


def _withdrawn(window: MainWindow) -> None:
    """One's own reviews, of which the latest was withdrawn."""
    workspace, me = window.desk.workspace, window.desk.workspace.member
    page = _mine(window)
    sent = next((one.review for one in page.found.sent if one.review.is_sent), None) if page.found else None
    if sent is not None:
        workspace.member = _others(window)[0]
        why = "It was the contact of a colleague with the same first name"
        withdraw_review(workspace, review_id=sent.id, why=why)
        workspace.member = me
        page.refresh()
    while page.view.sent is None or not page.view.sent.review.is_withdrawn:
        QApplication.processEvents()


def _checked(window: MainWindow, *, withdraws: bool = False) -> None:
    """A review that one made, with how a lead rated it again; or with the dialog that withdraws it."""
    workspace, me = window.desk.workspace, window.desk.workspace.member
    lead, agent = _others(window)
    with workspace.read() as work:
        made = next((one for one in work.quality.reviews.made_by(me.id, limit=500) if one.counts and one.is_sent), None)
    review_id = made.id if made is not None else send_review(window.desk, of=agent, by=me)
    if not checks_of_review(workspace, review_id=review_id):
        workspace.member = lead
        form = begin_check(workspace, review_id=review_id)
        given = _rated_lower(get_review(workspace, review_id=review_id))
        finish_review(
            workspace,
            filled=Filled(
                contact_id=form.contact_id,
                card_version_id=form.version.id,
                source=form.draft.source,
                source_ref="talk.wav",
                ratings=given,
                purpose=form.purpose,
                checks_id=review_id,
                note="What comes next was said, without a time",
            ),
            send=True,
        )
        workspace.member = me
    window.go("quality", {"tab": REVIEW, "review_id": review_id})
    place = window.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, ReviewPage)
    while not page.view.card.aftermath.words():
        QApplication.processEvents()
    if withdraws:
        page.notices.ask_withdrawal()


def _rated_lower(made: Review) -> tuple[CriterionRating, ...]:
    """Return the ratings of a review, one of them lower."""
    first, *others = made.ratings
    lower = replace(first, rating=0.0, note="No name was said", quotes=(), unseen=False)
    return (lower, *(replace(one, quotes=(), note="") for one in others))


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "mine": _mine,
    "mine-dispute": _dispute,
    "mine-withdrawn": _withdrawn,
    "review-checked": _checked,
    "review-withdraw": lambda window: _checked(window, withdraws=True),
    "disputes": _disputes,
    "dispute-decide": lambda window: _disputes(window, decides=True),
}
"""By the name of the picture."""
