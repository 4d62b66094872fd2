"""What a person does to get to the form of a review, for the pictures of tools/screenshots.py."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from csops.domain.contacts import ContactDraft, Direction, Result
from csops.domain.customers import Customer
from csops.domain.reviews import Source
from csops.services.contacts import log_contact
from csops.services.customers import save_customer
from csops.ui.desk import Said
from csops.ui.main_window import MainWindow
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.review.page import ReviewPage

_CHAT = """\
[13:02] Oliver: Hi, my new frame arrived with a deep scratch near the head tube. Not acceptable for that price.
[13:03] Priya: Hello Oliver, I am sorry, that is not how a new frame should look. May I have your order number?
[13:04] Oliver: HO-20931. I also sent photos by e-mail yesterday and nobody answered.
[13:06] Priya: Thank you. I see the photos now, they came in at 19:40 and should have been answered. That is on us.
[13:07] Oliver: So what now? I ride on Saturday.
[13:11] Priya: You can keep the frame with €60 back, or I send a new one today and we collect this one.
[13:12] Oliver: €60 back is fine if it is quick.
[13:14] Priya: Great. The money will be with you on Thursday.
[13:15] Oliver: OK, thanks."""
_RATED = {"all_points": 2, "complete": 1, "next_steps": 1, "tone": 2, "readable": 2, "record": 2}


def _contact(window: MainWindow) -> int:
    """Log the chat that is reviewed, and an e-mail before it; once is enough."""
    workspace = window.desk.workspace
    with workspace.read() as work:
        found = next((one for one in work.contacts.all() if one.text == _CHAT), None)
    if found is not None:
        return found.id
    team = window.desk.team
    channels = {one.key: one.id for one in team.channels}
    whose = next(one for one in team.members if one.active and one.id != workspace.member.id and "Priya" in one.name)
    now = workspace.now() - timedelta(days=3)
    oliver = save_customer(workspace, customer=Customer(name="Oliver Brandt", created_at=now))
    log_contact(
        workspace,
        draft=ContactDraft(
            channel_id=channels["email"],
            customer_id=oliver.id,
            member_id=whose.id,
            text="Three photos of a scratch near the head tube. What will you do about it?",
            happened_at=now - timedelta(hours=15),
            result=Result.RESOLVED,
        ),
    )
    logged = log_contact(
        workspace,
        draft=ContactDraft(
            channel_id=channels["chat"],
            customer_id=oliver.id,
            member_id=whose.id,
            direction=Direction.IN,
            text=_CHAT,
            happened_at=now,
            handle_time=timedelta(minutes=17),
            answered_after=timedelta(seconds=41),
            result=Result.RESOLVED,
        ),
    )
    return logged.contact.id


_QUOTED = (
    ("all_points", 1, "May I have your order number?"),
    ("tone", 1, "I am sorry, that is not how a new frame should look"),
    ("tone", 3, "That is on us"),
    ("next_steps", 5, "we collect this one"),
    ("complete", 5, "You can keep the frame with €60 back, or I send a new one"),
    ("correct", 5, "You can keep the frame with €60 back"),
    ("privacy", 7, ""),
)
"""Evidence: the criterion, the message, and which of its words; all of it where none are named."""


def _page(window: MainWindow) -> ReviewPage:
    place = window.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, ReviewPage)
    while not page.is_ready:
        QApplication.processEvents()
    return page


def _begun(window: MainWindow) -> ReviewPage:
    window.go("quality", {"tab": "review", "contact_id": _contact(window)})
    page = _page(window)
    filling = page.view.filling
    for key, rating in _RATED.items():
        filling.enter(lambda entry, one=rating: entry.rated(one), key=key)  # type: ignore[misc]
    filling.enter(lambda entry: entry.rated(0), key="privacy")
    filling.enter(lambda entry: entry.rated(1), key="correct")
    bubbles = page.view.contact.bubbles
    for key, place, words in _QUOTED:
        filling.link(key, bubbles[place].quote_of(words) if words else bubbles[place].whole())
    filling.note("correct", "Found the e-mail only after he mentioned it")
    filling.note("next_steps", "Which account, and who books it?")
    filling.write(
        note="Book the refund first, then name the date. Great ownership at 13:06, use it in the team meeting."
    )
    page.view.card.show_texts()
    filling.go_to("next_steps")
    page.view.keeper.keep()
    return page


def _note_only(window: MainWindow) -> None:
    page = _begun(window)
    page.view.filling.choose_source(Source.NOTE)
    page.view.filling.remove_critical()


def _fresh(window: MainWindow) -> None:
    """A form in which nothing was rated yet, below what is said of the review before it."""
    window.go("quality", {"tab": "review", "contact_id": _contact(window)})
    _page(window)
    window.desk.said.emit(Said(text="Review sent to Tomasz"))


def _keys(window: MainWindow) -> None:
    """The sheet of shortcuts over the form."""
    _fresh(window)
    window.session.show_sheet()


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "review": _begun,
    "review-note": _note_only,
    "review-fresh": _fresh,
    "review-keys": _keys,
}
