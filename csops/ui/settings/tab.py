"""What all tabs of Settings have in common: a title, a column of cards, and changes that apply at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission, roles_with
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Card
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import field_of
from csops.ui.kit.fields import Field
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.role_words import role_names

T = TypeVar("T")
STACKS_UNDER = 620  # at 100 %, without the tabs at the left


class Tab(QWidget):
    """One tab. `column` takes its cards; `needs` is what the role must allow for changing anything in it."""

    def __init__(self, desk: Desk, *, title: str, why: str, needs: Permission | None = None) -> None:
        super().__init__()
        self.desk, self.themes, self.needs = desk, desk.themes, needs
        self.setAccessibleName(title)
        self._pairs: list[QBoxLayout] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        body = QVBoxLayout()
        Spacing(self.themes, body, margins=(6, 5, 6, 6), gap=4)
        body.addLayout(self._head(title, why))
        self.ground = QWidget()
        self.column = QVBoxLayout(self.ground)
        Spacing(self.themes, self.column, gap=4)
        body.addWidget(self.ground)
        body.addStretch(1)
        outer.addWidget(scrolling(body))
        self._show_reason()

    def side_by_side(self, *widgets: QWidget, shares: Sequence[int] = (1, 1)) -> None:
        """Put cards side by side, one below the other where there is no room for both."""
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=4)
        for widget, share in zip(widgets, shares, strict=True):
            row.addWidget(widget, share)
        self.column.addLayout(row)
        self.stack_when_narrow(row)

    def stack_when_narrow(self, row: QBoxLayout) -> None:
        """Turn this row into a column where there is little room."""
        self._pairs.append(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: stack what stands side by side where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self.themes.current.px(STACKS_UNDER)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        for pair in self._pairs:
            pair.setDirection(way)

    @property
    def may_change(self) -> bool:
        """Whether the role of the member allows changes here."""
        return self.needs is None or self.desk.workspace.may(self.needs)

    def refresh(self) -> None:
        """Show what is true now. A tab that shows records overrides this."""

    def form_card(self, title: str = "") -> Card:
        """Return a card for fields, with room between them."""
        card = Card(self.themes, title=title)
        card.set_gap(4)
        return card

    def narrow(self, card: Card) -> None:
        """Put a card below the others, no wider than a form of one column reads well."""
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(card, 3)
        row.addStretch(1)
        self.column.addLayout(row)

    def act(
        self,
        work: Callable[[], T],
        *,
        said: str,
        fields: Iterable[Field] = (),
        then: Callable[[T], None] | None = None,
    ) -> None:
        """Do one change in the background. What is wrong with it stands below the field it belongs to."""
        known = list(fields)
        for field in known:
            field.show_error("")
        self.desk.act(work, then=then, failed=lambda error: self._explain(error, known), said=Said(text=said))

    def _explain(self, error: Exception, fields: Iterable[Field]) -> None:
        told = words(error)
        wrong = field_of(told, fields)
        if wrong is not None:
            wrong.show_error(told.sentence)
        else:
            self.desk.failed.emit(error)

    def _head(self, title: str, why: str) -> QVBoxLayout:
        head = QVBoxLayout()
        Spacing(self.themes, head, gap=1)
        head.addWidget(Text(self.themes, title, font="title2"))
        head.addWidget(Text(self.themes, why, colour="text.secondary", wrap=True))
        self._reason = QWidget()
        row = QHBoxLayout(self._reason)
        Spacing(self.themes, row, margins=(0, 2, 0, 0), gap=2)
        row.addWidget(Picture(self.themes, "lock", size=14, colour="text.secondary"), 0, Qt.AlignmentFlag.AlignTop)
        self._reason_text = Text(self.themes, font="small", colour="text.secondary", wrap=True)
        row.addWidget(self._reason_text, 1)
        head.addWidget(self._reason)
        return head

    def _show_reason(self) -> None:
        self.ground.setEnabled(self.may_change)
        self._reason.setVisible(not self.may_change)
        if self.needs is not None and not self.may_change:
            names = role_names(roles_with(self.needs))
            said = self.tr("You may look, not change. It takes one of: {roles}").format(roles=names)
            self._reason_text.say(said)
            self.ground.setToolTip(said)
