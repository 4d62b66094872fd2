"""The parts of a candidate's own file: what is kept of them as tables in plain words, without names of the team."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from csops.domain.candidates import Candidate, CandidateNote, CandidatePaper, GroupAnswer
from csops.domain.openings import Application, Move, Outcome, Stage
from csops.domain.reports import Column, ColumnKind, Row, Table, Text
from csops.domain.scorecards import Rating, Scorecard
from csops.services.candidate_privacy import Retention


class ByMember(Protocol):
    """Whatever a member of the team said or did."""

    @property
    def member_id(self) -> int | None:
        """Who, None where it is not known any more."""


@dataclass(frozen=True, kw_only=True)
class Local:
    """What turns records into words: the shop's time, titles, names of skills, numbers in place of members."""

    zone: ZoneInfo
    openings: Mapping[int, str]
    applications: Mapping[int, Application]
    skills: Mapping[str, str]
    members: Mapping[int, int]

    def at(self, moment: datetime | None) -> datetime | None:
        """Return a moment as the shop's clock showed it."""
        return None if moment is None else moment.astimezone(self.zone).replace(tzinfo=None)

    def who(self, member_id: int | None) -> str:
        """Return what a member is called here."""
        return "Somebody" if member_id is None else f"Member {self.members[member_id]} of the team"

    def opening(self, application_id: int) -> str:
        """Return the title of the place that an application is for."""
        return self.openings[self.applications[application_id].opening_id]


def numbered(said: Iterable[ByMember]) -> dict[int, int]:
    """Return a number for each member, in the order in which they come."""
    ids = dict.fromkeys(one.member_id for one in said if one.member_id is not None)
    return {member_id: number for number, member_id in enumerate(ids, start=1)}


def about(candidate: Candidate, local: Local) -> Table:
    """Return what is kept of the person."""
    facts: tuple[Row, ...] = (
        ("Name", candidate.name),
        ("E-mail", candidate.email),
        ("Phone", candidate.phone),
        ("Heard of us by", candidate.source),
        ("First came on", candidate.came_on.isoformat()),
        ("Agreed that details are kept", str(local.at(candidate.consent_at) or "not noted")),
        ("How they agreed", candidate.consent_note),
        ("To be kept until", candidate.keep_until.isoformat() if candidate.keep_until else "by the rule below"),
        ("Held for a legal reason", candidate.hold_reason if candidate.hold else "no"),
    )
    return Table(key="about", title="You", columns=_texts(("what", "What"), ("kept", "Kept")), rows=facts)


def earlier(values: Iterable[tuple[datetime, str, object]], local: Local) -> Table:
    """Return what was kept of the person before it was changed, the newest change first."""
    columns = (
        Column(key="at", title="Changed", kind=ColumnKind.DATETIME),
        *_texts(("what", "What"), ("was", "It was before")),
    )
    rows = tuple((local.at(at), name.replace("_", " "), str(was)) for at, name, was in values)
    return Table(key="earlier", title="What was changed of you", columns=columns, rows=rows)


def applications(found: Sequence[Application], local: Local) -> Table:
    """Return what they applied for."""
    columns = _texts(("opening", "Place"), ("applied_on", "Applied on"), ("stage", "Came to"), ("outcome", "Outcome"))
    rows = tuple(
        (local.openings[one.opening_id], one.applied_on.isoformat(), _words(one.stage), _words(one.outcome))
        for one in found
    )
    return Table(key="applications", title="What you applied for", columns=columns, rows=rows)


def decisions(moves: Sequence[Move], local: Local) -> Table:
    """Return who decided what, why, and what the figures said."""
    columns = (
        *_texts(("opening", "Place")),
        Column(key="at", title="When", kind=ColumnKind.DATETIME),
        *_texts(("who", "Who"), ("from", "From"), ("to", "To"), ("reason", "Reason"), ("said", "Figures said")),
        Column(key="fit", title="Fit", kind=ColumnKind.NUMBER, unit="%"),
        Column(key="coverage", title="Coverage", kind=ColumnKind.NUMBER, unit="%"),
    )
    rows = tuple(
        (
            local.opening(move.application_id),
            local.at(move.at),
            local.who(move.member_id),
            _step(move.from_stage, move.from_outcome),
            _step(move.to_stage, move.to_outcome),
            move.reason,
            move.recommendation.replace("_", " "),
            _rounded(move.fit),
            _rounded(move.coverage),
        )
        for move in moves
    )
    note = "A person decided each time; the figures were before them"
    return Table(key="decisions", title="What was decided", columns=columns, rows=rows, note=note)


