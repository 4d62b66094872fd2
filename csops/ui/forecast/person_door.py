"""Opens the forms of people and rules over the shifts, keeps what was begun, and saves what they say."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.roster_rules import RosterRules
from csops.services.roster_person import Person, person_of, save_person
from csops.services.roster_team import RosterTeam, roster_team, save_rules
from csops.ui.begun_form import BegunForms
from csops.ui.desk import Desk, Said
from csops.ui.forecast.person_form import PersonForm
from csops.ui.forecast.rules_form import RulesForm
from csops.ui.kit.formats import Formats
from csops.ui.kit.tasks import is_alive


class PersonDoor(QObject):
    """The way to contracts, absences, wishes and rules.

    Signals:
        failed(object): the exception by which reading ended, or saving after the form was closed.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, over: QWidget, formats: Formats) -> None:
        super().__init__(over)
        self.desk, self._over, self._formats = desk, over, formats
        self.form: PersonForm | None = None
        self.rules_form: RulesForm | None = None
        self._begun = BegunForms[PersonForm]()

    def open(self, member_id: int) -> None:
        """Open the form of a person."""
        self._read(partial(self._open, member_id))

    def open_rules(self) -> None:
        """Open the form of the rules."""
        self._read(self._open_rules)

    def _read(self, then: Callable[[RosterTeam], None]) -> None:
        workspace = self.desk.workspace
        self.desk.ask(lambda: roster_team(workspace), then=then, failed=self.failed.emit, key=("person door", id(self)))

    def _open(self, member_id: int, team: RosterTeam) -> None:
        person = person_of(team, member_id)
        if person is None or self.form is not None:
            return
        begun = self._begun.take(member_id, is_same=lambda form: form.before == person)
        self.form = begun or self._new_form(person, team)
        self.form.open()

    def _new_form(self, person: Person, team: RosterTeam) -> PersonForm:
        form = PersonForm(
            self.desk.themes,
            self._over.window(),
            person=person,
            team=team,
            formats=self._formats,
            currency=self.desk.team.shop.currency,
            today=self._today,
            may_change_cost=self.desk.workspace.may(Permission.PEOPLE),
        )
        form.save_wanted.connect(self._save)
        form.closed.connect(self._closed)
        return form

    def _today(self) -> date:
        return self.desk.workspace.now().astimezone(self._formats.zone).date()

    def _closed(self) -> None:
        """Keep what was typed and neither saved nor discarded until the form is opened again."""
        form, self.form = self.form, None
        if form is not None:
            self._begun.keep(form.before.member.id, form)

    def _save(self, after: Person) -> None:
        form, workspace = self.form, self.desk.workspace
        if form is None:
            return
        if after == form.before:
            form.finish()
            return
        said = self.tr("Changed how {name} works").format(name=after.member.name)
        self.desk.act(
            partial(save_person, workspace, before=form.before, after=after),
            then=lambda _done: form.finish() if is_alive(form.finish) else None,
            failed=partial(self._explain, form),
            said=Said(text=said),
        )

    def _open_rules(self, team: RosterTeam) -> None:
        form = RulesForm(self.desk.themes, self._over.window(), rules=team.rules, formats=self._formats)
        form.save_wanted.connect(self._save_rules)
        form.closed.connect(self._rules_closed)
        self.rules_form = form
        form.open()

    def _save_rules(self, rules: RosterRules) -> None:
        form, workspace = self.rules_form, self.desk.workspace
        if form is None:
            return
        self.desk.act(
            lambda: save_rules(workspace, rules=rules),
            then=lambda _done: form.close_layer() if is_alive(form.close_layer) else None,
            failed=partial(self._explain, form),
            said=Said(text=self.tr("Changed the rules of rosters")),
        )

    def _rules_closed(self) -> None:
        form, self.rules_form = self.rules_form, None
        if form is not None:
            form.deleteLater()

    def _explain(self, form: PersonForm | RulesForm, error: Exception) -> None:
        """Say what is wrong in the form; on the page where it was closed meanwhile."""
        if form in (self.form, self.rules_form):
            form.explain(error)
        else:
            self.failed.emit(error)
