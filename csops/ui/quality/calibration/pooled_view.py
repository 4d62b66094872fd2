"""All sessions: how far reviewers agree, who is strict or lenient, how near each comes to what was agreed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.calibration_figures import Alignment, Leaning, PooledFigures
from csops.domain.coefficients import is_enough
from csops.services.calibration_results import calibration_results, grading_results
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.cards import Banner, Card, KpiTile
from csops.ui.kit.charts import SparkData
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Avatar, Pill, PillLook
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.sparkline import Sparkline
from csops.ui.quality.calibration.explained import ExplainedDialog
from csops.ui.quality.calibration.pooled_words import (
    KEYS,
    alignment_words,
    basis_words,
    leaning_look,
    leaning_words,
    pooled_figures_of,
    pooled_sentences,
)
from csops.ui.quality.wording import tr

QUARTER, YEAR, EVER = "quarter", "year", "ever"
_DAYS = {QUARTER: 91, YEAR: 365}
_NARROW = 1000
_LINE_WIDTH = 84
_TRAILING = Qt.AlignmentFlag.AlignTrailing


@dataclass(frozen=True, kw_only=True)
class Pooled:
    """What was read: of calibrations, and for who sees all reviews of those that leads rated again."""

    sessions: PooledFigures
    checks: PooledFigures | None = None


class PooledView(QWidget):
    """Figures of all sessions whose ratings are open."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        self.found: Pooled | None = None
        themes = desk.themes
        periods = [
            Option(key=QUARTER, text=tr("Last 13 weeks")),
            Option(key=YEAR, text=tr("Last year")),
            Option(key=EVER, text=tr("Ever")),
        ]
        self.period = Segmented(themes, periods, name=tr("Period"))
        self.period.choose(YEAR)
        self.basis = Text(themes, colour="text.secondary", figures=True, wrap=True)
        self.tiles: dict[str, KpiTile] = {}
        self.leanings = PeopleCard(desk, title=tr("Strict and lenient"))
        self.alignments = PeopleCard(desk, title=tr("How near to what was agreed"))
        self.checks = PeopleCard(desk, title=tr("Reviews that a lead rated again"))
        self.dialog: ExplainedDialog | None = None
        self._trouble: Banner | None = None
        self._lay_out()
        self.setFocusProxy(self.period)
        self.period.chosen.connect(lambda _key: self.refresh())

    def refresh(self) -> None:
        """Read anew what the sessions of the period tell."""
        workspace, days = self._desk.workspace, _DAYS.get(self.period.key())
        self._desk.ask(lambda: _read(workspace, days), then=self._show, failed=self._failed, key=("pooled", id(self)))

    def _show(self, found: Pooled) -> None:
        self.found = found
        self.trouble.hide()
        formats, pooled = self._formats, found.sessions
        self.basis.say(basis_words(pooled, formats))
        for key, figure in pooled_figures_of(pooled, formats).items():
            self.tiles[key].show_figure(figure)
        self.leanings.show_leanings(pooled.leanings, formats)
        nothing = tr("Nothing was agreed on yet: the agreed rating of a session is what each is compared with.")
        self.alignments.show_alignments(pooled.alignments, formats, nothing=nothing)
        self.checks.setVisible(found.checks is not None)
        if found.checks is not None:
            how = tr("None yet. Open a review that somebody else finished, and choose *Rate again to check it*.")
            self.checks.show_alignments(found.checks.alignments, formats, nothing=how.replace("*", ""))

    def _failed(self, error: Exception) -> None:
        self.trouble.say(words(error).sentence)
        self.trouble.show()

    def explain(self, key: str) -> None:
        """Take a figure apart."""
        if self.found is not None:
            title, sentences = pooled_sentences(key, self.found.sessions, self._formats)
            self.dialog = ExplainedDialog(self._desk.themes, self.window(), title=title, sentences=sentences)
            self.dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt: tiles say less where there is less room."""
        super().resizeEvent(event)
        is_narrow = self.width() < self._desk.themes.current.px(_NARROW)
        for tile in self.tiles.values():
            tile.set_narrow(is_narrow)

    def _lay_out(self) -> None:
        themes = self._desk.themes
        inner, head, tiles, below = QVBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        Spacing(themes, inner, margins=(6, 1, 6, 6), gap=4)
        Spacing(themes, head, gap=3)
        Spacing(themes, tiles, gap=3)
        Spacing(themes, below, gap=4)
        self.trouble = Text(themes, colour="danger.text", wrap=True)
        self.trouble.hide()
        head.addWidget(self.basis, 1)
        for key in KEYS:
            tile = self.tiles[key] = KpiTile(themes, pooled_figures_of(None, self._formats)[key])
            tile.opened.connect(lambda key=key: self.explain(key))
            tiles.addWidget(tile, 1)
        right = QVBoxLayout()
        Spacing(themes, right, gap=4)
        right.addWidget(self.alignments)
        right.addWidget(self.checks)
        right.addStretch(1)
        left = QVBoxLayout()
        Spacing(themes, left)
        left.addWidget(self.leanings)
        left.addStretch(1)
        below.addLayout(left, 1)
        below.addLayout(right, 1)
        for part in (head, tiles, below):
            inner.addLayout(part)
        inner.insertWidget(1, self.trouble)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(scrolling(inner))


class PeopleCard(Card):
    """A row for each reviewer with what it rests on."""

    def __init__(self, desk: Desk, *, title: str) -> None:
        super().__init__(desk.themes, title=title)
        self._desk = desk
        self.nothing = Text(desk.themes, colour="text.secondary", wrap=True)
        self.grid = QGridLayout()
        Spacing(desk.themes, self.grid, gap=2, across=3)
        self.grid.setColumnStretch(1, 1)
        self.body.addWidget(self.nothing)
        self.body.addLayout(self.grid)

    def show_leanings(self, found: Sequence[Leaning], formats: Formats) -> None:
        """Show how each rates beside the others."""
        self._clear()
        self._tell("" if found else tr("Nobody has rated a contact together with others in this period."))
        for number, one in enumerate(found):
            self._add(number, one.reviewer_id, leaning_words(one, formats))
            self.grid.addWidget(Pill(self.themes, leaning_look(one)), number, 2, _TRAILING)

    def show_alignments(self, found: Iterable[Alignment], formats: Formats, *, nothing: str) -> None:
        """Show how near each came, over time."""
        self._clear()
        by_reviewer: defaultdict[int, list[Alignment]] = defaultdict(list)
        for one in sorted(found, key=lambda one: one.at):
            by_reviewer[one.reviewer_id].append(one)
        self._tell("" if by_reviewer else nothing)
        for number, (who, rows) in enumerate(by_reviewer.items()):
            said = alignment_words(rows, formats)
            name = self._add(number, who, said)
            if len(rows) > 1:  # one point makes no line
                line = SparkData(values=tuple(one.value for one in rows), words=f"{name}: {said}")
                drawn = Sparkline(self.themes, line)
                drawn.setFixedWidth(self.themes.current.px(_LINE_WIDTH))
                self.grid.addWidget(drawn, number, 2)
            if not is_enough(len(rows)):
                few = PillLook(text=tr("Too few"), family="neutral")
                self.grid.addWidget(Pill(self.themes, few), number, 3, _TRAILING)

    def told(self) -> list[str]:
        """Return what the rows say."""
        return [each.accessibleName() for each in self.findChildren(Text) if ": " in each.accessibleName()]

    def _add(self, number: int, member_id: int, said: str) -> str:
        """Add a member with what is said of them below the name, which is returned."""
        member = self._desk.team.member(member_id)
        name = tr("somebody") if member is None else member.name
        told = Text(self.themes, said, font="small", colour="text.secondary", figures=True, wrap=True)
        told.setAccessibleName(f"{name}: {said}")
        both = QWidget()
        column = QVBoxLayout(both)
        Spacing(self.themes, column)
        column.addWidget(ElidedText(self.themes, name))
        column.addWidget(told)
        self.grid.addWidget(Avatar(self.themes, name), number, 0)
        self.grid.addWidget(both, number, 1)
        return name

    def _tell(self, sentence: str) -> None:
        self.nothing.say(sentence)
        self.nothing.setVisible(bool(sentence))

    def _clear(self) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()


def _read(workspace: Workspace, days: int | None) -> Pooled:
    since = None if days is None else workspace.now() - timedelta(days=days)
    checks = grading_results(workspace, since=since) if workspace.may(Permission.REVIEWS) else None
    return Pooled(sessions=calibration_results(workspace, since=since), checks=checks)
