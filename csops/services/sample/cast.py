"""The open cases with which the sample business greets: written by hand, placed around the present moment."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from csops.domain.calendar import Calendar, is_open, spans_of
from csops.domain.cases import Note, State
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.customers import Customer
from csops.services.content import starter
from csops.services.sample.entries import Shelf
from csops.services.sample.matters import Matter, opened
from csops.services.sample.people import Customers
from csops.services.sample.rhythm import LIVE

_KNOWN_SINCE, _QUIET_BEFORE = timedelta(days=430), timedelta(days=21)
_WORK_BEGINS, _BETWEEN = timedelta(hours=9), timedelta(minutes=5)


class Cast:
    """Turns the written cases into matters as they stand at `until`."""

    def __init__(self, *, calendar: Calendar, shelf: Shelf, members: Mapping[str, int], until: datetime) -> None:
        self._calendar, self._shelf, self._members, self._until = calendar, shelf, members, until
        self._cases: list[dict[str, Any]] = starter("sample_cast")["cases"]

    def join(self, customers: Customers) -> list[int]:
        """Take the people of the cast in among the customers, before anybody else; return their places."""
        since = self._until - _KNOWN_SINCE
        people = [case["customer"] for case in self._cases]
        joining = [
            Customer(
                name=one["name"],
                phones=tuple(one.get("phones", ())),
                emails=tuple(one.get("emails", ())),
                note=one.get("note", ""),
                created_at=since + timedelta(days=place),
            )
            for place, one in enumerate(people)
        ]
        return customers.join(joining, until=self._until - _QUIET_BEFORE)

    def matters(self, places: list[int]) -> list[Matter]:
        """Return the cases with their contacts, states and promises."""
        return [self._matter(case, place) for case, place in zip(self._cases, places, strict=True)]

    def _matter(self, case: Mapping[str, Any], customer: int) -> Matter:
        topic, owner = case["topic"], self._members.get(case["owner"] or "")
        first, *further = self._contacts(case["contacts"], topic=topic, customer=customer)
        name, channel = self._shelf.topic_names[topic], case["contacts"][0]["channel"]
        matter = opened(first, topic=topic, topic_name=name, channel=channel, owner_id=owner)
        matter.written = case
        for contact in further:
            matter.add(contact)
        if "state" in case:
            at = min(matter.last_at + timedelta(minutes=4), self._until)
            matter.move(State(case["state"]), at=at, member_id=owner)
        if due := case.get("due"):
            self._promise(matter, due)
        if note := case.get("note"):
            at = max(self._opened_at(self._until - timedelta(hours=note["ago"])), matter.contacts[0].entered_at)
            matter.notes.append(Note(case_id=0, member_id=self._members[note["by"]], at=at, text=note["text"]))
        return matter

    def _contacts(self, written: Sequence[Mapping[str, Any]], *, topic: str, customer: int) -> list[Contact]:
        found: list[Contact] = []
        for one in written:
            at = self._until - timedelta(hours=one["ago"])
            # Customers write by night as well, but the five work in the day.
            at = self._opened_at(at) if one.get("by") else at
            if found:
                at = min(max(at, found[-1].entered_at + _BETWEEN), self._until)
            found.append(self._contact(one, at, topic=topic, customer=customer))
        return found

    def _contact(self, one: Mapping[str, Any], at: datetime, *, topic: str, customer: int) -> Contact:
        live, written = one["channel"] in LIVE, timedelta(minutes=one.get("minutes", 5))
        waited = timedelta(seconds=one["wait_s"]) if "wait_s" in one else None
        member = self._members.get(one.get("by") or "")
        result = Result.FOLLOW_UP if live or one.get("out") else Result.OPEN
        return Contact(
            customer_id=customer,
            channel_id=self._shelf.channels[one["channel"]],
            topic_id=self._shelf.topics[topic],
            member_id=member,
            entered_by=member,
            direction=Direction.OUT if one.get("out") else Direction.IN,
            result=result,
            text=one["text"],
            happened_at=at,
            entered_at=min(at + (waited or timedelta(0)) + written, self._until),
            handle_time=None if member is None else written,
            answered_after=waited,
        )

    def _opened_at(self, at: datetime) -> datetime:
        """Return the moment itself in opening hours, else one within two hours before the last closing."""
        at = at.replace(second=0, microsecond=0)
        if is_open(self._calendar, at):
            return at
        day = at.astimezone(self._calendar.tz)
        for back in range(14):
            date = (day - timedelta(days=back)).date()
            for span in reversed(spans_of(self._calendar, date)):
                end = datetime(date.year, date.month, date.day, tzinfo=self._calendar.tz)
                # Not all at the same: what is far apart at night stays a little apart.
                early = timedelta(minutes=30 + (at.hour * 13 + at.minute) % 90)
                closing = (end + timedelta(minutes=span.end_minute)).astimezone(UTC)
                if closing - early <= at:
                    return closing - early
        return at

    def _promise(self, matter: Matter, due: Mapping[str, Any]) -> None:
        """`after_h` is so many hours from now, by night from the morning, but still today."""
        today = self._until.astimezone(self._calendar.tz).replace(hour=0, minute=0, second=0, microsecond=0)
        day = today + timedelta(days=due["day"])
        clock = due.get("at", "18:30")
        at = day.replace(hour=int(clock[:2]), minute=int(clock[3:]))
        if "after_h" in due:
            begins = max(self._until.astimezone(self._calendar.tz), today + _WORK_BEGINS)
            wanted = begins + timedelta(hours=due["after_h"])
            at = min(
                wanted.replace(minute=wanted.minute // 30 * 30, second=0, microsecond=0),
                day.replace(hour=23, minute=30),
            )
        matter.promise(
            what=due["what"],
            due_at=at.astimezone(UTC),
            time_known="at" in due or "after_h" in due,
            at=matter.contacts[0].entered_at,
        )
