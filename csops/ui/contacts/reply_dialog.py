"""Reply templates, filled in from the case: looked at, changed, copied, or begun as a reply."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from csops.services.recovery_view import Reply
from csops.ui.cases.recovery_words import place_words
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.fields import LineField, TextField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog


class ReplyDialog(Dialog):
    """Chooses a template. What nobody knows yet stays to be seen as {name} and is named below."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, replies: Sequence[Reply], begin: Callable[[str], object]
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
        self.closed.connect(self.deleteLater)
        if replies:
            self.choice.choose(replies[0].template.key)
            self._show()

    def _show(self) -> None:
        chosen = self._replies.get(self.choice.key())
        if chosen is None:
            return
        self.choice.set_helper(chosen.template.purpose)
        self.subject.set_text(chosen.subject)
        self.text.set_text(chosen.body)
        names = ", ".join(place_words(name) for name in chosen.missing)
        self.missing.say(self.tr("Still to fill in: {names}").format(names=names) if names else "")
        self.missing.setVisible(bool(names))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.text())
        self._desk.said.emit(Said(text=self.tr("Reply copied"), can_undo=False))

    def _reply(self) -> None:
        text = self.text.text()
        self.close_layer()
        self._begin(text)
