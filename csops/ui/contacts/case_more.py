"""What is done to chosen cases less often: passed on, merged, split, given another topic or cause."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.access import Permission
from csops.domain.cases import Cause
from csops.domain.draft_forms import cases_form
from csops.services import case_matters, escalations
from csops.ui.cases.care_words import cause_words
from csops.ui.cases.entries import entries
from csops.ui.contacts.case_dialogs import Done, Failed
from csops.ui.contacts.chosen_cases import Chosen, popup
from csops.ui.contacts.merge_dialog import MergeDialog
from csops.ui.contacts.pass_on import Passed, PassOnDialog
from csops.ui.contacts.split_dialog import SplitDialog
from csops.ui.desk import Desk, Said
from csops.ui.kit.formats import Formats
from csops.ui.kit.shortcuts import Shortcuts


class CaseMore(QObject):
    """Does it, says so, and lets it be taken back.

    Signals:
        case_wanted(int): the case that came of it shall be shown.
    """

    case_wanted = Signal(int)

    def __init__(self, desk: Desk, chosen: Chosen, *, shortcuts: Shortcuts, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._chosen, self._shortcuts, self._window = desk, chosen, shortcuts, window

    def menu(self) -> QMenu:
        """Return the menu of what there is to do to the chosen cases."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_one = len(self._chosen.ids()) == 1
        keys = self._shortcuts.keys("merge")
        words = self.tr("Merge with another case") if is_one else self.tr("Merge into one case")
        menu.addAction(f"{words}\t{keys}", self.merge)
        if is_one:
            menu.addAction(self.tr("Split into two cases"), self.split)
        menu.addSeparator()
        topics, causes = menu.addMenu(self.tr("Topic")), menu.addMenu(self.tr("Cause"))
        for topic in self._desk.team.topics:
            if topic.active:
                topics.addAction(topic.name, partial(self.set_topic, topic.id))
        for cause in Cause:
            causes.addAction(cause_words(cause), partial(self.set_cause, cause))
        menu.setEnabled(self._desk.workspace.may(Permission.EDIT))
        return menu

    def open_menu(self, below: QWidget) -> None:
        """Open the menu at a button."""
        if self._chosen.ids():
            popup(self.menu(), below)

    # ------------------------------------------------------------ by a form
    def pass_on(self) -> None:
        """Ask to whom the cases are passed on, and why."""
        ids = list(self._chosen.ids())
        if not ids:
            return

        def pass_on(said: Passed, done: Done, failed: Failed) -> None:
            self._pass_on(ids, said, done, failed)

        title = self.tr("Pass on: {what}").format(what=self._chosen.named(ids))
        PassOnDialog(
            self._desk,
            self._window.window(),
            title=title,
            pass_on=pass_on,
            form=cases_form(ids, "pass_on"),
            shortcuts=self._shortcuts,
        ).open()

    def merge(self) -> None:
        """Show what the chosen cases become as one; of a single one, ask for the other."""
        ids = list(self._chosen.ids())
        if ids and self._desk.workspace.may(Permission.EDIT):
            MergeDialog(
                self._desk,
                self._window.window(),
                case_ids=ids,
                merged=self.case_wanted.emit,
                shortcuts=self._shortcuts,
            ).open()

    def split(self) -> None:
        """Ask which contacts of the case that is shown are another matter."""
        view = self._chosen.view()
        if view is None or not self._desk.workspace.may(Permission.EDIT):
            return
        formats = Formats(zone=ZoneInfo(self._desk.team.shop.zone))
        rows = entries(view.timeline, team=self._desk.team, formats=formats, now=self._desk.workspace.now())
        SplitDialog(
            self._desk,
            self._window.window(),
            case_id=view.case_id,
            contacts=[row for row in rows if row.contact_id],
            split=self.case_wanted.emit,
            shortcuts=self._shortcuts,
        ).open()

    # ------------------------------------------------------------ at once
    def set_topic(self, topic_id: int) -> None:
        """Give the cases a topic."""
        workspace, ids = self._desk.workspace, list(self._chosen.ids())
        name = next((one.name for one in self._desk.team.topics if one.id == topic_id), "")
        said = self.tr("{what}: topic {name}").format(what=self._chosen.named(ids), name=name)
        self._desk.act(
            lambda: case_matters.set_topic(workspace, case_ids=ids, topic_id=topic_id),
            said=lambda changed: Said(text=said, can_undo=changed > 0),
        )

    def set_cause(self, cause: Cause) -> None:
        """Say what the cases came from."""
        workspace, ids = self._desk.workspace, list(self._chosen.ids())
        said = self.tr("{what}: cause {name}").format(what=self._chosen.named(ids), name=cause_words(cause).lower())
        self._desk.act(
            lambda: case_matters.set_cause(workspace, case_ids=ids, cause=cause),
            said=lambda changed: Said(text=said, can_undo=changed > 0),
        )

    def _pass_on(self, ids: list[int], passed: Passed, done: Done, failed: Failed) -> None:
        workspace, member = self._desk.workspace, self._desk.team.member(passed.to_id)
        words = self.tr("{what} passed on to {name}") if member else self.tr("{what} passed on")
        self._desk.act(
            lambda: escalations.escalate(
                workspace, case_ids=ids, reason=passed.reason, to_id=passed.to_id, note=passed.note
            ),
            then=lambda _kept: done(),
            failed=failed,
            said=Said(text=words.format(what=self._chosen.named(ids), name=member.name if member else "")),
        )
