"""Builds the sample business into a new database: one act, the same for the same seed and moment."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from csops.domain.calendar import calendar_from
from csops.domain.cases import Case
from csops.domain.team import Shop, View
from csops.services.collecting import uncollected
from csops.services.content import starter
from csops.services.sample.cast import Cast
from csops.services.sample.days import Days
from csops.services.sample.entries import Shelf
from csops.services.sample.hiring import keep_hiring
from csops.services.sample.life import Life
from csops.services.sample.matters import Matter
from csops.services.sample.people import Customers
from csops.services.sample.quality import FEWEST_WEEKS, Quality
from csops.services.sample.rosters import keep_rosters
from csops.services.sample.scenarios import keep_scenarios
from csops.services.sample.season import arrivals
from csops.services.sample.skills import keep_skills
from csops.services.sample.staff import Colleague, Staff, colleagues
from csops.services.sample.telling import Telling
from csops.services.sample.texts import Texts
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SAMPLE_SHOP = Shop(
    name="Hollow Oak Cycles", region="DE", subdivision="BE", zone="Europe/Berlin", currency="EUR", sample=True
)
SAMPLE_OWNER = "Mara Lindqvist"
_DAYS = {day: ["08:00-19:00"] for day in ("mon", "tue", "wed", "thu", "fri")} | {"sat": ["09:00-16:00"]}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """What was built."""

    contacts: int
    customers: int
    cases: int


def build_sample(
    workspace: Workspace,
    *,
    seed: int = 23,
    until: datetime,
    weeks: int = 104,
    progress: Callable[[float], None] | None = None,
) -> Sample:
    """Fill a new database, which has its starter content and nothing else, with the sample business.

    Its first member becomes Mara, the owner, who is signed in from then on.

    Args:
        workspace: the new database.
        seed: the same seed and moment give the same business.
        until: the moment at which the business stands; a moment with its zone.
        weeks: how much history it has.
        progress: told the share that is done (0 to 1).
    """
    tell = progress or (lambda _share: None)
    with uncollected(), workspace.work("Build the sample business") as work:
        content, hours = starter("sample"), opening_hours(until=until, weeks=weeks)
        _set_up(work, hours=hours, content=content)
        people = _people(work, colleagues(content))
        keep_rosters(work, members=[one.member for one in people], until=until)
        keep_scenarios(work)
        tell(0.05)
        random = Random(seed)  # noqa: S311 - a shop is made up here, no secret
        customers = Customers(random, content)
        staff = Staff(random, ids=[one.member.id for one in people], shares=[one.share for one in people])
        shelf, calendar, initials = _shelf(work), calendar_from(hours), _initials(people)
        days = Days(calendar=calendar, until=until)
        keep_skills(work, members=initials, days=days)
        keep_hiring(work, members=initials, days=days)
        cast = Cast(calendar=calendar, shelf=shelf, members=initials, until=until)
        places = cast.join(customers)
        life = Life(
            random,
            calendar=calendar,
            shelf=shelf,
            staff=staff,
            customers=customers,
            texts=Texts(random, content),
            until=until,
        )
        first = (until - timedelta(weeks=weeks)).astimezone(calendar.tz).date()
        came = arrivals(random, calendar=calendar, first=first, until=until)
        life.run(came, progress=lambda share: tell(0.1 + 0.35 * share))
        matters = sorted([*life.matters, *cast.matters(places)], key=lambda one: one.case.opened_at)
        told = Telling(seed, calendar=calendar, members=initials, until=until, weeks=weeks)
        told.before(
            matters, customers=customers, channels=list(shelf.channels.values()), firms=content["names"]["firms"]
        )
        names = {one.member.id: one.member.name for one in people}
        reviewing = Quality(seed, calendar=calendar, members=initials, names=names, until=until)
        quality = reviewing if weeks >= FEWEST_WEEKS else None
        sample = _keep(work, matters=matters, customers=customers, told=told, quality=quality, content=content)
    workspace.member = people[0].member
    tell(1.0)
    return sample


def opening_hours(*, until: datetime, weeks: int) -> dict[str, Any]:
    """Return the opening hours of the shop; the mornings before Christmas and New Year are short."""
    first = (until - timedelta(weeks=weeks)).year
    short = {f"{year}-12-{day}": ["09:00-13:00"] for year in range(first, until.year + 2) for day in (24, 31)}
    return {
        "zone": SAMPLE_SHOP.zone,
        "weekly": _DAYS,
        "holidays": {"country": SAMPLE_SHOP.region, "subdivision": SAMPLE_SHOP.subdivision},
        "special": {day: spans for day, spans in short.items() if date.fromisoformat(day).weekday() < 6},
    }


def _set_up(work: Work, *, hours: Mapping[str, Any], content: Mapping[str, Any]) -> None:
    """Keep the shop, its hours, its names for channels and its views."""
    work.settings.keep(SAMPLE_SHOP)
    work.settings.keep_mapping("calendar", hours)
    for channel in work.channels.all():
        if name := content["channels"].get(channel.key):
            work.channels.update(replace(channel, name=name))
    for position, one in enumerate(content["views"]):
        question = {"table": True, "filters": {}, "words": one["words"]}
        work.views.add(
            View(name=one["name"], place="contacts", question=question, colour=one["colour"], position=position)
        )


def _people(work: Work, people: Sequence[Colleague]) -> list[Colleague]:
    """Keep the five; who was there first becomes the owner."""
    stored, (mara, *others) = work.members.all()[0], [one.member for one in people]
    owner = work.members.update(replace(mara, id=stored.id, version=stored.version))
    kept = [owner, *work.members.add_many(others)]
    return [replace(one, member=member) for one, member in zip(people, kept, strict=True)]


def _initials(people: Sequence[Colleague]) -> dict[str, int]:
    return {one.member.initials: one.member.id for one in people}


def _shelf(work: Work) -> Shelf:
    channels, topics = work.channels.all(), work.topics.all()
    return Shelf(
        channels={one.key: one.id for one in channels},
        channel_names={one.key: one.name for one in channels},
        topics={one.key: one.id for one in topics},
        topic_names={one.key: one.name for one in topics},
    )


def _keep(
    work: Work,
    *,
    matters: Sequence[Matter],
    customers: Customers,
    told: Telling,
    quality: Quality | None,
    content: Mapping[str, Any],
) -> Sample:
    """Keep everything, each kind at once. Places counted from 1 become ids."""
    kept_customers = work.customers.add_many(customers.all)
    offset = kept_customers[0].id - 1
    cases = work.cases.add_many([_of_customer(one.case, offset) for one in matters])
    pairs = list(zip(matters, cases, strict=True))
    contacts = [
        replace(one, case_id=case.id, customer_id=case.customer_id) for matter, case in pairs for one in matter.contacts
    ]
    contacts.sort(key=lambda one: one.entered_at)
    if quality is not None:
        contacts = quality.tell(
            contacts,
            matters={case.id: matter for matter, case in pairs},
            customers={one.id: one.name for one in kept_customers},
            channels={one.id: one.key for one in work.channels.all()},
            content=content,
        )
    kept_contacts = work.contacts.add_many(contacts)
    work.state_changes.add_many([replace(one, case_id=case.id) for matter, case in pairs for one in matter.states])
    told.after(work, pairs, customers=kept_customers)
    work.notes.add_many([replace(one, case_id=case.id) for matter, case in pairs for one in matter.notes])
    if quality is not None:
        quality.keep(work, kept_contacts, cases=cases)
    return Sample(contacts=len(contacts), customers=len(kept_customers), cases=len(cases))


def _of_customer(record: Case, offset: int) -> Case:
    return record if record.customer_id is None else replace(record, customer_id=record.customer_id + offset)
