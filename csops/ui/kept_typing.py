"""What is typed in a dialog and not saved: kept for whoever typed it, and there when the dialog is opened again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from csops.domain.texts import joined_text
from csops.ui.desk import Desk
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.kit.choices import OneOf
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.field_kinds import ChoiceField, DayField
from csops.ui.kit.fields import Field, LineField, TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane
from csops.ui.kit.theme import Themes

_VERSION = "record version"
Typed = LineField | TextField | ChoiceField | OneOf | QAbstractButton


class KeptTyping(QObject):
    """Keeps the fields of a dialog until `Dialog.finish`, however else it is closed, and through a crash.

    Made once the fields show what the dialog begins with: only what differs from that is kept. What comes back stands
    beside the buttons with its time and *Begin anew*.

    Signals:
        edited: a person changed something.
    """

    edited = Signal()

    def __init__(
        self,
        desk: Desk,
        dialog: Dialog,
        fields: Sequence[Typed] | Mapping[str, Typed],
        *,
        form: str,
        version: int = 0,
    ) -> None:
        """Keep `fields` as the draft of `form`, whose name says which record it is about (`record_form`).

        Fields are told apart by their names, else by their places; where places may change they come with names.
        `version` is that of the record which the fields change, if they do.
        """
        super().__init__(dialog)
        self._desk, self._dialog = desk, dialog
        self.fields = dict(fields) if isinstance(fields, Mapping) else _named(fields)
        self._fresh = {name: _said(field) for name, field in self.fields.items()}
        self._discarded: dict[str, str] = {}
        self._fresh_version = self.version = version
        """The version from which what stands there was typed on: to be saved with, so that nobody's change is lost."""
        self._is_filling = False
        self.is_read = False
        """Whether what was kept before is here, or that there is nothing."""
        self.line = KeptLine(desk.themes)
        dialog.buttons.insertWidget(0, self.line)
        self.keeper = DraftKeeper(desk, form=form, values=self._values, parent=dialog)
        for field in self.fields.values():
            _changed(field).connect(self.touched)
        self.line.button.clicked.connect(self._pressed)
        dialog.finished.connect(self.keeper.drop)
        dialog.closed.connect(self.keeper.keep_if_due)
        self.keeper.watch_window(dialog.window())
        self.keeper.read(then=self._take, failed=desk.failed.emit, lane=Lane.WRITES)  # after what was kept just now

    def changes(self) -> dict[str, str]:
        """Return what stands in the fields and did not when the dialog began."""
        said = {name: _said(field) for name, field in self.fields.items()}
        return {name: text for name, text in said.items() if text != self._fresh[name]}

    def _values(self) -> dict[str, Any]:
        return {**self.changes(), **({_VERSION: self.version} if self.version else {})}

    def touched(self) -> None:
        """Something was typed or chosen: keep it soon. Of what a person does in a field itself nobody need tell."""
        if self._is_filling:
            return
        self.edited.emit()
        if self.changes():
            self.keeper.touched()
        else:
            self.keeper.drop()

    def _take(self, draft: Draft | None) -> None:
        self.is_read = True
        kept = {name: str(said) for name, said in (draft[0] if draft else {}).items() if name in self.fields}
        if draft is None or all(said == self._fresh[name] for name, said in kept.items()):
            return
        self.version = int(draft[0].get(_VERSION, self.version))
        self._bring(kept)
        self.line.say_since(self._desk, draft[1], button=self.tr("Begin anew"))

    def _bring(self, kept: Mapping[str, str]) -> None:
        """Put what was kept into the fields; what was typed meanwhile stays too, and is kept with it."""
        typed = self.changes()
        for name, said in kept.items():
            self._put(name, _both(self.fields[name], typed[name], said, self._fresh[name]) if name in typed else said)
        if typed:
            self.keeper.touched()

    def _put(self, name: str, said: str) -> None:
        field = self.fields[name]
        self._is_filling = True
        _show(field, said)
        self._is_filling = False

    def _pressed(self) -> None:
        """Begin anew, or take that back."""
        if self._discarded:
            kept, self._discarded = self._discarded, {}
            self._bring(kept)
            self.keeper.touched()
            self.line.say(self.tr("Here again"), button=self.tr("Begin anew"))
            return
        self._discarded, self.version = self.changes(), self._fresh_version
        self.line.setVisible(bool(self._discarded))
        for name, said in self._fresh.items():
            self._put(name, said)
        self.keeper.drop()
        if self._discarded:
            self.line.say(self.tr("Begun anew"), button=self.tr("Take back"))
        self._dialog.first_focus().setFocus()


class KeptLine(QWidget):
    """A quiet line beside the buttons: since when it is kept, and what can be done about it."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.text = Text(themes, font="small", colour="text.secondary", figures=True)
        self.button = Button(themes, "", role=Role.LINK)
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=2)
        row.addWidget(self.text)
        row.addWidget(self.button)
        row.addStretch(1)
        self.hide()

    def say_since(self, desk: Desk, at: datetime, *, button: str = "") -> None:
        """Say since when it is kept."""
        since = Formats(zone=ZoneInfo(desk.team.shop.zone)).moment(at, now=desk.workspace.now())
        self.say(self.tr("Kept from {at}").format(at=since), button=button)

    def say(self, words: str, *, button: str) -> None:
        """Say this, and what the button does; without words for it there is no button."""
        self.text.say(words)
        self.button.setVisible(bool(button))
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setAccessibleDescription(words)
        self.button.updateGeometry()
        self.show()


# ------------------------------------------------------------ fields, whatever their kind
def _named(fields: Sequence[Typed]) -> dict[str, Typed]:
    names = [field.name if isinstance(field, Field) else "" for field in fields]
    return {name or str(place): field for place, (name, field) in enumerate(zip(names, fields, strict=True))}


def _changed(field: Typed) -> SignalInstance:
    if isinstance(field, OneOf):
        return field.chosen
    return field.clicked if isinstance(field, QAbstractButton) else field.edited


def _said(field: Typed) -> str:
    if isinstance(field, OneOf):
        return field.key()
    if isinstance(field, QAbstractButton):
        return "yes" if field.isChecked() else ""
    if isinstance(field, DayField) and (day := field.day()) is not None:  # "tomorrow" is another day by then
        return f"{day} {field.time() or ''}".strip()
    return (field.key() or field.text()) if isinstance(field, ChoiceField) else field.text()


def _show(field: Typed, said: str) -> None:
    """Put it into the field, as if it had been typed; what cannot be chosen any more is left as it is."""
    if isinstance(field, OneOf):
        before = field.key()
        field.choose(said)
        if said and not field.key():
            field.choose(before)
        field.chosen.emit(field.key())
        return
    if isinstance(field, QAbstractButton):
        field.setChecked(bool(said))
        field.clicked.emit()
        return
    if isinstance(field, ChoiceField):
        before = field.key()
        field.choose(said)
        if said and not field.key():
            field.choose(before)
            field.set_text(said)
    else:
        field.set_text(said)
    if isinstance(field, DayField) and field.time() is None and (day := field.day()) is not None:
        field.set_day(day)
    field.edited.emit()


def _both(field: Typed, mine: str, kept: str, fresh: str) -> str:
    """Return what was typed before it was known what is kept, and that: texts one after the other, else the newer."""
    if isinstance(field, TextField):
        return joined_text(mine, kept, fresh)
    is_text = type(field) is LineField  # of those that are more than that, a day or a number, there is one
    return joined_text(mine, kept, fresh).replace("\n\n", " ") if is_text else mine
