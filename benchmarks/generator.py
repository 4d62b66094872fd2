"""Make a database of any size, fast: the same contacts, cases and customers for the same count and seed.

    python -m benchmarks.generator --contacts 1000000 --out million.csops

Through the program's own stores: indexed, journalled, each batch one act. Texts of about a hundred characters from a
vocabulary whose words are as unevenly used as those of a language (Zipf); customers are an eighth of the contacts,
cases five eighths, spread over years of opening hours.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.bootstrap import create_workspace
from csops.domain.access import Role
from csops.domain.cases import Case, FollowUp, State, StateChange
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.customers import Customer
from csops.domain.people import Member
from csops.domain.team import Shop
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

BATCH = 20_000
UNTIL = datetime(2026, 3, 2, 9, tzinfo=UTC)
_KNOWN = (
    "refund delivery brake wheel invoice order bike repair saddle tyre chain battery light helmet lock voucher parcel "
    "courier workshop warranty frame pedal fork gear price size colour date call mail photo customer money label "
    "appointment service answer question delay damage scratch exchange return payment reminder address account"
)
_SYLLABLES = "ba ke lo mi nu ra si to ve zu pre stra klo fen gar hul ister ond ling mar"
_CITIES = ("30 23125", "40 66969", "69 90009", "221 4710", "89 99998")
_CHANNEL_WEIGHTS = (38, 32, 19, 5, 5, 0.3, 0.4, 0.3)
_HANDLED_S = (30, 90, 140, 200, 260, 320, 400, 520, 700, 1100)


@dataclass(frozen=True, kw_only=True)
class Ids:
    """What the records of a batch point to."""

    channels: tuple[int, ...]
    topics: tuple[int, ...]
    members: tuple[int, ...]


class Words:
    """Texts with the frequencies of a language: the n-th word is used 1/n as often as the first."""

    def __init__(self, random: Random, *, size: int = 20_000) -> None:
        self._random = random
        syllables = _SYLLABLES.split()
        made = ("".join(random.choices(syllables, k=random.choice((2, 2, 3, 4)))) for _ in range(size))
        words = list(dict.fromkeys((*_KNOWN.split(), *made)))
        self._stock = random.choices(
            words, cum_weights=list(accumulate(1 / place for place in range(2, len(words) + 2))), k=1 << 20
        )

    def text(self) -> str:
        """Return about a hundred characters."""
        start = self._random.randrange(len(self._stock) - 40)
        return " ".join(self._stock[start : start + self._random.randrange(8, 24)]).capitalize() + "."

    def name(self) -> str:
        """Return two words as a name."""
        start = self._random.randrange(len(self._stock) - 2)
        return " ".join(self._stock[start : start + 2]).title()


class Generator:
    """Keeps batch after batch; each is one act with its own customers and cases."""

    def __init__(self, workspace: Workspace, *, contacts: int, years: float, seed: int) -> None:
        self._workspace, self._contacts = workspace, contacts
        self._random = Random(seed)
        self._words = Words(self._random)
        self._first = UNTIL - timedelta(days=365.25 * years)
        self._step = (UNTIL - self._first) / max(contacts, 1)
        self._ids = self._team()

    def _team(self) -> Ids:
        with self._workspace.work("Add the team") as work:
            work.members.add_many([Member(name=f"Member {n}", initials=f"M{n}", role=Role.AGENT) for n in range(2, 8)])
            return Ids(
                channels=tuple(one.id for one in work.channels.all("position")),
                topics=tuple(one.id for one in work.topics.all("position")),
                members=tuple(one.id for one in work.members.all()),
            )

    def run(self) -> Iterator[int]:
        """Make everything; yields the contacts kept so far after each batch."""
        done = 0
        while done < self._contacts:
            count = min(BATCH, self._contacts - done)
            with self._workspace.work("Generate contacts") as work:
                self._batch(work, first=done, count=count)
            done += count
            yield done

    def _batch(self, work: Work, *, first: int, count: int) -> None:
        start = self._moment(first)
        customers = work.customers.add_many([self._customer(first // 8 + n, start) for n in range(max(count // 8, 1))])
        places = self._places(count)
        moments = [self._moment(first + n) for n in range(count)]
        openings = {place: n for n, place in reversed(list(enumerate(places)))}
        closings = {place: n for n, place in enumerate(places)}
        is_last = first + count >= self._contacts
        plans = [
            self._case(customers, opened=moments[openings[place]], last=moments[closings[place]], is_last=is_last)
            for place in range(max(places) + 1)
        ]
        cases = work.cases.add_many(plans)
        work.contacts.add_many(
            [
                self._contact(cases[place], at, is_first=openings[place] == n)
                for n, (place, at) in enumerate(zip(places, moments, strict=True))
            ]
        )
        work.state_changes.add_many([self._state_change(case) for case in cases])
        work.follow_ups.add_many([self._follow_up(case) for case in cases if not case.state.is_settled])

    def _places(self, count: int) -> list[int]:
        """Which case of the batch each contact belongs to: five new ones among eight, else one of the latest."""
        places, newest = [0], 0
        for _ in range(count - 1):
            if self._random.random() < 0.625:
                newest += 1
                places.append(newest)
            else:
                places.append(max(newest - self._random.randrange(60), 0))
        return places

    def _moment(self, place: int) -> datetime:
        """Spread evenly, but between 8 and 19 o'clock."""
        even = self._first + self._step * place
        share = (even.hour * 3600 + even.minute * 60 + even.second) / 86_400
        return even.replace(hour=8, minute=0, second=0, microsecond=0) + timedelta(seconds=round(share * 39_600))

    def _customer(self, place: int, at: datetime) -> Customer:
        draw = self._random.random()
        phone = f"+49 {_CITIES[place % 5]} {place // 5 % 1000:03}" if draw < 0.7 else ""
        email = f"customer{place}@example.org" if draw > 0.35 else ""
        return Customer(
            name=self._words.name() if draw > 0.05 else "",
            phones=(phone,) if phone else (),
            emails=(email,) if email else (),
            created_at=at,
        )

    def _case(self, customers: list[Customer], *, opened: datetime, last: datetime, is_last: bool) -> Case:
        settled = last + timedelta(minutes=10)
        is_open = is_last and self._random.random() < 0.02
        return Case(
            customer_id=self._random.choice(customers).id if self._random.random() < 0.93 else None,
            topic_id=self._random.choice(self._ids.topics),
            channel_id=self._random.choices(self._ids.channels, weights=_CHANNEL_WEIGHTS)[0],
            title=" ".join(self._words.text().split()[:5]),
            state=State.OPEN if is_open else State.RESOLVED,
            owner_id=self._random.choice(self._ids.members),
            opened_at=opened,
            first_response_at=opened + timedelta(seconds=20),
            first_resolved_at=None if is_open else settled,
            resolved_at=None if is_open else settled,
            last_contact_at=last,
        )

    def _contact(self, case: Case, at: datetime, *, is_first: bool) -> Contact:
        handled = self._random.choice(_HANDLED_S) + self._random.randrange(60)
        inbound = is_first or self._random.random() < 0.5
        return Contact(
            case_id=case.id,
            customer_id=case.customer_id,
            channel_id=case.channel_id or self._ids.channels[0],
            topic_id=case.topic_id,
            member_id=case.owner_id,
            entered_by=case.owner_id,
            direction=Direction.IN if inbound else Direction.OUT,
            result=Result.FOLLOW_UP if at != case.last_contact_at or not case.state.is_settled else Result.RESOLVED,
            text=self._words.text(),
            happened_at=at,
            entered_at=at + timedelta(minutes=10),
            handle_time=timedelta(seconds=handled),
            answered_after=timedelta(seconds=20) if inbound else None,
        )

    def _state_change(self, case: Case) -> StateChange:
        at = case.resolved_at or case.opened_at + timedelta(minutes=10)
        return StateChange(case_id=case.id, at=at, state=case.state, member_id=case.owner_id)

    def _follow_up(self, case: Case) -> FollowUp:
        due = UNTIL + timedelta(hours=self._random.randrange(-48, 120))
        return FollowUp(case_id=case.id, owner_id=case.owner_id, due_at=due, what=case.title, created_at=case.opened_at)


def generate(path: Path, *, contacts: int, years: float = 5, seed: int = 7) -> Iterator[int]:
    """Make a new database with so many contacts; yields how many are kept, batch by batch."""
    shop = Shop(name="Generated", region="DE", zone="Europe/Berlin", currency="EUR", sample=True)
    workspace = create_workspace(path, owner="Generator", shop=shop)
    try:
        yield from Generator(workspace, contacts=contacts, years=years, seed=seed).run()
    finally:
        workspace.close()


def main() -> int:
    """Make the database and print how long it took."""
    parser = argparse.ArgumentParser(description="Make a database of any size")
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--years", type=float, default=5)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    start = time.perf_counter()
    for done in generate(options.out, contacts=options.contacts, years=options.years, seed=options.seed):
        print(f"\r{done:,} of {options.contacts:,}", end="", flush=True)
    seconds = time.perf_counter() - start
    print(f"\r{options.contacts:,} contacts in {seconds:.1f} s, {options.out.stat().st_size / 1e6:,.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
