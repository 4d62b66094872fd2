"""Turns the rows of a survey tool's export into answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from csops.domain.contacts import latest_start
from csops.domain.errors import OutOfRange
from csops.domain.survey_rules import check_rating
from csops.domain.surveys import AnswerKind, Scale
from csops.imports.cells import CellFault, Cells, Remembered
from csops.imports.contact_rows import customer_name
from csops.imports.mapping import Column, Mapping, Target
from csops.imports.rating_scales import NPS_GROUPS
from csops.imports.rating_words import number_of, plain_words
from csops.imports.rows import Problem, Rating, SurveyRow

FAR_OFF = datetime.max.replace(tzinfo=UTC)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class _Rated:
    """A column of ratings with the comments that belong to it: those between it and the next one."""

    column: Column
    values: Remembered[float | None]
    comments: tuple[Column, ...]


class SurveyReader:
    """Reads one response after the other by a mapping."""

    def __init__(self, mapping: Mapping, *, timezone: str, now: datetime | None = None) -> None:
        self.cells = Cells(mapping, timezone=timezone)
        self.latest = latest_start(now) if now else FAR_OFF
        self.column = {target: mapping.column(target) for target in Target}
        comments = mapping.columns_to(Target.COMMENT)
        self.rated = [
            _Rated(column=column, values=Remembered(partial(self._value, column)), comments=beside)
            for column, beside in _with_comments(mapping.columns_to(Target.ANSWER), comments)
        ]
        self.comments = comments

    def read(self, row: int, cells: Sequence[str]) -> SurveyRow | Problem:
        """The answers in this row, or what is wrong with it."""
        self.cells.begin(row, cells)
        try:
            return self._response(row)
        except CellFault as fault:
            return self.cells.problem(fault)

    def _response(self, row: int) -> SurveyRow:
        cells, column = self.cells, self.column
        values = [one.values[cells.cell(one.column)] for one in self.rated]
        is_rated = any(value is not None for value in values)
        comment = cells.joined(self.comments)
        sent_at, responded_at = self._times(is_answered=is_rated or bool(comment))
        return SurveyRow(
            row=row,
            number=cells.number(column[Target.NUMBER], cells.text(column[Target.NUMBER])),
            sent_at=sent_at,
            responded_at=responded_at,
            ratings=tuple(self._rating(one, value) for one, value in zip(self.rated, values, strict=True)
                          if value is not None or not (is_rated or comment)),
            comment="" if is_rated else comment,
            customer=customer_name(cells, column),
            phones=cells.phones(),
            emails=cells.emails(),
            customer_number=cells.text(column[Target.CUSTOMER_NUMBER]),
            case_number=cells.text(column[Target.CASE_NUMBER]),
            handled_by=self._handler(),
            tag=cells.text(column[Target.TAG]),
            remarks=tuple(cells.remarks),
        )  # fmt: skip

    def _rating(self, one: _Rated, value: float | None) -> Rating:
        low, high = one.column.scale or (1.0, 5.0)
        comment = "" if value is None else self.cells.joined(one.comments)
        return Rating(one.column.answer, value, low, high, one.column.reversed, one.column.heading, comment)

    def _value(self, column: Column, cell: str) -> float | None:
        text = self.cells.plain(cell)
        if not text:
            return None
        meaning = self.cells.meaning(column, text)
        read = number_of(meaning or text)
        if read is None:
            group = NPS_GROUPS.get(plain_words(text)) if column.answer == "nps" else None
            if group is None:
                raise CellFault(column, f"“{text}” has no meaning yet. Choose which rating it stands for", text)
            return group
        self._check(column, read[0], text)
        return read[0]

    def _check(self, column: Column, value: float, text: str) -> None:
        low, high = column.scale or (1.0, 5.0)
        try:
            check_rating(value, kind=AnswerKind(column.answer or "csat"), scale=Scale(low=low, high=high))
        except OutOfRange as fault:
            raise CellFault(column, f"“{text}” is no rating of this scale. {fault.fields['right']}", text) from None

    def _times(self, *, is_answered: bool) -> tuple[datetime | None, datetime | None]:
        sent, responded = self._moment(Target.SENT_AT), self._moment(Target.RESPONDED_AT)
        if responded is None and not is_answered:
            return sent, None
        if not is_answered and self.column[Target.SENT_AT] is None:
            return responded, None  # the one day that the file tells is that of the question
        if sent is None or responded is None or responded >= sent:
            return sent, responded
        if sent - responded < ONE_DAY:
            return sent, sent  # one of them is known by its day only, which begins at midnight
        column = self.column[Target.RESPONDED_AT]
        text = self.cells.text(column)
        raise CellFault(column, f"“{text}” lies before the question was sent. An answer comes after its question", text)

    def _moment(self, target: Target) -> datetime | None:
        column = self.column[target]
        found = self.cells.moment(column)
        if found is None:
            return None
        if found[0] > self.latest:
            text = self.cells.text(column)
            raise CellFault(column, f"“{text}” lies in the future. An answer has been given already", text)
        return found[0]

    def _handler(self) -> str:
        column = self.column[Target.HANDLED_BY]
        text = self.cells.text(column)
        return (self.cells.meaning(column, text) or text) if column and text else ""


def _with_comments(rated: Sequence[Column], comments: Sequence[Column]) -> list[tuple[Column, tuple[Column, ...]]]:
    """Give each column of ratings the comments behind it, up to the next one; those before all to the first."""
    found: dict[int, list[Column]] = {column.position: [] for column in rated}
    for comment in comments:
        before = [column.position for column in rated if column.position < comment.position]
        if rated:
            found[before[-1] if before else rated[0].position].append(comment)
    return [(column, tuple(found[column.position])) for column in rated]
