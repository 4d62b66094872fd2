"""The screens of the queue of reviews, for `tools.screenshots`: drawn from the sample business, taken back after."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from csops.domain.review_draws import DrawPlan
from csops.domain.review_samples import Stratum
from csops.services.review_queue import list_reviewers, team_queue
from csops.services.review_risks import pick_risky, risky_contacts
from csops.services.review_samples import draw
from csops.services.workspace import Workspace
from csops.ui.main_window import MainWindow
from csops.ui.quality.place import QualityPlace
from csops.ui.quality.queue.draw_dialog import DrawDialog
from csops.ui.quality.queue.page import QueuePage
from csops.ui.quality.review.page import ReviewPage
from csops.ui.quality.tab_keys import REVIEW, TO_REVIEW


def fill_queue(workspace: Workspace) -> None:
    """Draw contacts of the last month, and pick some after which something went wrong; once."""
    with workspace.read() as work:
        if work.quality.picks.all():
            return
    now = workspace.now()
    since = now - timedelta(days=30)
    reviewers = tuple(one.id for one in list_reviewers(workspace))
    plan = DrawPlan(
        since=since, until=now, name="November", strata=(Stratum.CHANNEL,), quota=3, seed=20261117,
        reviewers=reviewers, due_at=now + timedelta(days=3),
    )  # fmt: skip
    draw(workspace, plan=plan)
    wrong = [one.contact_id for one in risky_contacts(workspace, since=since, until=now)[:3]]
    if wrong:
        pick_risky(
            workspace, contact_ids=wrong, since=since, until=now, reviewers=reviewers[:1], name="What went wrong",
            due_at=now - timedelta(days=1),
        )  # fmt: skip


def _queue(window: MainWindow, *, scope: str = "mine") -> QueuePage:
    fill_queue(window.desk.workspace)
    window.go("quality", {"tab": TO_REVIEW})
    place = window.session.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, QueuePage)
    page.scope.choose(scope)
    page.refresh()
    return page


def _today(window: MainWindow) -> None:
    fill_queue(window.desk.workspace)
    window.go("today")


def _waits(window: MainWindow) -> None:
    """The form of a contact that waits in the queue of somebody else."""
    team = _queue(window, scope="team").desk.workspace
    waiting = [one.pick for one in team_queue(team).items if one.pick.reviewer_id != team.member.id]
    window.go("quality", {"tab": REVIEW, "contact_id": waiting[0].contact_id})
    place = window.session.frame.page()
    assert isinstance(place, QualityPlace)
    page = place.page()
    assert isinstance(page, ReviewPage)
    while not page.is_ready:
        QApplication.processEvents()


def _draw_in_parts(window: MainWindow) -> None:
    """A draw among two reviewers in unlike parts, over more groups than contacts are drawn."""
    page = _queue(window)
    page.open_draw()
    dialog = page.dialog
    assert isinstance(dialog, DrawDialog)
    while dialog.found is None:
        QApplication.processEvents()
    fields = dialog.fields
    for one in (Stratum.CHANNEL, Stratum.TOPIC):
        fields.strata[one].click()
    first, second, *_rest = fields.who.boxes
    fields.who.boxes[second].click()
    fields.who.parts[first].set_text("3")
    fields.who.parts[second].set_text("2")
    fields.who.parts[second].edited.emit()


def _how_drawn(window: MainWindow) -> None:
    """How the first contact of the queue was drawn."""
    page = _queue(window)
    while not page.pane.offered[-2].isEnabled():
        QApplication.processEvents()
    page.pane.offered[-2].trigger()


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "to-review": _queue,
    "to-review-team": lambda window: _queue(window, scope="team"),
    "to-review-sent": lambda window: _queue(window, scope="sent"),
    "to-review-draw": lambda window: _queue(window).open_draw(),
    "to-review-parts": _draw_in_parts,
    "to-review-how": _how_drawn,
    "to-review-today": _today,
    "to-review-waits": _waits,
    "to-review-risks": lambda window: _queue(window).open_risks(),
}