def ratings(cards: Sequence[Scorecard], local: Local) -> Table:
    """Return each rating with the words that it rests on; where it was changed, what was submitted first beside it."""
    columns = (
        *_texts(("opening", "Place"), ("who", "Who"), ("how", "How")),
        Column(key="at", title="Submitted", kind=ColumnKind.DATETIME),
        *_texts(("skill", "Skill")),
        Column(key="level", title="Level 1 to 5", kind=ColumnKind.INTEGER),
        Column(key="first", title="First given", kind=ColumnKind.INTEGER),
        *_texts(("evidence", "What was said or shown")),
    )
    rows = tuple(
        (
            local.opening(card.application_id),
            local.who(card.member_id),
            _words(card.evidence),
            local.at(card.submitted_at),
            local.skills.get(rating.skill, rating.skill),
            rating.level,
            _first(card, rating),
            rating.evidence,
        )
        for card in cards
        for rating in card.ratings
    )
    note = "A level that is empty was not asked. 1 is not yet, 3 solid, 5 sets the example"
    return Table(key="ratings", title="How you were rated", columns=columns, rows=rows, note=note)


def _first(card: Scorecard, rating: Rating) -> int | None:
    return next((first.level for first in card.first if first.skill == rating.skill), None)


def card_notes(cards: Sequence[Scorecard], local: Local) -> Table:
    """Return what was noted at the foot of scorecards."""
    rows = tuple(
        (local.opening(card.application_id), local.who(card.member_id), card.note) for card in cards if card.note
    )
    columns = _texts(("opening", "Place"), ("who", "Who"), ("note", "Note"))
    return Table(key="scorecard_notes", title="Notes on scorecards", columns=columns, rows=rows)


def notes(found: Sequence[CandidateNote], local: Local) -> Table:
    """Return what was noted on applications."""
    when = Column(key="at", title="When", kind=ColumnKind.DATETIME)
    columns = (*_texts(("opening", "Place")), when, *_texts(("who", "Who"), ("note", "Note")))
    rows = tuple(
        (local.opening(note.application_id), local.at(note.at), local.who(note.member_id), note.text) for note in found
    )
    return Table(key="notes", title="Notes", columns=columns, rows=rows)


def papers(found: Sequence[CandidatePaper], local: Local) -> Table:
    """Return the papers; they are in the folder beside."""
    columns = (
        *_texts(("name", "File")),
        Column(key="size", title="Size", kind=ColumnKind.INTEGER, unit="bytes"),
        Column(key="at", title="Added", kind=ColumnKind.DATETIME),
    )
    rows = tuple((paper.name, paper.size, local.at(paper.added_at)) for paper in found)
    return Table(key="papers", title="Papers", columns=columns, rows=rows, note="In the folder “papers” of this file")


def how_long(candidate: Candidate, retention: Retention) -> Text:
    """Return until when all this is kept, and what they may ask for."""
    said = [f"{spoken(retention)} after the decision, unless you agreed to longer."]
    if not retention.is_own:
        said.append(retention.rule.from_what)
    if candidate.hold:
        said.append("A legal reason holds it longer; it is named above.")
    said.append("You may ask for corrections, for erasure, and complain to the data protection authority.")
    return Text(title="How long it is kept", paragraphs=tuple(said))


def spoken(retention: Retention) -> str:
    """Return a period in words."""
    parts = [(retention.months, "month"), (retention.weeks, "week")]
    said = [f"{many} {word}{'' if many == 1 else 's'}" for many, word in parts if many]
    return " and ".join(said) or "No time"


def answers(found: Sequence[GroupAnswer]) -> Table:
    """Return what they said of groups."""
    rows = tuple((one.question, one.answer) for one in found)
    note = "Given freely; used only as counts, never beside a scorecard"
    return Table(
        key="groups",
        title="Answers",
        columns=_texts(("question", "Question"), ("answer", "Answer")),
        rows=rows,
        note=note,
    )


def _texts(*named: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(key=key, title=title) for key, title in named)


def _words(value: object) -> str:
    return str(getattr(value, "value", value)).replace("_", " ")


def _step(stage: Stage, outcome: Outcome) -> str:
    return _words(stage) if outcome is Outcome.OPEN else f"{_words(stage)}, {_words(outcome)}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
