"""What happened on a case, in words: contacts, notes, changes of state and promises as one row each, oldest first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from csops.domain.cases import FollowUp, FollowUpKind, Note, State, StateChange
from csops.domain.contacts import Direction, Result
from csops.domain.lines import CaseLine, ContactLine
from csops.services.cases import Timeline
from csops.services.settings import Team
from csops.ui.cases.care_entries import Telling, care_entries
from csops.ui.cases.care_words import confirmation_words
from csops.ui.cases.entry import CaseHeading, Entry
from csops.ui.cases.words import customer_words, state_words
from csops.ui.kit.formats import Formats


def tr(text: str) -> str:
    """Translate a text of the timeline."""
    return QCoreApplication.translate("Timeline", text)


def entries(timeline: Timeline, *, team: Team, formats: Formats, now: datetime) -> list[Entry]:
    """Return the rows of a case, oldest first; what is promised and still to come stands last."""
    teller = _Teller(timeline, team, formats, now)
    told = (replace(entry, when=_when(entry, formats, now)) for entry in teller.all())
    return sorted(told, key=lambda entry: entry.at)


def story(
    timelines: Sequence[Timeline],
    *,
    team: Team,
    formats: Formats,
    now: datetime,
    beside: Sequence[Entry] = (),
) -> list[Entry | CaseHeading]:
    """Return the rows of several cases, oldest first, with a heading wherever another case goes on.

    `beside` are rows that belong to no case: what was bought, say.
    """
    told: list[tuple[Entry, CaseLine | None]] = [
        (entry, timeline.case)
        for timeline in timelines
        for entry in entries(timeline, team=team, formats=formats, now=now)
    ]
    told += [(replace(entry, when=_when(entry, formats, now)), None) for entry in beside]
    rows: list[Entry | CaseHeading] = []
    before = 0
    for entry, case in sorted(told, key=lambda pair: pair[0].at):
        if case is None:
            rows.append(entry)
            continue
        if case.id != before:
            rows.append(CaseHeading(case=case, title=case.title or tr("Case {id}").format(id=case.id)))
        before = case.id
        rows.append(entry)
    return rows


def _when(entry: Entry, formats: Formats, now: datetime) -> str:
    day = entry.at.astimezone(formats.zone).date()
    words = formats.day(day, year=day.year != now.astimezone(formats.zone).year)
    return f"{words} {formats.time(entry.at)}" if entry.time_known else words


class _Teller:
    def __init__(self, timeline: Timeline, team: Team, formats: Formats, now: datetime) -> None:
        self._timeline, self._team, self._formats, self._now = timeline, team, formats, now

    def all(self) -> Iterator[Entry]:
        logged = {contact.entered_at for contact in self._timeline.contacts}
        yield from (self._contact(contact) for contact in self._timeline.contacts)
        yield from (self._note(note) for note in self._timeline.notes)
        # A state that came with a contact is told by the contact's own result.
        yield from (self._state(change) for change in self._timeline.states if change.at not in logged)
        for pending in self._timeline.follow_ups:
            # A promise is told itself, and a step that was done, too: what reminded of them is no news.
            is_told = pending.kind is FollowUpKind.STEP and pending.done_at is not None
            if pending.kind is not FollowUpKind.PROMISE and not is_told:
                yield from self._promise(pending, settled_at=logged)
        telling = Telling(formats=self._formats, name=self._first_name, now=self._now)
        yield from care_entries(self._timeline, telling)

    def _contact(self, line: ContactLine) -> Entry:
        is_out = line.direction is Direction.OUT
        missed = line.result is Result.MISSED
        return Entry(
            at=line.happened_at,
            time_known=line.time_known,
            title=self._contact_title(line),
            text=line.text,
            meta=" · ".join(self._contact_meta(line)),
            channel=line.channel_key,
            icon="phone-missed" if missed and line.channel_key == "phone" else "reply" if is_out else "",
            colour="danger.text" if missed else "accent.text",
            is_bad=missed,
            files=tuple(file for file in self._timeline.attachments if file.contact_id == line.id),
            contact_id=line.id,
        )

    def _contact_title(self, line: ContactLine) -> str:
        customer = customer_words(self._timeline.case).split(" ")[0]
        if self._timeline.case.customer_id is None or not self._timeline.case.customer:
            customer = tr("The customer")
        if line.result is Result.MISSED:
            said = tr("{who} called, nobody answered") if line.channel_key == "phone" else tr("{who} was missed")
            return said.format(who=customer)
        ours = line.member.split(" ")[0] or tr("We")
        is_out = line.direction is Direction.OUT
        forms = {
            "phone": tr("{who} called"),
            "walk_in": tr("{who} met the customer") if is_out else tr("{who} came in"),
        }
        said = forms.get(line.channel_key, tr("{who} replied") if is_out else tr("{who} wrote"))
        return said.format(who=ours if is_out else customer)

    def _contact_meta(self, line: ContactLine) -> Iterator[str]:
        formats = self._formats
        if line.member and line.direction is Direction.IN:
            yield line.member.split(" ")[0]
        if line.handle_time is not None:
            yield formats.duration(line.handle_time)
        if line.answered_after is not None:
            yield tr("answered in {time}").format(time=formats.duration(line.answered_after))
        is_first = line.direction is Direction.OUT and line.first_response_at == line.happened_at
        if is_first and line.first_response is not None:
            yield tr("First response after {time}").format(time=formats.duration(line.first_response))
        results = {Result.RESOLVED: tr("Resolved"), Result.FOLLOW_UP: tr("Follow-up")}
        if line.result in results:
            yield results[line.result]
        if line.result is Result.RESOLVED:
            yield from self._confirmed(line.entered_at)

    def _confirmed(self, at: datetime) -> Iterator[str]:
        """What the customer said of the resolution of that moment, where it holds."""
        record = self._timeline.record
        if record.confirmed is not None and record.resolved_at == at:
            yield confirmation_words(record.confirmed)

    def _note(self, note: Note) -> Entry:
        who = self._first_name(note.member_id) or tr("Somebody")
        return Entry(at=note.at, title=tr("{who} noted").format(who=who), text=note.text, icon="file-text")

    def _state(self, change: StateChange) -> Entry:
        icons = {State.RESOLVED: ("circle-check", "success.text"), State.CLOSED: ("archive", "text.secondary")}
        icon, colour = icons.get(change.state, ("circle-dot", "info.text"))
        title = tr("Set to {state}").format(state=state_words(change.state).lower())
        titles = {State.RESOLVED: tr("Resolved"), State.CLOSED: tr("Closed"), State.OPEN: tr("Opened again")}
        said = self._confirmed(change.at) if change.state is State.RESOLVED else ()
        meta = " · ".join(filter(None, (self._first_name(change.member_id), *said)))
        return Entry(at=change.at, title=titles.get(change.state, title), meta=meta, icon=icon, colour=colour)

    def _promise(self, promise: FollowUp, *, settled_at: set[datetime]) -> Iterator[Entry]:
        owner = self._first_name(promise.owner_id)
        what = self._formats.amounts_in(promise.what)
        text = tr("{what}, owner {owner}").format(what=what, owner=owner) if owner else what
        kept_late = promise.done_at is not None and promise.done_at > promise.due_at
        known = promise.time_known
        if promise.due_at < self._now and (promise.done_at is None or kept_late):
            title = tr("Follow-up missed")
            yield Entry(
                at=promise.due_at,
                time_known=known,
                title=title,
                text=text,
                icon="alarm-clock-off",
                colour="danger.text",
                is_bad=True,
            )
        elif promise.done_at is None:
            title = tr("Follow-up due")
            yield Entry(at=promise.due_at, time_known=known, title=title, text=text, icon="alarm-clock")
        if promise.done_at is not None and promise.done_at not in settled_at:
            title, meta = tr("Follow-up done"), self._first_name(promise.done_by)
            colour = "success.text"
            yield Entry(at=promise.done_at, title=title, text=what, meta=meta, icon="alarm-clock-check", colour=colour)

    def _first_name(self, member_id: int | None) -> str:
        member = self._team.member(member_id)
        return member.name.split(" ")[0] if member else ""
