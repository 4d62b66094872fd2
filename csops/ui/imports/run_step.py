"""The last step: how far the import is, and what came of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from csops.imports.mapping import TableKind
from csops.ui.imports.draft import Draft
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

WHOLE = 1000
"""Steps of the bar."""
SURE_AFTER = 0.08
"""The share that must be done before the time left can be told."""
LONG_S = 100
"""What is left is told in minutes above this."""


class RunStep(QWidget):
    """The last step: how far the import is, and what came of it.

    Signals:
        wanted(str, object): the place and the question that show the candidates or answers just imported.
        shown_wanted(int), undo_wanted(int): of the import that was just finished.
        again_wanted(): import another file.
    """

    wanted = Signal(str, object)
    shown_wanted = Signal(int)
    undo_wanted = Signal(int)
    again_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._import_id = self._opening_id = 0
        self._is_survey = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._themes = themes
        self.icon = Picture(themes, "loader", size=24, colour="accent.text")
        self.title = Text(themes, font="title2")
        self.words = Text(themes, colour="text.secondary", figures=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, WHOLE)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.show_button = Button(themes, self.tr("Show them"))
        self.show_button.clicked.connect(self._show_imported)
        self.undo_button = Button(themes, self.tr("Undo"), icon_name="undo-2")
        self.undo_button.clicked.connect(lambda: self.undo_wanted.emit(self._import_id))
        self.again_button = Button(themes, self.tr("Import another file"))
        self.again_button.clicked.connect(self.again_wanted)
        self.buttons = (self.show_button, self.undo_button, self.again_button)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=3)
        column.addStretch(1)
        parts: tuple[QWidget, ...] = (self.icon, self.title, self.bar, self.words)
        for part in parts:
            column.addWidget(part, 0, centre)
        deeds = QHBoxLayout()
        Spacing(themes, deeds, gap=2)
        deeds.addStretch(1)
        for button in self.buttons:
            deeds.addWidget(button)
        deeds.addStretch(1)
        column.addLayout(deeds)
        column.addStretch(2)

    def show_running(self, title: str, words: str, *, share: float = 0.0) -> None:
        """Show that it is at work, and which share is done."""
        self.bar.setFixedWidth(self._themes.current.size("dialog", 0))
        self.bar.setValue(round(share * WHOLE))
        self.icon.show_icon("loader", colour="accent.text")
        self._show(title, words, is_done=False)

    def show_undoing(self, title: str) -> None:
        """Show that it is being taken back; how far that is nobody can tell."""
        self.icon.show_icon("loader", colour="accent.text")
        self._show(title, "", is_done=False)
        self.bar.hide()

    def time_left(self, share: float, spent_s: float, formats: Formats) -> str:
        """Say how long it will still take, once that can be told."""
        if share < SURE_AFTER:
            return self.tr("working out the time")
        left_s = spent_s * (1 - share) / share
        if left_s > LONG_S:
            return self.tr("about {minutes} min left").format(minutes=formats.number(round(left_s / 60)))
        return self.tr("about {seconds} s left").format(seconds=formats.number(max(1, round(left_s))))

    def show_done(self, title: str, words: str, *, import_id: int, draft: Draft) -> None:
        """Show what came of it."""
        self._import_id, self._opening_id = import_id, draft.opening_id
        self._is_survey = draft.kind is TableKind.SURVEYS
        can_be_shown = draft.kind in {TableKind.CONTACTS, TableKind.SURVEYS, TableKind.CASE_LOG} or bool(
            self._opening_id
        )
        self.icon.show_icon("circle-check", colour="success.text")
        had_focus = self.hasFocus()
        self._show(title, words, is_done=True)
        self.show_button.setVisible(can_be_shown)
        if had_focus:  # nobody has gone elsewhere meanwhile
            (self.show_button if can_be_shown else self.again_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_imported(self) -> None:
        if self._is_survey:
            self.wanted.emit("customers", {"tab": "answers"})
        elif self._opening_id:
            asked = {"tab": "openings", "opening_id": self._opening_id, "part": "candidates"}
            self.wanted.emit("hiring", asked)
        else:
            self.shown_wanted.emit(self._import_id)

    def show_undone(self, title: str) -> None:
        """Show that it was taken back."""
        self.icon.show_icon("undo-2", colour="text.secondary")
        had_focus = self.hasFocus()
        self._show(title, "", is_done=True)
        self.show_button.hide()
        self.undo_button.hide()
        if had_focus:
            self.again_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, title: str, words: str, *, is_done: bool) -> None:
        self.title.say(title)
        self.words.say(words)
        self.bar.setVisible(not is_done)
        for button in self.buttons:
            button.setVisible(is_done)
