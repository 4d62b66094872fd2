"""The fields of an answer: which question, the rating, what was said, and behind *More* how it was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.errors import Missing, NotUnderstood
from csops.domain.surveys import SCALES, AnswerKind, AnswerSource, Scale, SurveyAnswer, scale_of
from csops.ui.cases.answer_words import ends_words, kind_words, scale_words, source_words, usual_wording
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.field_kinds import Choice, ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.spacing import Spacing


class AnswerFields(QWidget):
    """The fields; `answer` says them as a record.

    Signals:
        edited: a person changed one.
    """

    edited = Signal()

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        themes, self._desk, self._formats = desk.themes, desk, formats
        kinds = [Option(key=kind.value, text=kind_words(kind)) for kind in AnswerKind]
        self.kind = Segmented(themes, kinds, name=self.tr("What was asked"))
        self.rating = Segmented(themes, [], name=self.tr("Rating"))
        self.rating_field = Field(themes, self.rating, label=self.tr("Rating"), name="rating")
        self.comment = TextField(themes, label=self.tr("What they said"), name="comment", rows=2)
        self.tag = ChoiceField(
            themes, label=self.tr("About"), name="tag", free=True, placeholder=self.tr("Service, product ...")
        )
        self.more = Button(themes, self.tr("More"), role=Role.GHOST, compact=True, icon_name="chevron-down")
        self.scale = ChoiceField(themes, label=self.tr("Scale"), name="scale", typed=False)
        self.source = ChoiceField(themes, _sources(), label=self.tr("Came by"), typed=False)
        self.asked_by = ChoiceField(themes, label=self.tr("Asked by"), name="asked_by")
        self.asked_on = DayField(
            themes, label=self.tr("Asked on"), today=desk.workspace.today, formats=formats, name="asked", past=True
        )
        self.asked_on.line.setPlaceholderText(self.tr("Today"))
        self.wording = LineField(themes, label=self.tr("The question as it was put"), name="wording")
        self._rarely = QWidget()
        self._lay_out()
        self._connect()
        self.start()

    # ------------------------------------------------------------ what it says
    def answer(self, base: SurveyAnswer, *, is_answered: bool) -> SurveyAnswer:
        """Return the answer as the fields say it; `base` holds what it belongs to and when it was.

        Raises:
            Missing: no rating was chosen. NotUnderstood: the day is none.
        """
        kind, scale, rating = self._kind(), self._scale(), self.rating.key()
        if is_answered and kind is not AnswerKind.COMMENT and not rating:
            raise Missing(field="rating", right=self.tr("Choose one, or note that there was no answer"))
        asked_at = self._asked_at(base.asked_at)
        answered = (base.answered_at or asked_at) if is_answered else None
        return replace(
            base,
            kind=kind,
            source=AnswerSource(self.source.key() or AnswerSource.CALL.value),
            asked_by=int(self.asked_by.key()) if self.asked_by.key() else None,
            asked_at=asked_at,
            answered_at=None if answered is None else max(answered, asked_at),
            value=float(rating) if is_answered and rating else None,
            low=scale.low if scale else None,
            high=scale.high if scale else None,
            higher_is_better=scale.higher_is_better if scale else True,
            wording=self.wording.text(),
            comment=self.comment.text(),
            tag=self.tag.text(),
        )

    def values(self) -> dict[str, Any]:
        """Return what stands there as plain values, for a draft."""
        return {
            "kind": self.kind.key(),
            "scale": self.scale.key(),
            "rating": self.rating.key(),
            "comment": self.comment.text(),
            "tag": self.tag.text(),
            "source": self.source.key(),
            "asked_by": self.asked_by.key(),
            "asked_on": self.asked_on.text(),
            "wording": self.wording.text(),
        }

    def typed(self) -> tuple[LineField | TextField | ChoiceField | Segmented, ...]:
        """Return all that can be typed or chosen, what decides about others before these."""
        asked = (self.kind, self.scale, self.rating)
        return (*asked, self.comment, self.tag, self.source, self.asked_by, self.asked_on, self.wording)

    # ------------------------------------------------------------ what it shows
    def start(self) -> None:
        """Empty the fields: a satisfaction question of just now, asked by whoever works here."""
        me = str(self._desk.workspace.member.id)
        self.show_values({"kind": AnswerKind.CSAT.value, "source": AnswerSource.CALL.value, "asked_by": me})

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Put plain values into the fields; nobody is told."""
        self.show_members(int(values["asked_by"]) if str(values.get("asked_by") or "").isdecimal() else None)
        self.kind.choose(str(values.get("kind") or AnswerKind.CSAT.value))
        self._show_kind()
        if values.get("scale"):
            self.scale.choose(str(values["scale"]))
            self._show_scale()
        self.rating.choose(str(values.get("rating") or ""))
        self.comment.set_text(str(values.get("comment", "")))
        self.tag.set_text(str(values.get("tag", "")))
        self.source.choose(str(values.get("source") or AnswerSource.CALL.value))
        self.asked_by.choose(str(values.get("asked_by") or ""))
        self.asked_on.set_text(str(values.get("asked_on", "")))
        self.wording.set_text(str(values.get("wording") or usual_wording(self._kind())))
        for field in self.fields():
            field.show_error("")

    def show_answer(self, answer: SurveyAnswer) -> None:
        """Show an answer that was noted before."""
        scale = scale_of(answer)
        local = answer.asked_at.astimezone(self._formats.zone).date()
        values = {
            "kind": answer.kind.value,
            "scale": _key(scale) if scale else "",
            "rating": "" if answer.value is None else f"{answer.value:g}",
            "comment": answer.comment,
            "tag": answer.tag,
            "source": answer.source.value,
            "asked_by": str(answer.asked_by or ""),
            "asked_on": local.isoformat(),
            "wording": answer.wording,
        }
        self._offer_scales(answer.kind, scale)
        self.show_values(values)
        if scale is not None:
            self._offer_scales(answer.kind, scale)
            self.scale.choose(_key(scale))
            self._show_scale()
            self.rating.choose(values["rating"])
        self.wording.set_text(answer.wording)

    def offer_tags(self, known: Sequence[str]) -> None:
        """Offer the tags in use after the usual two, and keep what is typed."""
        typed = self.tag.text()
        names = dict.fromkeys((self.tr("Service"), self.tr("Product"), *known))
        self.tag.set_choices([Choice(key=name, text=name) for name in names])
        self.tag.set_text(typed)

    def show_members(self, keeps: int | None) -> None:
        """Offer the members there are now, and one who has left where they asked."""
        members = [one for one in self._desk.team.members if one.active or one.id == keeps]
        self.asked_by.set_choices([Choice(key=str(one.id), text=one.name) for one in members])

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in their order."""
        return (
            self.rating_field, self.comment, self.tag, self.scale, self.source, self.asked_by, self.asked_on,
            self.wording,
        )  # fmt: skip

    def named(self, name: str) -> Field:
        """Return the field of this name, the rating where there is none."""
        return next((field for field in self.fields() if name and field.name == name), self.rating_field)

    # ------------------------------------------------------------ inside
    def _kind(self) -> AnswerKind:
        return AnswerKind(self.kind.key() or AnswerKind.CSAT.value)

    def _scale(self) -> Scale | None:
        return _scale_of(self.scale.key())

    def _asked_at(self, before: datetime) -> datetime:
        """Return when it was asked: on another day at noon, as nobody says the time."""
        day, said = self.asked_on.day(), self.asked_on.text()
        if day is None and said:
            raise NotUnderstood(field="asked", value=said, right=self.tr("Write a day, such as 17.11."))
        if day is None or day == before.astimezone(self._formats.zone).date():
            return before
        return _noon(day, self._formats)

    def _show_kind(self) -> None:
        kind = self._kind()
        self._offer_scales(kind, None)
        self.rating_field.setVisible(kind is not AnswerKind.COMMENT)
        self.scale.setVisible(kind is not AnswerKind.COMMENT)
        self.wording.set_text(usual_wording(kind))
        self._show_scale()

    def _offer_scales(self, kind: AnswerKind, own: Scale | None) -> None:
        known = list(SCALES[kind])
        known += [replace(one, higher_is_better=False) for one in known if kind is AnswerKind.CES]
        offered = dict.fromkeys([*known, *([own] if own else [])])
        self.scale.set_choices([Choice(key=_key(one), text=scale_words(one)) for one in offered])
        if not self.scale.key() and offered:
            self.scale.choose(_key(next(iter(offered))))

    def _show_scale(self) -> None:
        scale, before = self._scale(), self.rating.key()
        if scale is None:
            return
        step = 0.5 if self._kind() is AnswerKind.STARS and before and not float(before).is_integer() else 1.0
        count = int((scale.high - scale.low) / step) + 1
        values = [f"{scale.low + step * place:g}" for place in range(min(count, 21))]
        self.rating.show_options([Option(key=value, text=value) for value in values])
        self.rating.choose(before)
        self.rating_field.set_helper(ends_words(self._kind(), scale))

    def _connect(self) -> None:
        self.kind.chosen.connect(lambda _key: self._show_kind())
        self.scale.edited.connect(self._show_scale)
        for choice in (self.kind, self.rating):
            choice.chosen.connect(lambda _key: self.edited.emit())
        self.rating.chosen.connect(lambda _key: self.rating_field.show_error(""))
        for field in self.fields()[1:]:
            field.edited.connect(self.edited)
        self.more.clicked.connect(lambda: self.show_more(is_shown=not self._rarely.isVisibleTo(self)))

    def show_more(self, *, is_shown: bool) -> None:
        """Show how it was asked, or hide it again."""
        self._rarely.setVisible(is_shown)
        self.more.setText(self.tr("Less") if is_shown else self.tr("More"))

    def _lay_out(self) -> None:
        themes = self._desk.themes
        column, rarely = QVBoxLayout(self), QVBoxLayout(self._rarely)
        Spacing(themes, column, gap=3)
        Spacing(themes, rarely, gap=3)
        for widget in (self.kind, self.rating_field, self.comment):
            column.addWidget(widget)
        beside = QHBoxLayout()
        Spacing(themes, beside, gap=3)
        beside.addWidget(self.tag, 1)
        column.addLayout(beside)
        more = QHBoxLayout()
        more.addWidget(self.more)
        more.addStretch(1)
        column.addLayout(more)
        for pair in ((self.scale, self.source), (self.asked_by, self.asked_on)):
            line = QHBoxLayout()
            Spacing(themes, line, gap=3)
            for field in pair:
                line.addWidget(field, 1)
            rarely.addLayout(line)
        rarely.addWidget(self.wording)
        column.addWidget(self._rarely)
        self._rarely.hide()


def _key(scale: Scale) -> str:
    return f"{scale.low:g}|{scale.high:g}|{'up' if scale.higher_is_better else 'down'}"


def _scale_of(key: str) -> Scale | None:
    parts = key.split("|")
    if len(parts) != 3:
        return None
    return Scale(low=float(parts[0]), high=float(parts[1]), higher_is_better=parts[2] == "up")


def _noon(day: date, formats: Formats) -> datetime:
    return datetime.combine(day, time(12), tzinfo=formats.zone).astimezone(UTC)


def _sources() -> list[Choice]:
    return [Choice(key=source.value, text=source_words(source)) for source in AnswerSource]
