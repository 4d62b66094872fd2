"""The contact as it happened: who and when, its messages with the evidence beside them, and the rest of its case."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.channels import Channel
from csops.domain.contacts import Direction
from csops.domain.lines import ContactLine
from csops.domain.reviews import Quote
from csops.domain.transcripts import Turn, turns
from csops.services.review_forms import SPOKEN, ReviewForm
from csops.ui.cases.entries import entries
from csops.ui.cases.entry import Entry
from csops.ui.cases.words import customer_words
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Picture, box, painter_on
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.bubble import Bubble
from csops.ui.quality.review.event_line import ChannelMark, EarlierCard, EventLine, Strip
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.message_stops import MessageStops
from csops.ui.quality.review.words import first_name
from csops.ui.quality.wording import tr


class ContactPane(QWidget):
    """The left side of the form.

    Signals:
        criterion_wanted(str): the criterion that words show shall be in front.
    """

    criterion_wanted = Signal(str)

    def __init__(self, desk: Desk, filling: ReviewFilling) -> None:
        super().__init__()
        self.desk, self.themes, self._filling = desk, desk.themes, filling
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.bubbles: list[Bubble] = []
        self._earlier: list[EarlierCard] = []
        self._first: QWidget | None = None
        self._first_bubble: Bubble | None = None
        self.head = _Head(self.themes)
        self._rows = QVBoxLayout()
        self.area: QScrollArea
        self.hint = ElidedText(self.themes, font="small", colour="text.secondary")
        self._lay_out()
        self.stops = MessageStops(self.area, self)

    # ------------------------------------------------------------ showing
    def show_form(self, form: ReviewForm) -> None:
        """Show another contact."""
        self.head.show_form(form, self._formats)
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        if had_focus:
            self.area.setFocus()  # Qt would take it on to the scorecard when the message that has it goes
        self._clear()
        for widget in self._widgets(form):
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        self.stops.take([*self.bubbles, *self._earlier], first=self._first_bubble)
        self.show_evidence()
        if had_focus:
            self.stops.focus()
        QTimer.singleShot(0, self, self.show_first)

    def show_first(self) -> None:
        """Bring the contact that is reviewed into sight."""
        if self._first is not None:
            self.area.verticalScrollBar().setValue(max(0, self._first.y() - self.themes.current.space(2)))

    def show_evidence(self) -> None:
        """Show beside each message the criteria that it shows."""
        filling, score = self._filling, self._filling.score()
        numbered = {one.key: (number, one.name) for number, one in enumerate(filling.criteria, start=1)}
        critical = score.critical if score else ()
        for bubble in self.bubbles:
            held = {
                key: numbered[key]
                for key in filling.keys
                if any(bubble.holds(quote) for quote in filling.draft.of(key).quotes)
            }
            bubble.show_numbers(held, front=filling.front, critical=[key for key in critical if key in held])

    def show_front(self) -> None:
        """Show the words that the criterion in front rests on."""
        self.show_evidence()
        quotes = self._filling.draft.of(self._filling.front).quotes
        if quotes:
            self.show_quote(quotes[0])

    def show_quote(self, quote: Quote) -> None:
        """Bring words that were linked into sight."""
        bubble = next((one for one in self.bubbles if one.holds(quote)), None)
        if bubble is not None:
            self.area.ensureWidgetVisible(bubble, 0, self.themes.current.space(6))

    def selected(self) -> Quote | None:
        """Return the words that are selected, None where none are."""
        return next((quote for bubble in self.bubbles if (quote := bubble.quote()) is not None), None)

    def clear_selection(self) -> None:
        """Select nothing."""
        for bubble in self.bubbles:
            if bubble.words.hasSelectedText():
                bubble.clear_selection()

    # ------------------------------------------------------------ what stands there
    def _widgets(self, form: ReviewForm) -> Iterator[QWidget]:
        team, now = self.desk.team, self.desk.workspace.now()
        lines = {line.id: line for line in form.timeline.contacts}
        for entry in entries(form.timeline, team=team, formats=self._formats, now=now):
            line = lines.get(entry.contact_id)
            if line is None:
                yield EventLine(self.themes, entry)
            else:
                yield from self._contact(form, line, entry)
        for earlier in reversed(form.earlier):
            card = EarlierCard(self.themes, earlier, self._formats)
            card.stepped.connect(partial(self._step, card))
            self._earlier.append(card)
            yield card

    def _contact(self, form: ReviewForm, line: ContactLine, entry: Entry) -> Iterator[QWidget]:
        is_it = line.id == form.contact_id
        if is_it:
            said = tr("This contact, {when}") if len(form.timeline.contacts) > 1 else ""
        else:
            said = f"{entry.title}, {entry.when}"
        strip = Strip(self.themes, said.format(when=entry.when)) if said else None
        if strip is not None:
            yield strip
        first: QWidget | None = strip
        for bubble in self._bubbles(form, line):
            self.bubbles.append(bubble)
            bubble.number_pressed.connect(self.criterion_wanted)
            bubble.stepped.connect(partial(self._step, bubble))
            first = first or bubble
            yield bubble
        if is_it:
            self._first = first
            self._first_bubble = next((one for one in self.bubbles if one.contact_id == line.id), None)
            ended = _ended_words(form, self._formats)
            if ended:
                yield Strip(self.themes, ended)

    def _bubbles(self, form: ReviewForm, line: ContactLine) -> Iterator[Bubble]:
        theirs = [line.customer, customer_words(form.timeline.case)]
        ours = [member.name for member in self.desk.team.members]
        found = turns(line.text, ours=ours, theirs=theirs)
        is_talk = len(found) > 1
        for turn in found:
            side = turn if is_talk else _sided(turn, line)
            who = turn.speaker or (line.member if side.is_ours else line.customer)
            when = turn.time or ("" if is_talk else self._formats.time(line.happened_at))
            if side.is_ours is None and not is_talk:
                who = line.member
                when = tr("{name}’s note, {time}").format(name=first_name(who), time=when) if who else tr("Note")
            yield Bubble(self.themes, side, contact_id=line.id, when=when, who=who)

    def _step(self, item: QWidget, by: int) -> None:
        self.stops.step(item, by)

    def _clear(self) -> None:
        self.bubbles, self._earlier = [], []
        self._first = self._first_bubble = None
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground."""
        painter_on(self).fillRect(self.rect(), self.themes.current.colour("bg.surface"))

    def _lay_out(self) -> None:
        Spacing(self.themes, self._rows, margins=(6, 4, 6, 4), gap=3)
        self.area = scrolling(self._rows)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName(tr("The contact and its case"))
        foot = QHBoxLayout()
        Spacing(self.themes, foot, margins=(6, 0, 4, 0), gap=2)
        foot.addWidget(Picture(self.themes, "text-quote"))
        foot.addWidget(self.hint, 1)
        self.foot = QWidget()
        self.foot.setLayout(foot)
        column = QVBoxLayout(self)
        Spacing(self.themes, column)
        column.addWidget(self.head)
        column.addWidget(Line(self.themes))
        column.addWidget(self.area, 1)
        column.addWidget(Line(self.themes))
        column.addWidget(self.foot)


