"""A log of any kind, exported and imported into an empty file: the same contacts, cases and customers again."""

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from csops.domain.cases import Case, Cause, Confirmation, State
from csops.domain.contacts import Contact, Direction, Result
from csops.domain.customers import Consent, Customer, OwnField, Stage
from csops.domain.questions import Question
from csops.domain.team import Shop
from csops.services import exports, imports
from csops.services.imports import Imported
from csops.services.workspace import Workspace
from csops.storage.database import url_of
from csops.storage.opening import open_database
from tests.helpers.clock import Clock
from tests.helpers.records import DELIVERY, EMAIL, MARA, PHONE, REFUND, ROSA, a_contact, a_customer

MIDNIGHT = datetime(2025, 6, 2, tzinfo=UTC)
TEXTS = ["Wheel", "=1+1", "'quoted", "two\nlines", "-", "N/A", 'a, "b"; c', "", "漢字 🚲"]
NAMES = ["", "Ada Brandt", "ada brandt", "Li Wei", "+49 30 555 0168", "ada@example.com", "=cmd", "Long name " * 12]
PHONES = ["0171 555 0142", "+49 30 555 0168", "030/555 or 030/556", "1; 2"]
EMAILS = ["ada@example.com", "Li.Wei@example.org"]
NOTES = ["", "the one with the red bike", "'two\nlines", "Ada Brandt"]
FIELDS = (
    (),
    (OwnField(name="Frame: size", value="56"), OwnField(name="a\\b", value="-1")),
    (OwnField(name="Story", value="one\n  two\nthree: four"),),
)
DURATIONS = st.one_of(st.none(), st.integers(0, 86_400).map(lambda seconds: timedelta(seconds=seconds)))
SETTLED = (State.RESOLVED, State.CLOSED)
Matter = tuple[int | None, Case, list[Contact]]
Shown = list[tuple[object, ...]]


def moments(first: datetime = MIDNIGHT) -> st.SearchStrategy[datetime]:
    return st.integers(0, 5_000_000).map(lambda seconds: first + timedelta(seconds=seconds))


@st.composite
def customers(draw: st.DrawFn) -> Customer:
    is_firm, consent = draw(st.booleans()), draw(st.sampled_from(Consent))
    made = a_customer(
        is_firm=is_firm,
        segment=draw(st.sampled_from(["", "Fleet", "=1+1"])),
        birthday=draw(st.sampled_from(["", "1980-05-17", "--02-29"])),
        preferred_channel_id=draw(st.sampled_from([None, EMAIL])),
        motive=draw(st.sampled_from(["", "near by"])),
        consent=consent,
        consent_at=None if consent is Consent.NOT_ASKED else draw(moments()),
        consent_note=draw(st.sampled_from(["", "on the phone\n- twice"])),
        lost_at=draw(st.one_of(st.none(), moments())),
        fields=draw(st.sampled_from(FIELDS)),
        name=draw(st.sampled_from(NAMES)).strip(),
        phones=tuple(draw(st.lists(st.sampled_from(PHONES), max_size=2, unique=True))),
        emails=tuple(draw(st.lists(st.sampled_from(EMAILS), max_size=2, unique=True))),
        note=draw(st.sampled_from(NOTES)),
        stage=draw(st.sampled_from(Stage)),
        created_at=draw(moments()),
        number=draw(st.sampled_from([None, "K-1", "007"])),
    )
    return made if made.title else replace(made, note="nobody knows")


