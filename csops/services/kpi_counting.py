"""Counts a period: every figure of the metric dictionary, whole or by channel, topic or person."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from csops.domain import kpi_business as business
from csops.domain import kpi_service as service
from csops.domain.kpi_figures import By, KpiFigure
from csops.domain.open_time import Hours
from csops.domain.questions import day_start
from csops.services import kpi_people as people
from csops.services.kpi_basis import Basis, Found, Key, or_none
from csops.services.kpi_quality import quality
from csops.services.kpi_team import StaffTime, staff_time
from csops.storage import kpi_cases, kpi_contacts
from csops.storage.kpi_contacts import ContactSums, HoldSums, Span

_DAY = timedelta(days=1)
_OF_CONTACTS = ("contact_volume", "speed_of_answer", "missed_contacts", "average_handle_time", "hold_time")
_OF_STAFF = ("occupancy", "cost_per_contact")
_OF_TURNS = ("answered_within_target", "next_response_time")
_OF_RESOLVED = (
    "requester_wait_time",
    "first_resolution_time",
    "full_resolution_time",
    "first_contact_resolution",
    "reopen_rate",
    "resolved_cases",
)


def counted(
    basis: Basis, *, by: By | None = None, of: tuple[Key, ...] | None = None
) -> dict[Key, dict[str, KpiFigure]]:
    """Return the figures by what they are split by, of these ids alone where some are named; unsplit under None."""
    span = Span(since=basis.since, until=basis.until, by=by, of=of)
    found: dict[Key, dict[str, KpiFigure]] = {}
    for part, keys in _PARTS:
        if not basis.wants(*keys):
            continue
        for key, figure in part(basis, span):
            if basis.wants(figure.key) and (of is None or key in of):
                found.setdefault(key, {})[figure.key] = figure
    return found


def _each(*sums: Mapping[Key, object]) -> Iterable[Key]:
    """Return the keys of all of them; unsplit there always is one."""
    keys = dict.fromkeys(key for some in sums for key in some)
    return keys or (None,)


def _contacts(basis: Basis, span: Span) -> Found:
    connection = basis.work.connection
    asks = basis.wants(*_OF_CONTACTS, *_OF_STAFF, "answered_within_target")
    sums = kpi_contacts.contact_sums(connection, span, live=basis.live) if asks else {}
    if basis.wants(*_OF_CONTACTS):
        holds = kpi_contacts.hold_sums(connection, span) if basis.wants("average_handle_time", "hold_time") else {}
        for key in _each(sums, holds):
            mine, held = sums.get(key, ContactSums()), holds.get(key, HoldSums())
            yield from ((key, figure) for figure in _of_contacts(basis, mine, held))
    if basis.wants(*_OF_STAFF):
        yield from _of_staff(basis, span, sums)
    if basis.wants(*_OF_TURNS):
        yield from _within_target(basis, span, sums)


def _of_staff(basis: Basis, span: Span, sums: Mapping[Key, ContactSums]) -> Found:
    staff = staff_time(basis.work, since=basis.since, until=basis.until, now=basis.now, zone=basis.team.calendar.tz)
    every, by = list(sums.values()), span.by
    for key in _each(sums):
        mine = sums.get(key, ContactSums())
        staffed = staff.staffed_s.get(key or 0, 0.0) if by is By.PERSON else sum(staff.staffed_s.values())
        aht = mine.handle_s / mine.timed if mine.timed else None
        yield key, business.occupancy(contacts=mine.handled, aht_s=aht, staffed_s=staffed, too_few=basis.few)
        if by is not By.PERSON:  # it would tell what colleagues earn
            yield key, _cost(basis, mine, every if by else (mine,), staff)


def _of_contacts(basis: Basis, mine: ContactSums, held: HoldSums) -> Iterator[KpiFigure]:
    few = basis.few
    yield service.contact_volume(answered=mine.answered, missed=mine.missed, too_few=few)
    yield service.speed_of_answer(wait_s=mine.waits_s, within_target=mine.in_time, missed=mine.missed_live, too_few=few)
    yield service.missed_contacts(missed=mine.missed_live, offered=mine.offered_live, too_few=few)
    yield business.average_handle_time(
        talk_s=mine.handle_s - held.hold_s - held.after_s,
        hold_s=held.hold_s,
        after_s=held.after_s,
        with_duration=mine.timed,
        contacts=mine.handled,
        squares=mine.squares,
        too_few=few,
    )
    yield business.hold_time(
        hold_s=held.hold_s, talk_s=held.talk_s, contacts=held.contacts, handled=mine.handled, too_few=few
    )


def _cost(basis: Basis, mine: ContactSums, every: Sequence[ContactSums], staff: StaffTime) -> KpiFigure:
    """What a contact cost: of a channel or topic by its share of the handle time."""
    handle = sum(one.handle_s for one in every) / 3600
    share = 1.0 if len(every) == 1 and every[0] is mine else mine.handle_s / 3600 / handle if handle else 0.0
    return business.cost_per_contact(
        paid_h=staff.paid_h * share,
        cost_per_h=staff.cost_per_h,
        contacts=mine.handled,
        handle_h=handle,
        rule=(("paid hours", staff.basis),) if staff.basis else (),
        too_few=basis.few,
    )


def _within_target(basis: Basis, span: Span, sums: Mapping[Key, ContactSums]) -> Found:
    turns = kpi_cases.turn_sums(basis.work.connection, span, targets=basis.deferred)
    late, inside = _pending(basis, span)
    for key in _each(sums, turns, late, inside):
        contacts, mine = sums.get(key, ContactSums()), turns.get(key, kpi_cases.TurnSums())
        known, waiting = len(contacts.waits_s), late.get(key, 0) + inside.get(key, 0)
        live = contacts.offered_live - contacts.missed_live
        yield (
            key,
            service.answered_within_target(
                within_target=contacts.in_time + mine.in_time,
                answered=known + mine.answered,
                missed=contacts.missed_live + late.get(key, 0) + mine.settled_late,
                still_inside=inside.get(key, 0),
                settled_inside=mine.settled_inside,
                coverage=(known + mine.answered) / (live + mine.answered) if live else None,
                too_few=basis.few,
            ),
        )
        yield (
            key,
            service.next_response_time(
                response_min=mine.response_min,
                elapsed_min=mine.response_elapsed_min,
                waiting=waiting,
                unanswered=mine.unanswered,
                too_few=basis.few,
            ),
        )


def _pending(basis: Basis, span: Span) -> tuple[dict[Key, int], dict[Key, int]]:
    """Return how many messages wait past their target, and how many inside it, by what is split by."""
    hours, late, inside = Hours(basis.team.calendar), dict[Key, int](), dict[Key, int]()
    for one in kpi_cases.pending(basis.work.connection, since=basis.since, until=min(basis.until, basis.now)):
        key = {None: None, By.CHANNEL: one.channel_id, By.TOPIC: one.topic_id, By.PERSON: one.member_id}[span.by]
        if span.of is not None and key not in span.of:
            continue
        target = basis.deferred.get(one.channel_id or 0)
        is_late = target is not None and hours.between(one.since_at, basis.now) > target
        counts = late if is_late else inside
        counts[key] = counts.get(key, 0) + 1
    return late, inside


def _opened(basis: Basis, span: Span) -> Found:
    for key, mine in or_none(kpi_cases.opened_sums(basis.work.connection, span), kpi_cases.OpenedSums):
        yield (
            key,
            service.first_response_time(
                response_min=mine.response_min,
                elapsed_min=mine.response_elapsed_min,
                waiting=mine.waiting,
                unanswered=mine.unanswered,
                opened_live=mine.opened_live,
                day_only=mine.day_only,
                too_few=basis.few,
            ),
        )


def _escalated(basis: Basis, span: Span) -> Found:
    for key, (passed_on, cases) in or_none(kpi_cases.escalated(basis.work.connection, span), lambda: (0, 0)):
        yield key, service.escalation_rate(passed_on=passed_on, cases=cases, too_few=basis.few)


def _resolved(basis: Basis, span: Span) -> Found:
    connection, days = basis.work.connection, timedelta(days=basis.rules.fcr_days)
    sums = kpi_cases.resolved_sums(
        connection,
        span,
        mature_until=basis.now - days,
        within=days,
        not_at_first=tuple(topic.id for topic in basis.team.topics if topic.cannot_be_solved_at_first_contact),
    )
    again = kpi_cases.reopened_sums(connection, span)
    for key in _each(sums, again):
        mine = sums.get(key, kpi_cases.ResolvedSums())
        yield from ((key, figure) for figure in _of_resolved(basis, mine))
        undone = again.get(key, kpi_cases.ReopenedSums())
        yield from ((key, figure) for figure in _of_resolutions(basis, span, mine, undone))


def _of_resolved(basis: Basis, mine: kpi_cases.ResolvedSums) -> Iterator[KpiFigure]:
    few = basis.few
    yield service.requester_wait_time(wait_h=mine.wait_h, elapsed_h=mine.wait_elapsed_h, too_few=few)
    yield service.first_resolution_time(first_h=mine.first_h, elapsed_h=mine.first_elapsed_h, too_few=few)
    yield service.full_resolution_time(full_h=mine.full_h, elapsed_h=mine.full_elapsed_h, too_few=few)
    yield service.first_contact_resolution(
        mature=mine.mature,
        one_contact=mine.one_contact,
        mature_solvable=mine.mature_solvable,
        one_contact_solvable=mine.one_contact_solvable,
        verified=mine.verified,
        fcr_days=basis.rules.fcr_days,
        not_yet_known=mine.cases - mine.mature,
        nameless=mine.nameless,
        too_few=few,
    )


def _of_resolutions(
    basis: Basis, span: Span, mine: kpi_cases.ResolvedSums, undone: kpi_cases.ReopenedSums
) -> Iterator[KpiFigure]:
    """Of cases whose every resolution of the period was undone, the last one is not among those of `mine`."""
    both = kpi_cases.finally_resolved(basis.work.connection, span, undone.case_ids) if undone.case_ids else set()
    alone = len(undone.case_ids) - len(both)
    resolutions, cases = mine.cases + undone.undone, mine.cases + alone
    yield service.reopen_rate(
        reopenings=undone.reopenings,
        resolutions=resolutions,
        cases_resolved=cases,
        cases_reopened=mine.reopened + alone,
        too_few=basis.few,
    )
    yield service.resolved_cases(resolutions=resolutions, repeated=resolutions - cases, too_few=basis.few)


def _backlog(basis: Basis, span: Span) -> Found:
    connection = basis.work.connection
    is_over = day_start(basis.last_day + _DAY, zone=basis.team.calendar.zone) <= basis.now
    day = kpi_cases.backlog_at(connection, basis.last_day, span) if is_over else None
    bands = kpi_cases.open_now(connection, basis.now, span) if day is None else day
    for key, mine in or_none(bands, lambda: (0,) * 5):
        yield key, service.backlog(**dict(zip(service.BANDS, mine, strict=True)), too_few=basis.few)


_PARTS: tuple[tuple[Callable[[Basis, Span], Found], tuple[str, ...]], ...] = (
    (_contacts, (*_OF_CONTACTS, *_OF_STAFF, *_OF_TURNS)),
    (_opened, ("first_response_time",)),
    (_escalated, ("escalation_rate",)),
    (_resolved, _OF_RESOLVED),
    (_backlog, ("backlog",)),
    (people.answers, ("csat", "nps", "ces")),
    (people.customers, ("churn_rate", "retention_rate")),
    (people.worth, ("customer_lifetime_value",)),
    (people.team, ("staff_turnover",)),
    (quality, ("quality_score",)),
)
"""What is counted together, and which figures come of it."""
