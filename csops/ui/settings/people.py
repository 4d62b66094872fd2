"""People: who is on the team, what they may do, what an hour of theirs costs."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from csops.domain.access import Permission, Role, may
from csops.domain.people import Member
from csops.services import people
from csops.services.settings import Team
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button
from csops.ui.kit.field_kinds import Choice, ChoiceField, NumberField
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import CURRENCY_SIGNS, Formats
from csops.ui.kit.labels import Text
from csops.ui.settings.record_list import Row
from csops.ui.settings.records_tab import RecordForm, RecordsTab
from csops.ui.settings.rights import Rights
from csops.ui.settings.role_words import role_name


class MemberForm(RecordForm):
    """Name, initials, role and cost."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        currency = desk.team.shop.currency
        self.name = LineField(self.themes, label=self.tr("Name"), name="name", required=True)
        self.initials = LineField(self.themes, label=self.tr("Initials"), name="initials")
        self.add_fields(self.name, self.initials)
        roles = [Choice(key=role.value, text=role_name(role)) for role in Role]
        self.role = ChoiceField(self.themes, roles, label=self.tr("Role"), name="role", typed=False)
        self.cost = NumberField(
            self.themes,
            label=self.tr("Cost an hour"),
            formats=Formats(),
            unit=CURRENCY_SIGNS.get(currency, currency),
            decimals=2,
            low=0,
            name="cost_per_hour",
            helper=self.tr("With what an employer pays on top"),
        )
        self.add_fields(self.role, self.cost)

    def show_record(self, record: Member) -> None:
        """Put a member into the fields."""
        self.name.set_text(record.name)
        self.initials.set_text(record.initials)
        self.role.choose(record.role.value)
        self.cost.set_number(record.cost_per_hour)

    def values(self) -> dict[str, Any]:
        """Return the values of the member."""
        found: dict[str, Any] = {
            "name": self.name.text(),
            "initials": self.initials.text(),
            "role": Role(self.role.key() or Role.AGENT.value),
        }
        if not self.cost.problem():
            found["cost_per_hour"] = self.cost.number() if self.cost.text() else None
        return found


class PeopleTab(RecordsTab[Member]):
    """The list of members, and what the role of the chosen one allows."""

    def __init__(self, desk: Desk) -> None:
        form = MemberForm(desk)
        self.leave = Button(desk.themes, self.tr("Has left the team"), icon_name="log-out")
        form.column.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignLeading)
        self.rights = Rights(desk.themes)
        super().__init__(
            desk,
            form,
            title=self.tr("People"),
            why=self.tr("Who answers customers. Nobody needs an e-mail address or a password"),
            add=self.tr("Add person"),
            needs=Permission.PEOPLE,
        )
        self.leave.clicked.connect(self._leave_or_return)
        self._add_rights()
        self.refresh()

    def records(self, team: Team) -> Sequence[Member]:
        """Return the members, those who left last."""
        return sorted(team.members, key=lambda member: (not member.active, member.name.casefold()))

    def row(self, record: Member) -> Row:
        """Return name and role."""
        note = role_name(record.role) if record.active else self.tr("has left the team")
        if record.id == self.desk.workspace.member.id:
            note = self.tr("{role}, works now").format(role=note)
        return Row(id=record.id, title=record.name, note=note, person=record.name, active=record.active)

    def fresh(self) -> Member:
        """Return an agent without a name."""
        return Member(name="")

    def keep(self, record: Member) -> Member:
        """Keep a member."""
        return people.save_member(self.desk.workspace, member=record)

    def kept_words(self, record: Member, *, is_new: bool) -> str:
        """Say who was kept."""
        said = self.tr("Added {name}") if is_new else self.tr("Changed {name}")
        return said.format(name=record.name)

    def show_more(self, record: Member) -> None:
        """Show what the role allows, and whether the member can leave."""
        self.rights.show_role(record.role, allowed=[one for one in Permission if may(record.role, one)])
        self.leave.setVisible(bool(record.id))
        self.leave.setText(self.tr("Has left the team") if record.active else self.tr("Is back on the team"))
        self.leave.setAccessibleName(self.leave.text())
        self.leave.theme_changed()

    def _leave_or_return(self) -> None:
        if self.record is not None:
            self.change(active=not self.record.active)

    def _add_rights(self) -> None:
        card = Card(self.themes, title=self.tr("What the role allows"))
        card.body.addWidget(self.rights)
        if self.desk.workspace.path is not None:
            said = self.tr(
                "Roles guard against mistakes, not against somebody who copies the file: whoever can open the folder "
                "can read everything in it"
            )
        else:
            said = self.tr("Who may log in to the server is decided there; roles guard against mistakes")
        card.body.addWidget(Text(self.themes, said, font="small", colour="text.secondary", wrap=True))
        self.column.addWidget(card)
