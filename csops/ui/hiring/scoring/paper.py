"""One's own form on paper, for a talk without a screen."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from csops.services.interview_sheets import sheet_of_card
from csops.services.score_forms import ScoreForm
from csops.ui.desk import Desk
from csops.ui.hiring.scoring.words import candidate_words
from csops.ui.hiring.sheets import save_sheets
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Action


def sheet_action(desk: Desk, page: QWidget, form: Callable[[], ScoreForm | None]) -> Action:
    """Return the action that takes the form of a page along."""
    return Action(tr("Print sheet"), icon_name="printer", run=lambda: print_sheet(desk, page, form()), parent=page)


def print_sheet(desk: Desk, window: QWidget, form: ScoreForm | None) -> None:
    """Take the form along as pages, empty; nothing where it is not read yet."""
    if form is not None:
        workspace, card_id = desk.workspace, form.card.id
        who = candidate_words(form.who, form.application.number)
        save_sheets(desk, window, read=lambda: sheet_of_card(workspace, card_id=card_id), title=who)
