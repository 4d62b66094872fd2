"""What happened on a case beside its contacts, in words: promises, requests, escalations, amends, answers, merges.

One function for each kind of record; whoever owns a kind says more in it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from csops.domain.case_merges import CaseMerge
from csops.domain.concession_decisions import asked_cost
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.escalations import Escalation
from csops.domain.handovers import Handover
from csops.domain.promises import CustomerRequest, Promise, PromiseState, RequestState, is_kept_late, overdue_from
from csops.domain.recovery import Recovery, RecoveryStep
from csops.domain.surveys import SurveyAnswer
from csops.services.cases import Timeline
from csops.ui.cases.care_words import reason_words
from csops.ui.cases.concession_words import given_words, less_words
from csops.ui.cases.entry import Entry
from csops.ui.kit.formats import Formats


def tr(text: str) -> str:
    """Translate a text of the timeline."""
    return QCoreApplication.translate("Timeline", text)


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What the words need: how figures and days are written, the first name of a member, the moment of reading."""

    formats: Formats
    name: Callable[[int | None], str]
    now: datetime

    def day(self, at: datetime, *, time_known: bool = False) -> str:
        """Return a day, with its time where that is known."""
        local = at.astimezone(self.formats.zone)
        year = local.year != self.now.astimezone(self.formats.zone).year
        words = self.formats.day(local.date(), year=year)
        return f"{words} {self.formats.time(at)}" if time_known else words


def care_entries(timeline: Timeline, telling: Telling) -> Iterator[Entry]:
    """Yield the rows of what was promised, asked for, passed on, given, put right, answered and merged."""
    for promise in timeline.promises:
        yield from promise_entries(promise, telling)
    for request in timeline.requests:
        yield from request_entries(request, telling)
    yield from (escalation_entry(one, telling) for one in timeline.escalations)
    for concession in timeline.concessions:
        kind = timeline.concession_names.get(concession.kind, concession.kind)
        yield from concession_entries(concession, telling, kind=kind)
    for recovery in timeline.recoveries:
        yield from recovery_entries(recovery, telling)
    yield from (step_entry(step, telling) for step in timeline.recovery_steps if step.done_at is not None)
    yield from (answer_entry(answer, telling) for answer in timeline.answers)
    yield from (merge_entry(merge, telling) for merge in timeline.merges)
    for handover in timeline.handovers:
        yield from handover_entries(handover, telling)


def promise_entries(promise: Promise, telling: Telling) -> Iterator[Entry]:
    """A promise when it was made, when the customer was told that it slips, when it was due, and what became of it."""
    due = telling.day(promise.due_at, time_known=promise.time_known)
    text = tr("{what}, by {day}").format(what=promise.what, day=due)
    who = telling.name(promise.made_by)
    yield Entry(at=promise.made_at, title=tr("Promised"), text=text, meta=who, icon="calendar-check")
    if promise.told_at is not None:
        yield Entry(at=promise.told_at, title=tr("Customer told that it slips"), text=promise.what, icon="clock")
    if promise.state is PromiseState.OPEN:
        yield _promise_due(promise, telling)
        return
    titles = {
        PromiseState.KEPT: (tr("Promise kept"), "calendar-check", "success.text"),
        PromiseState.BROKEN: (tr("Promise given up"), "alarm-clock-off", "danger.text"),
        PromiseState.WITHDRAWN: (tr("Promise taken back"), "undo-2", "text.secondary"),
    }
    title, icon, colour = titles[promise.state]
    if is_kept_late(promise):
        title, icon, colour = tr("Promise kept late"), "calendar-check", "warning.text"
    yield Entry(
        at=promise.settled_at or promise.due_at,
        title=title,
        text=" · ".join(filter(None, (promise.what, promise.note))),
        meta=telling.name(promise.settled_by),
        icon=icon,
        colour=colour,
        is_bad=promise.state is PromiseState.BROKEN,
    )


def _promise_due(promise: Promise, telling: Telling) -> Entry:
    is_late, owner = telling.now >= overdue_from(promise), telling.name(promise.owner_id)
    return Entry(
        at=promise.due_at,
        time_known=promise.time_known,
        title=tr("Promise not kept yet") if is_late else tr("Promise due"),
        text=tr("{what}, owner {owner}").format(what=promise.what, owner=owner) if owner else promise.what,
        icon="alarm-clock-off" if is_late else "alarm-clock",
        colour="danger.text" if is_late else "accent.text",
        is_bad=is_late,
    )


def request_entries(request: CustomerRequest, telling: Telling) -> Iterator[Entry]:
    """What the customer asked for, and what became of it."""
    who = telling.name(request.noted_by)
    yield Entry(at=request.asked_at, title=tr("Asked for"), text=request.what, meta=who, icon="hand")
    titles = {
        RequestState.ACCEPTED: (tr("Request accepted"), "circle-check", "success.text"),
        RequestState.DECLINED: (tr("Request declined"), "circle-x", "text.secondary"),
    }
    if request.state in titles and request.decided_at is not None:
        title, icon, colour = titles[request.state]
        text = " · ".join(filter(None, (request.what, request.reason)))
        who = telling.name(request.decided_by)
        yield Entry(at=request.decided_at, title=title, text=text, meta=who, icon=icon, colour=colour)


