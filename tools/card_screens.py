"""What a person does with scorecards of reviews, for the pictures of tools/screenshots.py."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from csops.domain.reviews import CriterionRating, Review, Source
from csops.domain.scoring import score_review
from csops.services import review_cards
from csops.services.workspace import Workspace
from csops.ui.main_window import MainWindow
from csops.ui.quality.cards.editor import CardEditor
from csops.ui.versions_dialog import VersionsDialog

_LOW = {"tone": 1, "clarity": 1, "next_steps": 0, "record": 1, "understood": 1}


def _editor(window: MainWindow, card: str) -> CardEditor:
    """Return the editor once it shows a card."""
    wanted = review_cards.card_named(window.desk.workspace, key=card).card.id
    window.go("quality", {"tab": "cards", "card": card})
    while not (found := [one for one in window.findChildren(CardEditor) if one.card_id == wanted]):
        QApplication.processEvents()
    return found[0]


def _review(workspace: Workspace) -> None:
    """Have some reviews with the card of the phone, where the business has none."""
    kept = review_cards.card_named(workspace, key="phone")
    with workspace.work("Reviews for a picture") as work:
        if work.quality.reviews.where(card_version_id=kept.version.id):
            return
        members = [one for one in work.members.all() if one.id != workspace.member.id] or [workspace.member]
        for number in range(14):
            low = dict(list(_LOW.items())[number % 4 : number % 4 + number % 3])
            ratings = {one.key: float(low.get(one.key, 2)) for one in kept.version.criteria}
            score = score_review(kept.scorecard, ratings)
            at = workspace.now() - timedelta(days=number, hours=number)
            work.quality.reviews.add(
                Review(
                    contact_id=None,
                    case_id=None,
                    member_id=members[number % len(members)].id,
                    reviewer_id=workspace.member.id,
                    happened_at=at,
                    card_version_id=kept.version.id,
                    source=Source.RECORDING,
                    ratings=tuple(CriterionRating(criterion=key, rating=rating) for key, rating in ratings.items()),
                    raw=score.raw,
                    final=score.final,
                    seen=score.seen,
                    outcome=score.outcome,
                    finished_at=at,
                )
            )


def _details(window: MainWindow) -> None:
    """The details of a criterion are open, and its weight is too much."""
    editor = _editor(window, "written")
    row = editor.form.table.rows()[6]
    row.weight.setText("12")
    row.weight.textEdited.emit("12")
    row.more.click()


def _reweighed(window: MainWindow) -> None:
    """Other weights, and what they would do to the reviews there are."""
    _review(window.desk.workspace)
    editor = _editor(window, "phone")
    while editor.preview.made is None:
        QApplication.processEvents()
    heavy = next(row for row in editor.form.table.rows() if row.criterion().key == "next_steps")
    heavy.weight.setText("25")
    heavy.weight.textEdited.emit("25")
    heavy.hold.click()
    editor.form.table.share_out()


def _versions(window: MainWindow) -> None:
    workspace = window.desk.workspace
    kept = review_cards.card_named(workspace, key="service_recovery")
    if kept.card.current == 1:
        rows = list(kept.version.criteria)
        rows[0], rows[1] = replace(rows[0], weight=20), replace(rows[1], weight=5, name="Named the trouble")
        note = "Understanding first: calibration of October"
        version = replace(kept.version, criteria=tuple(rows), note=note)
        review_cards.publish(workspace, card=kept.card, version=version)
    editor = _editor(window, "service_recovery")
    while editor.head.compare.isHidden():
        QApplication.processEvents()
    editor.head.show_versions()
    while not any(one.shown() for one in window.findChildren(VersionsDialog)):
        QApplication.processEvents()


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "cards": lambda window: _editor(window, "phone"),
    "card-details": _details,
    "card-reweighed": _reweighed,
    "card-versions": _versions,
}
