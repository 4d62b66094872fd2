"""A team's rosters set up in one file: rules, shifts and people as plain values, read and written alike."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from csops.domain.errors import InputError, Missing, NotUnderstood, OutOfRange, UnknownName
from csops.domain.opening_hours import WEEKDAYS, day_from, require_keys, span_from, spans_from, text_of, week_from
from csops.domain.roster_rules import RosterRules, checked_rules
from csops.domain.shifts import ShiftTemplate, checked_template, clock_text
from csops.domain.work_terms import Absence, Away, Part, Terms, Wanted, Wish, checked_absence, checked_terms

_RULES = {
    "rest_hours": float,
    "days_in_a_row": int,
    "weekends_in_a_row": int,
    "hours_per_day": float,
    "hours_per_week": float,
    "beyond_contract": float,
}
_TERMS = ("hours_per_week", "days_per_week", "most_hours_per_week")


@dataclass(frozen=True, kw_only=True)
class WishSetup:
    """A wish whose shift is named, before it is known which that is."""

    wish: Wish
    shift: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonSetup:
    """One person of the file: what is named of their terms; None where a key is not there and nothing changes."""

    name: str
    terms: Mapping[str, Any] = field(default_factory=dict)
    cost_per_hour: Decimal | None = None
    absences: tuple[Absence, ...] | None = None
    substitutes: tuple[str, ...] = ()
    """Of each absence the name of whoever looks after the work, empty for nobody."""
    wishes: tuple[WishSetup, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Setup:
    """What a file says; None where it says nothing."""

    rules: Mapping[str, Any] = field(default_factory=dict)
    templates: tuple[ShiftTemplate, ...] | None = None
    people: tuple[PersonSetup, ...] = ()


def setup_from(mapping: object) -> Setup:
    """Read a set-up from plain values, as YAML gives them.

    Every part may be left out, and then stays as it is. `shifts`, and each person's `absences` and `wishes`, take the
    place of those there were:

        rules: {rest_hours: 11, days_in_a_row: 6, weekends_in_a_row: 3, hours_per_day: 10, hours_per_week: 48,
                beyond_contract: 4, noon: "13:00", fill_contracts: no, unplanned_share: 0}
        shifts:
          Early: "08:00-14:00"
          Long: {hours: "09:00-17:30", breaks: ["12:30-13:00"], paid_breaks: no, days: [mon, tue, wed, thu, fri]}
        people:
          Mara Lindqvist:
            hours_per_week: 38.5
            days_per_week: 5
            most_hours_per_week: 42
            available: {mon: ["09:00-18:00"], fri: "09:00-14:00"}     # left out: always; a weekday left out: not then
            channels: [phone, email]                                  # left out: all
            cost_per_hour: 21.50
            on_roster: yes
            absences: [{from: 2026-06-01, to: 2026-06-05, reason: leave, part: day, substitute: Rosa Okafor}]
            wishes: [{free: wed}, {free: 2026-06-12}, {shift: Early, day: mon}]

    Raises:
        Missing, NotUnderstood, OutOfRange, UnknownName: naming the key and the person.
    """
    if not isinstance(mapping, Mapping):
        raise NotUnderstood(field="set-up", value=mapping, right="Write rules, shifts and people, each with its keys")
    require_keys(mapping, allowed=("rules", "shifts", "people"), field="key")
    return Setup(
        rules=_rules(_mapping(mapping.get("rules"), "rules")),
        templates=_templates(_mapping(mapping["shifts"], "shifts")) if "shifts" in mapping else None,
        people=tuple(
            _person(str(name), _mapping(entry, str(name)))
            for name, entry in _mapping(mapping.get("people"), "people").items()
        ),
    )


def setup_mapping(
    *,
    rules: RosterRules,
    templates: Sequence[ShiftTemplate],
    people: Sequence[tuple[str, Terms, Decimal | None, Sequence[Absence], Sequence[Wish]]],
    members: Mapping[int, str] | None = None,
) -> dict[str, Any]:
    """Return the plain values from which `setup_from` reads the same; `members` names substitutes."""
    names = {template.id: template.name for template in templates}
    return {
        "rules": {name: getattr(rules, name) for name in (*_RULES, "fill_contracts", "unplanned_share")}
        | {"noon": clock_text(rules.noon_minute)},
        "shifts": {template.name: _template_mapping(template) for template in templates if template.active},
        "people": {
            name: _person_mapping(terms, cost, absences, wishes, names=names, members=members or {})
            for name, terms, cost, absences, wishes in people
        },
    }


def _rules(mapping: Mapping[str, Any]) -> dict[str, Any]:
    require_keys(mapping, allowed=(*_RULES, "noon", "fill_contracts", "unplanned_share"), field="rule")
    found: dict[str, Any] = {key: _number(value, key, _RULES[key]) for key, value in mapping.items() if key in _RULES}
    if "noon" in mapping:
        noon = mapping["noon"]  # without quotes, YAML reads 13:00 as 780
        found["noon_minute"] = noon if type(noon) is int else span_from(f"00:00-{noon}", field="noon").end_minute
    if "fill_contracts" in mapping:
        found["fill_contracts"] = _yes(mapping["fill_contracts"], "fill_contracts")
    if "unplanned_share" in mapping:
        found["unplanned_share"] = _share(mapping["unplanned_share"], "unplanned_share")
    checked_rules(replace(RosterRules(), **found))
    return found


def _templates(mapping: Mapping[str, Any]) -> tuple[ShiftTemplate, ...]:
    return tuple(_template(str(name), entry, place) for place, (name, entry) in enumerate(mapping.items()))


def _template(name: str, entry: object, place: int) -> ShiftTemplate:
    plain = entry if isinstance(entry, Mapping) else {"hours": entry}
    require_keys(plain, allowed=("hours", "breaks", "paid_breaks", "days"), field=f"key of {name}")
    span = span_from(str(plain.get("hours") or ""), field=f"hours of {name}")
    template = ShiftTemplate(
        name=name,
        start_minute=span.start_minute,
        end_minute=span.end_minute,
        breaks=spans_from(plain.get("breaks"), field=f"breaks of {name}"),
        paid_breaks=_yes(plain.get("paid_breaks", False), f"paid_breaks of {name}"),
        weekdays=tuple(_list(plain.get("days"))),
        position=place,
    )
    with _of(name):
        return checked_template(template)


def _template_mapping(template: ShiftTemplate) -> dict[str, Any]:
    found: dict[str, Any] = {"hours": template.clock}
    if template.breaks:
        found |= {"breaks": [text_of(_of_day(each)) for each in template.breaks], "paid_breaks": template.paid_breaks}
    return found | ({"days": list(template.weekdays)} if template.weekdays else {})


def _of_day(span: Any) -> Any:
    """A break after midnight as it stands on the clock."""
    turned = span.start_minute // 1440 * 1440
    return replace(span, start_minute=span.start_minute - turned, end_minute=span.end_minute - turned)


@contextmanager
def _of(name: str) -> Iterator[None]:
    """Say of whom or of which shift it is that something is wrong: a file has many."""
    try:
        yield
    except InputError as error:
        if name in error.field:
            raise
        raise type(error)(**{**error.fields, "field": f"{error.field} of {name}"}) from None


def _person(name: str, entry: Mapping[str, Any]) -> PersonSetup:
    with _of(name):
        return _person_from(name, entry)


def _person_from(name: str, entry: Mapping[str, Any]) -> PersonSetup:
    allowed = (*_TERMS, "available", "channels", "cost_per_hour", "on_roster", "absences", "wishes")
    require_keys(entry, allowed=allowed, field=f"key of {name}")
    found: dict[str, Any] = {
        key: None if entry[key] is None else _number(entry[key], f"{key} of {name}", float)
        for key in _TERMS
        if key in entry
    }
    if "available" in entry:
        found["available"] = None if entry["available"] is None else week_from(entry["available"])
    if "channels" in entry:
        found["channels"] = tuple(sorted(str(each) for each in _list(entry["channels"])))
    if "on_roster" in entry:
        found["on_roster"] = _yes(entry["on_roster"], f"on_roster of {name}")
    checked_terms(replace(Terms(member_id=0), **found))
    cost = entry.get("cost_per_hour")
    return PersonSetup(
        name=name,
        terms=found,
        cost_per_hour=None if cost is None else _money(cost, f"cost_per_hour of {name}"),
        absences=tuple(_absence(each, name) for each in _list(entry["absences"])) if "absences" in entry else None,
        substitutes=tuple(_substitute(each) for each in _list(entry.get("absences") or [])),
        wishes=tuple(_wish(each, name) for each in _list(entry["wishes"])) if "wishes" in entry else None,
    )


def _person_mapping(
    terms: Terms,
    cost: Decimal | None,
    absences: Sequence[Absence],
    wishes: Sequence[Wish],
    *,
    names: Mapping[int, str],
    members: Mapping[int, str],
) -> dict[str, Any]:
    found: dict[str, Any] = {"on_roster": terms.on_roster} | {key: getattr(terms, key) for key in _TERMS}
    if terms.available is not None:
        week = zip(WEEKDAYS, terms.available, strict=True)
        found["available"] = {day: [text_of(span) for span in spans] for day, spans in week if spans}
    if terms.channels:
        found["channels"] = list(terms.channels)
    if cost is not None:
        found["cost_per_hour"] = float(cost)
    found["absences"] = [
        {"from": each.first_day, "to": each.last_day, "reason": each.reason.value, "part": each.part.value}
        | ({"note": each.note} if each.note else {})
        | ({"substitute": members[each.substitute_id]} if each.substitute_id and each.substitute_id in members else {})
        for each in absences
    ]
    found["wishes"] = [_wish_mapping(wish, names) for wish in wishes]
    return found


def _absence(entry: object, name: str) -> Absence:
    plain = _mapping(entry, f"absence of {name}")
    require_keys(
        plain, allowed=("from", "to", "reason", "part", "note", "substitute"), field=f"key of an absence of {name}"
    )
    first = day_from(plain.get("from"), field=f"from of an absence of {name}")
    return checked_absence(
        Absence(
            member_id=0,
            first_day=first,
            last_day=day_from(plain.get("to") or first, field=f"to of an absence of {name}"),
            reason=Away(_one_of(plain.get("reason") or "leave", [each.value for each in Away], "reason")),
            part=Part(_one_of(plain.get("part") or "day", [each.value for each in Part], "part")),
            note=str(plain.get("note") or ""),
        )
    )


def _substitute(entry: object) -> str:
    plain = entry if isinstance(entry, Mapping) else {}
    return str(plain.get("substitute") or "")


def _wish(entry: object, name: str) -> WishSetup:
    plain = _mapping(entry, f"wish of {name}")
    require_keys(plain, allowed=("free", "shift", "day"), field=f"key of a wish of {name}")
    if ("free" in plain) == ("shift" in plain):
        raise Missing(field=f"wish of {name}", right="Write either free: wed, or shift: Early")
    when = plain.get("free") if "free" in plain else plain.get("day")
    if "free" in plain and not when:
        raise Missing(field=f"day of a wish of {name}", right="Write free: wed, or free: 2026-06-12")
    weekday, day = _when(when, name)
    wants = Wanted.FREE if "free" in plain else Wanted.SHIFT
    return WishSetup(wish=Wish(member_id=0, wants=wants, weekday=weekday, day=day), shift=str(plain.get("shift") or ""))


def _wish_mapping(wish: Wish, names: Mapping[int, str]) -> dict[str, Any]:
    when: object = wish.day or (WEEKDAYS[wish.weekday] if wish.weekday is not None else None)
    if wish.wants is Wanted.FREE:
        return {"free": when}
    found: dict[str, Any] = {"shift": names.get(wish.template_id or 0, "")}
    return found | ({"day": when} if when else {})


def _when(value: object, name: str) -> tuple[int | None, date | None]:
    if value is None:
        return None, None
    if isinstance(value, str) and value.lower()[:3] in WEEKDAYS:
        return WEEKDAYS.index(value.lower()[:3]), None
    return None, day_from(value, field=f"day of a wish of {name}")


def _mapping(value: object, field_name: str) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InputError(field=field_name, problem="named values are expected", right="Write key: value")
    return value


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _number(value: object, field_name: str, kind: type) -> Any:
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise NotUnderstood(field=field_name, value=value, right="Write a number")
    if kind is int and number != int(number):
        raise OutOfRange(field=field_name, value=value, right="Write a whole number")
    return kind(number)


def _share(value: object, field_name: str) -> float:
    """A share: 0.05, or 5 %."""
    text = str(value).strip()
    try:
        share = float(text[:-1]) / 100 if text.endswith("%") else float(text)
    except ValueError:
        share = math.nan
    if not math.isfinite(share):
        raise NotUnderstood(field=field_name, value=value, right="Write a share such as 0.05 or 5 %")
    return share


def _money(value: object, field_name: str) -> Decimal:
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise NotUnderstood(field=field_name, value=value, right="Write an amount such as 21.50")
    return found


def _yes(value: object, field_name: str) -> bool:
    if isinstance(value, bool):
        return value
    raise NotUnderstood(field=field_name, value=value, right="Write yes or no")


def _one_of(value: object, known: Sequence[str], field_name: str) -> str:
    if str(value) not in known:
        raise UnknownName(field=field_name, value=value, known=", ".join(known))
    return str(value)