@st.composite
def matters(draw: st.DrawFn, count: int) -> Matter:
    opened = draw(moments())
    state = draw(st.sampled_from(State))
    resolved = draw(DURATIONS) if state in SETTLED else None
    first = resolved and draw(st.integers(0, resolved.days * 86_400 + resolved.seconds))
    case = Case(
        topic_id=draw(st.sampled_from([None, REFUND, DELIVERY])),
        channel_id=draw(st.sampled_from([PHONE, EMAIL])),
        title=draw(st.sampled_from(["Wheel", "=1+1", "Another title"])),
        state=state,
        owner_id=draw(st.sampled_from([None, MARA.id, ROSA.id])),
        opened_at=opened,
        first_response_at=None if (answer := draw(DURATIONS)) is None else opened + answer,
        first_resolved_at=None if resolved is None else opened + timedelta(seconds=first or 0),
        resolved_at=None if resolved is None else opened + resolved,
        reopened=draw(st.integers(0, 3)),
        stated=draw(st.sampled_from(TEXTS)),
        matter=draw(st.sampled_from(["", "the hub"])),
        cause=draw(st.sampled_from([None, *Cause])),
        department=draw(st.sampled_from(["", "Workshop"])),
        cause_note=draw(st.sampled_from(["", "=worn"])),
        confirmed=draw(st.sampled_from([None, *Confirmation])),
    )
    who = draw(st.one_of(st.none(), st.integers(0, count - 1))) if count else None
    return who, case, [draw(contacts(opened)) for _ in range(draw(st.integers(1, 3)))]


@st.composite
def contacts(draw: st.DrawFn, opened: datetime) -> Contact:
    result = draw(st.sampled_from(Result))
    is_missed, knows_time = result is Result.MISSED, draw(st.booleans())
    happened = opened + timedelta(seconds=draw(st.integers(0, 400_000)))
    if not knows_time:
        happened = happened.replace(hour=15, minute=0, second=0)  # midnight in Tokyo
    return a_contact(
        channel_id=draw(st.sampled_from([PHONE, EMAIL])),
        topic_id=draw(st.sampled_from([None, REFUND, DELIVERY])),
        member_id=None if is_missed else draw(st.sampled_from([None, ROSA.id])),
        direction=draw(st.sampled_from(Direction)),
        result=result,
        text=draw(st.sampled_from(TEXTS)),
        happened_at=happened,
        time_known=knows_time,
        entered_at=happened + timedelta(seconds=draw(st.integers(0, 200_000))),
        handle_time=None if is_missed else draw(DURATIONS),
        answered_after=None if is_missed else draw(DURATIONS),
        number=draw(st.sampled_from([None, "4711"])),
        hold_time=None if is_missed else draw(st.sampled_from([None, timedelta(seconds=30)])),
        after_time=None if is_missed else draw(st.sampled_from([None, timedelta(seconds=0)])),
        automatic=draw(st.booleans()),
    )


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[Customer], list[Matter]]:
    people = draw(st.lists(customers(), max_size=4))
    return people, draw(st.lists(matters(len(people)), min_size=1, max_size=5))


def opened(template: Path, folder: Path, name: str) -> Workspace:
    file = Path(shutil.copy(template, folder / name))
    workspace = Workspace(open_database(url_of(file)), member=MARA, clock=Clock())
    with workspace.work("Set the zone") as work:
        work.settings.keep(replace(work.settings.get(Shop), zone="Asia/Tokyo"))
    return workspace


def fill(workspace: Workspace, people: Sequence[Customer], log: Sequence[Matter]) -> None:
    with workspace.work("Fill") as work:
        ids = [work.customers.add(one).id for one in people]
        for who, case, touches in log:
            customer_id = None if who is None else ids[who]
            last = max(one.happened_at for one in touches)
            kept = work.cases.add(replace(case, customer_id=customer_id, last_contact_at=last))
            work.contacts.add_many([replace(one, case_id=kept.id, customer_id=customer_id) for one in touches])


def told(workspace: Workspace) -> tuple[Shown, Shown]:
    """Customers with their contacts, and cases with theirs, without what only this database gives them."""
    with workspace.read() as work:
        people, cases = {one.id: one for one in work.customers.all()}, {one.id: one for one in work.cases.all()}
        touches = list(work.contacts.all())
    of_customer = [
        (_plain(one), [_plain(touch) for touch in touches if touch.customer_id == one.id]) for one in people.values()
    ]
    of_case = [
        (
            _plain(case),
            _plain(people[case.customer_id]) if case.customer_id else None,
            [_plain(touch) for touch in touches if touch.case_id == case.id],
        )
        for case in cases.values()
    ]
    return _sorted(of_customer), _sorted(of_case)


