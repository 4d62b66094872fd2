"""The detail pane: whose case it is, where it stands, what happened, and what can be done."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.lines import CaseCounts
from csops.ui.cases.entries import entries
from csops.ui.cases.part import Part
from csops.ui.cases.timeline import TimelineArea, TimelineView
from csops.ui.contacts.case_head import CaseHead, CustomerHead
from csops.ui.contacts.case_view import CaseView, read_case
from csops.ui.contacts.matter_line import MatterLine
from csops.ui.contacts.part_bar import PartBar
from csops.ui.contacts.parts import PARTS
from csops.ui.desk import Desk
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.stops import Stops
from csops.ui.kit.toast import FLOOR

# What the bar offers, by the names of the table of shortcuts.
DEEDS: Mapping[str, str] = {
    "reply": "reply",
    "note": "file-text",
    "follow_up": "alarm-clock",
    "assign": "user-plus",
    "pass_on": "corner-up-right",
    "status": "circle-dot",
    "more": "ellipsis",
}


class CaseDetail(QWidget):
    """Shows one case.

    Signals:
        wanted(str): one of the deeds of the bar, or `done` to resolve or open again.
        customer_wanted(int): the page of this customer.
        opened(object): an Attachment shall be opened.
        edit_wanted(int): this contact shall be corrected.
        shown(object): another CaseView is there.
        place_wanted(str, object): a part of the case asks for another place.
    """

    wanted = Signal(str)
    customer_wanted = Signal(int)
    opened = Signal(object)
    edit_wanted = Signal(int)
    shown = Signal(object)
    place_wanted = Signal(str, object)

    def __init__(self, desk: Desk, *, formats: Formats, shortcuts: Shortcuts) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self._case_id: int | None = None
        self.view: CaseView | None = None
        self.customer = CustomerHead(desk, formats=formats)
        self.head = CaseHead(desk, formats=formats, keys=shortcuts.keys("done"))
        self.timeline = TimelineView(desk.themes, formats=formats)
        if desk.workspace.may(Permission.EDIT):
            self.timeline.let_edit(keys=shortcuts.keys("edit"))
        self.area = TimelineArea(desk.themes, self.timeline)
        self.parts = PartBar(desk, formats=formats)
        self._made: dict[str, Part] = {}
        self.matter = MatterLine(desk)
        self._body = QStackedWidget()
        self._body.addWidget(self._happened())
        self._stops = Stops(self._body)
        self.bar = DeedBar(desk, shortcuts)
        self.bar.setObjectName(FLOOR)
        self._pages = QStackedWidget()
        self._lay_out()
        self.customer.opened.connect(self._open_customer)
        self.head.settled.connect(lambda: self.wanted.emit("done"))
        self.head.edit_wanted.connect(lambda: self.wanted.emit("edit"))
        self.bar.wanted.connect(self.wanted)
        self.timeline.opened.connect(self.opened)
        self.timeline.edit_wanted.connect(self.edit_wanted)
        self.parts.chosen.connect(self._show_part)

    def show_part(self, key: str) -> None:
        """Show a part of the case; HAPPENED is what happened on it."""
        self.parts.choose(key)
        self._show_part(key)

    def part(self) -> Part | None:
        """Return the part that is in front; None while that is what happened."""
        shown = self._body.currentWidget()
        return shown if isinstance(shown, Part) else None

    def _show_part(self, key: str) -> None:
        wanted = next((part for part in PARTS if part.key == key), None)
        if wanted is None:
            self._body.setCurrentIndex(0)
            return
        if key not in self._made:
            made = self._made[key] = wanted.make(self._desk)
            made.wanted.connect(self.place_wanted)
            self._body.addWidget(made)
            self._stops.order([made])
        self._body.setCurrentWidget(self._made[key])
        if self.view is not None:
            self._made[key].show_case(self.view.case_id)

    def show_case(self, case_id: int | None) -> None:
        """Show another case, or that none is chosen."""
        self._case_id = case_id
        if case_id is None:
            self.view = None
            self._pages.setCurrentIndex(0)
        else:
            self.reload()

    def say_how_many(self, counts: CaseCounts) -> None:
        """Say what to do where no case is shown; without any the list says what comes first."""
        self._nothing.say(self.tr("Choose a case to see what happened") if counts.all else "")

    def reload(self) -> None:
        """Read the case again."""
        workspace, case_id = self._desk.workspace, self._case_id
        if case_id is not None:
            self._desk.ask(
                lambda: read_case(workspace, case_id=case_id),
                then=self._take,
                failed=self._gone,
                key=("case", id(self)),
            )

    def _take(self, view: CaseView) -> None:
        is_other = self.view is None or self.view.case_id != view.case_id
        self.view = view
        now, team = self._desk.workspace.now(), self._desk.team
        self.customer.show_view(view)
        self.head.show_view(view)
        self.timeline.show_entries(entries(view.timeline, team=team, formats=self._formats, now=now))
        self._pages.setCurrentIndex(1)
        self.parts.count(view.timeline)
        self.matter.show_case(view.timeline.record)
        if is_other:
            self.area.go_to_oldest()
        if (part := self.part()) is not None:
            part.show_case(view.case_id)
        self.shown.emit(view)

    def _gone(self, _error: Exception) -> None:
        """The case was taken out meanwhile, by undo or by somebody else."""
        self.show_case(None)

    def _open_customer(self) -> None:
        if self.view is not None and self.view.timeline.customer is not None:
            self.customer_wanted.emit(self.view.timeline.customer.id)

    def _happened(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.matter)
        column.addWidget(self.area, 1)
        self.matter.pressed.connect(lambda: self.show_part("matter"))
        return page

    def _lay_out(self) -> None:
        themes = self._desk.themes
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.customer)
        column.addWidget(Line(themes))
        column.addWidget(self.head)
        column.addWidget(self.parts)
        column.addWidget(self._body, 1)
        column.addWidget(Line(themes))
        column.addWidget(self.bar)
        self._nothing = Text(themes, colour="text.secondary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground."""
        QPainter(self).fillRect(self.rect(), self._desk.themes.current.colour("bg.surface"))


