"""Builders: a record that is right as it is, with whatever a test wants to be different."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from csops.domain.access import Role
from csops.domain.cases import Case, FollowUp, Note, State
from csops.domain.channels import Channel, ChannelKind
from csops.domain.contacts import Contact
from csops.domain.customers import Customer
from csops.domain.imports import Import
from csops.domain.opening_hours import Span
from csops.domain.people import Member
from csops.domain.plans import Plan
from csops.domain.shifts import Shift
from csops.domain.topics import Topic
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING

MARA = Member(id=1, name="Mara Lindqvist", initials="ML", role=Role.OWNER)
ROSA = Member(id=2, name="Rosa Okafor", initials="RO", role=Role.AGENT)
"""Both are in every fresh workspace, as are two channels and two topics."""
PHONE, EMAIL = 1, 2
REFUND, DELIVERY = 1, 2


def a_member(**values: Any) -> Member:
    return replace(Member(name="Ines Marchetti", initials="IM"), **values)


def a_channel(**values: Any) -> Channel:
    return replace(Channel(key="chat", name="Chat", concurrency=2), **values)


def a_topic(**values: Any) -> Topic:
    return replace(Topic(key="repair", name="Repair"), **values)


def a_customer(**values: Any) -> Customer:
    return replace(Customer(name="Ada Brandt", created_at=MONDAY_MORNING), **values)


def a_case(**values: Any) -> Case:
    plain = Case(title="Wheel out of true", state=State.OPEN, channel_id=PHONE, opened_at=MONDAY_MORNING)
    return replace(plain, **values)


def a_contact(**values: Any) -> Contact:
    """A contact of this morning by phone. It needs a `case_id` before it can be kept; `kept_contact` sees to that."""
    plain = Contact(
        channel_id=PHONE,
        text="The front wheel is out of true",
        happened_at=MONDAY_MORNING,
        entered_at=MONDAY_MORNING + timedelta(minutes=5),
    )
    return replace(plain, **values)


def a_follow_up(**values: Any) -> FollowUp:
    plain = FollowUp(case_id=0, due_at=MONDAY_MORNING + timedelta(days=1), what="Call back", created_at=MONDAY_MORNING)
    return replace(plain, **values)


def a_note(**values: Any) -> Note:
    return replace(Note(case_id=0, at=MONDAY_MORNING, text="Spokes are in the second drawer"), **values)


def an_import(**values: Any) -> Import:
    plain = Import(at=MONDAY_MORNING, file="log.csv", sha256="0" * 64, kind="contacts")
    return replace(plain, **values)


def a_plan(**values: Any) -> Plan:
    plain = Plan(
        first_day=date(2026, 3, 2),
        weeks=1,
        made_at=MONDAY_MORNING,
        need=[{"from": "2026-03-02T09:00:00+00:00", "to": "2026-03-02T09:30:00+00:00", "people": 2}],
        scenario={"volume_factor": 1.1},
    )
    return replace(plain, **values)


def a_kept_shift(**values: Any) -> Shift:
    """A shift of Mara; it needs a `plan_id` before it can be kept."""
    plain = Shift(
        member_id=MARA.id,
        day=date(2026, 3, 2),
        name="Early",
        start_minute=480,
        end_minute=960,
        breaks=(Span(start_minute=720, end_minute=750),),
    )
    return replace(plain, **values)


def kept_contact(work: Work, *, case: Case | None = None, **values: Any) -> Contact:
    """Keep a contact, in a case of its own unless one is named."""
    contact = a_contact(**values)
    if not contact.case_id:
        opened = case or a_case(
            channel_id=contact.channel_id,
            customer_id=contact.customer_id,
            opened_at=contact.happened_at,
            last_contact_at=contact.happened_at,
        )
        contact = replace(contact, case_id=work.cases.add(opened).id)
    return work.contacts.add(contact)


def set_up(work: Work) -> None:
    """Keep what every fresh workspace has."""
    for member in (MARA, ROSA):
        work.members.add(replace(member, id=0))
    work.channels.add(Channel(key="phone", name="Phone"))
    deferred = {"kind": ChannelKind.DEFERRED, "target": timedelta(hours=4), "concurrency": None, "position": 1}
    work.channels.add(a_channel(key="email", name="E-mail", **deferred))
    work.topics.add(Topic(key="refund", name="Refund"))
    work.topics.add(Topic(key="delivery", name="Delivery", position=1))
