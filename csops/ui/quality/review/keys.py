"""The keys of a review: from criterion to criterion, ratings by their letters or digits, evidence by its number."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence

from csops.domain.review_filling import is_low
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
        self._digits, self._is_going, self._is_asking = "", False, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._settle)

    def press(self, event: QKeyEvent) -> bool:
        """Take a key; return whether it meant something here. What is done next ends the question for a cause."""
        asked = self._filling.asked
        leaves = self._leaves_text(event)
        is_taken = self._press(event)
        if is_taken and asked == self._filling.asked and not self._is_asking and not leaves:
            self._filling.ask_cause("")
        return is_taken

    def _press(self, event: QKeyEvent) -> bool:
        again = self._step_meant(event)
        if again is not None:
            self._filling.undo(again=again)
            return True
        if self._leaves_text(event):
            self._leave_text()
            return True
        return self._goes(event) or self._says(event)

    def _says(self, event: QKeyEvent) -> bool:
        """Take a letter or a digit."""
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        said = event.text().upper()
        if plain or not said or not said.isprintable() or len(said) != 1:
            return False
        if said.isdecimal() and self._means_cause(said):
            self._is_asking = False
            return self._filling.answer(int(said))
        self._is_asking = False
        if self._is_going or self._digits or (said.isdecimal() and self._means_number(said)):
            return self._number(said)
        return self._letter(said)

    def claim(self, event: QEvent) -> bool:
        """Return whether a shortcut is this form's for now: to take back a choice made here, or to leave a text."""
        return isinstance(event, QKeyEvent) and (self._step_meant(event) is not None or self._leaves_text(event))

    def _leaves_text(self, event: QKeyEvent) -> bool:
        """Return whether Esc leads back to the ratings, before it closes the form."""
        return event.key() == Qt.Key.Key_Escape and not event.modifiers() and self._focus.is_in_text()

    def _leave_text(self) -> None:
        """Go back to the ratings; there a digit says the cause that is asked for at the note."""
        self._focus.leave_text()
        if self._filling.asked:
            self._filling.ask_cause(self._filling.front if self._filling.asked == self._filling.front else "")
            self._filling.asking.emit()

    def _goes(self, event: QKeyEvent) -> bool:
        """Go where a key leads: to a note, or to the messages and back."""
        ways: dict[str, Callable[[], object]] = {
            "criterion_note": lambda: self._focus.to_note(self._filling.asked or self._filling.front),
            "cause": self._ask,
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

    # ------------------------------------------------------------ where a low rating came from
    def _ask(self) -> None:
        """Ask for the cause of what was just rated low, else of the criterion in front; the next digit says it."""
        filling, criterion = self._filling, self._filling.criterion()
        if not filling.asked and criterion is not None and is_low(criterion, filling.draft.of(criterion.key).rating):
            filling.ask_cause(criterion.key)
        self._is_asking = bool(filling.asked)

    def _means_cause(self, said: str) -> bool:
        """Whether a digit says a cause: where the criterion in front is rated by digits only after the key for that."""
        criterion = self._filling.criterion()
        if not self._filling.asked or self._has_words() or self._is_going or self._digits or criterion is None:
            return False
        return self._is_asking or _pressed(criterion, said) is None

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
        self._filling.not_applicable()
        if self._filling.is_na(self._filling.front):
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
        key = _numbered(self._filling.keys, self._digits)
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


def _numbered(keys: Sequence[str], digits: str) -> str:
    """Return the key of the criterion with a number, from 1; empty where there is none."""
    return keys[int(digits) - 1] if digits and 0 < int(digits) <= len(keys) else ""


def _pressed(criterion: Criterion, said: str) -> float | None:
    """Return the rating that a key gives, None where it gives none."""
    return next((step.rating for step in criterion.scale.steps if step.press.upper() == said), None)
