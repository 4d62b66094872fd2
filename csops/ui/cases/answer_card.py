"""One answer as a row: its kind and value, who gave it, what they said, and what is still to be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.survey_lines import AnswerLine
from csops.ui.cases.answer_words import kind_words, source_words, tr, value_words
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill, PillLook
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class AnswerRow(QWidget):
    """Shows an answer.

    Signals:
        edit_wanted(object): its AnswerLine shall be changed.
    """

    edit_wanted = Signal(object)

    def __init__(self, themes: Themes, line: AnswerLine, *, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        answer = line.answer
        title = f"{kind_words(answer.kind)} · {value_words(answer, formats)}"
        self.title = Text(themes, title, font="bodyStrong", figures=True)
        head = QHBoxLayout()
        Spacing(themes, head, gap=2)
        head.addWidget(self.title)
        for pill in _pills(themes, line, formats):
            head.addWidget(pill)
        head.addStretch(1)
        self.edit = Button(themes, self.tr("Change"), role=Role.LINK, compact=True)
        self.edit.setAccessibleName(self.tr("Change the answer {title}").format(title=title))
        self.edit.clicked.connect(lambda: self.edit_wanted.emit(self.line))
        head.addWidget(self.edit)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(5, 2, 4, 3), gap=1)
        column.addLayout(head)
        if answer.comment:
            column.addWidget(Text(themes, answer.comment, wrap=True))
        column.addWidget(Text(themes, _meta(line, formats), font="small", colour="text.secondary", wrap=True))


def _pills(themes: Themes, line: AnswerLine, formats: Formats) -> list[Pill]:
    looks = []
    if line.follow_up_id is not None and line.due_at is not None:
        day = formats.day(line.due_at.astimezone(formats.zone).date())
        looks.append(PillLook(text=tr("Follow up by {day}").format(day=day), family="warning", icon="flag"))
    elif line.is_low:
        looks.append(PillLook(text=tr("Low"), family="neutral", icon="circle-alert"))
    if line.answer.off_scale:
        looks.append(PillLook(text=tr("Counts in no score"), family="neutral", icon="info"))
    return [Pill(themes, look) for look in looks]


def _meta(line: AnswerLine, formats: Formats) -> str:
    answer = line.answer
    asked = tr("asked by {name}").format(name=line.asked_by) if line.asked_by else ""
    parts = (formats.moment(answer.asked_at), asked, source_words(answer.source), answer.tag, answer.wording)
    return " · ".join(filter(None, parts))
