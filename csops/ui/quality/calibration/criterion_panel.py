"""Beside the ratings: one criterion, what its ratings mean, what each reviewer says, and what is agreed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.calibration_figures import Row
from csops.domain.calibrations import Agreed
from csops.domain.scoring import Criterion
from csops.services.calibrations import SeenCalibration
from csops.ui.desk import Desk
from csops.ui.kept_typing import KeptLine
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.calibration.agreed_rating import NA, AgreedRating
from csops.ui.quality.calibration.agreed_typing import AgreedTyping, Typing, key_of
from csops.ui.quality.calibration.panel_parts import Meanings, Voice
from csops.ui.quality.calibration.words import rating_words
from csops.ui.quality.wording import tr


class CriterionPanel(Card):
    """One criterion of a session. What is typed of each is kept until it is saved, as a draft of who typed it.

    Signals:
        saved(object): this Agreed shall be kept, and the next criterion shown.
        quote_wanted(int, str, object): the Quote that this review gives for a criterion shall be shown in the contact.
    """

    saved = Signal(object)
    quote_wanted = Signal(int, str, object)

    def __init__(self, desk: Desk) -> None:
        themes = desk.themes
        super().__init__(themes, padded=False)
        self.setAccessibleName(tr("The chosen criterion"))
        self._seen: SeenCalibration | None = None
        self._criterion: Criterion | None = None
        self._row: Row | None = None
        self._typed = AgreedTyping(desk, self)
        self._is_filling = False
        self.number = Text(themes, font="small", colour="text.secondary", figures=True)
        self.name = Text(themes, font="title3", wrap=True)
        self.meanings = Meanings(themes)
        self.voices: list[Voice] = []
        self._voices = QVBoxLayout()
        self.label = Text(themes, tr("Agreed rating"), font="smallStrong", colour="text.secondary")
        self.rating = AgreedRating(themes)
        self.note = GrowingText(themes, label=tr("Note for the guidance"), name="note", least=2)
        self.told = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.trouble = Text(themes, font="small", colour="danger.text", wrap=True)
        self.unsaved = KeptLine(themes)
        self.save = Button(themes, tr("Save and next"), role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self._foot = QWidget()
        self._lay_out()
        self.unsaved.say(tr("Not saved yet"), button=tr("Begin anew"))
        self.unsaved.hide()
        self.save.clicked.connect(self._save)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._save)
        self.unsaved.button.clicked.connect(self._begin_anew)
        self._typed.came.connect(self._show_again)
        self.rating.chosen.connect(lambda _key: self._edited())
        self.note.edited.connect(self._edited)

    # ------------------------------------------------------------ showing
    def show_criterion(self, seen: SeenCalibration, row: Row) -> None:
        """Show a criterion of a session; what was typed of it before stands there again."""
        criterion = next(one for one in seen.version.criteria if one.key == row.criterion)
        self._seen, self._criterion, self._row = seen, criterion, row
        self._typed.begin(seen.session.id)
        keys = [one.key for one in seen.version.criteria]
        kind = tr("Criterion {number}, critical") if criterion.critical else tr("Criterion {number}")
        self.number.say(kind.format(number=keys.index(criterion.key) + 1))
        self.name.say(criterion.name)
        self._show_voices(seen, criterion)
        self._show_agreed(seen, criterion, row)

    def unsaved_of(self, seen: SeenCalibration) -> dict[str, Typing]:
        """Return what is typed of a session and not saved, by criterion in the order of the card."""
        found = self._typed.unsaved(seen.session)
        return {one.key: found[one.key] for one in seen.version.criteria if one.key in found}

    def take_focus(self) -> None:
        """Put the focus on what can be agreed on."""
        if self._foot.isVisible():
            self.rating.take_focus()

    def forget(self, key: str) -> None:
        """Let go of what was typed of a criterion: it is kept."""
        self._typed.forget(key)
        self.trouble.hide()

    def explain(self, sentence: str) -> None:
        """Say why it was not kept."""
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    def _show_voices(self, seen: SeenCalibration, criterion: Criterion) -> None:
        while (item := self._voices.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        names = {one.id: one.name for one in seen.reviewers}
        self.voices = []
        for review in seen.reviews:
            said = next((one for one in review.ratings if one.criterion == criterion.key), None)
            name, has_contact = names.get(review.reviewer_id, ""), seen.session.contact_id is not None
            voice = Voice(self.themes, name, criterion, said, has_contact=has_contact)
            voice.shown.connect(partial(self.quote_wanted.emit, review.id, criterion.key))
            self.voices.append(voice)
            self._voices.addWidget(voice)

    def _show_agreed(self, seen: SeenCalibration, criterion: Criterion, row: Row) -> None:
        may = seen.runs and seen.session.closed_at is None
        kept = row.agreed
        self.unsaved.hide()
        for widget in (self.rating, self.note, self._foot):
            widget.setVisible(may)
        self.label.setVisible(may or kept is not None)
        self.explain("")
        if not may:
            self._tell_agreed(seen, criterion, kept)
            return
        begun = self._typed.of(criterion.key)
        key, note = (key_of(kept.rating), kept.note) if kept else (_usual(row), "")
        if begun is not None:
            key, note = begun.rating, begun.note
        self.unsaved.setVisible(begun is not None)
        focused = self.window().focusWidget()
        had_focus = focused is not None and (focused is self.rating or self.rating.isAncestorOf(focused))
        self._is_filling = True
        self.rating.show_criterion(criterion, may_na=criterion.allow_na or None in row.ratings.values())
        self.rating.choose(key)
        if had_focus:  # its buttons are others now
            self.take_focus()
        if self.note.text() != note:
            self.note.set_text(note)
        self._is_filling = False
        self._show_meanings()
        self._tell_other(begun, kept, criterion)

    def _tell_agreed(self, seen: SeenCalibration, criterion: Criterion, kept: Agreed | None) -> None:
        if kept is not None:
            said = [rating_words(criterion, kept.rating), kept.note]
            self.told.say("\n".join(filter(None, said)))
        else:
            closed = seen.session.closed_at is not None
            self.told.say(tr("Nothing was agreed on it.") if closed else tr("Nothing is agreed on it yet."))
        self.told.show()
        self.meanings.show_criterion(criterion, kept.rating if kept is not None else None)

    def _tell_other(self, begun: Typing | None, kept: Agreed | None, one: Criterion) -> None:
        """Say where another window agreed on something while this was typed."""
        is_other = begun is not None and begun.base != kept and kept is not None
        if is_other and kept is not None:
            said = tr("Agreed elsewhere meanwhile: {rating}. Saving puts yours in its place.")
            self.told.say(said.format(rating=rating_words(one, kept.rating)))
        self.told.setVisible(is_other)

    def _show_meanings(self) -> None:
        if self._criterion is not None:
            key = self.rating.key()
            self.meanings.show_criterion(self._criterion, None if key in {"", NA} else float(key))

    # ------------------------------------------------------------ acting
    def _edited(self) -> None:
        if self._is_filling or self._criterion is None or self._seen is None:
            return
        key = self._criterion.key
        kept = next((one for one in self._seen.session.agreed if one.criterion == key), None)
        begun = self._typed.of(key)
        base = begun.base if begun is not None else kept
        self._typed.take(key, Typing(rating=self.rating.key(), note=self.note.text(), base=base))
        self.unsaved.show()
        self._show_meanings()

    def _begin_anew(self) -> None:
        """Show again what is agreed, or what most gave, in place of what is typed."""
        if self._criterion is not None:
            self._typed.forget(self._criterion.key)
            self._show_again()

    def _show_again(self) -> None:
        if self._seen is not None and self._row is not None and self._criterion is not None:
            self._show_agreed(self._seen, self._criterion, self._row)

    def _save(self) -> None:
        if self._criterion is None or not self._foot.isVisible():
            return
        key = self.rating.key()
        if not key:
            self.explain(tr("Choose a rating first; the reviewers are split"))
            self.rating.take_focus()
            return
        self.saved.emit(Typing(rating=key, note=self.note.text()).said_of(self._criterion.key))

    def _lay_out(self) -> None:
        themes = self.themes
        inner, below, foot = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self._foot)
        Spacing(themes, inner, margins=(5, 4, 4, 4), gap=3)
        Spacing(themes, below, margins=(5, 3, 5, 3), gap=2)
        Spacing(themes, foot, margins=(0, 1, 0, 0), gap=2)
        Spacing(themes, self._voices, gap=3)
        head = QVBoxLayout()
        Spacing(themes, head, gap=1)
        head.addWidget(self.number)
        head.addWidget(self.name)
        inner.addLayout(head)
        inner.addWidget(self.meanings)
        inner.addLayout(self._voices)
        inner.addStretch(1)
        foot.addStretch(1)
        foot.addWidget(self.save)
        for widget in (self.label, self.rating, self.note, self.told, self.trouble, self.unsaved, self._foot):
            below.addWidget(widget)
        self.trouble.hide()
        self.area = scrolling(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName(tr("What the ratings mean, and what each reviewer says"))
        self.body.addWidget(self.area, 1)
        self.body.addWidget(Line(themes))
        self.body.addLayout(below)


def _usual(row: Row) -> str:
    """What most gave, to begin with; where two are given as often nothing: that is what is talked about."""
    given: Sequence[float | None] = list(row.ratings.values())
    most = sorted({key_of(one) for one in given}, key=lambda key: -sum(key_of(one) == key for one in given))
    is_split = len(most) > 1 and sum(key_of(one) == most[1] for one in given) == row.same
    return "" if is_split or not most else most[0]
