"""What a person types into the search field, as an answered question."""

from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.lines import CaseLine, ContactLine, CustomerLine
from csops.domain.questions import Names, Question, parse, words_of
from csops.domain.team import Shop
from csops.services.case_numbers import current_id
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

MOST_COUNTED = 1001
"""Counting stops here: the total is shown up to "1,000+"."""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found."""

    kind: str
    id: int
    title: str
    snippet: str
    at: datetime | None
    channel_key: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was found, newest first. `total` is exact below 1,001."""

    total: int
    hits: tuple[Hit, ...]


def question_from(workspace: Workspace, *, text: str, typing: bool = False) -> Question:
    """Read what a person typed, with the names of this team's channels, topics and members."""
    with workspace.read() as work:
        return _question(work, text, typing=typing, me=workspace.member.id, now=workspace.now())


def _question(work: Work, text: str, *, typing: bool, me: int | None, now: datetime) -> Question:
    members = {_key(member.name): member.id for member in work.members.all()}
    members |= {_key(member.initials): member.id for member in work.members.all()}
    channels = {_key(channel.name): channel.id for channel in work.channels.all()}
    channels |= {_key(channel.key): channel.id for channel in work.channels.all()}
    topics = {_key(topic.name): topic.id for topic in work.topics.all()}
    names = Names(channels=channels, members=members, topics=topics, me=me, now=now)
    question = parse(text, names=names, zone=work.settings.get(Shop).zone, typing=typing)
    if question.case_id is None:
        return question
    return replace(question, case_id=current_id(work, question.case_id))


def _key(name: str) -> str:
    return " ".join(words_of(name))


def find(workspace: Workspace, *, text: str, kind: str = "contacts", limit: int = 50, typing: bool = False) -> Found:
    """Find contacts, customers or cases.

    Args:
        workspace: where to look.
        text: what was typed (domain/questions.py says how it is read).
        kind: contacts, customers or cases.
        limit: how many hits to return.
        typing: the last word may be unfinished.
    """
    workspace.require(Permission.READ)
    with workspace.read() as work:
        question = _question(work, text, typing=typing, me=workspace.member.id, now=workspace.now())
        if kind == "customers":
            lines = work.customers.lines(question, limit=limit)
            return Found(total=work.customers.count(question), hits=tuple(_customer_hit(line) for line in lines))
        if kind == "cases":
            cases = work.cases.lines(question, limit=limit)
            return Found(total=work.cases.count(question), hits=tuple(_case_hit(line) for line in cases))
        contacts = work.contacts.lines(question, limit=limit)
        total = work.contacts.count(question, most=MOST_COUNTED)
        return Found(total=total, hits=tuple(_contact_hit(line, question) for line in contacts))


def _contact_hit(line: ContactLine, question: Question) -> Hit:
    return Hit(
        kind="contact",
        id=line.id,
        title=line.customer or line.title,
        snippet=snippet(line.text, question),
        at=line.happened_at,
        channel_key=line.channel_key,
    )


def _customer_hit(line: CustomerLine) -> Hit:
    reach = ", ".join((*line.phones, *line.emails))
    title = line.name or reach or line.note
    return Hit(kind="customer", id=line.id, title=title, snippet=reach, at=line.last_contact_at)


def _case_hit(line: CaseLine) -> Hit:
    return Hit(
        kind="case",
        id=line.id,
        title=line.title,
        snippet=line.customer,
        at=line.last_contact_at,
        channel_key=line.channel_key,
    )


def snippet(text: str, question: Question, *, length: int = 120) -> str:
    """Return the part of a text in which the first word that was asked for stands."""
    flat = " ".join(text.split())
    wanted = [word for term in question.terms for word in term.words]
    if len(flat) <= length or not wanted:
        return flat[:length]
    at = max(0, _position(flat, wanted) - length // 3)
    start = flat.find(" ", at) + 1 if at else 0
    part = flat[start : start + length]
    return ("…" if start else "") + part + ("…" if start + length < len(flat) else "")


def _position(text: str, words: list[str]) -> int:
    place = 0
    for piece in text.split(" "):
        if any(found.startswith(word) for found in words_of(piece) for word in words):
            return place
        place += len(piece) + 1
    return 0
