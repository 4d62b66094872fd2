"""Versions of a role profile side by side, skill by skill."""

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from csops.domain.profile_changes import compare_versions
from csops.domain.role_profiles import Profile, ProfileVersion
from csops.services.profiles import versions_of
from csops.ui.desk import Desk
from csops.ui.hiring.profiles.profile_words import Names, asked_words, difference_words, summary_words, version_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.versions_dialog import Compared, ComparedLine, VersionsDialog


def versions_dialog(desk: Desk, parent: QWidget, *, profile: Profile, names: Names) -> VersionsDialog[ProfileVersion]:
    """Return what chooses two versions of a profile and shows each skill in both."""
    workspace, formats = desk.workspace, Formats(zone=ZoneInfo(desk.team.shop.zone))

    def called(version: ProfileVersion) -> str:
        author = desk.team.member(version.made_by)
        when = formats.moment(version.made_at, now=workspace.now())
        said = version_words(version, who=author.name if author else "", when=when)
        return tr("{version}: {note}").format(version=said, note=version.note) if version.note else said

    def compare(before: ProfileVersion, after: ProfileVersion) -> Compared:
        found = compare_versions(before, after)
        lines = [
            ComparedLine(
                name=names.get(line.skill, line.skill),
                before=asked_words(line.before, formats),
                after=asked_words(line.after, formats),
                difference=line.difference,
                change=difference_words(line),
            )
            for line in found.skills
        ]
        return Compared(summary=summary_words(found), lines=lines)

    return VersionsDialog(
        desk,
        parent,
        title=tr("Versions of {name}").format(name=profile.name),
        asked=tr("Skill"),
        read=lambda: versions_of(workspace, profile_id=profile.id),
        called=called,
        compare=compare,
    )
