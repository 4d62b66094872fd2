"""How long details are kept in this shop, where that comes from, and what the answer sheet asks."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.retention import MOST_MONTHS, GroupQuestion, HiringRecords
from csops.services.candidate_privacy import Retention
from csops.ui.hiring.fairness.fairness_words import country, period
from csops.ui.hiring.fairness.keep_dialogs import RecordDialog
from csops.ui.hiring.wording import tr
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.fields import TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class RetentionDialog(RecordDialog):
    """The rule of the country with its source and its doubt, the shop's own period, and the questions.

    `said` is the HiringRecords.
    """

    def __init__(self, themes: Themes, parent: QWidget, *, kept: Retention, formats: Formats) -> None:
        rule = kept.rule
        usual = tr("Usual in {country}: {period} after the decision. {source}").format(
            country=country(rule.country), period=period(rule.months, rule.weeks), source=rule.from_what
        )
        super().__init__(themes, parent, title=tr("How long candidates are kept"), why=usual, save=tr("Save"))
        sure = tr("Ask counsel: {what}") if rule.is_sure else tr("No law gives this period itself. Ask counsel: {what}")
        self.body.addWidget(Text(themes, sure.format(what=rule.ask), font="bodyStrong", wrap=True))
        self.months, self.weeks = (
            NumberField(
                themes, label=label, formats=formats, unit=unit, low=0, high=MOST_MONTHS, name=name, helper=helper
            )
            for label, unit, name, helper in (
                (tr("Your own period"), tr("months"), "months", tr("Both empty: what is usual")),
                (tr("And"), tr("weeks"), "weeks", ""),
            )
        )
        self.months.set_number(kept.records.months)
        self.weeks.set_number(kept.records.weeks)
        self.fields += [self.months, self.weeks]
        row = QHBoxLayout()
        Spacing(themes, row, gap=3)
        row.addWidget(self.months, 1)
        row.addWidget(self.weeks, 1)
        self.body.addLayout(row)
        self.questions = TextField(
            themes,
            label=tr("What the answer sheet asks"),
            name="questions",
            rows=4,
            helper=tr("A line for each: question, colon, answers. Origin, health or belief may be forbidden to ask"),
        )
        self.questions.set_text("\n".join(_line(one) for one in kept.records.questions))
        self.add_field(self.questions)
        self.add_button(self.save)

    def said(self) -> HiringRecords:
        """Return what is chosen."""
        months, weeks = (field.number() for field in (self.months, self.weeks))
        return HiringRecords(
            months=None if months is None else int(months),
            weeks=None if weeks is None else int(weeks),
            questions=tuple(_question(line) for line in self.questions.text().splitlines() if line.strip()),
        )


def _line(one: GroupQuestion) -> str:
    return f"{one.question}: {', '.join(one.answers)}"


def _question(line: str) -> GroupQuestion:
    name, _colon, answers = line.partition(":")
    return GroupQuestion(question=name.strip(), answers=tuple(filter(None, map(str.strip, answers.split(",")))))
