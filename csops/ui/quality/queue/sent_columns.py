"""The columns of reviews that one has sent: of whom, of which contact, with what score, and what became of them."""

from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.review_answers import SentReview
from csops.domain.reviews import Dispute, DisputeState
from csops.domain.scoring import Outcome
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column
from csops.ui.quality.sent_words import criterion_of, dispute_look, result_words, score_words
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class SentRow:
    """A row: a review that was sent, under its id."""

    sent: SentReview

    @property
    def id(self) -> int:
        """What the row is known by."""
        return self.sent.review.id


class SentColumns:
    """The columns, which follow the team and the clock."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        self._desk, self._formats = desk, formats

    def columns(self) -> list[Column]:
        """Return the columns."""
        return [*self._contact_columns(), *self._review_columns()]

    def _contact_columns(self) -> list[Column]:
        return [
            Column(
                key="member",
                title=tr("Person"),
                value=lambda row: row.sent.member.name,
                look=lambda row: CellLook(strong=True, avatar=row.sent.member.name),
                width=170,
                least=130,
                pinned=True,
            ),
            Column(
                key="contact",
                title=tr("Contact"),
                value=_contact,
                look=self._contact_look,
                width=180,
                least=110,
                grows=True,
            ),
            Column(
                key="happened_at",
                title=tr("When"),
                value=lambda row: row.sent.review.happened_at,
                text=self._moment,
                look=lambda _row: QUIET,
                align=Align.TRAILING,
                width=110,
            ),
            Column(
                key="card",
                title=tr("Scorecard"),
                value=lambda row: row.sent.card.name,
                look=lambda _row: QUIET,
                width=150,
                least=70,
            ),
        ]

    def _review_columns(self) -> list[Column]:
        return [
            Column(
                key="score",
                title=tr("Score"),
                value=_counting_score,
                text=lambda score: score_words(score, self._formats),
                look=self._score_look,
                align=Align.TRAILING,
                width=90,
                least=80,
            ),
            Column(
                key="sent_at",
                title=tr("Sent"),
                value=lambda row: row.sent.review.sent_at,
                text=self._moment,
                look=lambda _row: QUIET,
                align=Align.TRAILING,
                width=110,
            ),
            Column(
                key="state",
                title=tr("State"),
                value=lambda row: state_look(row.sent).text,
                look=lambda row: CellLook(pill=state_look(row.sent).family, note=self._told(row.sent)),
                width=130,
                least=110,
            ),
        ]

    def _moment(self, at: datetime) -> str:
        return self._formats.moment(at, now=self._desk.workspace.now())

    def _contact_look(self, row: SentRow) -> CellLook:
        channel = self._desk.team.channel(row.sent.review.channel_id)
        if channel is None:
            return QUIET
        look = self._desk.themes.current.channel(channel.key)
        return CellLook(icon=look.icon, icon_colour=look.token, note=channel.name)

    def _score_look(self, row: SentRow) -> CellLook:
        """Mark what did not pass, and grey what counts no more; in words on hover and for screen readers."""
        review = row.sent.review
        said = result_words(review, self._formats)
        if review.is_withdrawn:
            return replace(QUIET, note=tr("Withdrawn, counts no more: {result}").format(result=said))
        if review.outcome is Outcome.FAIL:
            return CellLook(icon="circle-alert", icon_colour="danger.text", note=said)
        return CellLook(note=said)

    def _told(self, sent: SentReview) -> str:
        """Return all that became of a review, a line each: the pill says what weighs most."""
        review = sent.review
        lines = [tr("Read {time}").format(time=self._moment(sent.first_read_at))] if sent.first_read_at else []
        if review.answered_at is not None:
            said = tr("Answered {time}: “{answer}”")
            lines.append(said.format(time=self._moment(review.answered_at), answer=review.answer))
        lines += [f"{criterion_of(sent, one.criterion).name}: {dispute_look(one).text}" for one in sent.disputes]
        if review.withdrawn_at is not None:
            lines.append(
                tr("Withdrawn {time}: “{why}”").format(time=self._moment(review.withdrawn_at), why=review.withdrawn_why)
            )
        return "\n".join(lines) or tr("Not read yet")


def state_look(sent: SentReview) -> PillLook:
    """Return what became of a review, in a word: what asks for most comes before the rest."""
    review = sent.review
    if review.is_withdrawn:
        return PillLook(text=tr("Withdrawn"), family="neutral")
    if any(one.state is DisputeState.OPEN for one in sent.disputes):
        return PillLook(text=tr("Disputed"), family="warning")
    if any(map(_is_decided, sent.disputes)):
        return PillLook(text=tr("Dispute decided"), family="info")
    if review.answer:
        return PillLook(text=tr("Answered"), family="info")
    return PillLook(text=tr("Read"), family="success") if review.read_at else PillLook(text=tr("Not read yet"))


def _is_decided(dispute: Dispute) -> bool:
    return dispute.state not in (DisputeState.OPEN, DisputeState.WITHDRAWN)


def _contact(row: SentRow) -> str:
    if row.sent.review.contact_id is None:
        return tr("Removed from the log")
    return row.sent.customer or tr("Unknown")


def _counting_score(row: SentRow) -> float | None:
    """Return the score; none of what was withdrawn, which sorts and is copied as if there was none."""
    return None if row.sent.review.is_withdrawn else row.sent.review.final
