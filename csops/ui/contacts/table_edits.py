"""What may be changed in the cells of the table of contacts, and how it is kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.cases import Case, State
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.errors import ConflictError
from csops.domain.lines import ContactLine
from csops.services import cases, contacts, corrections
from csops.services.case_closing import StillOpen, still_open
from csops.services.workspace import Workspace
from csops.ui.cases.words import state_words
from csops.ui.conflict_card import ConflictDialog, is_told_apart
from csops.ui.contacts.closing_words import open_words
from csops.ui.contacts.contact_words import case_field, contact_field
from csops.ui.contacts.table_columns import direction_words, tr
from csops.ui.desk import Desk, Said
from csops.ui.kit.formats import Formats
from csops.ui.kit.reading import read_duration
from csops.ui.kit.table_cells import CellEdit, Column

Choices = Sequence[tuple[str, str]]
NOBODY = ""
_FIELD = {
    "channel": "channel_id",
    "topic": "topic_id",
    "member": "member_id",
    "direction": "direction",
    "text": "text",
    "handle_time": "handle_time",
    "answered_after": "answered_after",
}
"""Which field of a contact a column stands for; title, status and owner are of its case."""


class TableEdits(QObject):
    """Says how each column is changed, and does it: one act for one cell, with undo."""

    def __init__(self, desk: Desk, *, window: Callable[[], QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._window = desk, window
        self._formats = Formats()

    def of(self, columns: Iterable[Column]) -> list[Column]:
        """Return the columns with the way in which each may be changed by this person."""
        return [replace(column, edit=self._edits().get(column.key)) for column in columns]

    def _edits(self) -> Mapping[str, CellEdit]:
        may = self._desk.workspace.may
        owned = {"owner": CellEdit(text=lambda one: _key(one.owner_id), choices=self._people)}
        if not may(Permission.EDIT):
            return owned if may(Permission.ASSIGN) else {}
        return {**self._plain(), **self._timed(), **(owned if may(Permission.ASSIGN) else {})}

    def _plain(self) -> Mapping[str, CellEdit]:
        return {
            "channel": CellEdit(text=lambda one: str(one.channel_id), choices=self._channels),
            "topic": CellEdit(text=lambda one: _key(one.topic_id), choices=self._topics),
            "title": CellEdit(text=lambda one: one.title, wrong=_title_wrong),
            "text": CellEdit(text=lambda one: one.text, may=lambda one: "\n" not in one.text),
            "state": CellEdit(text=lambda one: one.state.value, choices=_states),
            "member": CellEdit(text=lambda one: _key(one.member_id), choices=self._people, may=_was_handled),
            "direction": CellEdit(text=lambda one: one.direction.value, choices=_directions),
        }

    def _timed(self) -> Mapping[str, CellEdit]:
        clock = self._formats.clock
        return {
            "handle_time": CellEdit(
                text=lambda one: "" if one.handle_time is None else clock(one.handle_time),
                wrong=_duration_wrong,
                may=_was_handled,
            ),
            "answered_after": CellEdit(
                text=lambda one: "" if one.answered_after is None else clock(one.answered_after),
                wrong=_duration_wrong,
                may=_was_handled,
            ),
        }

    # ------------------------------------------------------------ what can be chosen
    def _channels(self) -> Choices:
        return [(str(one.id), one.name) for one in self._desk.team.channels if one.active]

    def _topics(self) -> Choices:
        topics = [(str(one.id), one.name) for one in self._desk.team.topics if one.active]
        return [*topics, (NOBODY, tr("No topic"))]

    def _people(self) -> Choices:
        people = [(str(one.id), one.name) for one in self._desk.team.members if one.active]
        return [*people, (NOBODY, tr("Nobody"))]

    # ------------------------------------------------------------ doing it
    def keep(self, line: ContactLine, key: str, text: str) -> None:
        """Keep what was written into a cell."""
        workspace, case_id, owner_id = (
            self._desk.workspace,
            line.case_id,
            int(text) if key == "owner" and text else None,
        )
        acts: dict[str, Callable[[], object]] = {
            "title": lambda: cases.retitle(workspace, case_id=case_id, title=text, seen=line),
            "state": lambda: cases.change_state(workspace, case_ids=[case_id], state=State(text), seen=line),
            "owner": lambda: cases.assign(workspace, case_ids=[case_id], owner_id=owner_id, seen=line),
        }
        act = acts.get(key, lambda: _correct(workspace, line, key, text))
        if key == "state" and State(text).is_settled:
            settle = acts[key]

            def act() -> StillOpen:
                settle()
                return still_open(workspace, case_ids=[case_id])

        self._desk.act(act, failed=self._failed, said=lambda done: Said(text=self._said_with(key, text, done)))

    def _said_with(self, key: str, text: str, done: object) -> str:
        """Say what was changed; of a case that was settled also what is still open on it."""
        still = open_words(done) if isinstance(done, StillOpen) else []
        return ". ".join((self._said(key, text), *still))

    def _said(self, key: str, text: str) -> str:
        choices = {"channel": self._channels, "topic": self._topics, "state": _states, "direction": _directions}
        offered = choices.get(key, self._people)() if key in {*choices, "owner", "member"} else []
        words = dict(offered).get(text, text)
        names = {
            "channel": tr("Channel changed to {words}"),
            "topic": tr("Topic changed to {words}"),
            "title": tr("Summary changed to {words}"),
            "text": tr("What happened changed"),
            "state": tr("Status changed to {words}"),
            "owner": tr("Owner changed to {words}"),
            "member": tr("Handled by changed to {words}"),
            "direction": tr("Direction changed to {words}"),
            "handle_time": tr("Handle time changed to {words}"),
            "answered_after": tr("Answered after changed to {words}"),
        }
        return names[key].format(words=words or "–")

    # ------------------------------------------------------------ two who changed the same
    def _failed(self, error: Exception) -> None:
        if not (is_told_apart(error) and isinstance(error, ConflictError)):
            self._desk.failed.emit(error)
            return
        team = self._desk.team
        shown = partial(contact_field, team=team, formats=self._formats, customers={})
        theirs = error.fields["theirs"]
        is_case = isinstance(theirs, Case)
        dialog = ConflictDialog(self._desk, self._window())
        dialog.card.decided.connect(lambda record: self._decided(record, theirs))
        dialog.ask(error, shown=partial(case_field, team=team) if is_case else shown)

    def _decided(self, record: Contact | Case, theirs: Any) -> None:
        workspace = self._desk.workspace

        def keep() -> object:
            if isinstance(record, Case):
                return _settle(workspace, record, theirs=theirs)
            return corrections.edit_contact(workspace, contact=record)

        words = tr("Case changed") if isinstance(record, Case) else tr("Contact changed")
        self._desk.act(keep, failed=self._failed, said=Said(text=words))


def _correct(workspace: Workspace, line: ContactLine, key: str, text: str) -> Contact:
    """Keep one field, over the version that was shown: what somebody changed since is joined or told."""
    contact = contacts.get_contact(workspace, contact_id=line.id)
    values: dict[str, Any] = {_FIELD[key]: _value(key, text)}
    return corrections.edit_contact(workspace, contact=replace(contact, version=line.version, **values))


def _settle(workspace: Workspace, case: Case, *, theirs: Case) -> object:
    """Keep what was decided of two changes of a case, over the one that stands."""
    if case.state is not theirs.state:
        return cases.change_state(workspace, case_ids=[case.id], state=case.state, seen=theirs)
    if case.owner_id != theirs.owner_id:
        return cases.assign(workspace, case_ids=[case.id], owner_id=case.owner_id, seen=theirs)
    return cases.retitle(workspace, case_id=case.id, title=case.title, seen=theirs)


def _value(key: str, text: str) -> object:
    if key in {"channel", "topic", "member"}:
        return int(text) if text else None
    if key in {"handle_time", "answered_after"}:
        return read_duration(text) if text else None
    return Direction(text) if key == "direction" else text


def _key(record_id: int | None) -> str:
    return str(record_id or NOBODY)


def _was_handled(line: ContactLine) -> bool:
    return line.result is not Result.MISSED


def _states() -> Choices:
    return [(one.value, state_words(one)) for one in State]


def _directions() -> Choices:
    return [(one.value, direction_words(one)) for one in Direction]


def _title_wrong(text: str) -> str:
    return "" if text else tr("Say in a few words what the case is about")


def _duration_wrong(text: str) -> str:
    wrong = tr("“{text}” does not read as a duration. Say “4 min” or “4:30”").format(text=text)
    return wrong if text and read_duration(text) is None else ""
