"""What is typed of the agreement of a session and not saved: by criterion, kept until it is."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.calibrations import Agreed, Calibration
from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.texts import joined_text
from csops.ui.desk import Desk
from csops.ui.part_draft import PartDraft
from csops.ui.quality.calibration.agreed_rating import NA


@dataclass(frozen=True, kw_only=True)
class Typing:
    """What stands for a criterion: the key of a rating, the note, and what was agreed when it was begun."""

    rating: str
    note: str
    base: Agreed | None = None

    def differs_from(self, kept: Agreed | None) -> bool:
        """Return whether it says anything that is not agreed already."""
        if kept is not None:
            return (self.rating, self.note.strip()) != (key_of(kept.rating), kept.note)
        return bool(self.rating or self.note.strip())

    def said_of(self, criterion: str) -> Agreed:
        """Return it as what is agreed on a criterion; a rating is chosen."""
        rating = None if self.rating == NA else float(self.rating)
        return Agreed(criterion=criterion, rating=rating, note=self.note.strip())


def key_of(rating: float | None) -> str:
    """Return the key of a rating among those that can be agreed on."""
    return NA if rating is None else f"{rating:g}"


class AgreedTyping(QObject):
    """What whoever works here has typed of the session that is shown.

    Signals:
        came: what was typed of it before, perhaps in another window, is here.
    """

    came = Signal()

    def __init__(self, desk: Desk, panel: QWidget) -> None:
        super().__init__(panel)
        self._typed: dict[str, Typing] = {}
        self._session_id = 0
        form = partial(record_form, Kind.CALIBRATION, what="agreed")
        self._draft = PartDraft(desk, panel, form=form, values=self._values, show=self._show)

    def begin(self, session_id: int) -> None:
        """Go over to a session; what was typed of the one before stays with it."""
        if session_id == self._session_id:
            return
        self._draft.keep()
        self._typed.clear()
        self._session_id = session_id
        self._draft.begin(session_id)

    def of(self, criterion: str) -> Typing | None:
        """Return what is typed of a criterion; None where nothing is."""
        return self._typed.get(criterion)

    def unsaved(self, session: Calibration) -> dict[str, Typing]:
        """Return, by criterion, what is typed of the session that is shown and is not agreed as it stands."""
        kept = {one.criterion: one for one in session.agreed}
        mine = self._typed if session.id == self._session_id else {}
        return {key: typing for key, typing in mine.items() if typing.differs_from(kept.get(key))}

    def take(self, criterion: str, typing: Typing) -> None:
        """Keep what is typed of a criterion."""
        self._typed[criterion] = typing
        self._draft.touched()

    def forget(self, criterion: str) -> None:
        """Let go of what was typed of a criterion: it is saved, or not wanted any more."""
        if self._typed.pop(criterion, None) is None:
            return
        if self._typed:
            self._draft.touched()
        else:
            self._draft.forget()
            self._draft.drop()

    def _values(self) -> dict[str, Any]:
        return {
            key: {"rating": one.rating, "note": one.note, "base": one.base and vars(one.base)}
            for key, one in self._typed.items()
        }

    def _show(self, values: dict[str, Any]) -> None:
        for key, one in values.items():
            base = Agreed(**one["base"]) if one["base"] else None
            kept = Typing(rating=str(one["rating"]), note=str(one["note"]), base=base)
            newer = self._typed.get(key, kept)  # faster than the database was
            self._typed[key] = replace(newer, note=joined_text(newer.note, kept.note, base.note if base else ""))
        self.came.emit()