def _sided(turn: Turn, line: ContactLine) -> Turn:
    """A text that is no conversation: a message of one side, or the record of a talk, which is of neither."""
    is_ours = None if line.channel_key in SPOKEN else line.direction is Direction.OUT
    return Turn(start=turn.start, end=turn.end, text=turn.text, is_ours=is_ours)


class _Head(QWidget):
    """Channel, customer, whose contact it is and when, how fast it was answered and how long it took."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self.themes = themes
        self._mark = QHBoxLayout()
        self.who = ElidedText(themes, font="title3")
        self.told = ElidedText(themes, font="small", colour="text.secondary", figures=True)
        self.response = _Chip(themes, "zap")
        self.duration = _Chip(themes, "timer")
        words = QVBoxLayout()
        Spacing(themes, words)
        words.addWidget(self.who)
        words.addWidget(self.told)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(6, 3, 6, 3), gap=3)
        row.addLayout(self._mark)
        row.addLayout(words, 1)
        row.addWidget(self.response)
        row.addWidget(self.duration)

    def show_form(self, form: ReviewForm, formats: Formats) -> None:
        """Show another contact."""
        subject, line = form.subject, next(one for one in form.timeline.contacts if one.id == form.contact_id)
        while (item := self._mark.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._mark.addWidget(ChannelMark(self.themes, subject.channel.key, step=10))
        self.who.say(line.customer or tr("Unknown customer"))
        self.told.say(_told_words(form, subject.channel, formats))
        self.response.say(_response_words(line, subject.channel, formats))
        took = subject.contact.handle_time
        self.duration.say("" if took is None else formats.duration(took), tip=tr("Handle time"))
        self.setToolTip("\n".join(filter(None, (one.accessibleName() for one in (self.response, self.duration)))))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: who it was and when comes before how long it took."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        theme, chips = self.themes.current, (self.response, self.duration)
        gap = theme.space(3)
        room = self.width() - 2 * theme.space(6) - self._mark.sizeHint().width() - gap
        room -= max(one.fontMetrics().horizontalAdvance(one.words()) for one in (self.who, self.told))
        shown = [one for one in chips if one.text.words()]
        while shown and sum(one.sizeHint().width() + gap for one in shown) > room:
            shown.pop()
        for one in chips:
            one.setVisible(one in shown)


def _told_words(form: ReviewForm, channel: Channel, formats: Formats) -> str:
    contact = form.subject.contact
    day = formats.day(contact.happened_at.astimezone(formats.zone).date())
    when = f"{day} {formats.time(contact.happened_at)}" if contact.time_known else day
    has_end = channel.is_immediate and contact.time_known and contact.handle_time is not None
    if has_end and contact.handle_time and contact.handle_time >= timedelta(minutes=1):
        when = tr("{begin} to {end}").format(begin=when, end=formats.time(contact.happened_at + contact.handle_time))
    parts = (
        tr("{channel} with {name}").format(channel=channel.name, name=first_name(form.member.name)),
        when,
        tr("case {id}").format(id=form.subject.case.id),
        form.subject.topic.name if form.subject.topic else "",
    )
    return " · ".join(filter(None, parts))


def _ended_words(form: ReviewForm, formats: Formats) -> str:
    """When a talk was over: of what is answered later nothing ends."""
    contact = form.subject.contact
    if not (form.subject.channel.is_immediate and contact.time_known and contact.handle_time):
        return ""
    return tr("Ended at {time}").format(time=formats.time(contact.happened_at + contact.handle_time))


def _response_words(line: ContactLine, channel: Channel, formats: Formats) -> str:
    if channel.is_immediate and line.answered_after is not None:
        return tr("answered in {time}").format(time=formats.duration(line.answered_after))
    if line.first_response is not None:
        return tr("{time} first response").format(time=formats.duration(line.first_response))
    return ""


class _Chip(QWidget):
    def __init__(self, themes: Themes, icon: str) -> None:
        super().__init__()
        self.themes = themes
        self.text = Text(themes, font="smallStrong", colour="text.secondary", figures=True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(2, 1, 2, 1), gap=1)
        row.addWidget(Picture(themes, icon, size=14))
        row.addWidget(self.text)

    def say(self, words: str, *, tip: str = "") -> None:
        self.text.say(words)
        self.setToolTip(tip)
        self.setAccessibleName(f"{tip}: {words}" if tip else words)
        self.setVisible(bool(words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.themes.current
        fill = theme.colour("neutral.soft")
        box(painter_on(self), QRectF(self.rect()), radius=self.height() / 2, fill=fill, edge=None, width=0)