def _sorted(found: Sequence[tuple[object, ...]]) -> Shown:
    return sorted(
        (tuple(sorted(part, key=repr) if isinstance(part, list) else part for part in one) for one in found), key=repr
    )


def _plain(record: Customer | Case | Contact) -> dict[str, Any]:
    given = {"id", "version", "case_id", "customer_id", "import_id", "entered_by"}
    return {name: value for name, value in vars(record).items() if name not in given}


def brought_in(workspace: Workspace, path: Path) -> Imported:
    reading = imports.read_file(path=path)
    found = imports.guess(workspace, reading=reading)
    assert not found.questions
    return imports.import_file(workspace, path=path, reading=reading, mapping=found.mapping)


def come_and_gone(template: Path, log: tuple[list[Customer], list[Matter]], *, name: str) -> None:
    people, matter = log
    named = sorted({who for who, _case, _touches in matter if who is not None})
    # Somebody without a contact is not in the log.
    kept = [people[who] for who in named]
    matter = [(None if who is None else named.index(who), case, touches) for who, case, touches in matter]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shop, elsewhere = opened(template, folder, "shop.db"), opened(template, folder, "elsewhere.db")
        try:
            fill(shop, kept, matter)
            path = exports.export_contacts(shop, question=Question(), path=folder / name).file
            first = brought_in(elsewhere, path)
            assert (first.new, first.left_out) == (first.read, 0)
            assert told(elsewhere) == told(shop)
            for again in (shop, elsewhere):
                second = brought_in(again, path)
                assert (second.new, second.updated, second.skipped) == (0, 0, first.read)
            assert told(elsewhere) == told(shop)
        finally:
            shop.close()
            elsewhere.close()


def tried(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    slow = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    # Each example is two databases and three reads: making a failing one smaller would take minutes.
    phases = (Phase.explicit, Phase.generate)
    return settings(max_examples=examples, deadline=None, suppress_health_check=slow, phases=phases)


@tried(12)
@given(log=logs())
def test_a_log_of_text_comes_back_as_it_was(sqlite_template: Path, log: tuple[list[Customer], list[Matter]]) -> None:
    come_and_gone(sqlite_template, log, name="log.csv")


@tried(6)
@given(log=logs())
def test_a_workbook_comes_back_as_it_was(sqlite_template: Path, log: tuple[list[Customer], list[Matter]]) -> None:
    come_and_gone(sqlite_template, log, name="log.xlsx")


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_two_of_one_name_stay_two_and_somebody_known_by_a_note_stays_so(sqlite_template: Path, name: str) -> None:
    people = [a_customer(), a_customer(), a_customer(name="", note="the one with the red bike\nand a dog")]
    case = Case(title="Wheel", channel_id=PHONE, state=State.OPEN, opened_at=MIDNIGHT)
    touch = a_contact(happened_at=MIDNIGHT, entered_at=MIDNIGHT)
    come_and_gone(sqlite_template, (people, [(who, case, [touch]) for who in range(3)]), name=name)


def test_days_that_bear_the_numbers_of_others_by_chance_are_not_taken_for_them(sqlite_template: Path) -> None:
    """Where the log comes back, contacts are numbered as they stand in it: “One” bears there the number of “Other”."""
    case = Case(title="Wheel", channel_id=PHONE, state=State.OPEN, opened_at=MIDNIGHT)
    day = MIDNIGHT.replace(hour=15)  # midnight in Tokyo
    touches = [
        a_contact(text="One", happened_at=day, time_known=False, entered_at=day),
        a_contact(text="The last", happened_at=day + timedelta(days=3), entered_at=day + timedelta(days=3)),
        a_contact(text="Other", happened_at=day, time_known=False, entered_at=day),
    ]
    come_and_gone(sqlite_template, ([], [(None, case, [touch]) for touch in touches]), name="log.csv")
