"""Opens the form of an opening, keeps what was begun, saves it, and closes or opens places again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission, may
from csops.domain.openings import Opening, OpeningState
from csops.domain.people import Member
from csops.domain.role_profiles import ProfileKind
from csops.services.opening_lines import OpeningLine, ProfileOption, profile_options
from csops.services.openings import close_opening, save_opening
from csops.ui.begun_form import BegunForms
from csops.ui.desk import Desk, Said
from csops.ui.hiring.openings.opening_form import OpeningChoices, OpeningForm
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import is_alive


@dataclass(frozen=True, kw_only=True)
class NewOpening:
    """What another place knows of an opening to be: how many people, by when, and what says so."""

    people: int = 1
    needed_by: date | None = None
    why: str = ""


class OpeningDoor(QObject):
    """The way to the form of an opening.

    Signals:
        saved(int): the opening with this id is kept.
        profiles_wanted: there is no role profile to open a place from.
        failed(object): the exception by which reading ended, or saving after the form was closed.
    """

    saved = Signal(int)
    profiles_wanted = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk, over: QWidget, formats: Formats) -> None:
        super().__init__(over)
        self.desk, self._over, self._formats = desk, over, formats
        self.form: OpeningForm | None = None
        self._begun = BegunForms[OpeningForm]()

    def begin(self, new: NewOpening | None = None) -> None:
        """Open the form for a new place."""
        self._read(partial(self._open_new, new or NewOpening()))

    def change(self, line: OpeningLine) -> None:
        """Open the form of an opening."""
        self._read(partial(self._open, line))

    def set_state(self, opening: Opening, state: OpeningState) -> None:
        """Fill or close a place, or open it again; nobody's application changes by it."""
        said = {
            OpeningState.OPEN: tr("Opened {title} again"),
            OpeningState.FILLED: tr("{title} is filled"),
            OpeningState.CLOSED: tr("Closed {title}"),
        }[state]
        workspace = self.desk.workspace
        self.desk.act(
            lambda: close_opening(workspace, opening_id=opening.id, state=state),
            failed=self.failed.emit,
            said=Said(text=said.format(title=opening.title)),
        )

    def _read(self, then: Callable[[list[ProfileOption]], None]) -> None:
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: profile_options(workspace), then=then, failed=self.failed.emit, key=("opening door", id(self))
        )

    def _open_new(self, new: NewOpening, profiles: list[ProfileOption]) -> None:
        roles = [one for one in profiles if one.kind is ProfileKind.ROLE]
        if not roles:
            self.profiles_wanted.emit()
            return
        # What the forecast asks for is another place than the one that was begun.
        begun = None if new.why else self._begun.take(0, is_same=lambda _form: True)
        values = next((one.version_id for one in profiles if one.kind is ProfileKind.VALUES), None)
        opening = Opening(
            profile_version_id=roles[0].version_id,
            values_version_id=values,
            title="",
            positions=max(1, new.people),
            lead_id=self.desk.workspace.member.id,
            opened_on=self._today(),
            needed_by=new.needed_by,
            note=new.why,
        )
        self._show(begun or self._made(opening, OpeningChoices(profiles=profiles, leads=self._leads()), why=new.why))

    def _open(self, line: OpeningLine, profiles: list[ProfileOption]) -> None:
        opening = line.opening
        begun = self._begun.take(opening.id, is_same=lambda form: form.before == opening)
        known = {one.version_id for one in profiles}
        mine = ProfileOption(
            version_id=opening.profile_version_id,
            key="",
            name=line.role,
            number=line.role_version,
            kind=ProfileKind.ROLE,
        )
        offered = profiles if mine.version_id in known else [mine, *profiles]
        choices = OpeningChoices(profiles=offered, leads=self._leads(), is_scored=bool(line.candidates))
        self._show(begun or self._made(opening, choices))

    def _made(self, opening: Opening, choices: OpeningChoices, *, why: str = "") -> OpeningForm:
        form = OpeningForm(
            self.desk,
            self._over.window(),
            opening=opening,
            choices=choices,
            today=self._today,
            formats=self._formats,
            why=why,
        )
        form.save_wanted.connect(self._save)
        form.closed.connect(self._closed)
        return form

    def _show(self, form: OpeningForm) -> None:
        if self.form is None:
            self.form = form
            form.open()

    def _leads(self) -> list[Member]:
        return [one for one in self.desk.team.members if one.active and may(one.role, Permission.HIRE)]

    def _today(self) -> date:
        return self.desk.workspace.now().astimezone(self._formats.zone).date()

    def _save(self, opening: Opening) -> None:
        form, workspace = self.form, self.desk.workspace
        if form is None:
            return
        if opening == form.before and opening.id:
            form.finish()
            return
        said = tr("Changed the opening {title}") if opening.id else tr("Opened a place: {title}")
        self.desk.act(
            lambda: save_opening(workspace, opening=opening),
            then=partial(self._saved, form),
            failed=partial(self._explain, form),
            said=Said(text=said.format(title=opening.title)),
        )

    def _saved(self, form: OpeningForm, opening: Opening) -> None:
        if form is self.form:
            form.finish()
        self.saved.emit(opening.id)

    def _explain(self, form: OpeningForm, error: Exception) -> None:
        """Say what is wrong in the form; on the page where it was closed meanwhile."""
        if form is self.form and is_alive(form.explain):
            form.explain(error)
        else:
            self.failed.emit(error)

    def _closed(self) -> None:
        """Keep what was typed and neither saved nor discarded until the form is opened again."""
        form, self.form = self.form, None
        if form is not None:
            self._begun.keep(form.before.id, form)


def new_opening(asked: Mapping[str, object]) -> NewOpening:
    """Return what another place asks to open: {"people": n, "month": its first day, "why": words}."""
    month = asked.get("month")
    return NewOpening(
        people=max(1, int(str(asked.get("people", 1)))),
        needed_by=month if isinstance(month, date) else None,
        why=str(asked.get("why", "")),
    )
