"""Where the keys act in the form: in the ratings, in a text, or among the messages; and the ways between them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csops.ui.quality.review.card_pane import CardPane
from csops.ui.quality.review.contact_pane import ContactPane
from csops.ui.quality.review.filling import ReviewFilling


class ReviewFocus:
    """Moves the focus in the form. It knows where one wrote last, to come back there from the messages."""

    def __init__(self, filling: ReviewFilling, contact: ContactPane, card: CardPane) -> None:
        self._filling, self._contact, self._card = filling, contact, card
        self._written: QWidget | None = None
        card.texts_left.connect(self._wrote)
        card.ratings_entered.connect(lambda: self._wrote(None))

    def begin(self) -> None:
        """Nobody wrote in this review yet."""
        self._written = None

    # ------------------------------------------------------------ going
    def to_ratings(self) -> None:
        """Go to the ratings of the criterion in front, where single keys act."""
        row = self._card.rows.get(self._filling.front)
        if row is not None:
            row.take_focus()

    def to_note(self, key: str) -> None:
        """Go to the note on a criterion, which comes to the front."""
        self._filling.go_to(key)
        row = self._card.rows.get(key)
        if row is not None and row.details is not None:
            row.details.note.box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_coaching(self) -> None:
        """Go to the coaching note."""
        self._card.note.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._card.area.ensureWidgetVisible(self._card.note)

    def to_messages(self) -> None:
        """Go to the message that one was at last; from the messages back."""
        if self.is_among_messages():
            self.back()
        else:
            self._contact.stops.focus()

    def back(self) -> None:
        """Go from the messages back to where one was: to the note that one wrote, else to the ratings in front."""
        there = self._written
        if there is not None and there.isVisible():
            there.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.to_ratings()

    def leave_text(self) -> None:
        """Go from a text back to the ratings: of what is open next, where that in front is rated."""
        if self.is_among_messages():
            self.back()
            return
        front = self._card.rows.get(self._filling.front)
        if front is not None and self._is_in(front) and self._filling.front not in self._filling.open_keys():
            self._filling.go_on()
        self.to_ratings()

    # ------------------------------------------------------------ where it is
    def is_among_messages(self) -> bool:
        """Whether the keys act among the messages."""
        return self._is_in(self._contact)

    def is_in_text(self) -> bool:
        """Whether Esc leads back to the ratings: from the messages, and from what is written on the card."""
        front = self._card.rows.get(self._filling.front)
        if front is None or not self._filling.is_open:
            return False
        texts: list[QWidget] = [self._contact, self._card.note, self._card.praise]
        texts += [front.details] if front.details is not None else []
        return any(self._is_in(one) for one in texts)

    def is_in_front(self) -> bool:
        """Whether it is in the criterion in front."""
        front = self._card.rows.get(self._filling.front)
        return front is not None and self._is_in(front)

    def _is_in(self, widget: QWidget) -> bool:
        focused = widget.window().focusWidget()
        return focused is not None and (focused is widget or widget.isAncestorOf(focused))

    def _wrote(self, where: QWidget | None) -> None:
        self._written = where
