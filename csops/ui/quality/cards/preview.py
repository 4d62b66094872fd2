"""What a change of a card would do to the reviews that exist: reckoned, never kept."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.domain.card_preview import Preview, Rescored, preview
from csops.domain.changes import Kind
from csops.domain.scoring import Outcome, Scorecard
from csops.services.card_preview import ReviewsMade, reviews_made
from csops.services.review_cards import KeptCard
from csops.ui.desk import Desk
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.wording import tr

KINDS = frozenset({Kind.REVIEW, Kind.CALIBRATION, Kind.PICK})
_MOST_SHOWN = 8
_WAIT_MS = 120


class ScorePreview(QWidget):
    """The reviews made with a card, by the weights they have and by what stands in the form. Hidden without any.

    Signals:
        appeared(bool): there are reviews to show, or none any more.
    """

    appeared = Signal(bool)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self.desk, self._formats, themes = desk, formats, desk.themes
        self._card_id = 0
        self._card: Scorecard | None = None
        self._is_typed = False
        self.made: ReviewsMade | None = None
        self.state = Text(themes, colour="text.secondary", wrap=True)
        self._area: QWidget | None = None
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=3)
        self._column.addWidget(Text(themes, tr("What it does to reviews"), font="title3", wrap=True))
        self._column.addWidget(self.state)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._show)
        self.hide()

    def show_card(self, kept: KeptCard) -> None:
        """Look for the reviews made with a card."""
        if kept.card.id != self._card_id:
            self._card_id, self.made = kept.card.id, None
            self._appear(is_there=False)
        if kept.card.current:
            self.read()

    def show_scorecard(self, card: Scorecard | None, *, is_typed: bool) -> None:
        """Score by what stands in the form now; None while it cannot be scored by."""
        self._card, self._is_typed = card, is_typed
        self._timer.start()

    def found(self) -> Preview | None:
        """Return what is shown, None while there is nothing to reckon from."""
        return None if self.made is None or self._card is None else preview(self.made.reviews, self._card)

    # ------------------------------------------------------------ reading
    def read(self) -> None:
        """Read the reviews anew: whoever shows this asks for it, for what is hidden hears of nothing."""
        card_id, workspace = self._card_id, self.desk.workspace
        if card_id:
            self.desk.ask(
                lambda: reviews_made(workspace, card_id=card_id),
                then=partial(self._take, card_id),
                failed=lambda error: self.state.say(words(error).sentence),
                key=("card preview", id(self)),
            )

    def _take(self, card_id: int, made: ReviewsMade) -> None:
        if card_id == self._card_id:
            self.made = made
            self._appear(is_there=bool(made.reviews))
            self._show()

    def _appear(self, *, is_there: bool) -> None:
        if is_there is self.isHidden():
            self.setVisible(is_there)
            self.appeared.emit(is_there)

    # ------------------------------------------------------------ showing
    def _show(self) -> None:
        if self._area is not None:
            self._area.hide()
            self._area.deleteLater()
            self._area = None
        if self.made is None:
            return
        found = self.found()
        if found is None:
            self.state.say(tr("Shown again once there is something to score by"))
            return
        self.state.say(self._state_words(self.made))
        self._area = QWidget(self)
        column = QVBoxLayout(self._area)
        Spacing(self.desk.themes, column, gap=3)
        for text, colour in self._verdicts(found):
            column.addWidget(Text(self.desk.themes, text, colour=colour, font="bodyStrong", wrap=True))
        column.addLayout(self._figures(found))
        self._column.addWidget(self._area)
        self._area.show()

    def _state_words(self, made: ReviewsMade) -> str:
        many = tr("%Ln reviews made with this card", made.of)
        if len(made.reviews) < made.of:
            newest = tr("{reviews}, of which the newest {count} count here")
            many = newest.format(reviews=many, count=self._formats.number(len(made.reviews)))
        then = (
            tr("{reviews}. Then: by what stands in the form. Nothing of this is kept: each keeps its own version")
            if self._is_typed
            else tr("{reviews}. Then: by the version that is shown. Change a weight, and see here what it would do")
        )
        return then.format(reviews=many)

    def _verdicts(self, found: Preview) -> list[tuple[str, str]]:
        """Say how many would pass or fail otherwise, each with its colour."""
        worse, better = found.turned(Outcome.FAIL), found.turned(Outcome.PASS)
        said = []
        if worse:
            said.append((tr("%Ln reviews would fail that pass now", worse), "danger.text"))
        if better:
            said.append((tr("%Ln reviews would pass that fail now", better), "success.text"))
        if found.lost:
            said.append((tr("%Ln ratings have no place on this card any more", found.lost), "warning.text"))
        return said or [(tr("No review would pass or fail otherwise"), "text.secondary")]

    def _figures(self, found: Preview) -> QGridLayout:
        """Lay out mean, passes, and the reviews that change most: now, then."""
        passes = [self._formats.number(found.count(Outcome.PASS, after=after)) for after in (False, True)]
        rows = [
            ("", tr("Now"), tr("Then"), "text.secondary"),
            (tr("Mean score"), self._percent(found.before), self._percent(found.after), "text.primary"),
            (tr("Pass"), *passes, "text.primary"),
        ]
        changed = sorted(
            (one for one in found.reviews if one.is_turned or abs(one.step) >= 0.05),
            key=lambda one: (not one.is_turned, -abs(one.step)),
        )
        rows += [self._row(one) for one in changed[:_MOST_SHOWN]]
        if len(changed) > _MOST_SHOWN:
            rows.append((tr("%Ln more would change", len(changed) - _MOST_SHOWN), "", "", "text.secondary"))
        grid = QGridLayout()
        Spacing(self.desk.themes, grid, gap=1, across=3)
        for line, (name, now, then, colour) in enumerate(rows):
            grid.addWidget(Text(self.desk.themes, name, font="small", colour="text.secondary", wrap=True), line, 0)
            for column, said in enumerate((now, then), start=1):
                used = colour if column > 1 or not line else "text.primary"
                text = Text(self.desk.themes, said, font="small", colour=used, figures=True)
                grid.addWidget(text, line, column, Qt.AlignmentFlag.AlignTrailing)
        grid.setColumnStretch(0, 1)
        return grid

    def _row(self, one: Rescored) -> tuple[str, str, str, str]:
        member = self.desk.team.member(one.review.member_id)
        day = self._formats.moment(one.review.happened_at, now=self.desk.workspace.now())
        name = tr("{name}, {day}").format(name=member.name if member else tr("somebody"), day=day)
        colour = "text.primary"
        then = self._percent(one.final)
        if one.is_turned and one.outcome is not Outcome.NO_SCORE:
            passes = one.outcome is Outcome.PASS
            colour = "success.text" if passes else "danger.text"
            then = (tr("passes, {score}") if passes else tr("fails, {score}")).format(score=then)
        return name, self._percent(one.review.final), then, colour

    def _percent(self, score: float | None) -> str:
        return (
            tr("no score") if score is None else tr("{score} %").format(score=self._formats.number(score, decimals=1))
        )
