"""What was imported and what was changed, by whom, each with its way back."""

from collections.abc import Sequence

from csops.domain.access import Permission, roles_with
from csops.domain.changes import Act, Step
from csops.domain.imports import Import
from csops.services import history
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Card
from csops.ui.kit.formats import Formats
from csops.ui.settings.lines import Entry, Lines
from csops.ui.settings.role_words import role_names

MOST_IMPORTS = 6
MOST_ACTS = 12


class ImportsCard(Card):
    """The files that were read in; each can be taken back as a whole."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.themes, title=self.tr("Imports"))
        self._desk, self._formats = desk, Formats()
        self.lines = Lines(desk.themes, name=self.tr("Imports"), none=self.tr("Nothing was imported yet"))
        self.body.addWidget(self.lines)

    def show_imports(self, found: Sequence[Import]) -> None:
        """Show the newest imports."""
        self.lines.show_entries([self._entry(one) for one in found[:MOST_IMPORTS]])

    def _entry(self, one: Import) -> Entry:
        zone, number = self._desk.team.calendar.tz, self._formats.number
        counts = self.tr("{read} rows read: {new} new, {updated} updated, {skipped} skipped, {left_out} left out")
        said = counts.format(
            read=number(one.read),
            new=number(one.new),
            updated=number(one.updated),
            skipped=number(one.skipped),
            left_out=number(one.left_out),
        )
        when = self._formats.moment(one.at.astimezone(zone), now=self._desk.workspace.now())
        may = self._desk.workspace.may(Permission.IMPORT)
        why = self.tr("It takes one of: {roles}").format(roles=role_names(roles_with(Permission.IMPORT)))
        return Entry(
            title=one.file,
            note=f"{when} · {said}",
            icon="file-text",
            button=self.tr("Undo this import"),
            run=lambda: self._undo(one),
            why_not="" if may else why,
        )

    def _undo(self, one: Import) -> None:
        workspace = self._desk.workspace
        self._desk.act(
            lambda: history.undo_import(workspace, import_id=one.id),
            said=Said(text=self.tr("Took back the import of {file}").format(file=one.file), can_undo=False),
        )


class HistoryCard(Card):
    """The latest acts of everybody; what this person did last can be undone here too."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.themes, title=self.tr("History"))
        self._desk, self._formats = desk, Formats()
        self.lines = Lines(desk.themes, name=self.tr("History"), none=self.tr("Nothing has happened yet"))
        self.body.addWidget(self.lines)

    def show_acts(self, acts: Sequence[Act], *, next_undo: Act | None) -> None:
        """Show who did what; the act that Ctrl Z would take back has a button."""
        self.lines.show_entries([self._entry(act, can_undo=act == next_undo) for act in acts[:MOST_ACTS]])

    def _entry(self, act: Act, *, can_undo: bool) -> Entry:
        zone = self._desk.team.calendar.tz
        when = self._formats.moment(act.at.astimezone(zone), now=self._desk.workspace.now())
        member = self._desk.team.member(act.member_id)
        who = member.name if member else self.tr("The program")
        # What is passed over from the start was done: that something was read is not taken back.
        step = Step.DONE if act.step is Step.PASSED and act.target is None else act.step
        icons = {Step.DONE: "pencil", Step.UNDO: "undo-2", Step.REDO: "redo-2", Step.PASSED: "lock"}
        steps = {
            Step.DONE: "{what}",
            Step.UNDO: self.tr("Taken back: {what}"),
            Step.REDO: self.tr("Done again: {what}"),
            Step.PASSED: self.tr("Stays as it is: {what}"),
        }
        records = (
            self.tr("1 record")
            if act.records == 1
            else self.tr("{n} records").format(n=self._formats.number(act.records))
        )
        return Entry(
            title=steps[step].format(what=self.tr(act.what)),
            note=f"{who} · {when} · {records}",
            icon=icons[step],
            button=self.tr("Undo") if can_undo else "",
            run=self._desk.undo if can_undo else None,
        )
