"""The list of whose details are kept until when, and what can be done about each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.services.candidate_privacy import Kept, Retention, count_removed, list_kept, retention
from csops.ui.desk import Desk
from csops.ui.hiring.fairness.fairness_words import rule_words
from csops.ui.hiring.fairness.kept_acts import KeptActs
from csops.ui.hiring.fairness.kept_columns import DUE, GROUPS, group_of, group_words, kept_columns
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action, Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.held_rows import HeldRows
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.table_cells import Heading
from csops.ui.kit.table_groups import GroupedModel, GroupedTable
from csops.ui.kit.table_pane import TablePane

_WIDE = 820


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What the list was read from at one moment."""

    kept: Sequence[Kept]
    retention: Retention
    today: date
    removed: int = 0


class KeptPane(QWidget):
    """The rule above, the acts on whoever is under the keys, and the list in groups: due, soon, held, later."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self._today, self._opening_id = date.min, 0
        self._mine: list[Kept] = []
        self.acts = KeptActs(desk, self, formats)
        columns = kept_columns(formats, today=lambda: self._today)
        self.rows = HeldRows(
            columns,
            keys=GROUPS,
            group=lambda one: group_of(one, self._today),
            words=group_words,
            number=formats.number,
        )
        self.model = GroupedModel(columns, desk.tasks, self)
        self.model.records = self.rows.records
        self.view = GroupedTable(desk.themes, self.model, name=tr("Kept details"))
        self.offered = self._list_actions()
        self.buttons = [Button.for_action(desk.themes, action) for action in self.offered]
        self.pane = TablePane(desk.themes, self.view, actions=self.offered)
        self.rule = ElidedText(desk.themes, colour="text.secondary")
        self.removed = Button(desk.themes, "", role=Role.LINK)
        self.removed.hide()
        self.change = Button(desk.themes, tr("Change"), role=Role.LINK)
        self.change.setAccessibleName(tr("Change how long candidates are kept"))
        self.change.setVisible(desk.workspace.may(Permission.SETTINGS))
        self.sheet = Button(desk.themes, tr("Print an empty sheet"), role=Role.GHOST, icon_name="printer")
        self.empty = EmptyState(
            desk.themes,
            icon="shield-check",
            title=tr("Nobody is kept here"),
            why=tr("Whoever applies stands here with the day until which their details are kept, and why"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pane)
        self.stack.addWidget(self.empty)
        self._lay_out()
        self._connect()

    def refresh(self, opening_id: int) -> None:
        """Read who is kept anew, for one opening or (0) for all."""
        self._opening_id = opening_id
        workspace = self._desk.workspace

        def listed() -> Listed:
            return Listed(
                kept=list_kept(workspace),
                retention=retention(workspace),
                today=workspace.today(),
                removed=count_removed(workspace),
            )

        self._desk.ask(listed, then=self.show_listed, key=("kept", id(self)))

    def show_listed(self, found: Listed) -> None:
        """Show the list."""
        self._today = found.today
        wanted = self._opening_id
        mine = [one for one in found.kept if not wanted or wanted in one.opening_ids]
        due = sum(1 for one in mine if group_of(one, found.today) == DUE)
        said = rule_words(found.retention)
        self.rule.say(f"{said}. " + (tr("%Ln are to be erased now", due) if due else tr("Nobody is to be erased now")))
        before, self._mine = self._mine, mine
        self.removed.setVisible(bool(found.removed))
        self.removed.setText(tr("Erase %Ln removed from the history", found.removed))
        self.removed.setAccessibleName(self.removed.text())
        self.rows.hold(mine)
        self.model.set_ticks(self.model.ticks.left((one.id for one in before), (one.id for one in mine)))
        self.model.refresh()
        self.pane.totals.show_totals(tr("%Ln candidates", len(mine)), {})
        self.stack.setCurrentIndex(0 if mine else 1)
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where there is little room the acts are icons, with their words on hover."""
        super().resizeEvent(event)
        is_wide = self.width() >= self._desk.themes.current.px(_WIDE)
        for button in (*self.buttons, self.sheet):
            button.set_words_shown(is_wide)

    def chosen(self) -> list[Kept]:
        """Return who is ticked; where nobody is, who is under the keys."""
        ticks = self.view.table.ticks
        if ticks.number(self.rows.records()):
            return [one for one in self._mine if ticks.has(one.id)]
        record = self.view.current_record()
        return [record] if isinstance(record, Kept) else []

    # ------------------------------------------------------------ acting
    def _list_actions(self) -> Sequence[Action]:
        acts = self.acts
        return (
            Action(tr("Erase"), icon_name="trash-2", keys="Delete", run=lambda: acts.erase(self.chosen()), parent=self),
            Action(tr("Hand over"), icon_name="file-output", keys="X", run=self._on_one(acts.export), parent=self),
            Action(tr("Hold"), icon_name="lock", keys="H", run=self._on_one(acts.hold_or_lift), parent=self),
            Action(tr("Keep longer"), icon_name="calendar-plus", keys="L", run=self._on_one(acts.keep), parent=self),
            Action(
                tr("Answer sheet"), icon_name="clipboard-pen", keys="G", run=self._on_one(acts.answers), parent=self
            ),
        )

    def _on_one(self, run: Callable[[Kept], None]) -> Callable[[], None]:
        def run_it() -> None:
            chosen = self.chosen()
            if len(chosen) == 1:
                run(chosen[0])

        return run_it

    def _follow(self) -> None:
        """Offer what can be done about whoever is chosen: only an erasure can be of several."""
        chosen = self.chosen()
        may = bool(chosen) and all(one.may_erase for one in chosen)
        held = any(one.candidate.hold for one in chosen)
        erase, export, hold, keep, answers = self.offered
        erase.setEnabled(may and not held)
        for action in (export, hold, keep, answers):
            action.setEnabled(may and len(chosen) == 1)
        keep.setEnabled(keep.isEnabled() and not held)
        hold.setText(tr("Lift the hold") if held else tr("Hold"))

    def _connect(self) -> None:
        self.model.show(fetch=self.rows.fetch, count=self.rows.count)
        self.model.arrived.connect(self._arrived)
        self.view.selectionModel().currentChanged.connect(lambda *_which: self._follow())
        self.view.fold_wanted.connect(self._fold)
        self.view.table.ticked.connect(self._follow)
        self.removed.clicked.connect(self.acts.erase_removed)
        self.sheet.clicked.connect(self.acts.print_sheet)
        self.change.clicked.connect(self.acts.change_rule)
        self.setFocusProxy(self.view)

    def _arrived(self) -> None:
        if not self.view.currentIndex().isValid():
            self.view.go_to(1)
        self._follow()

    def _fold(self, heading: Heading) -> None:
        self.rows.fold(heading)
        self.model.refresh()

    def _lay_out(self) -> None:
        themes = self._desk.themes
        said = QHBoxLayout()
        Spacing(themes, said, margins=(6, 0, 6, 1), gap=2)
        said.addWidget(self.rule, 1)
        said.addWidget(self.removed)
        said.addWidget(self.change)
        acts = QHBoxLayout()
        Spacing(themes, acts, margins=(6, 1, 6, 3), gap=2)
        for button in self.buttons:
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.sheet)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addLayout(said)
        column.addLayout(acts)
        column.addWidget(self.stack, 1)
