"""A small team made from the counts of a large one, its log of contacts and its people: what a plan is made of."""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import yaml

OWNER = "Nora Whitfield"
PHONE, EMAIL = "phone", "email"
OPENS, CLOSES = 7, 21
_SEED = 5
_SPREAD = 0.6


@dataclass(frozen=True, kw_only=True)
class Thinned:
    """How a channel is made from the counts: the share that is kept, the mean handle time."""

    share: float
    handle_s: float


CHANNELS = {PHONE: Thinned(share=0.05, handle_s=110.0), EMAIL: Thinned(share=0.002, handle_s=240.0)}

PEOPLE: Mapping[str, Mapping[str, Any]] = {
    OWNER: {"hours_per_week": 40, "cost_per_hour": 31, "channels": [PHONE, EMAIL]},
    "Amir Castellano": {"hours_per_week": 40, "channels": [PHONE, EMAIL], "wishes": [{"free": "fri"}]},
    "Beatriz Lund": {"hours_per_week": 40, "channels": [PHONE, EMAIL]},
    "Caleb Ito": {"hours_per_week": 40, "channels": [PHONE]},
    "Dana Petrov": {
        "hours_per_week": 40,
        "channels": [PHONE, EMAIL],
        "absences": [{"from": date(2003, 11, 13), "to": date(2003, 11, 14), "reason": "leave"}],
    },
    "Elif Marsh": {
        "hours_per_week": 32,
        "days_per_week": 4,
        "channels": [PHONE, EMAIL],
        "absences": [{"from": date(2003, 11, 12), "part": "morning", "reason": "training"}],
    },
    "Felix Odum": {"hours_per_week": 40, "channels": [PHONE]},
    "Grace Nakamura": {
        "hours_per_week": 20,
        "days_per_week": 5,
        "channels": [PHONE, EMAIL],
        "available": {day: ["07:00-14:00"] for day in ("mon", "tue", "wed", "thu", "fri")},
    },
    "Hugo Bellamy": {"hours_per_week": 24, "days_per_week": 3, "channels": [PHONE]},
    "Ines Kowal": {"hours_per_week": 24, "days_per_week": 4, "channels": [PHONE, EMAIL]},
}
"""Ten people; what is not named costs 24 dollars an hour. Leave, a training, and days that somebody can be there."""
MORE: Mapping[str, Mapping[str, Any]] = {
    name: {"hours_per_week": 24, "channels": [PHONE, EMAIL]}
    for name in ("Jonah Reyes", "Kira Sandoval", "Leo Abrams", "Mina Castle")
}
"""Whom the team that suffices has besides."""
SHIFTS: Mapping[str, Any] = {
    "Early": {"hours": "07:00-15:30", "breaks": ["11:00-11:30"]},
    "Day": {"hours": "08:30-17:00", "breaks": ["12:30-13:00"]},
    "Middle": {"hours": "10:00-18:30", "breaks": ["14:00-14:30"]},
    "Late": {"hours": "12:30-21:00", "breaks": ["16:30-17:00"]},
    "Short early": "07:00-12:00",
    "Short noon": "10:00-15:00",
    "Short late": "16:00-21:00",
}


def write_log(source: Path, out: Path, *, until: datetime, weeks: int, seed: int = _SEED) -> dict[str, int]:
    """Write a log of single contacts, thinned from counts; return how many there are per channel.

    Args:
        source: counts by five minutes, columns DateTime and Calls; `.gz` too.
        out: the log.
        until: a local moment; so many weeks before it are kept.
        weeks: how many.
        seed: the same seed gives the same log.
    """
    chance = np.random.default_rng(seed)
    first = until - timedelta(weeks=weeks)
    made: list[tuple[datetime, str, int]] = []
    for at, calls in _counts(source):
        for channel, how in CHANNELS.items():
            kept = int(chance.binomial(calls, how.share))
            if at >= first and OPENS <= at.hour < CLOSES:
                seconds = chance.uniform(0, 300, kept)
                handled = chance.lognormal(np.log(how.handle_s) - _SPREAD**2 / 2, _SPREAD, kept)
                made += [
                    (at + timedelta(seconds=int(late)), channel, max(int(took), 5))
                    for late, took in zip(seconds, handled, strict=True)
                ]
    made.sort()
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Date and time", "Channel", "Topic", "What happened", "Handle time", "Status"))
        for at, channel, took in made:
            clock = f"{took // 3600}:{took // 60 % 60:02}:{took % 60:02}"
            writer.writerow(
                (f"{at:%Y-%m-%d %H:%M:%S}", channel, "Account", "Asked about an account", clock, "resolved")
            )
    return {channel: sum(one[1] == channel for one in made) for channel in CHANNELS}


def _counts(source: Path) -> list[tuple[datetime, int]]:
    opened = gzip.open if source.suffix == ".gz" else open
    with opened(source, "rt", encoding="utf-8", newline="") as file:
        return [(datetime.fromisoformat(row["DateTime"]), int(row["Calls"])) for row in csv.DictReader(file)]


def write_team(out: Path, people: Mapping[str, Mapping[str, Any]]) -> None:
    """Write the team as the file that `csops staff people --load` reads."""
    everybody = {name: {"cost_per_hour": 24, "days_per_week": 5, **terms} for name, terms in people.items()}
    plain = {"shifts": dict(SHIFTS), "people": {name: dict(terms) for name, terms in everybody.items()}}
    out.write_text(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