class DeedBar(QWidget):
    """What can be done with the case. Where there is little room the keys go first, then the words of the last.

    Signals:
        wanted(str): the name of a deed.
    """

    wanted = Signal(str)

    def __init__(self, desk: Desk, shortcuts: Shortcuts) -> None:
        super().__init__()
        self.buttons: dict[str, Button] = {}
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing jumps while the bar over several cases takes its place
        self.setSizePolicy(policy)
        self._row = QHBoxLayout(self)
        Spacing(desk.themes, self._row, margins=(5, 3, 5, 3), gap=2)
        for name, icon in DEEDS.items():
            keys = "" if name == "more" else shortcuts.keys(name)
            button = Button(desk.themes, self._words(name), icon_name=icon, keys=keys, show_keys=True)
            button.clicked.connect(lambda _on=False, name=name: self.wanted.emit(name))
            self.buttons[name] = button
            self._row.addWidget(button)
        self._row.addStretch(1)
        desk.themes.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: show as much on the buttons as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Qt: icons alone still fit."""
        return QSize(0, super().minimumSizeHint().height())

    def folded(self) -> list[str]:
        """Return the deeds whose buttons had no room: the menu at the end offers them."""
        return [name for name, button in self.buttons.items() if button.isHidden()]

    def _fit(self) -> None:
        buttons, margins = list(self.buttons.values()), self._row.contentsMargins()
        whole, gap = self.width() - margins.left() - margins.right(), self._row.spacing()
        for with_keys, icons in ((True, 0), *((False, icons) for icons in range(len(buttons) + 1))):
            for place, button in enumerate(buttons):
                button.setHidden(False)
                button.set_keys_shown(with_keys)
                button.set_words_shown(place < len(buttons) - icons)
            if sum(button.sizeHint().width() + gap for button in buttons) - gap <= whole:
                return
        # Not even the icons fit: the last ones go into the menu at the end.
        for button in reversed(buttons[:-1]):
            if sum(one.sizeHint().width() + gap for one in buttons if not one.isHidden()) - gap > whole:
                button.hide()

    def _words(self, name: str) -> str:
        return {
            "reply": self.tr("Log reply"),
            "note": self.tr("Note"),
            "follow_up": self.tr("Follow up"),
            "assign": self.tr("Assign"),
            "pass_on": self.tr("Pass on"),
            "status": self.tr("Status"),
            "more": self.tr("More"),
        }[name]
