"""How the sample business reviews: half a year of weekly draws, disputes, calibrations and coaching."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from csops.domain.calendar import Calendar
from csops.domain.cases import Case
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.review_samples import Stratum
from csops.domain.review_sampling import Cell, draw, spread
from csops.services.content import starter
from csops.services.sample.calibrating import Calibrating, calibrated_ago
from csops.services.sample.card_shelf import CardShelf, Week
from csops.services.sample.conversations import Conversations, Overlooking, to_write
from csops.services.sample.days import Days
from csops.services.sample.half_year import HalfYear
from csops.services.sample.matters import Matter
from csops.services.sample.reviewing import Reviewed, Reviewing
from csops.services.sample.talks import keep_talks
from csops.storage.unit_of_work import Work

WEEKS, FEWEST_WEEKS = 26, 20
"""So much was reviewed; a shop that is younger than the second has not begun."""
_PEOPLE = ("TR", "PN", "DW", "AB")
_HOW = spread((Stratum.PERSON, Stratum.CHANNEL), quota=2)
_WRITTEN_WEEKS = 5
_DRAWN_AT, _LATEST = timedelta(hours=9, minutes=20), timedelta(minutes=50)
_WAYS = {"chat": "chats", "email": "mails", "social": "chats"}


class Quality:
    """Draws from a chance of its own, before contacts are kept; keeps what came of it after.

    Contacts count from 1, for the database is new.
    """

    def __init__(
        self, seed: int, *, calendar: Calendar, members: Mapping[str, int], names: Mapping[int, str], until: datetime
    ) -> None:
        self._random = Random(f"{seed} quality")  # noqa: S311 - a shop is made up here, no secret
        self._calendar, self._members, self._names, self._until = calendar, members, names, until
        self._content = starter("sample_quality")
        self._initials = {one: initials for initials, one in members.items()}
        self._days = Days(calendar=calendar, until=until)
        self._coached_at = self._weeks_ago(self._content["coaching"]["weeks"])
        self._weeks: list[Week] = []
        self._calibrated: list[int] = []
        self._conversations: Conversations | None = None

    def _weeks_ago(self, weeks: float) -> datetime:
        return self._days.moment(round(7 * weeks))

    # ------------------------------------------------------------ before contacts are kept
    def tell(
        self,
        contacts: Sequence[Contact],
        *,
        matters: Mapping[int, Matter],
        customers: Mapping[int, str],
        channels: Mapping[int, str],
        content: Mapping[str, Any],
    ) -> list[Contact]:
        """Draw the samples, and return the contacts in their order, with what was written in chats and mails.

        Args:
            contacts: in the order in which they will be kept.
            matters: by id of their case.
            customers: names by id.
            channels: keys by id.
            content: of the sample, for what fills the words.
        """
        first = self._until - timedelta(weeks=WEEKS + 1)
        lately = [(place, one) for place, one in enumerate(contacts, start=1) if one.happened_at >= first]
        self._weeks = list(self._drawn(lately))
        drawn = {one.contact_id for week in self._weeks for one in week.chosen}
        self._calibrated = [
            self._to_calibrate(lately, one, channels=channels, drawn=drawn) for one in self._content["calibrations"]
        ]
        drawn.update(self._calibrated)
        who = Overlooking(member_id=self._members["DW"], until=self._coached_at)
        self._conversations = Conversations(self._random, self._content, slots=content, who=who, zone=self._calendar.tz)
        written = self._conversations.write(
            to_write(lately, since=self._until - timedelta(weeks=_WRITTEN_WEEKS), drawn=drawn),
            matters=matters,
            ways={one: _WAYS[key] for one, key in channels.items() if key in _WAYS},
            names=customers,
            members=self._names,
        )
        return [written.get(place, one) for place, one in enumerate(contacts, start=1)]

    def _to_calibrate(
        self,
        contacts: Sequence[tuple[int, Contact]],
        written: Mapping[str, Any],
        *,
        channels: Mapping[int, str],
        drawn: Collection[int],
    ) -> int:
        """Return the last contact of that person, of that card's channels, before the day; nobody drew it."""
        before, whose = self._days.moment(calibrated_ago(written)) - timedelta(days=1), self._members[written["member"]]
        ways = _WAYS.keys() if written["card"] == "written" else {"phone"}
        return next(
            place
            for place, one in reversed(contacts)
            if one.member_id == whose
            and one.happened_at < before
            and place not in drawn
            and one.text
            and one.direction is Direction.IN
            and one.result is Result.RESOLVED
            and channels[one.channel_id] in ways
        )

    def _drawn(self, contacts: Sequence[tuple[int, Contact]]) -> Iterator[Week]:
        now = self._until.astimezone(self._calendar.tz)
        monday = now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=now.weekday())
        wanted = {self._members[one] for one in _PEOPLE}
        for back in range(WEEKS, 0, -1):
            since, until = (monday - timedelta(weeks=back), monday - timedelta(weeks=back - 1))
            frame: dict[Cell, list[int]] = {}
            for place, one in contacts:
                if since <= one.happened_at < until and one.member_id in wanted and one.text and not one.automatic:
                    cell = Cell(one.member_id, one.channel_id, one.topic_id, one.result)
                    frame.setdefault(cell, []).append(place)
            seed = self._random.randrange(10**9)
            layers, chosen = draw(frame, _HOW, seed=seed)
            yield Week(
                since=since,
                until=until,
                made_at=min(until + _DRAWN_AT, self._until - _LATEST),
                seed=seed,
                layers=layers,
                chosen=tuple(chosen),
                population=sum(map(len, frame.values())),
            )

    # ------------------------------------------------------------ after contacts were kept
    def keep(self, work: Work, contacts: Sequence[Contact], *, cases: Sequence[Case]) -> None:
        """Keep cards as they were, samples, reviews and all that came of them."""
        shelf = CardShelf(work, self._until, self._content, by=self._members)
        asides = {} if self._conversations is None else self._conversations.asides
        reviewing = Reviewing(
            self._random, self._content, members=self._initials, names=self._names, coached_at=self._coached_at
        )
        recovered = {one.case_id for one in work.care.recoveries.all()}

        def subject(contact_id: int, at: datetime, card: str = "") -> Reviewed:
            contact = contacts[contact_id - 1]
            occasion = shelf.occasion(contact, is_recovery=contact.case_id in recovered)
            head, version = shelf.card_of(occasion, at=at, key=card)
            return Reviewed(
                contact=contact, card=head, version=version, occasion=occasion, aside=asides.get(contact_id)
            )

        year = HalfYear(
            work,
            self._content,
            random=self._random,
            reviewing=reviewing,
            shelf=shelf,
            subject=subject,
            members=self._members,
            days=self._days,
        )
        year.weekly(self._weeks)
        year.risky(cases, contacts)
        year.disputes()
        year.checks()
        sessions = Calibrating(
            work,
            self._content,
            reviewing=reviewing,
            shelf=shelf,
            members=self._members,
            reviewers=year.reviewers,
            days=self._days,
        )
        sessions.keep(self._calibrated, subject=subject)
        keep_talks(
            work, self._content, reviews=year.reviews, members=self._members, held_at=self._coached_at, days=self._days
        )
