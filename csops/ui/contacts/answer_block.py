"""What the customer answered when the call was over, in the form in which a contact is logged: one row, one key."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.surveys import FIVE, AnswerKind, SurveyAnswer
from csops.ui.cases.answer_words import ends_words, usual_wording
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.fields import Field
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing

NOT_ASKED, NO_ANSWER = "", "none"


class AnswerBlock(QWidget):
    """Not asked, a rating from 1 to 5, or no answer. Other questions are noted on the case.

    Signals:
        edited: a person changed it.
    """

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._formats = desk, Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._customer_id: int | None = None
        options = [Option(key=NOT_ASKED, text=self.tr("Not asked"))]
        options += [Option(key=str(value), text=str(value)) for value in range(1, 6)]
        options.append(Option(key=NO_ANSWER, text=self.tr("No answer")))
        self.choice = Segmented(desk.themes, options, name=self.tr("Was the customer satisfied?"))
        self.field = Field(desk.themes, self.choice, label=self.tr("Was the customer satisfied? (CSAT)"), name="rating")
        column = QVBoxLayout(self)
        Spacing(desk.themes, column)
        column.addWidget(self.field)
        self.choice.chosen.connect(lambda _key: self.edited.emit())
        self._say(None)

    def answer(self) -> SurveyAnswer | None:
        """Return the answer, or the question without one; None where nobody asked."""
        key = self.choice.key()
        if key == NOT_ASKED:
            return None
        now, is_answered = self._desk.workspace.now(), key != NO_ANSWER
        return SurveyAnswer(
            kind=AnswerKind.CSAT,
            asked_at=now,
            answered_at=now if is_answered else None,
            value=float(key) if is_answered else None,
            low=FIVE.low,
            high=FIVE.high,
            wording=usual_wording(AnswerKind.CSAT),
        )

    def values(self) -> dict[str, Any]:
        """Return what is chosen, for a draft."""
        return {"rating": self.choice.key()}

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was chosen; of whom, is told anew."""
        self._customer_id = None
        self._say(None)
        self.choice.choose(str(values.get("rating", NOT_ASKED)))

    def show_customer(self, customer_id: int | None) -> None:
        """Say whether this customer was asked a short while ago."""
        if customer_id == self._customer_id:
            return
        self._customer_id = customer_id
        self._say(None)
        if customer_id is not None:
            from csops.services import surveys  # not part of the start of the window

            workspace = self._desk.workspace
            self._desk.ask(
                lambda: (customer_id, surveys.may_ask(workspace, customer_id=customer_id)),
                then=self._take,
                failed=lambda _error: None,
                key=("may_ask", id(self)),
            )

    def _take(self, found: tuple[int, Any]) -> None:
        customer_id, throttle = found
        if customer_id == self._customer_id and throttle.is_too_soon:
            self._say(throttle)

    def _say(self, throttle: Any) -> None:
        words = ends_words(AnswerKind.CSAT, FIVE)
        if throttle is not None:
            days = [self._formats.day(at.astimezone(self._formats.zone).date()) for at in _moments(throttle)]
            words = self.tr("Asked on {asked} already; ask again from {again} on").format(asked=days[0], again=days[1])
        self.field.set_helper(words)


def _moments(throttle: Any) -> tuple[datetime, datetime]:
    return throttle.asked_at, throttle.again_from
