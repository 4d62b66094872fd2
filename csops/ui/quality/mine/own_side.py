"""Below one's own reviews: what they come to, with the doubt in it, and the coaching that came of them."""

from dataclasses import dataclass
from statistics import fmean

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csops.domain.coaching import CoachingState
from csops.domain.review_answers import SentReview
from csops.services.review_results import Results
from csops.services.seen_coaching import SeenCoaching
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.report_file import save_person_report
from csops.ui.quality.wording import tr

MOST_COACHINGS = 4


@dataclass(frozen=True, kw_only=True)
class Own:
    """One's own results of half a year, the reviews they count, and one's coachings, the planned ones first."""

    results: Results
    counted: tuple[SentReview, ...]
    coachings: tuple[SeenCoaching, ...]


class OwnSide(QWidget):
    """Two cards; the one on coaching only where there is any.

    Signals:
        behind_wanted: the reviews that the results count shall be listed, with what they come to.
    """

    behind_wanted = Signal()

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self._desk, self._formats = desk, formats
        themes = desk.themes
        self.results = Card(themes, title=tr("My results"))
        self.score = Text(themes, font="title2", figures=True, wrap=True)
        self.range = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.results.body.addWidget(self.score)
        self.results.body.addWidget(self.range)
        self.behind = Button(themes, tr("Show what it counts"), role=Role.LINK, compact=True)
        self.behind.clicked.connect(self.behind_wanted)
        self.results.body.addWidget(self.behind, 0, Qt.AlignmentFlag.AlignLeading)
        self.save = Button(themes, tr("Save my report…"), icon_name="file-down", compact=True)
        self.save.setToolTip(tr("Your reviews of these days as a workbook or as pages"))
        self.save.clicked.connect(self._save)
        self.results.body.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeading)
        self._own: Own | None = None
        self.coaching = Card(themes, title=tr("My coaching"))
        self.sessions = Text(themes, font="small", figures=True, wrap=True)
        self.coaching.body.addWidget(self.sessions)
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=4)
        column.addWidget(self.results)
        column.addWidget(self.coaching)

    def show_own(self, own: Own) -> None:
        """Show results and coaching."""
        self._own = own
        self.save.setVisible(own.results.whole.reviews > 0)
        self.behind.setVisible(bool(own.counted))
        score, said = result_words(own, self._formats)
        self.score.say(score)
        self.range.say("\n".join(said))
        lines = [self._session(one) for one in own.coachings[:MOST_COACHINGS]]
        self.sessions.say("\n".join(lines))
        self.coaching.setVisible(bool(lines))

    def _save(self) -> None:
        if self._own is not None:
            me, results = self._desk.workspace.member, self._own.results
            days = {"first_day": results.first_day, "last_day": results.last_day}
            save_person_report(self._desk, self.window(), member_id=me.id, name=me.name, **days)

    def _session(self, one: SeenCoaching) -> str:
        day = self._formats.moment(one.session.held_at or one.session.planned_at, now=self._desk.workspace.now())
        words = {
            CoachingState.PLANNED: tr("Planned with {name}: {day}"),
            CoachingState.HELD: tr("With {name}: {day}"),
        }
        told = words.get(one.session.state, tr("Cancelled with {name}: {day}"))
        todo = sum(action.done_at is None for action in one.actions)
        said = told.format(name=one.coach.name, day=day)
        return f"{said} · " + tr("%Ln to do", todo) if todo else said


class Beneath(QScrollArea):
    """What stands below a list and scrolls where it is higher than its share; never higher than it needs."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self._inner = inner
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: other words need another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: words break elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._inner.heightForWidth(self.viewport().width())
        self.setMaximumHeight(max(needed if needed >= 0 else self._inner.sizeHint().height(), 1))


def result_words(own: Own, formats: Formats) -> tuple[str, list[str]]:
    """Return the mean score of one's reviews, and what is to be said of it; of too few there is none."""
    results = own.results
    mean, passed = results.whole.final, results.whole.passed
    if mean.value is None:
        return tr("No score yet"), [tr("Reviews of fair samples of the last 180 days count here once they were sent")]
    number = tr("%Ln reviews of 180 days", results.whole.reviews)
    if mean.n < results.fewest_to_show:
        few = tr("An average takes {number}; each score stands with its review").format(number=results.fewest_to_show)
        return tr("Too few for an average"), [number, few, *_others(results)]
    said = []
    if mean.low is None or mean.high is None:
        said.append(tr("One score says nothing of the others: no range yet"))
    else:
        low, high = formats.share(mean.low / 100), formats.share(mean.high / 100)
        said.append(tr("Of all your contacts it is likely {low} to {high}").format(low=low, high=high))
    said.append(tr("{share} passed").format(share=formats.share(passed.value)) + " · " + number)
    score = formats.share(mean.value / 100)
    return tr("{score} on average").format(score=score), [*said, *_weighting(own, score, formats), *_others(results)]


def _weighting(own: Own, score: str, formats: Formats) -> list[str]:
    """Return why the mean is not that of the scores which stand in the list, where it is another."""
    scores = [one.review.final for one in own.counted if one.review.final is not None]
    if len(scores) != own.results.whole.final.n or (alike := formats.share(fmean(scores) / 100)) == score:
        return []
    said = tr(
        "A review counts for all contacts of its group in the draw, so some count more than others. If all counted "
        "alike it would be {score}"
    )
    return [said.format(score=alike)]


def _others(results: Results) -> list[str]:
    number = sum(results.left_out.values())
    return [tr("%Ln reviews that were picked for a reason do not count here", number)] if number else []
