"""The running sum of the weights of a profile, and the button that shares out the rest."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csops.domain.role_profiles import WHOLE
from csops.ui.hiring.profiles.profile_words import weight_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

_NEAR = 1e-6


class WeightSum(QWidget):
    """Says what the weights make.

    Signals:
        share_wanted: what is left of 100 shall be shared out.
    """

    share_wanted = Signal()

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.text = Text(themes, font="bodyStrong", figures=True, wrap=True)
        self._mark = Picture(themes, "circle-check", size=16)
        self.share = Button(themes, tr("Share out the rest"), icon_name="split")
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=2)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text, 1)
        row.addWidget(self.share)
        self.share.clicked.connect(self.share_wanted)

    def words(self) -> str:
        """Return what is said."""
        return self.text.words()

    def show_sum(self, total: float) -> None:
        """Show what the weights make."""
        said = tr("Weights make {sum} %").format(sum=weight_words(round(total, 2), self._formats))
        is_whole = abs(total - WHOLE) <= _NEAR
        if not is_whole:
            left = weight_words(abs(round(WHOLE - total, 2)), self._formats)
            more = tr("{said}: {left} are left") if total < WHOLE else tr("{said}: {left} too many")
            said = more.format(said=said, left=left)
        self._say(said, is_wrong=not is_whole)

    def complain(self, sentence: str) -> None:
        """Say what is wrong with all of them together."""
        self._say(sentence, is_wrong=True)

    def _say(self, sentence: str, *, is_wrong: bool) -> None:
        colour = "danger.text" if is_wrong else "success.text"
        self._mark.show_icon("circle-alert" if is_wrong else "circle-check", colour=colour)
        self.text.say(sentence, colour=colour)
