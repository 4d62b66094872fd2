"""What the table of contacts can be filtered by, and the chosen filters as a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from csops.domain.cases import State
from csops.domain.channels import Channel
from csops.domain.contacts import Direction, Result
from csops.domain.questions import NOBODY, Question, day_start
from csops.domain.topics import Topic
from csops.services.contact_pages import joined
from csops.services.settings import Team
from csops.ui.cases.words import state_words
from csops.ui.contacts.table_columns import direction_words, result_words, tr
from csops.ui.kit.choices import Option
from csops.ui.kit.filters import FilterField

Chosen = Mapping[str, Sequence[str]]
OPEN_KEY = "unsettled"
DAYS = {"1": 1, "7": 7, "30": 30, "90": 90, "365": 365}
FIELD_OF_COLUMN = {
    "happened_at": "period",
    "channel": "channel",
    "state": "state",
    "owner": "owner",
    "topic": "topic",
    "member": "member",
    "result": "result",
    "direction": "direction",
}
"""Which filter a right click on a column's head opens."""


@dataclass(frozen=True, kw_only=True)
class TableQuestion:
    """What a saved view or another place asks of the table: filters by field, typed words, or a question as it is."""

    filters: Chosen
    words: str = ""
    base: Question = field(default_factory=Question)
    name: str = ""


def filter_fields(team: Team) -> list[FilterField]:
    """Return the filters with what can be chosen now: people who left stay, so that their contacts are found."""
    owners = [*_people(team), Option(key=str(NOBODY), text=tr("nobody"))]
    return [
        FilterField(key="period", title=tr("Time"), options=_periods(), is_single=True, is_bare=True),
        FilterField(key="channel", title=tr("Channel"), options=_options(team.channels)),
        FilterField(key="state", title=tr("Status"), options=_states()),
        FilterField(key="owner", title=tr("Owner"), options=tuple(owners)),
        FilterField(key="topic", title=tr("Topic"), options=_options(team.topics), is_offered=False),
        FilterField(key="member", title=tr("Handled by"), options=tuple(owners), is_offered=False),
        FilterField(key="result", title=tr("Result"), options=_results(), is_offered=False),
        FilterField(key="direction", title=tr("Direction"), options=_directions(), is_offered=False),
    ]


def question_of(chosen: Chosen, *, base: Question, now: datetime, zone: str) -> Question:
    """Return what is chosen as a question, narrowing `base`."""
    filters = Question(
        channel_ids=_ids(chosen, "channel"),
        owner_ids=_ids(chosen, "owner"),
        topic_ids=_ids(chosen, "topic"),
        member_ids=_ids(chosen, "member"),
        states=_chosen_states(chosen),
        results=tuple(Result(key) for key in chosen.get("result", ())),
        directions=tuple(Direction(key) for key in chosen.get("direction", ())),
        since=_since(chosen, now=now, zone=zone),
    )
    return joined(base, filters)


def _since(chosen: Chosen, *, now: datetime, zone: str) -> datetime | None:
    """Return the beginning of the first day: the last 7 days are today and the six before."""
    days = [DAYS[key] for key in chosen.get("period", ()) if key in DAYS]
    if not days:
        return None
    today = now.astimezone(ZoneInfo(zone)).date()
    return day_start(today - timedelta(days=days[0] - 1), zone=zone)


def _ids(chosen: Chosen, field: str) -> tuple[int, ...]:
    return tuple(int(key) for key in chosen.get(field, ()))


def _chosen_states(chosen: Chosen) -> tuple[State, ...]:
    states: list[State] = []
    for key in chosen.get("state", ()):
        states += [one for one in State if not one.is_settled] if key == OPEN_KEY else [State(key)]
    return tuple(dict.fromkeys(states))


def _people(team: Team) -> list[Option]:
    active = [one for one in team.members if one.active]
    gone = [one for one in team.members if not one.active]
    return [Option(key=str(one.id), text=one.name) for one in (*active, *gone)]


def _options(records: Sequence[Channel | Topic]) -> tuple[Option, ...]:
    return tuple(Option(key=str(one.id), text=one.name) for one in records)


def _periods() -> tuple[Option, ...]:
    words = {
        "1": tr("Today"),
        "7": tr("Last 7 days"),
        "30": tr("Last 30 days"),
        "90": tr("Last 90 days"),
        "365": tr("Last 12 months"),
    }
    return tuple(Option(key=key, text=text) for key, text in words.items())


def _states() -> tuple[Option, ...]:
    every = (Option(key=state.value, text=state_words(state)) for state in State)
    return (Option(key=OPEN_KEY, text=tr("not settled")), *every)


def _results() -> tuple[Option, ...]:
    return tuple(Option(key=one.value, text=result_words(one)) for one in Result)


def _directions() -> tuple[Option, ...]:
    return tuple(Option(key=one.value, text=direction_words(one)) for one in Direction)
