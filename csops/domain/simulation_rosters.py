"""The named people of a roster as those who are there when it is played."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from csops.domain.shifts import Shift, by_person, minute_at, minute_of, placed
from csops.domain.simulation_week import PlayedPerson, Stretch, on_duty
from csops.domain.work_terms import Worker


def people_on_shift(
    shifts: Iterable[Shift],
    workers: Sequence[Worker],
    *,
    channels: Collection[str],
    starts_at: datetime,
    tz: ZoneInfo,
    noon_minute: int,
) -> tuple[PlayedPerson, ...]:
    """Return everybody with a shift: there without their breaks, and not while they are absent.

    Args:
        shifts: who works when; those of people who are not among `workers` are left out.
        workers: the people by their terms: channels that they take (none named: all), absences.
        channels: keys of the channels that are played.
        starts_at: the beginning of the plan, aware.
        tz: time zone of the shop.
        noon_minute: where half days part, in minutes from midnight.
    """
    start = minute_at(starts_at)
    known = {worker.member_id: worker for worker in workers}
    return tuple(
        PlayedPerson(
            name=known[member].name,
            on_duty=on_duty(
                [_stretch(piece, start) for shift in own for piece in placed(shift, shift.day, tz).pieces],
                breaks=_away(known[member], start, tz, noon_minute),
            ),
            channels=frozenset(filter(known[member].takes, channels))
            if known[member].terms.channels or known[member].not_yet
            else None,
        )
        for member, own in by_person(shifts).items()
        if member in known
    )


def _away(worker: Worker, start: int, tz: ZoneInfo, noon_minute: int) -> list[Stretch]:
    return [
        _stretch((minute_of(day, since, tz), minute_of(day, till, tz)), start)
        for absence in worker.absences
        for since, till in [absence.clock(noon_minute=noon_minute)]
        for day in absence.days()
    ]


def _stretch(piece: tuple[int, int], start: int) -> Stretch:
    since, till = piece
    return (since - start) * 60.0, (till - start) * 60.0
