"""One case of the sample business while it is lived through: the rules of the domain, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from csops.domain.cases import Case, FollowUp, Note, State, StateChange, moved, title_from
from csops.domain.contacts import Contact, checked, with_contact


@dataclass(kw_only=True, eq=False)
class Matter:
    """A case and all that belongs to it. Its records get their numbers when they are kept.

    `about`: what it turns on (the bike, the order, the amount), so that each text of it speaks of the same. `written`:
    what stands in the file of the cast, where it is of the cast.
    """

    case: Case
    topic: str
    channel: str
    about: dict[str, str] = field(default_factory=dict)
    written: Mapping[str, Any] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    states: list[StateChange] = field(default_factory=list)
    follow_ups: list[FollowUp] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self.case.state.is_settled

    @property
    def last_at(self) -> datetime:
        """When something was last written on it."""
        return max(self.contacts[-1].entered_at, self.states[-1].at)

    def add(self, contact: Contact) -> None:
        """Log a contact as the service does: state, times of resolution, what was promised."""
        if contact.customer_id != self.case.customer_id:
            contact = replace(contact, customer_id=self.case.customer_id)
        contact = checked(contact, now=contact.entered_at)
        before = self.case.state if self.contacts else None
        self.case = with_contact(self.case, contact)
        self.contacts.append(contact)
        if self.case.state is not before:
            self._came(contact.entered_at, contact.entered_by)

    def move(self, state: State, *, at: datetime, member_id: int | None) -> None:
        """Bring it into a state by hand."""
        if state is not self.case.state:
            self.case = moved(self.case, state, at=at)
            self._came(at, member_id)

    def promise(self, *, what: str, due_at: datetime, time_known: bool, at: datetime) -> None:
        """Promise something until a day."""
        self.follow_ups.append(
            FollowUp(
                case_id=0,
                owner_id=self.case.owner_id,
                due_at=due_at,
                time_known=time_known,
                what=what,
                created_at=at,
            )
        )

    def kept(self, *, at: datetime, member_id: int | None) -> None:
        """Mark what was promised as done."""
        self.follow_ups = [
            one if one.done_at else replace(one, done_at=at, done_by=member_id) for one in self.follow_ups
        ]

    def _came(self, at: datetime, member_id: int | None) -> None:
        self.states.append(StateChange(case_id=0, at=at, state=self.case.state, member_id=member_id))
        if self.is_settled:
            self.kept(at=at, member_id=member_id)


def opened(
    contact: Contact,
    *,
    topic: str,
    topic_name: str,
    channel: str,
    owner_id: int | None,
    about: dict[str, str] | None = None,
) -> Matter:
    """Return the matter that a first contact opens."""
    case = Case(
        customer_id=contact.customer_id,
        channel_id=contact.channel_id,
        topic_id=contact.topic_id,
        title=title_from(contact.text, fallback=topic_name),
        opened_at=contact.happened_at,
        owner_id=owner_id,
    )
    matter = Matter(case=case, topic=topic, channel=channel, about=about or {})
    matter.add(contact)
    return matter
