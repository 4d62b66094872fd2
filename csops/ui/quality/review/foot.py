"""Below the scorecard: whether the draft is kept, and the ways to end."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.reviews import COUNTING, Purpose
from csops.services.review_forms import ReviewForm
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import BrokenText
from csops.ui.kit.marks import Picture, painter_on
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.kit.toast import FLOOR
from csops.ui.quality.review.words import first_name
from csops.ui.quality.wording import tr

_SAID = 100
"""So wide is what is said here at least, at 100 %, and wider where it has more words on its two lines."""


class ReviewFoot(QWidget):
    """The ways to end a review."""

    def __init__(self, themes: Themes, shortcuts: Shortcuts) -> None:
        super().__init__()
        self.themes = themes
        self._mark = Picture(themes, "circle-check", size=14, colour="success.text")
        self.state = BrokenText(themes, font="small", colour="text.secondary", figures=True)
        self.calibrate = Button(themes, tr("Mark for calibration"), icon_name="scale", icon_folded=True)
        self.check = Button(themes, tr("Rate again to check it"), icon_name="list-checks", icon_folded=True)
        self.check.hide()  # until it is known whose review it is
        self.sheet = Button(themes, tr("Review sheet"), icon_name="file-text", icon_folded=True)
        self.sheet.hide()
        self.later = Button(themes, tr("Send later"), keys=shortcuts.keys("save_and_new"))
        self.send = Button(themes, "", role=Role.PRIMARY, keys=shortcuts.keys("save"), show_keys=True)
        self.setObjectName(FLOOR)
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(6, 3, 6, 3), gap=2)
        row.addWidget(self._mark)
        row.addWidget(self.state, 1)
        self._whys = {
            self.sheet: tr("This review as pages and as a workbook"),
            self.calibrate: tr("Let several reviewers rate this contact, blind, and compare"),
            self.check: tr("Says how near the reviewer comes to you; it never counts in a person’s score"),
        }
        for button in (*self._whys, self.later, self.send):
            row.addWidget(button)
        self.say("")
        themes.changed.connect(self.update)

    def show_form(self, form: ReviewForm, *, calibrates: bool, exports: bool = False) -> None:
        """Offer what can be done with this review."""
        goes = form.to is not None
        self.calibrate.setVisible(
            calibrates and form.purpose is not Purpose.CALIBRATION and form.purpose is not Purpose.SELF
        )
        others = form.review is not None and form.review.reviewer_id != form.reviewer.id
        is_over = form.review is not None and form.review.is_withdrawn
        self.check.setVisible(calibrates and form.purpose in COUNTING and others and not is_over)
        self.sheet.setVisible(exports and form.review is not None and not form.is_open)
        self.later.setVisible(goes and form.is_open)
        self.send.setVisible(form.is_open)
        said = tr("Submit") if form.purpose is Purpose.CALIBRATION else tr("Finish")
        if form.to is not None:
            said = tr("Send to {name}").format(name=first_name(form.to.name))
        self.send.setText(said)
        self.send.setAccessibleName(said)
        self.send.theme_changed()
        self._fit()

    def say(self, sentence: str, *, is_safe: bool = True) -> None:
        """Say whether what was typed is kept, or which keys there are."""
        self.state.say(sentence)
        self._mark.setVisible(bool(sentence) and is_safe)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: what is seldom done becomes an icon, and keys go from the button, before what is said has no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = max(self.themes.current.px(_SAID), self.state.least_width())
        for button in self._whys:
            button.set_words_shown(True)
        self.send.set_keys_shown(True)
        has_words = self._room() >= wanted
        for button, why in self._whys.items():
            button.set_words_shown(has_words)
            button.setToolTip(why if has_words else f"{button.text()}. {why}")
        self.send.set_keys_shown(self._room() >= wanted)

    def _room(self) -> int:
        """How wide what is said can be beside the buttons as they are."""
        theme, shown = self.themes.current, [one for one in (*self._whys, self.later, self.send) if not one.isHidden()]
        room = self.width() - 2 * theme.space(6) - theme.size("icon")
        return room - sum(one.sizeHint().width() + theme.space(2) for one in shown) - theme.space(2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt: paint the ground and the line above."""
        theme, painter = self.themes.current, painter_on(self)
        painter.fillRect(QRect(0, 0, self.width(), theme.stroke("hairline")), theme.colour("border.subtle"))
