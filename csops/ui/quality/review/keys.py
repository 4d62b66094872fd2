"""The keys of a review: from criterion to criterion, ratings by their letters or digits, evidence by its number."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence

from csops.domain.scoring import Criterion
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.focus import ReviewFocus

WAIT_MS = 700
"""So long a further digit is waited for, where a longer number could be meant."""
_TEN = 10


class ReviewKeys(QObject):
    """Takes the keys that no field took.

    Digits rate where the scale of the criterion in front is rated by digits; else, after G, or with words selected,
    they are the number of a criterion: to go to, or to link the words to.
    """

    def __init__(
        self,
        filling: ReviewFilling,
        shortcuts: Shortcuts,
        focus: ReviewFocus,
        *,
        has_words: Callable[[], bool],
        link: Callable[[str], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._filling, self._shortcuts, self._focus = filling, shortcuts, focus
        self._has_words, self._link = has_words, link
        self._digits, self._is_going = "", False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._settle)

    def press(self, event: QKeyEvent) -> bool:
        """Take a key; return whether it meant something here."""
        again = self._step_meant(event)
        if again is not None:
            self._filling.undo(again=again)
            return True
        if self._leaves_text(event):
            self._focus.leave_text()
            return True
        if self._goes(event):
            return True
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        said = event.text().upper()
        if plain or not said or not said.isprintable() or len(said) != 1:
            return False
        if self._is_going or self._digits or (said.isdecimal() and self._means_number(said)):
            return self._number(said)
        return self._letter(said)

    def claim(self, event: QEvent) -> bool:
        """Return whether a shortcut is this form's for now: to take back a choice made here, or to leave a text."""
        return isinstance(event, QKeyEvent) and (self._step_meant(event) is not None or self._leaves_text(event))

    def _leaves_text(self, event: QKeyEvent) -> bool:
        """Return whether Esc leads back to the ratings, before it closes the form."""
        return event.key() == Qt.Key.Key_Escape and not event.modifiers() and self._focus.is_in_text()

    def _goes(self, event: QKeyEvent) -> bool:
        """Go where a key leads: to a note, or to the messages and back."""
        ways: dict[str, Callable[[], object]] = {
            "criterion_note": lambda: self._focus.to_note(self._filling.front),
            "coaching_note": self._focus.to_coaching,
            "messages": self._focus.to_messages,
        }
        pressed = QKeySequence(event.keyCombination())
        for name, go in ways.items():
            if any(pressed == QKeySequence(keys) for keys in self._shortcuts.all_keys(name)):
                self._forget()
                go()
                return True
        return False

    def _step_meant(self, event: QKeyEvent) -> bool | None:
        pressed = QKeySequence(event.keyCombination())
        for name, again in (("undo", False), ("redo", True)):
            if any(pressed == QKeySequence(keys) for keys in self._shortcuts.all_keys(name)):
                return again if self._filling.may_undo(again=again) else None
        return None

    # ------------------------------------------------------------ letters
    def _letter(self, said: str) -> bool:
        names = {"criterion_next": 1, "criterion_before": -1}
        for name, step in names.items():
            if said in self._shortcuts.all_keys(name):
                self._filling.step(step)
                return True
        if said in self._shortcuts.all_keys("criterion"):
            self._is_going = True
            self._timer.start()
            return True
        if said in self._shortcuts.all_keys("not_applicable"):
            return self._skip()
        return self._rate(said)

    def _skip(self) -> bool:
        criterion = self._filling.criterion()
        if criterion is None or not self._filling.may_be_na(criterion):
            return False
        self._filling.not_applicable()
        if self._filling.is_na(criterion.key):
            self._filling.go_on()
        return True

    def _rate(self, said: str) -> bool:
        criterion = self._filling.criterion()
        rating = None if criterion is None else _pressed(criterion, said)
        if rating is None or not (self._shortcuts.letters or said.isdecimal()):
            return False
        self._filling.rate(rating)
        if self._filling.draft.of(self._filling.front).is_answered:
            self._filling.go_on()
        return True

    # ------------------------------------------------------------ numbers
    def _means_number(self, said: str) -> bool:
        criterion = self._filling.criterion()
        return self._has_words() or criterion is None or _pressed(criterion, said) is None

    def _number(self, said: str) -> bool:
        if not said.isdecimal():
            self._forget()
            return self._letter(said)
        self._digits += said
        if int(self._digits) * _TEN > len(self._filling.keys):
            self._settle()
        else:
            self._timer.start()
        return True

    def _settle(self) -> None:
        """Take the number as it is: nothing longer can be meant, or nothing more came."""
        key = self._filling.numbered(int(self._digits)) if self._digits else ""
        goes = self._is_going
        self._forget()
        if not key:
            return
        if self._has_words() and not goes:
            self._link(key)
        else:
            self._filling.go_to(key)

    def _forget(self) -> None:
        self._timer.stop()
        self._digits, self._is_going = "", False


def _pressed(criterion: Criterion, said: str) -> float | None:
    """Return the rating that a key gives, None where it gives none."""
    return next((step.rating for step in criterion.scale.steps if step.press.upper() == said), None)
