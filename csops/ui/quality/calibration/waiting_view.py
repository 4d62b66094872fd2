"""A session that is blind, perhaps for good: who has rated, who has not, and what can be done about it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.people import Member
from csops.services.calibrations import SeenCalibration
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Avatar, Picture, Pill, PillLook
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.calibration.words import CALL_OFF_ICON, off_words, rated_words
from csops.ui.quality.wording import tr


class WaitingView(QWidget):
    """Names who is still to rate; of ratings it knows nothing.

    Signals:
        rate_wanted: whoever looks rates now.
        own_wanted(int): whoever looks wants to see or change what they gave: the id of that review.
        excuse_wanted(object, bool): the session shall go on without this Member; whether all ratings open by that.
        ask_wanted: somebody else shall be asked.
        off_wanted: the session shall be called off.
    """

    rate_wanted = Signal()
    own_wanted = Signal(int)
    excuse_wanted = Signal(object, bool)
    ask_wanted = Signal()
    off_wanted = Signal()

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self._themes, self._formats = themes, formats
        self.title = Text(themes, font="title2")
        self.why = Text(themes, colour="text.secondary", wrap=True)
        self.rate = Button(themes, tr("Rate now"), icon_name="badge-check", role=Role.PRIMARY, keys="Return")
        self.own = Button(themes, tr("See or change my rating"), icon_name="badge-check")
        self._own_id: int | None = None
        self.ask = Button(themes, tr("Ask somebody"), icon_name="user-plus")
        self.off = Button(themes, tr("Call off…"), icon_name=CALL_OFF_ICON)
        self.excuses: dict[int, Button] = {}
        self.rows: dict[int, QWidget] = {}
        self._rows = QVBoxLayout()
        self._lay_out()
        self.rate.clicked.connect(self.rate_wanted)
        self.own.clicked.connect(lambda: self.own_wanted.emit(self._own_id or 0))
        self.ask.clicked.connect(self.ask_wanted)
        self.off.clicked.connect(self.off_wanted)

    def show_session(self, seen: SeenCalibration) -> None:
        """Show who has rated."""
        is_off = seen.session.is_called_off
        self.title.say(off_words(seen, self._formats) if is_off else rated_words(seen, self._formats))
        self.why.say(self._why(seen))
        self.rate.setVisible(seen.is_mine)
        self._own_id = None if seen.session.contact_id is None else seen.own_id
        self.own.setVisible(self._own_id is not None)
        self.own.setText(tr("See my rating") if is_off else tr("See or change my rating"))
        for button in (self.ask, self.off):
            button.setVisible(seen.runs and not is_off)
        focus = self.rate if seen.is_mine else self.own if self._own_id is not None else self.ask
        self.setFocusProxy(focus)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.excuses, self.rows = {}, {}
        for member in seen.reviewers:
            row = self.rows[member.id] = self._row(seen, member)
            self._rows.addWidget(row)

    def _why(self, seen: SeenCalibration) -> str:
        if seen.session.is_called_off:
            kept = tr("What was rated stays with who rated, counts nowhere, and nobody else sees it.")
            return f"{seen.session.called_off_why}\n{kept}"
        waiting = ", ".join(one.name for one in seen.reviewers if one.id in seen.waiting)
        blind = tr("Nobody sees the ratings of others before all are in.")
        said = tr("Still to rate: {names}.").format(names=waiting) if waiting else tr("One rating alone tells nothing.")
        due = seen.session.due_at
        if due is None:
            return f"{blind} {said}"
        day = self._formats.day(due.astimezone(self._formats.zone).date(), weekday=True)
        return " ".join((blind, said, tr("They are asked to by {day}.").format(day=day)))

    def _row(self, seen: SeenCalibration, member: Member) -> QWidget:
        themes, row = self._themes, QWidget()
        line = QHBoxLayout(row)
        Spacing(themes, line, margins=(0, 2, 0, 2), gap=3)
        has_rated, is_excused = member.id in seen.rated, member.id in seen.session.excused
        is_off = seen.session.is_called_off
        look = PillLook(text=tr("Yet to rate"), family="warning")
        if is_off:
            look = PillLook(text=tr("Has not rated"), family="neutral")
        if has_rated:
            look = PillLook(text=tr("Has rated"), family="success", icon="check")
        elif is_excused:
            look = PillLook(text=tr("Excused"), family="neutral")
        row.setAccessibleName(f"{member.name}: {look.text}")
        line.addWidget(Avatar(themes, member.name))
        line.addWidget(ElidedText(themes, member.name), 1)
        line.addWidget(Pill(themes, look))
        if seen.runs and not (has_rated or is_excused or is_off):
            excuse = Button(themes, tr("Excuse"), compact=True)
            excuse.setAccessibleName(tr("Excuse {name}").format(name=member.name))
            excuse.clicked.connect(partial(self.excuse_wanted.emit, member, seen.opens_without(member.id)))
            self.excuses[member.id] = excuse
            line.addWidget(excuse)
        return row

    def _lay_out(self) -> None:
        themes = self._themes
        card = Card(themes)
        head, buttons, outer = QHBoxLayout(), QHBoxLayout(), QVBoxLayout()
        Spacing(themes, head, gap=2)
        Spacing(themes, buttons, margins=(0, 3, 0, 0), gap=2)
        Spacing(themes, self._rows)
        Spacing(themes, outer, margins=(6, 4, 6, 6))
        head.addWidget(Picture(themes, "eye-off", size=20))
        head.addWidget(self.title, 1)
        card.body.addLayout(head)
        card.body.addWidget(self.why)
        card.body.addWidget(Line(themes))
        card.body.addLayout(self._rows)
        buttons.addWidget(self.rate)
        buttons.addWidget(self.own)
        buttons.addWidget(self.ask)
        buttons.addStretch(1)
        buttons.addWidget(self.off)
        card.body.addLayout(buttons)
        card.setMaximumWidth(themes.current.size("detailPaneMin") * 2)
        outer.addWidget(card)
        outer.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(outer))
