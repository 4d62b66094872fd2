"""How good the forecast has been: past forecasts made again, and those that were kept, against what came."""

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.snapshots import Drift, Snapshot
from csops.services.accuracy import Judged
from csops.services.snapshots import ChannelTrack, freeze, tracks
from csops.services.staffing import Outlook
from csops.ui.desk import Desk, Said
from csops.ui.forecast import accuracy_words, wording
from csops.ui.forecast.columns_explained import ColumnsExplained
from csops.ui.forecast.figure_grid import FigureGrid
from csops.ui.forecast.grounds import Grounds, failure
from csops.ui.forecast.looking import Looking
from csops.ui.forecast.work import judge
from csops.ui.kit.cards import Banner, Card
from csops.ui.kit.controls import Action, Button, Role
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page, scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane


class AccuracyPage(Page):
    """One channel's forecasts against what came."""

    def __init__(self, desk: Desk, looking: Looking, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=self.tr("Forecast"), parent=parent)
        self.desk, self.looking = desk, looking
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self._key = ""
        self._tracks: dict[str, ChannelTrack] = {}
        self.channel = ChoiceField(desk.themes, label=self.tr("Channel"), typed=False)
        self.judged = Card(desk.themes, title=self.tr("Past forecasts, made again"), padded=False)
        self.lesson = Text(desk.themes, wrap=True)
        self.scores = FigureGrid(desk.themes, name=self.tr("Past forecasts, made again"))
        self.methods = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        self.in_short = Text(desk.themes, accuracy_words.in_short(), font="small", colour="text.secondary", wrap=True)
        self.explain = Button(desk.themes, accuracy_words.columns_title(), role=Role.LINK, compact=True)
        self.explained: ColumnsExplained | None = None
        self.kept = Card(desk.themes, title=self.tr("Kept forecasts against what came"), padded=False)
        self.kept_lesson = Text(desk.themes, wrap=True)
        self.weeks = FigureGrid(desk.themes, name=self.tr("Kept forecasts against what came"))
        self.stack = Grounds(desk.themes, self._laid_out())
        self.body.addWidget(self.stack)
        self._connect()
        self._refresher = Refresher(self, desk.live, {Kind.SNAPSHOT}, self.refresh)
        if looking.outlook is not None:
            self._show_outlook(looking.outlook)

    # ------------------------------------------------------------ reading
    def refresh(self) -> None:
        """Read the kept forecasts anew."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: tracks(workspace),
            then=self._take_tracks,
            failed=self._failed,
            key=("tracks", id(self)),
            lane=Lane.LONG_READS,
        )

    def _show_outlook(self, outlook: Outlook) -> None:
        self.clear_banner()
        self.channel.set_choices([Choice(key=one.key, text=one.name) for one in outlook.channels])
        keys = [channel.key for channel in outlook.channels]
        self._key = self._key if self._key in keys else keys[0]
        self.channel.choose(self._key)
        self.refresh()
        self._judge()

    def _judge(self) -> None:
        basis, outlook = self.looking.basis, self.looking.outlook
        if basis is None or outlook is None:
            return
        channel = next(one for one in outlook.channels if one.key == self._key)
        self.desk.tasks.run(
            Lane.PROCESS,
            partial(judge, basis, channel),
            then=self._show_judged,
            failed=self._failed,
            key=("judged", id(self)),
        )

    def _show_judged(self, found: Judged) -> None:
        outlook = self.looking.outlook
        ahead = outlook.outlooks.get(found.channel.key) if outlook is not None else None
        self.lesson.say(accuracy_words.lesson(found, ahead, self._formats))
        self.scores.show_lines(
            accuracy_words.score_heads(),
            accuracy_words.score_lines(found, self._formats),
            helps=accuracy_words.score_helps(),
        )
        self.methods.say(accuracy_words.methods(found))
        days = wording.tr("%Ln days of contacts", found.history_days)
        self.set_head(subtitle=self.tr("{channel}, from {days}").format(channel=found.channel.name, days=days))
        self.stack.show_content()

    def _take_tracks(self, found: tuple[ChannelTrack, ...]) -> None:
        self._tracks = {each.channel.key: each for each in found}
        self._show_track()

    def _show_track(self) -> None:
        found = self._tracks.get(self._key)
        self.kept_lesson.say(accuracy_words.kept_lesson(found, self._formats))
        lines = accuracy_words.week_lines(found, self._formats)
        self.weeks.setVisible(bool(lines))
        if lines:
            self.weeks.show_lines(accuracy_words.week_heads(), lines)
        self._say_drift(found)

    def _say_drift(self, found: ChannelTrack | None) -> None:
        if found is None or found.track.drift is Drift.NONE:
            self.clear_banner()
            return
        self.show_banner(Banner(self.themes, accuracy_words.drift(found), family="warning"))

    # ------------------------------------------------------------ keeping
    def keep(self) -> None:
        """Keep what is forecast now, to be held against what comes."""
        outlook, workspace = self.looking.outlook, self.desk.workspace
        if outlook is None:
            return

        def said(found: tuple[Snapshot, ...]) -> Said:
            if not found:
                return Said(text=self.tr("This forecast is kept already"), can_undo=False)
            day = self._formats.day(found[0].first_day)
            return Said(text=self.tr("Kept the forecast from {day} on").format(day=day))

        self.desk.act(lambda: freeze(workspace, outlook=outlook), failed=self._failed, said=said)

    # ------------------------------------------------------------ what surrounds it
    def _chosen(self) -> None:
        if self.channel.key():
            self._key = self.channel.key()
            self._show_track()
            self._judge()

    def _connect(self) -> None:
        self.looking.found.connect(self._show_outlook)
        self.looking.too_little.connect(self.stack.show_too_little)
        self.looking.failed.connect(self._failed)
        self.channel.edited.connect(self._chosen)
        self.explain.clicked.connect(self.explain_columns)
        if self.desk.workspace.may(Permission.PLAN):
            keep = Action(self.tr("Keep this forecast"), icon_name="bookmark", run=self.keep, parent=self)
            self.set_top_actions([keep])

    def _laid_out(self) -> QWidget:
        column = QVBoxLayout()
        Spacing(self.themes, column, margins=(6, 4, 6, 6), gap=4)
        head = QHBoxLayout()
        head.addWidget(self.channel, 1)
        head.addStretch(2)
        column.addLayout(head)
        assert self.judged.heading is not None, "a card with a title has a heading"
        self.judged.heading.add(self.explain)
        for card, parts in (
            (self.judged, (self.lesson, self.scores, self.methods, self.in_short)),
            (self.kept, (self.kept_lesson, self.weeks)),
        ):
            Spacing(self.themes, card.body, margins=(5, 0, 5, 4), gap=3)
            for part in parts:
                card.body.addWidget(part)
            column.addWidget(card)
        column.addStretch(1)
        return scrolling(column)

    def explain_columns(self) -> None:
        """Show what the columns of the scores mean."""
        self.explained = ColumnsExplained(self.themes, self.window())
        self.explained.closed.connect(self.explained.deleteLater)
        self.explained.open()

    def _failed(self, error: Exception) -> None:
        self.show_banner(failure(self.themes, error, self._judge))
