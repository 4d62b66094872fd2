"""The contact as it happened: who and when, its messages with the evidence beside them, and the rest of its case."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops.domain.lines import ContactLine
from csops.domain.review_quotes import Standing
from csops.domain.reviews import Quote
from csops.services.cases import Timeline
from csops.services.review_forms import ReviewForm
from csops.ui.cases.entries import entries
from csops.ui.cases.entry import Entry
from csops.ui.cases.words import customer_words
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import BrokenText, Line, Text
from csops.ui.kit.marks import Picture, painter_on
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.bubble import Bubble
from csops.ui.quality.review.contact_head import ContactHead
from csops.ui.quality.review.event_line import EarlierCard, EventLine, Strip
from csops.ui.quality.review.evidence import marks_of, quotes_of
from csops.ui.quality.review.filling import ReviewFilling
from csops.ui.quality.review.message_stops import MessageStops
from csops.ui.quality.review.messages import messages_of
from csops.ui.quality.review.text_marks import TextMark
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
        self._shown: Quote | None = None
        self._first: QWidget | None = None
        self._stays: int | None = None
        self._is_new = False  # nobody has scrolled yet: what is reviewed stays in sight as the rest gets its height
        self._first_bubble: Bubble | None = None
        self.head = ContactHead(self.themes)
        self._rows = QVBoxLayout()
        self.area: QScrollArea
        self.hint = BrokenText(self.themes, font="small", colour="text.secondary")
        self._lay_out()
        self.stops = MessageStops(self.area, self)
        self.area.verticalScrollBar().rangeChanged.connect(self.show_first)
        self.area.verticalScrollBar().actionTriggered.connect(self._scrolled)

    # ------------------------------------------------------------ showing
    def take_form(self, form: ReviewForm) -> None:
        """Show what became of the contact: what is in sight and what is selected stay."""
        at, chosen = self.area.verticalScrollBar().value(), self.selected()
        self.show_form(form)
        self._stays = at
        for bubble in self.bubbles if chosen is not None else ():
            if chosen is not None and bubble.contact_id == chosen.contact_id:
                bubble.take_choice(chosen)

    def show_form(self, form: ReviewForm) -> None:
        """Show another contact."""
        self.head.show_form(form, self._formats)
        focused = self.window().focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        if had_focus:
            self.area.setFocus()  # Qt would take it on to the scorecard when the message that has it goes
        self._clear()
        margins, wide = self._rows.contentsMargins(), self.area.viewport().width()
        for widget in self._widgets(form):
            if isinstance(widget, Bubble):
                widget.fit(wide - margins.left() - margins.right())
            self._rows.addWidget(widget)
        self._rows.addStretch(1)
        self.stops.take([*self.bubbles, *self._earlier], first=self._first_bubble)
        self._shown, self._is_new, self._stays = None, True, None
        self.show_state()
        if had_focus:
            self.stops.focus()
        QTimer.singleShot(0, self, self.show_first)

    def show_first(self) -> None:
        """Bring the contact that is reviewed into sight, or words of it that were asked for."""
        if self._shown is not None and self._is_new:
            self._bring(self._shown, is_new=True)
        elif self._first is not None and self._is_new:
            first = max(0, self._first.y() - self.themes.current.space(2))
            self.area.verticalScrollBar().setValue(first if self._stays is None else self._stays)

    def begin_at(self, quote: Quote) -> None:
        """Stand at words that show the criterion which comes to the front next, also while the rest gets its height."""
        self._shown, self._is_new = quote, True

    def show_evidence(self) -> None:
        """Mark in each message the words that show criteria."""
        by_contact = marks_of(self._filling, shown=self._shown)
        for bubble in self.bubbles:
            turn = bubble.turn
            bubble.show_marks(
                [
                    replace(one, start=max(one.start, turn.start) - turn.start, end=min(one.end, turn.end) - turn.start)
                    for one in by_contact.get(bubble.contact_id, ())
                    if bubble.holds(one.start, one.end)
                ]
            )

    def show_state(self) -> None:
        """Show what a review says that came from elsewhere."""
        self.show_evidence()
        self.say_hint()

    def show_front(self) -> None:
        """Show the words that the criterion in front rests on."""
        quotes = quotes_of(self._filling, self._filling.front)
        here = [one.quote for one in quotes if one.standing is Standing.HERE]
        if self._shown not in here:
            self._shown = None
        self.show_evidence()
        if here and self._shown is None:
            self._bring(here[0])

    def show_quote(self, quote: Quote) -> None:
        """Bring words that were linked into sight, and let them stand out."""
        self._shown = quote
        self.show_evidence()
        self._bring(quote)

    def _bring(self, quote: Quote, *, is_new: bool = False) -> None:
        inner = self.area.widget()
        for bubble in self.bubbles if inner is not None else ():
            mark = next((one for one in bubble.marks if one.is_front and one.quote == quote), None)
            if mark is not None and inner is not None:
                words = bubble.words.place_of(mark.start, mark.end).toRect()
                around = words.translated(bubble.words.mapTo(inner, QPoint(0, 0)))
                self._is_new = is_new
                reach = around.height() // 2 + self.themes.current.space(6)
                self.area.ensureVisible(around.center().x(), around.center().y(), 0, reach)
                return

    def _pressed(self, mark: TextMark) -> None:
        """Let the criterion come to the front that these words show; what is in sight stays there."""
        self._shown = mark.quote
        self.criterion_wanted.emit(mark.key)

    def selected(self) -> Quote | None:
        """Return the words that are selected, None where none are."""
        return next((quote for bubble in self.bubbles if (quote := bubble.quote()) is not None), None)

    def clear_selection(self, *, but: Bubble | None = None) -> None:
        """Select nothing."""
        for bubble in self.bubbles:
            if bubble is not but and bubble.words.choice() is not None:
                bubble.clear_selection()

    def say_hint(self) -> None:
        """Say below what can be done: with the words that are selected, else in general."""
        quote = self.selected()
        if not self._filling.is_open:
            has_marks = any(bubble.marks for bubble in self.bubbles)
            said = tr("Marked words show a criterion; press them to see which") if has_marks else ""
        elif quote is None:
            said = tr("Select any words, then press a criterion’s number to attach them as evidence")
        else:
            words = " ".join(quote.text.split())
            said = tr("Press the number of the criterion that “{words}” shows").format(words=words)
        self.hint.say(said)
        self._foot_words.setVisible(bool(said))

    # ------------------------------------------------------------ what stands there
    def _widgets(self, form: ReviewForm) -> Iterator[QWidget]:
        team, now = self.desk.team, self.desk.workspace.now()
        lines = {line.id: line for line in form.timeline.contacts}
        for entry in entries(_to_judge(form), team=team, formats=self._formats, now=now):
            line = lines.get(entry.contact_id)
            if line is None:
                yield EventLine(self.themes, entry)
            else:
                yield from self._contact(form, line, entry)
        yield from _kept_back(self.themes, form)
        for earlier in reversed(form.earlier):
            card = EarlierCard(self.themes, earlier, self._formats)
            card.stepped.connect(partial(self._step, card))
            card.entered.connect(partial(self._entered, card))
            self._earlier.append(card)
            yield card

    def _contact(self, form: ReviewForm, line: ContactLine, entry: Entry) -> Iterator[QWidget]:
        is_it = line.id == form.contact_id
        is_alone = is_it and len(form.timeline.contacts) == 1
        said = tr("This contact, {when}").format(when=entry.when) if is_it else f"{entry.title}, {entry.when}"
        strip = None if is_alone else Strip(self.themes, said)
        if strip is not None:
            yield strip
        first: QWidget | None = strip
        for told in _told_beside(line, entry, is_alone=is_alone):
            text = Text(self.themes, told, font="small", colour="text.secondary", wrap=True)
            first = first or text
            yield text
        for bubble in self._bubbles(form, line, entry):
            self.bubbles.append(bubble)
            bubble.pressed.connect(self._pressed)
            bubble.stepped.connect(partial(self._step, bubble))
            bubble.entered.connect(partial(self._entered, bubble))
            bubble.jumped.connect(partial(self._jump, bubble))
            bubble.choosing.connect(partial(self._clear_others, bubble))
            bubble.chosen.connect(self.say_hint)
            first = first or bubble
            yield bubble
        if is_it:
            self._first = first
            self._first_bubble = next((one for one in self.bubbles if one.contact_id == line.id), None)
            if ended := _ended_words(form, self._formats):
                yield Strip(self.themes, ended)

    def _bubbles(self, form: ReviewForm, line: ContactLine, entry: Entry) -> Iterator[Bubble]:
        theirs = [line.customer, customer_words(form.timeline.case)]
        ours = [member.name for member in self.desk.team.members]
        files = [one.name for one in entry.files]
        for one in messages_of(line, files=files, ours=ours, theirs=theirs, formats=self._formats):
            yield Bubble(self.themes, one.turn, contact_id=line.id, when=one.when, who=one.who)

    def _step(self, item: QWidget, by: int) -> None:
        self.stops.step(item, by)

    def _scrolled(self) -> None:
        self._is_new = False

    def _entered(self, item: QWidget) -> None:
        self._is_new = False
        self.stops.take_entered(item)

    def _jump(self, bubble: Bubble, by: int) -> None:
        """Go to the next message that shows something."""
        place = self.bubbles.index(bubble)
        rest = self.bubbles[place + 1 :] if by > 0 else self.bubbles[:place][::-1]
        wanted = next((one for one in rest if one.marks), None)
        if wanted is not None:
            self.stops.go_to(wanted)

    def _clear_others(self, bubble: Bubble) -> None:
        self.clear_selection(but=bubble)

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
        self.foot, self._foot_words = QWidget(), _beside_icon(self.themes, self.hint)
        around = QVBoxLayout(self.foot)
        Spacing(self.themes, around)
        around.addWidget(self._foot_words)
        column = QVBoxLayout(self)
        Spacing(self.themes, column)
        column.addWidget(self.head)
        column.addWidget(Line(self.themes))
        column.addWidget(self.area, 1)
        column.addWidget(Line(self.themes))
        column.addWidget(self.foot)


def _beside_icon(themes: Themes, hint: QWidget) -> QWidget:
    """Return the hint behind its icon."""
    made = QWidget()
    row = QHBoxLayout(made)
    Spacing(themes, row, margins=(6, 0, 4, 0), gap=2)
    row.addWidget(Picture(themes, "text-quote"))
    row.addWidget(hint, 1)
    return made


def _to_judge(form: ReviewForm) -> Timeline:
    """Return the case as one judges it: what the customer answered later would lead, and comes after it."""
    return form.timeline if form.review is not None else replace(form.timeline, answers=())


def _kept_back(themes: Themes, form: ReviewForm) -> Iterator[QWidget]:
    """Yield that there is an answer which is not shown yet."""
    if form.review is None and any(one.answered_at for one in form.timeline.answers):
        said = tr("What the customer answered to the survey stands here once the review is finished")
        yield Text(themes, said, font="small", colour="text.secondary", wrap=True)


def _told_beside(line: ContactLine, entry: Entry, *, is_alone: bool) -> Iterator[str]:
    """Yield what is known of a contact besides its words: who, times, result, files; and that nothing was written."""
    if entry.meta and not is_alone:  # of a contact alone the head tells it
        yield entry.meta
    if entry.files:
        yield tr("Attached: {names}").format(names=", ".join(one.name for one in entry.files))
    if not line.text.strip():
        yield tr("Nothing was written of this contact")


def _ended_words(form: ReviewForm, formats: Formats) -> str:
    """When a talk was over: of what is answered later nothing ends."""
    contact = form.subject.contact
    if not (form.subject.channel.is_immediate and contact.time_known and contact.handle_time):
        return ""
    return tr("Ended at {time}").format(time=formats.time(contact.happened_at + contact.handle_time))
