"""One reply template: name, when it is used, channels, subject and text, beside what it says on a real case."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.draft_forms import short_form
from csops.domain.lines import CaseLine
from csops.domain.questions import Question
from csops.domain.reply_templates import ReplyTemplate
from csops.services import cases
from csops.services.reply_templates import Reply, preview_reply
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptTyping, Typed
from csops.ui.kit.controls import CheckBox, Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.place_field import PlaceField
from csops.ui.settings.record_dialog import RecordDialog

Keep = Callable[[ReplyTemplate, Callable[[], None], Callable[[Exception], None]], None]
"""Keeps a template, then calls one of the two: it is kept, or what was wrong."""
_CASES = 20
_SOON_MS = 250


class TemplateDialog(RecordDialog):
    """Edits a template, or makes one. What it says on a case is read anew as one types."""

    def __init__(self, desk: Desk, parent: QWidget, *, template: ReplyTemplate, keep: Keep) -> None:
        title = desk.tr("Reply template") if template.key else desk.tr("New reply template")
        super().__init__(desk, parent, title=title, width=2)
        self._template, self._keep, themes = template, keep, desk.themes
        self.name = LineField(themes, label=self.tr("Name"), name="name", required=True)
        self.purpose = LineField(themes, label=self.tr("When it is used"), name="purpose")
        self.subject = LineField(themes, label=self.tr("Subject"), name="subject")
        self.text = TextField(themes, label=self.tr("Text"), name="text", rows=8, required=True)
        self.places = PlaceField(themes, self.text)
        self.channels = {
            one.key: CheckBox(themes, one.name)
            for one in desk.team.channels
            if one.active or one.key in template.channels
        }
        self.offered = Switch(themes, self.tr("Offered"))
        self.case = ChoiceField(themes, label=self.tr("On the case"), typed=False)
        self.preview = Text(themes, wrap=True)
        self.preview_note = Text(themes, font="small", colour="text.secondary", wrap=True)
        texts = (self.name, self.purpose, self.subject, self.text)
        self.fields = texts
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._ask)
        self._lay_out()
        self._show(template)
        for field in (self.subject, self.text):
            field.edited.connect(self._soon.start)
        self.case.edited.connect(self._ask)
        fields: tuple[Typed, ...] = (*texts, *self.channels.values(), self.offered)
        self.kept = KeptTyping(desk, self, fields, form=short_form(f"reply_template.{template.key}"))
        workspace = desk.workspace
        desk.ask(
            lambda: cases.case_lines(workspace, question=Question(), limit=_CASES),
            then=self._take_cases,
            failed=lambda _error: None,
            key=("template cases", id(self)),
        )

    def submit(self) -> None:
        """Keep what the fields say; the service says what is wrong with it."""
        self._keep(self.said(), self.finish, self.explain)

    def said(self) -> ReplyTemplate:
        """Return the template as it stands in the fields."""
        for field in self.fields:
            field.show_error("")
        return replace(
            self._template,
            name=self.name.text(),
            purpose=self.purpose.text(),
            subject=self.subject.text(),
            body=self.text.text(),
            channels=tuple(key for key, box in self.channels.items() if box.isChecked()),
            retired=not self.offered.isChecked(),
        )

    # ------------------------------------------------------------ on a real case
    def _take_cases(self, found: Sequence[CaseLine]) -> None:
        choices = [Choice(key=str(one.id), text=f"#{one.id} {one.customer or ''} {one.title}") for one in found]
        self.case.set_choices(choices)
        self.case.setVisible(bool(found))
        if found:
            self.case.choose(str(next((one.id for one in found if one.customer), found[0].id)))
            self._ask()
        else:
            self.preview_note.say(self.tr("Shown here as soon as there is a case"))

    def _ask(self) -> None:
        workspace, case_id = self.desk.workspace, self.case.key()
        if not case_id:
            return
        name = self.name.text() or self.tr("New template")
        template = replace(self._template, name=name, subject=self.subject.text(), body=self.text.text())
        self.desk.ask(
            lambda: preview_reply(workspace, template=template, case_id=int(case_id)),
            then=self._take_reply,
            failed=lambda error: self._take_reply(None, words(error).sentence),
            key=("template preview", id(self)),
        )

    def _take_reply(self, reply: Reply | None, problem: str = "") -> None:
        if reply is None:
            self.preview_note.say(problem, colour="danger.text")
            return
        formats = Formats(zone=self.desk.team.calendar.tz)
        whole = "\n\n".join(filter(None, (reply.subject, reply.body)))
        self.preview.say(formats.amounts_in(whole))
        blanks = ", ".join(blank.strip("[]") for blank in reply.blanks)
        self.preview_note.say(
            self.tr("To be filled in by hand: {names}").format(names=blanks) if blanks else "", colour="text.secondary"
        )

    # ------------------------------------------------------------ inside
    def _show(self, template: ReplyTemplate) -> None:
        self.name.set_text(template.name)
        self.purpose.set_text(template.purpose)
        self.subject.set_text(template.subject)
        self.text.set_text(template.body)
        for key, box in self.channels.items():
            box.setChecked(key in template.channels)
        self.offered.setChecked(not template.retired)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        left, right, both = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        for column in (left, right):
            Spacing(themes, column, gap=3)
        Spacing(themes, both, gap=5)
        for widget in (self.name, self.purpose, self.subject, self.text, self.places):
            left.addWidget(widget)
        left.addWidget(
            Text(themes, self.tr("Comes first on these channels"), font="smallStrong", colour="text.secondary")
        )
        boxes = QGridLayout()
        for place, box in enumerate(self.channels.values()):
            boxes.addWidget(box, place // 3, place % 3)
        left.addLayout(boxes)
        left.addWidget(self.offered)
        right.addWidget(self.case)
        right.addWidget(self.preview)
        right.addWidget(self.preview_note)
        right.addStretch(1)
        both.addLayout(left, 3)
        both.addLayout(right, 2)
        self.form.addLayout(both)
