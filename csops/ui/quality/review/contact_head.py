"""Above a contact that is reviewed: channel, customer, whose it is and when, the first answer and how long it took."""

from datetime import timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from csops.domain.channels import Channel
from csops.domain.lines import ContactLine
from csops.services.review_forms import ReviewForm
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Picture, box, painter_on
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.event_line import ChannelMark
from csops.ui.quality.review.words import first_name
from csops.ui.quality.wording import tr


class ContactHead(QWidget):
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
