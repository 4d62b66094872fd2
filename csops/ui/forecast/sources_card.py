"""Where the counts come from: per channel the log and the stretches of files, and which of them counts."""

from functools import partial

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.services.volume_sources import ChannelSources, FileStretch, choose_source, sources
from csops.ui.desk import Desk, Said
from csops.ui.forecast import source_words
from csops.ui.forecast.day_lines import DayLine, DayLines, Deed
from csops.ui.kit.cards import Card
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.live import Refresher
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.tasks import Lane

KINDS = frozenset({Kind.CONTACT, Kind.CHANNEL, Kind.SETTING, Kind.IMPORT, Kind.VOLUME})


class SourcesCard(Card):
    """One line for each stretch of a file and for the log of each channel; a file can be left to the log there."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__(desk.themes, title=self.tr("Where the counts come from"), padded=False)
        self.desk, self._formats = desk, formats
        self.lines = DayLines(desk.themes)
        Spacing(desk.themes, self.body, margins=(5, 0, 5, 4))
        self.body.addWidget(self.lines)
        self._refresher = Refresher(self, desk.live, KINDS, self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read anew which source counts where."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: sources(workspace),
            then=self._show,
            failed=self._failed,
            key=("sources", id(self)),
            lane=Lane.LONG_READS,
        )

    def _show(self, found: tuple[ChannelSources, ...]) -> None:
        lines = [line for each in found for line in self._of(each)]
        none = self.tr("Import the report of a phone or shop system, and it tells the counts of its channels here")
        has_files = any(each.files for each in found)
        self.lines.show_lines(lines, foot="" if has_files else none)

    def _of(self, found: ChannelSources) -> list[DayLine]:
        lines = [self._stretch(found, told) for told in found.files]
        if found.logged or found.set_aside:
            named, said = source_words.of_log(found, self._formats)
            lines.append(DayLine(days=named, said=said))
        return lines

    def _stretch(self, found: ChannelSources, told: FileStretch) -> DayLine:
        deeds: tuple[Deed, ...] = ()
        if self.desk.workspace.may(Permission.PLAN):
            name = self.tr("Use the file")
            if told.counts:
                name = self.tr("Leave this file out") if told.over else self.tr("Use the log")
            deeds = (Deed(words=name, run=partial(self._choose, found.channel.name, told)),)
        named = source_words.stretch(found.channel.name, told, self._formats)
        return DayLine(days=named, said=source_words.of_file(told, self._formats), deeds=deeds)

    def _choose(self, channel: str, told: FileStretch) -> None:
        workspace, counts = self.desk.workspace, not told.counts
        named = source_words.stretch(channel, told, self._formats)
        said = self.tr("{stretch}: the file counts") if counts else self.tr("{stretch}: the file does not count")
        self.desk.act(
            lambda: choose_source(workspace, volume_id=told.volume_id, first_at=told.first_at, file_counts=counts),
            failed=self._failed,
            said=Said(text=said.format(stretch=named)),
        )

    def _failed(self, error: Exception) -> None:
        self.lines.show_lines((), foot=words(error).sentence)
