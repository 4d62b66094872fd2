"""What the panels of logging and of correcting share: head, form, foot, the draft, the keys, what is wrong."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from csops.ui.contacts.intake import Intake
from csops.ui.contacts.log_bars import LogFoot, LogHead, lay_out_panel
from csops.ui.contacts.log_form import LogForm
from csops.ui.contacts.log_notice import LogNotice
from csops.ui.desk import Desk
from csops.ui.draft_keeper import DraftKeeper
from csops.ui.kit.errors import Words
from csops.ui.kit.field_errors import field_of
from csops.ui.kit.fields import Field, first_problem
from csops.ui.kit.labels import Line
from csops.ui.kit.shortcuts import Shortcuts


class ContactPanel(QWidget):
    """A form of a contact at the side of the window. What is typed and not saved is kept as a draft.

    Signals:
        saved(object): what was saved, as it is now.
        closed: the panel shall go; what is typed in it is kept.
    """

    saved = Signal(object)
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        *,
        form: LogForm,
        draft_form: str,
        head: LogHead,
        foot: LogFoot,
        shortcuts: Shortcuts,
        cards: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.desk, self.form, self.head, self.foot = desk, form, head, foot
        self._shortcuts = shortcuts
        self._kept_at: datetime | None = None
        self._is_saving = False
        self.notice = LogNotice(desk, formats=form.times.formats)
        self.keeper = DraftKeeper(desk, form=draft_form, values=self.draft_values, parent=self)
        self.intake = Intake(desk, form, say=self.notice.show_problem, parent=self)
        self.setAccessibleName(head.title.words())
        above = (head, Line(desk.themes), self.notice, *cards)
        self._area = lay_out_panel(self, desk.themes, above=above, form=form, foot=foot)
        form.edited.connect(self.edited)
        self.keeper.kept.connect(self._draft_kept)
        head.close_button.clicked.connect(self.closed)
        head.discard.clicked.connect(self.discard)
        foot.save.clicked.connect(self.save)
        desk.team_changed.connect(form.show_team)
        self.bind_keys("save", self.save)
        self.bind_keys("handled_by", form.times.next_member)

    # ------------------------------------------------------------ what each panel says
    @property
    @abstractmethod
    def has_draft(self) -> bool:
        """Whether something stands in the form that is not saved yet."""

    @abstractmethod
    def draft_values(self) -> Mapping[str, Any]:
        """Return what is kept as the draft."""

    @abstractmethod
    def focus_first(self) -> None:
        """Put the focus where one goes on."""

    @abstractmethod
    def edited(self) -> None:
        """A person changed something."""

    @abstractmethod
    def discard(self) -> None:
        """Throw away what was typed."""

    @abstractmethod
    def save(self) -> None:
        """Save and close; what is wrong is said where it is, and nothing is lost."""

    # ------------------------------------------------------------ the draft
    def show_draft(self) -> None:
        """Say in the head whether a draft is kept, and since when."""
        at = self.form.times.formats.time(self._kept_at)
        said = self.tr("Draft saved {at}").format(at=at) if self._kept_at else ""
        self.head.show_draft(said, has_draft=self.has_draft)

    def _draft_kept(self, at: datetime) -> None:
        self._kept_at = at
        self.show_draft()

    # ------------------------------------------------------------ what is wrong
    def may_save(self) -> bool:
        """Return whether nothing is wrong and nothing is being saved; the first that is wrong gets the focus."""
        if self._is_saving:
            return False
        wrong = first_problem(self.form.fields())
        if wrong is not None:
            self.go_to(wrong)
        return wrong is None

    def field_of(self, told: Words) -> Field | None:
        """Return the field that a refusal is about, where it is about one that is shown."""
        return field_of(told, self.form.fields())

    def show_fault(self, field: Field, sentence: str) -> None:
        """Say below a field why it was not saved, and go there."""
        field.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go_to(field)
        field.show_error(sentence)  # last: a field that is left on the way there checks itself

    def go_to(self, field: Field) -> None:
        """Scroll to a field; of the channel the tile gets the focus."""
        self._area.ensureWidgetVisible(field)
        if field is self.form.channel:
            self.form.channel.focus_here()
        # Again when the sentence below it has its room: on a low window it would stand below the edge.
        QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(field))

    # ------------------------------------------------------------ keys, coming and going
    def bind_keys(self, name: str, run: Callable[[], object]) -> None:
        """Let the keys of this name act while the focus is in the panel."""
        for keys in self._shortcuts.all_keys(name):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: Esc closes; what is typed is kept as a draft."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: keep the draft before the window of the moment closes."""
        super().showEvent(event)
        self.keeper.watch_window(self.window())

    def hideEvent(self, event: QHideEvent) -> None:
        """Qt: keep what was typed."""
        super().hideEvent(event)
        self.keeper.keep_if_due()
