"""Splits contacts of another matter off a case: which, and what the new case is called."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.cases import Case
from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.services.case_merges import split_case
from csops.ui.cases.entry import Entry
from csops.ui.contacts.case_dialogs import CaseDialog
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import CheckBox
from csops.ui.kit.errors import words
from csops.ui.kit.fields import LineField
from csops.ui.kit.labels import Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing

MOST_LETTERS = 60
MOST_ROWS = 6


class SplitDialog(CaseDialog):
    """Lets one tick the contacts that belong to another matter."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        case_id: int,
        contacts: Sequence[Entry],
        split: Callable[[int], object],
        shortcuts: Shortcuts,
    ) -> None:
        title = desk.tr("Split case {id}").format(id=case_id)
        super().__init__(desk, parent, title=title, verb=desk.tr("Split off"), shortcuts=shortcuts, width=1)
        self._case_id, self._split = case_id, split
        themes = desk.themes
        helper = self.tr(
            "The ticked contacts become a case of their own, with what came with them. Notes, promises and amends stay"
        )
        self.body.addWidget(Text(themes, helper, colour="text.secondary", wrap=True))
        self.boxes = {entry.contact_id: CheckBox(themes, _words(entry)) for entry in contacts}
        rows = QVBoxLayout()
        Spacing(themes, rows, gap=1)
        for box in self.boxes.values():
            rows.addWidget(box)
        area = scrolling(rows)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme = themes.current
        area.setMinimumHeight(min(len(self.boxes), MOST_ROWS) * (theme.size("minTarget") + theme.space(2)))
        self.body.addWidget(area, 1)
        self.case_title = LineField(
            themes,
            label=self.tr("Title of the new case"),
            name="contacts",
            placeholder=self.tr("The first ticked contact tells"),
        )
        self.body.addWidget(self.case_title)
        self.ask_for((self.case_title,), submit=self.submit)
        self.kept = KeptTyping(desk, self, (self.case_title,), form=record_form(Kind.CASE, case_id, "split"))

    def chosen(self) -> list[int]:
        """Return the contacts that are ticked."""
        return [contact_id for contact_id, box in self.boxes.items() if box.isChecked()]

    def submit(self) -> None:
        """Split them off."""
        workspace, case_id, chosen, title = self.desk.workspace, self._case_id, self.chosen(), self.case_title.text()
        self.desk.act(
            lambda: split_case(workspace, case_id=case_id, contact_ids=chosen, title=title),
            then=self._done,
            failed=self._refused,
            said=lambda made: Said(
                text=self.tr("Split off as case {id}: {title}").format(id=made.id, title=made.title)
            ),
        )

    def _done(self, made: Case) -> None:
        self.finish()
        self._split(made.id)

    def _refused(self, error: Exception) -> None:
        self.case_title.show_error(words(error).sentence)
        next(iter(self.boxes.values())).setFocus()


def _words(entry: Entry) -> str:
    text = " ".join(entry.text.split())
    short = text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"
    return " · ".join(filter(None, (entry.when, entry.title, short)))