def escalation_entry(escalation: Escalation, telling: Telling) -> Entry:
    """Who passed the case on, to whom, and why."""
    to = telling.name(escalation.to_id)
    title = tr("Passed on to {who}").format(who=to) if to else tr("Passed on")
    text = ": ".join(filter(None, (reason_words(escalation.reason), escalation.note)))
    return Entry(
        at=escalation.at, title=title, text=text, meta=telling.name(escalation.from_id), icon="corner-up-right"
    )


def concession_entries(concession: Concession, telling: Telling, *, kind: str) -> Iterator[Entry]:
    """What was given to make good: when it was asked for, who decided, when it was sent or done."""
    formats, given = telling.formats, given_words(concession, kind, telling.formats)
    giver, decider = telling.name(concession.given_by), telling.name(concession.decided_by)
    state, icon, colour = concession.state, "hand-coins", "warning.text"
    by_another = concession.decided_by not in (None, concession.given_by)
    if by_another or state is ConcessionState.WAITING:
        asked = replace(concession, cost=asked_cost(concession), value=None)
        text = ". ".join(filter(None, (given_words(asked, kind, formats), concession.reason)))
        exception = tr("as an exception") if concession.is_exception else ""
        meta = " · ".join(filter(None, (giver, exception)))
        yield Entry(
            at=concession.given_at, title=tr("Concession asked for"), text=text, meta=meta, icon=icon, colour=colour
        )
    if concession.decided_at is None or state is ConcessionState.WAITING:
        return
    said = {
        ConcessionState.AGREED: tr("Concession agreed"),
        ConcessionState.DECLINED: tr("Concession declined"),
        ConcessionState.WITHDRAWN: tr("Concession withdrawn"),
    }[state]
    words = tr("Declined by {name}") if state is ConcessionState.DECLINED else tr("Approved by {name}")
    who = words.format(name=decider) if by_another else ""
    parts = (given, less_words(concession, formats), who, concession.decision_note if by_another else concession.reason)
    text = ". ".join(part.rstrip(".") for part in parts if part)
    meta = "" if by_another else giver
    yield Entry(at=concession.decided_at, title=said, text=text, meta=meta, icon=icon, colour=colour)
    if concession.counted_at not in (None, concession.decided_at):
        yield Entry(
            at=concession.counted_at or telling.now, title=tr("Concession given"), text=given, icon=icon, colour=colour
        )


def recovery_entries(recovery: Recovery, telling: Telling) -> Iterator[Entry]:
    """When a recovery began, when the remedy arrived, and when it ended with what was learnt."""
    who = telling.name(recovery.started_by)
    yield Entry(at=recovery.started_at, title=tr("Recovery begun"), meta=who, icon="heart-handshake")
    if recovery.delivered_at is not None:
        yield Entry(at=recovery.delivered_at, title=tr("The remedy reached the customer"), icon="package-check")
    if recovery.closed_at is not None:
        learnt = tr("Learnt: {lesson}").format(lesson=recovery.learnt) if recovery.learnt else ""
        yield Entry(at=recovery.closed_at, title=tr("Recovery closed"), text=learnt, icon="heart-handshake")


def step_entry(step: RecoveryStep, telling: Telling) -> Entry:
    """A step of a recovery that was done or left out, with what was written down."""
    name = step.key.replace("_", " ")
    title = tr("Recovery step {number} left out: {name}") if step.skipped else tr("Recovery step {number}: {name}")
    text = "\n".join(filter(None, (step.skipped, *(one.text for one in step.noted))))
    at, who = step.done_at or telling.now, telling.name(step.done_by)
    icon, colour = ("circle-slash", "text.secondary") if step.skipped else ("circle-check", "success.text")
    words = title.format(number=step.number, name=name)
    return Entry(at=at, title=words, text=text, meta=who, icon=icon, colour=colour)


def answer_entry(answer: SurveyAnswer, telling: Telling) -> Entry:
    """What the customer answered, or that they did not."""
    if answer.answered_at is None:
        who = telling.name(answer.asked_by)
        return Entry(at=answer.asked_at, title=tr("Asked, no answer"), meta=who, icon="star")
    score = "" if answer.value is None else telling.formats.number(answer.value)
    if score and answer.high is not None:
        score = tr("{value} of {most}").format(value=score, most=telling.formats.number(answer.high))
    meta = " ".join(filter(None, (answer.kind.value.upper(), score)))
    title = tr("Answered the survey")
    return Entry(at=answer.answered_at, title=title, text=answer.comment, meta=meta, icon="star")


def merge_entry(merge: CaseMerge, telling: Telling) -> Entry:
    """Another case that became part of this one."""
    title = tr("Case {id} merged into this one").format(id=merge.merged_id)
    return Entry(at=merge.at, title=title, text=merge.title, meta=telling.name(merge.member_id), icon="merge")


def handover_entries(handover: Handover, telling: Telling) -> Iterator[Entry]:
    """That the case, or something due on it, was handed over for an absence, and that this is over."""
    of, to = telling.name(handover.from_id), telling.name(handover.to_id)
    title, icon = tr("Handed over from {giver} to {taker}").format(giver=of, taker=to), "arrow-right-left"
    yield Entry(at=handover.at, title=title, text=handover.note, meta=telling.name(handover.by_id), icon=icon)
    if handover.back_at is not None:
        yield Entry(at=handover.back_at, title=tr("Handed back to {giver}").format(giver=of), icon=icon)
