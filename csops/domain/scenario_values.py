"""Scenarios as plain values: as they are kept, and as a person writes them in a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

from csops.domain import wording
from csops.domain.channels import ChannelKind
from csops.domain.errors import NotUnderstood, OutOfRange, UnknownName
from csops.domain.opening_hours import DAY_MINUTES, span_from
from csops.domain.scenarios import MIDNIGHT, MIDNIGHT_WRITTEN, Event, Hours, NewChannel, Scenario

T = TypeVar("T")

_RECORD: Final = ("id", "version", "position")
_SHORT: Final = {
    "volume": "volume_factor",
    "handle_time": "handle_time_factor",
    "handle_times": "handle_times_s",
    "within": "target_s",
    "deferred_within": "deferred_within_s",
    "patience": "patience_s",
}
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class KeptScenario:
    """A scenario as it is kept: its name and place, and what differs as plain values."""

    id: int = 0
    version: int = 1
    name: str
    changes: Mapping[str, object] = field(default_factory=dict)
    position: int = 0


def kept(scenario: Scenario) -> KeptScenario:
    """Return the scenario as it is kept."""
    record = {name: getattr(scenario, name) for name in (*_RECORD, "name")}
    return KeptScenario(changes=plain(scenario), **record)


def read_back(found: KeptScenario) -> Scenario:
    """Return a scenario that was kept."""
    read = scenario_from(found.changes, name=found.name)
    return replace(read, id=found.id, version=found.version, position=found.position)


def plain(scenario: Scenario) -> dict[str, object]:
    """Return what differs, as plain values; what is as today is left out. `scenario_from` reads it."""
    found: dict[str, object] = {}
    for each in fields(Scenario):
        value = getattr(scenario, each.name)
        if each.name in (*_RECORD, "name") or value is None or value in (each.default, {}, ()):
            continue
        found[each.name] = _plain(value)
    return found


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple) and isinstance(value[0], str):
        return list(value)
    if isinstance(value, tuple):
        return [_plain_fields(each) for each in value]
    return dict(value) if isinstance(value, Mapping) else value


def _plain_fields(part: object) -> dict[str, object]:
    found = {name: _plain_part(value) for name, value in vars(part).items() if value is not None}
    return found | {"closes": part.until} if isinstance(part, Hours) and part.until else found


def _plain_part(value: object) -> object:
    if isinstance(value, time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, ChannelKind) else value


def scenario_from(values: object, *, name: str = "") -> Scenario:
    """Return the scenario that plain values tell, as in a YAML or JSON file.

    Args:
        values: a mapping of the fields of `Scenario`, also by their short names (volume, handle_time, handle_times,
            within, deferred_within, patience); shares as 0.8 or 80 %, durations as 30s or in seconds, times as 09:00,
            days as 2026-03-01, weekdays as mon or 0.
        name: its name where the values do not tell one.

    Raises:
        NotUnderstood: a value that does not read as what its field holds. UnknownName: a field that there is not.
        OutOfRange, Missing: as the records themselves.
    """
    if not isinstance(values, Mapping):
        raise NotUnderstood(
            field="scenario", value=values, right="Write names and values, such as “volume_factor: 1.2”"
        )
    for key in values:
        if _SHORT.get(key, key) not in _READERS:
            raise UnknownName(field="scenario", value=key, known=", ".join(sorted({*_SHORT, *_READERS})))
    full = {_SHORT.get(str(key), str(key)): (str(key), value) for key, value in values.items() if value is not None}
    read = {name: _READERS[name](key, value) for name, (key, value) in full.items()}
    read.setdefault("name", name)
    return Scenario(**read)  # type: ignore[arg-type]  # each reader returns what its field holds


# ------------------------------------------------------------ one value
def _number(field: str, value: object) -> float:
    """A number, or a share such as 80 %."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise NotUnderstood(field=field, value=value, right="Write a number")
    text = str(value).strip()
    try:
        return float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        raise NotUnderstood(field=field, value=value, right="Write a number") from None


def _seconds(field: str, value: object) -> float:
    """Seconds, or a duration such as 4h or 30s."""
    if isinstance(value, str) and not value.strip().replace(".", "", 1).isdigit():
        return wording.duration(value, field=field).total_seconds()
    return _number(field, value)


