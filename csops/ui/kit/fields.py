"""The frame of every field of a form: label above, control, helper line or error sentence below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import sides
from csops.ui.kit.theme import Themes

Check = Callable[[], str]


class Field(QWidget):
    """A labelled control. `name` is the field of the record, by which errors of the domain find their place.

    What is wrong is said on leaving the field, or while correcting one already marked; never while first typing.

    Signals:
        edited: a person changed the value.
        left: the focus went elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        themes: Themes,
        control: QWidget,
        *,
        label: str,
        name: str = "",
        helper: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.themes, self.name, self._helper, self._error = themes, name, helper, ""
        self._keeps_room = False
        self._check: Check | None = None
        self.control = control
        said = self.tr("{label} (required)").format(label=label) if required else label
        self.label = Text(themes, said, font="smallStrong", colour="text.secondary")
        self.label.setBuddy(control)
        control.setAccessibleName(label)
        self._mark = Picture(themes, "circle-alert", size=14, colour="danger.text")
        self._below = Text(themes, helper, font="small", colour="text.secondary", wrap=True)
        self._below_row = QHBoxLayout()
        self._below_row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        self._below_row.addWidget(self._below, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.label)
        grows = control.sizePolicy().verticalPolicy() == QSizePolicy.Policy.Expanding
        self._column.addWidget(control, 1 if grows else 0)
        self._column.addLayout(self._below_row)
        if not grows:
            self._column.addStretch(1)  # two fields side by side begin at the same height
        self.setFocusProxy(control)
        control.installEventFilter(self)
        self.edited.connect(self._check_again)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def set_check(self, check: Check) -> None:
        """Ask this for what is wrong when the field is left: a sentence, or nothing."""
        self._check = check

    def problem(self) -> str:
        """Check now; show and return the sentence of what is wrong, empty where nothing is."""
        self.show_error(self._check() if self._check else "")
        return self._error

    def error(self) -> str:
        """Return the sentence that stands below the field."""
        return self._error

    def show_error(self, sentence: str) -> None:
        """Mark the field and say what is wrong and what would be right; an empty sentence unmarks it."""
        if sentence and sentence != self._error:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.control, sentence))
        self._error = sentence
        self._show_below()

    def set_helper(self, text: str) -> None:
        """Show another helper line, such as what was understood."""
        self._helper = text
        self._show_below()

    def keep_room(self) -> None:
        """Leave a line free for what will stand below, so that nothing further down jumps."""
        self._keeps_room = True
        self._show_below()

    def helper(self) -> str:
        """Return the helper line."""
        return self._helper

    def theme_changed(self) -> None:
        """Take distances from the theme."""
        theme = self.themes.current
        self._column.setSpacing(theme.space(1))
        self._below_row.setSpacing(theme.space(1))
        self._show_below()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: check when the focus leaves."""
        if not self.__dict__:  # Python's half of the object is gone while Qt still takes its own half down
            return False
        if watched is self.control and event.type() == QEvent.Type.FocusOut:
            self.leave()
        return False

    def leave(self) -> None:
        """Do what happens when the field is left."""
        if self._check is not None:
            self.problem()
        self.left.emit()

    def _check_again(self) -> None:
        if self._error:
            self.problem()

    def _show_below(self) -> None:
        wrong = bool(self._error)
        self._below.say(self._error or self._helper, colour="danger.text" if wrong else "text.secondary")
        self._mark.setVisible(wrong)
        self._below.setVisible(bool(self._error or self._helper) or self._keeps_room)
        self.control.setAccessibleDescription(self._error or self._helper)
        self._set_state("error" if wrong else "")

    def _set_state(self, state: str) -> None:
        if self.control.property("state") != state:
            self.control.setProperty("state", state)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)


def first_problem(fields: Sequence[Field]) -> Field | None:
    """Check all fields, put the focus on the first that is wrong and return it; None where all are right."""
    wrong = [field for field in fields if field.problem()]
    if wrong:
        wrong[0].control.setFocus(Qt.FocusReason.OtherFocusReason)
    return wrong[0] if wrong else None


class Line(QLineEdit):
    """A line to type in, with room for an icon before and words or a mark behind what is typed."""

    def __init__(self, themes: Themes, *, icon: str = "", unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.themes = themes
        self._row = QHBoxLayout(self)
        self._icon = Picture(themes, icon, parent=self) if icon else None
        self._trailing: QWidget | None = None
        if self._icon is not None:
            self._row.addWidget(self._icon)
        self._row.addStretch(1)
        if unit:
            self.set_trailing(Text(themes, unit, font="small", colour="text.secondary"))
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def set_trailing(self, widget: QWidget | None) -> None:
        """Put words or a pill behind the text, in place of what was there."""
        if self._trailing is not None:
            self._row.removeWidget(self._trailing)
            self._trailing.deleteLater()
        self._trailing = widget
        if widget is not None:
            self._row.addWidget(widget)
            widget.show()
        self.theme_changed()

    def theme_changed(self) -> None:
        """Take type, height and room from the theme."""
        theme = self.themes.current
        self.setFont(theme.font("body", figures=True))
        self.setFixedHeight(theme.size("control"))
        self._row.setContentsMargins(theme.space(2), 0, theme.space(2), 0)
        before = theme.size("icon") + theme.space(2) if self._icon else 0
        after = self._trailing.sizeHint().width() + theme.space(1) if self._trailing else 0
        self.setTextMargins(sides(before, 0, after, 0))


class LineField(Field):
    """A field of one line."""

    def __init__(
        self,
        themes: Themes,
        *,
        label: str,
        name: str = "",
        helper: str = "",
        required: bool = False,
        icon: str = "",
        unit: str = "",
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.line = Line(themes, icon=icon, unit=unit)
        self.line.setPlaceholderText(placeholder)
        super().__init__(themes, self.line, label=label, name=name, helper=helper, required=required, parent=parent)
        self.line.textEdited.connect(lambda _text: self.edited.emit())

    def text(self) -> str:
        """Return what is typed, without blanks around it."""
        return self.line.text().strip()

    def set_text(self, text: str) -> None:
        """Put a text into the field; nobody is told."""
        self.line.setText(text)


class TextField(Field):
    """A field of several lines. Tab goes on to the next field."""

    def __init__(
        self,
        themes: Themes,
        *,
        label: str,
        name: str = "",
        helper: str = "",
        required: bool = False,
        rows: int = 5,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self.box = _TextBox(themes, rows=rows)
        self.box.setPlaceholderText(placeholder)
        super().__init__(themes, self.box, label=label, name=name, helper=helper, required=required, parent=parent)
        self._silent = False
        self.box.textChanged.connect(self._changed)

    def text(self) -> str:
        """Return what is typed, without blanks around it."""
        return self.box.toPlainText().strip()

    def set_text(self, text: str) -> None:
        """Put a text into the field; nobody is told."""
        self._silent = True
        self.box.setPlainText(text)
        self.box.moveCursor(QTextCursor.MoveOperation.End)
        self._silent = False

    def _changed(self) -> None:
        if not self._silent:
            self.edited.emit()


class _TextBox(QPlainTextEdit):
    def __init__(self, themes: Themes, *, rows: int) -> None:
        super().__init__()
        self._themes, self._rows = themes, rows
        self.setTabChangesFocus(True)
        themes.changed.connect(self.theme_changed)
        self.theme_changed()

    def theme_changed(self) -> None:
        theme = self._themes.current
        self.setFont(theme.font("body", figures=True))
        self.setMinimumHeight(self._rows * theme.line("body") + 2 * theme.space(2))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())
