"""The columns and the filters of the list of answers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication

from csops.domain.survey_lines import AnswerLine, AnswerQuestion
from csops.domain.surveys import AnswerKind
from csops.ui.cases.answer_words import kind_words, source_words, value_words
from csops.ui.kit.choices import Option
from csops.ui.kit.filters import FilterField
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column

KIND, SORT, TAG, TIME = "kind", "sort", "tag", "time"
LOW, OPEN, SILENT, ANSWERED = "low", "open", "silent", "answered"
_DAYS = {"30": 30, "90": 90, "365": 365}


def tr(text: str) -> str:
    """Translate a text about answers."""
    return QCoreApplication.translate("Answers", text)


def answer_columns(formats: Callable[[], Formats]) -> list[Column]:
    """Return the columns; `formats` are those of the shop's zone as it is now."""

    def local(at: datetime | None) -> datetime | None:
        return None if at is None else at.astimezone(formats().zone).replace(tzinfo=None)

    def day(value: Any) -> str:
        return formats().day(value.date(), year=True)

    def text(key: str, title: str, value: Callable[[AnswerLine], Any], **more: Any) -> Column:
        return Column(key=key, title=title, value=value, look=lambda _line: QUIET, **more)

    def rare(key: str, title: str, value: Callable[[AnswerLine], Any], width: int) -> Column:
        return text(key, title, value, width=width, sortable=False, hidden=True)

    return [
        Column(
            key="asked_at", title=tr("Asked"), value=lambda line: local(line.answer.asked_at), text=day, width=104,
            pinned=True,
        ),
        Column(key="kind", title=tr("Question"), value=lambda line: line.answer.kind, text=kind_words, width=92),
        Column(
            key="value", title=tr("Answer"), value=lambda line: value_words(line.answer, formats()), look=_look,
            align=Align.TRAILING, width=104,
        ),
        Column(
            key="customer", title=tr("Customer"), value=lambda line: line.customer or None,
            look=lambda line: CellLook(strong=bool(line.customer), avatar=line.customer), width=172,
        ),
        Column(
            key="comment", title=tr("What they said"), value=lambda line: " ".join(line.answer.comment.split()) or None,
            width=260, grows=True,
        ),
        text("tag", tr("About"), lambda line: line.answer.tag or None, width=96),
        Column(
            key="due_at", title=tr("Follow-up"), value=lambda line: local(line.due_at), text=day, sortable=False,
            look=lambda line: CellLook(icon="flag", icon_colour="warning.text") if line.follow_up_id else QUIET,
            width=136,
        ),
        text("member", tr("Served by"), lambda line: line.member or None, width=128, hidden=True),
        rare("asked_by", tr("Asked by"), lambda line: line.asked_by or None, 128),
        rare("source", tr("Came by"), lambda line: source_words(line.answer.source), 112),
        rare("case", tr("Case"), lambda line: line.title or None, 180),
        rare("wording", tr("Wording"), lambda line: line.answer.wording or None, 220),
    ]  # fmt: skip


def _look(line: AnswerLine) -> CellLook:
    if line.answer.off_scale:
        return CellLook(pill="neutral", note=tr("Counts in no score"))
    if line.is_low:
        return CellLook(pill="danger", note=tr("Low"))
    return QUIET if line.answer.answered_at is None else CellLook(strong=True)


def answer_filters(tags: Sequence[str]) -> list[FilterField]:
    """Return what the list can be filtered by."""
    return [
        FilterField(
            key=KIND, title=tr("Question"),
            options=tuple(Option(key=kind.value, text=kind_words(kind)) for kind in AnswerKind),
        ),
        FilterField(
            key=SORT, title=tr("Answer"), is_single=True, is_bare=True,
            options=(
                Option(key=OPEN, text=tr("Low, not followed up")),
                Option(key=LOW, text=tr("Low")),
                Option(key=ANSWERED, text=tr("Answered")),
                Option(key=SILENT, text=tr("Asked, no answer")),
            ),
        ),
        FilterField(
            key=TAG, title=tr("About"), is_single=True, options=tuple(Option(key=tag, text=tag) for tag in tags)
        ),
        FilterField(
            key=TIME, title=tr("Time"), is_single=True, is_bare=True,
            options=(
                Option(key="30", text=tr("Last 30 days")),
                Option(key="90", text=tr("Last 90 days")),
                Option(key="365", text=tr("Last 12 months")),
            ),
        ),
    ]  # fmt: skip


def question_of(chosen: Mapping[str, Sequence[str]], *, words: str, now: datetime) -> AnswerQuestion:
    """Return what the filters and the search say as a question."""
    sort = next(iter(chosen.get(SORT, ())), "")
    days = _DAYS.get(next(iter(chosen.get(TIME, ())), ""))
    return AnswerQuestion(
        kinds=tuple(AnswerKind(key) for key in chosen.get(KIND, ())),
        tag=next(iter(chosen.get(TAG, ())), ""),
        since=None if days is None else now - timedelta(days=days),
        words=words.strip(),
        low=sort == LOW,
        open=sort == OPEN,
        answered={ANSWERED: True, SILENT: False}.get(sort),
    )