def _names(_field: str, value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def _whole(field: str, value: object) -> int:
    number = _number(field, value)
    if not number.is_integer():  # nor infinite, nor no number
        raise NotUnderstood(field=field, value=value, right="Write a whole number")
    return int(number)


def _money(field: str, value: object) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise NotUnderstood(field=field, value=value, right="Write an amount, such as 19.50")
    return found


def _text(_field: str, value: object) -> str:
    return str(value)


def _day(field: str, value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise NotUnderstood(field=field, value=value, right="Write the day as 2026-03-01") from None


def _clock(field: str, value: object) -> time:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60:
        return time(*divmod(value, 60))  # YAML reads an unquoted 9:30 as 570
    try:
        found: time | None = time.fromisoformat(str(value).zfill(5))
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise NotUnderstood(field=field, value=value, right="Write the time as 09:30")
    return found


def _closing(field: str, value: object) -> time:
    """A time of day, or 24:00 for the end of the day (YAML reads it as 1440)."""
    is_midnight = str(value).strip() in {MIDNIGHT_WRITTEN, str(24 * 60)}
    return MIDNIGHT if is_midnight else _clock(field, value)


def _weekday(field: str, value: object) -> int:
    word = str(value)[:3].casefold()
    return WEEKDAYS.index(word) if word in WEEKDAYS else _whole(field, value)


def _kind(field: str, value: object) -> ChannelKind:
    try:
        return ChannelKind(value)
    except ValueError:
        raise UnknownName(field=field, value=value, known=", ".join(kind.value for kind in ChannelKind)) from None


def _numbers(field: str, value: object) -> dict[str, float]:
    if not isinstance(value, Mapping):
        raise NotUnderstood(field=field, value=value, right="Write a channel and its seconds, such as “phone: 240”")
    return {str(key): _seconds(field, each) for key, each in value.items()}


Reader = Callable[[str, object], object]

_EVENT: Final[Mapping[str, Reader]] = {
    "name": _text,
    "first_day": _day,
    "last_day": _day,
    "factor": _number,
    "channel": _text,
}
_CHANNEL: Final[Mapping[str, Reader]] = {
    "name": _text,
    "kind": _kind,
    "contacts_a_week": _number,
    "handle_time_s": _seconds,
    "target_s": _seconds,
    "service_level": _number,
    "concurrency": _whole,
}
_HOURS: Final[Mapping[str, Reader]] = {"weekday": _weekday, "opens": _clock, "closes": _closing}
_CLOSED: Final = ("closed", "", None)


def _parts(kind: type[T], readers: Mapping[str, Reader]) -> Reader:
    """Return what reads a list of parts."""

    def read(field: str, value: object) -> tuple[T, ...]:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise NotUnderstood(field=field, value=value, right="Write a list")
        return tuple(part(each) for each in value)

    def part(each: object) -> T:
        if not isinstance(each, Mapping):
            raise NotUnderstood(field=kind.__name__, value=each, right=f"Write {', '.join(readers)}")
        for key in each:
            if key not in readers:
                raise UnknownName(field=kind.__name__, value=key, known=", ".join(readers))
        try:
            return kind(**{key: readers[key](key, value) for key, value in each.items() if value is not None})
        except TypeError:
            missing = ", ".join(name for name in readers if name not in each)
            raise NotUnderstood(
                field=kind.__name__, value=each, right=f"Some of these are missing: {missing}"
            ) from None

    return read


def _hours(field: str, value: object) -> object:
    """A list of parts, or weekdays with their hours as in the calendar: `sat: "09:00-24:00"`, `sun: closed`."""
    if not isinstance(value, Mapping):
        return _parts(Hours, _HOURS)(field, value)
    return tuple(_day_hours(field, _weekday(field, day), hours) for day, hours in value.items())


def _day_hours(field: str, weekday: int, value: object) -> Hours:
    if value in _CLOSED:
        return Hours(weekday=weekday)
    span = span_from(str(value), field=field)
    if span.end_minute > DAY_MINUTES:
        raise OutOfRange(field=field, value=value, right="Close by 24:00; what is after it belongs to the next day")
    return Hours(
        weekday=weekday,
        opens=time(*divmod(span.start_minute, 60)),
        closes=MIDNIGHT if span.end_minute == DAY_MINUTES else time(*divmod(span.end_minute, 60)),
    )


_READERS: Final[Mapping[str, Reader]] = {
    "name": _text,
    "volume_factor": _number,
    "handle_time_factor": _number,
    "handle_times_s": _numbers,
    "shrinkage": _number,
    "max_occupancy": _number,
    "service_level": _number,
    "target_s": _seconds,
    "deferred_within_s": _seconds,
    "patience_s": _seconds,
    "minimum_people": _whole,
    "cost_per_hour": _money,
    "people": _whole,
    "without": _names,
    "events": _parts(Event, _EVENT),
    "new_channels": _parts(NewChannel, _CHANNEL),
    "hours": _hours,
}
