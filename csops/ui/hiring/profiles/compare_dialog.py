"""Two versions of a profile side by side: what was added, removed and changed."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.profile_changes import Difference, SkillDifference, VersionDifference, compare_versions
from csops.domain.role_profiles import Profile, ProfileVersion
from csops.services.profiles import versions_of
from csops.ui.desk import Desk
from csops.ui.hiring.profiles.profile_words import Names, asked_words, difference_words, version_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Switch
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing

_COLOURS = {
    Difference.ADDED: "success.text",
    Difference.REMOVED: "danger.text",
    Difference.CHANGED: "warning.text",
    Difference.SAME: "text.secondary",
}


class CompareDialog(Dialog):
    """Chooses two versions and shows each skill in both."""

    def __init__(self, desk: Desk, parent: QWidget, *, profile: Profile, names: Names) -> None:
        title = desk.tr("Versions of {name}").format(name=profile.name)
        super().__init__(desk.themes, parent, title=title, width=2)
        self._desk, self._profile, self._skill_names = desk, profile, names
        self._versions: dict[str, ProfileVersion] = {}
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.before = ChoiceField(desk.themes, label=self.tr("From"), typed=False)
        self.after = ChoiceField(desk.themes, label=self.tr("To"), typed=False)
        self.only = Switch(desk.themes, self.tr("Only what changed"))
        self.only.setChecked(True)
        self.about = Text(desk.themes, colour="text.secondary", wrap=True)
        self._area = QWidget()
        self._grid = QGridLayout(self._area)
        Spacing(desk.themes, self._grid, gap=2, across=4)
        self._lay_out()
        for field in (self.before, self.after):
            field.edited.connect(self._show)
        self.only.toggled.connect(lambda _on: self._show())
        self.closed.connect(self.deleteLater)
        workspace = desk.workspace
        desk.ask(
            lambda: versions_of(workspace, profile_id=profile.id),
            then=self.show_versions,
            failed=lambda error: self.about.say(words(error).sentence),
        )

    def show_versions(self, versions: Sequence[ProfileVersion]) -> None:
        """Offer these, the newest first, and compare the newest with the one before."""
        self._versions = {str(each.number): each for each in versions}
        choices = [Choice(key=str(each.number), text=self._called(each)) for each in versions]
        for field, place in ((self.before, min(1, len(versions) - 1)), (self.after, 0)):
            field.set_choices(choices)
            field.choose(choices[place].key)
        self._show()

    def shown(self) -> VersionDifference | None:
        """Return the comparison that is shown."""
        before, after = self._versions.get(self.before.key()), self._versions.get(self.after.key())
        return None if before is None or after is None else compare_versions(before, after)

    def _show(self) -> None:
        found = self.shown()
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        if found is None:
            return
        self.about.say(self._summary(found))
        lines = [each for each in found.skills if not self.only.isChecked() or each.difference is not Difference.SAME]
        if lines:
            self._heads(found)
        for place, line in enumerate(lines, start=1):
            self._line(place, line)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)

    def _heads(self, found: VersionDifference) -> None:
        said = (tr("Skill"), *(tr("Version {number}").format(number=one.number) for one in (found.before, found.after)))
        for column, text in enumerate((*said, tr("What changed"))):
            self._grid.addWidget(Text(self.themes, text, font="smallStrong", colour="text.secondary"), 0, column)

    def _line(self, place: int, line: SkillDifference) -> None:
        name = self._skill_names.get(line.skill, line.skill)
        cells = [Text(self.themes, name, font="bodyStrong", wrap=True)]
        cells += [
            Text(self.themes, asked_words(asked, self._formats), wrap=True, figures=True)
            for asked in (line.before, line.after)
        ]
        cells.append(Text(self.themes, difference_words(line), colour=_COLOURS[line.difference], wrap=True))
        for column, cell in enumerate(cells):
            self._grid.addWidget(cell, place, column)

    def _summary(self, found: VersionDifference) -> str:
        if found.is_same:
            return self.tr("Both ask the same")
        said = []
        counts = [
            (Difference.ADDED, "%Ln skills added"),
            (Difference.REMOVED, "%Ln skills removed"),
            (Difference.CHANGED, "%Ln skills changed"),
        ]
        for difference, text in counts:
            count = sum(each.difference is difference for each in found.skills)
            if count:
                said.append(tr(text, count))
        time = self.tr("{interviews} x {minutes} min")
        times = [time.format(interviews=one.interviews, minutes=one.minutes) for one in (found.before, found.after)]
        if times[0] != times[1]:
            said.append(self.tr("interviews {before}, now {after}").format(before=times[0], after=times[1]))
        return ", ".join(said) or self.tr("The skills stand in another order")

    def _called(self, version: ProfileVersion) -> str:
        author = self._desk.team.member(version.made_by)
        when = self._formats.moment(version.made_at, now=self._desk.workspace.now())
        said = version_words(version, who=author.name if author else "", when=when)
        return self.tr("{version}: {note}").format(version=said, note=version.note) if version.note else said

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(self.before, 1)
        row.addWidget(self.after, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.only)
        self.body.addWidget(self.about)
        column = QVBoxLayout()
        column.addWidget(self._area)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(self.themes.current.size("listPane"))
        self.body.addWidget(area, 1)
