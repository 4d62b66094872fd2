"""Reply templates, filled in from the case: looked at, changed, copied, or begun as a reply."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.services.reply_templates import Reply
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog


class ReplyDialog(Dialog):
    """Chooses a template. What nobody knows yet is a [blank], which has to be filled in before the text is used."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, case_id: int, replies: Sequence[Reply], begin: Callable[[str], object]
    ) -> None:
        super().__init__(desk.themes, parent, title=desk.tr("Reply templates"), width=1)
        self._desk, self._replies, self._begin = desk, {one.template.key: one for one in replies}, begin
        themes = desk.themes
        choices = [Choice(key=one.template.key, text=one.template.name) for one in replies]
        self.choice = ChoiceField(themes, choices, label=self.tr("Template"), typed=False)
        self.subject = LineField(themes, label=self.tr("Subject"), name="subject")
        self.text = TextField(themes, label=self.tr("Text"), name="text", rows=9)
        self.missing = Text(themes, font="small", colour="warning.text", wrap=True)
        for widget in (self.choice, self.subject, self.text, self.missing):
            self.body.addWidget(widget)
        self.copy = Button(themes, self.tr("Copy"))
        self.start = Button(themes, self.tr("Start a reply with it"), role=Role.PRIMARY)
        for button in (self.copy, self.start):
            self.add_button(button)
        self.choice.edited.connect(self._show)
        self.copy.clicked.connect(self._copy)
        self.start.clicked.connect(self._reply)
        for field in (self.subject, self.text):
            field.edited.connect(self._say_still)
        self.closed.connect(self.deleteLater)
        if replies:
            self.choice.choose(replies[0].template.key)
            self._show()
        form = record_form(Kind.CASE, case_id, "reply_template")
        self.kept = KeptTyping(desk, self, (self.choice, self.subject, self.text), form=form)

    def still(self) -> tuple[str, ...]:
        """Return the blanks of the template that are still in the text."""
        chosen = self._replies.get(self.choice.key())
        whole = f"{self.subject.text()}\n{self.text.text()}"
        return () if chosen is None else tuple(blank for blank in chosen.blanks if blank in whole)

    def _show(self) -> None:
        chosen = self._replies.get(self.choice.key())
        if chosen is None:
            return
        formats = Formats(zone=self._desk.team.calendar.tz)
        self.choice.set_helper(chosen.template.purpose)
        self.subject.set_text(formats.amounts_in(chosen.subject))
        self.text.set_text(formats.amounts_in(chosen.body))
        self.subject.show_error("")
        self.text.show_error("")
        self._say_still()

    def _say_still(self) -> None:
        names = ", ".join(blank.strip("[]") for blank in self.still())
        self.missing.say(self.tr("Still to fill in: {names}").format(names=names) if names else "")
        self.missing.setVisible(bool(names))

    def _is_whole(self) -> bool:
        """Whether nothing is blank any more; else the first blank is selected, so that typing fills it in."""
        still = self.still()
        for field, select in ((self.subject, self._select_in_subject), (self.text, self._select_in_text)):
            first = next((blank for blank in still if blank in field.text()), None)
            field.show_error("")
            if first is not None:
                field.show_error(self.tr("Fill in what stands in [brackets] first, or take it out"))
                select(first)
                return False
        return True

    def _select_in_subject(self, blank: str) -> None:
        line = self.subject.line
        line.setFocus()
        line.setSelection(line.text().index(blank), len(blank))

    def _select_in_text(self, blank: str) -> None:
        box = self.text.box
        box.setFocus()
        box.moveCursor(QTextCursor.MoveOperation.Start)
        box.find(blank)

    def _copy(self) -> None:
        if self._is_whole():
            QGuiApplication.clipboard().setText(self.text.text())
            self._desk.said.emit(Said(text=self.tr("Reply copied"), can_undo=False))

    def _reply(self) -> None:
        if self._is_whole():
            text = self.text.text()
            self.finish()
            self._begin(text)
