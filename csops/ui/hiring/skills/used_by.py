"""What names a skill: profiles, openings, members, scorecards; each leads there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.services.skills import SkillUse
from csops.ui.hiring.tab_keys import OPENINGS, PROFILES, TEAM
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class UsedBy(QWidget):
    """Lines that lead to what names a skill.

    Signals:
        wanted: as a page's.
    """

    wanted = Signal(str, object)

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes
        self._column = QVBoxLayout(self)
        Spacing(themes, self._column, gap=1)
        self._lines = QVBoxLayout()
        Spacing(themes, self._lines)
        self._column.addWidget(Text(themes, self.tr("Used by"), font="title3"))
        self._column.addLayout(self._lines)

    def show_use(self, used: SkillUse, *, skill_id: int) -> None:
        """Show what names the skill."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for profile_id, name in used.profiles:
            said = self.tr("Role profile: {name}").format(name=name)
            self._add(said, PROFILES, {"profile_id": profile_id})
        for opening_id, title in used.openings:
            self._add(self.tr("Opening: {title}").format(title=title), OPENINGS, {"opening_id": opening_id})
        if used.other_openings:
            said = tr("%Ln openings on whose panel you are not", used.other_openings)
            self._lines.addWidget(Text(self._themes, said, colour="text.secondary"))
        if used.members:
            self._add(tr("%Ln members have a level in it", used.members), TEAM, {"skill_id": skill_id})
        if used.trainings:
            self._add(tr("%Ln trainings", used.trainings), TEAM, {"skill_id": skill_id})
        for card_id, name in used.cards:
            said = self.tr("Scorecard: {name}").format(name=name)
            self._add(said, "cards", {"card_id": card_id}, place="quality")
        if not used.is_used:
            self._lines.addWidget(Text(self._themes, self.tr("Nothing yet"), colour="text.secondary"))

    def _add(self, words: str, tab: str, question: dict[str, object], *, place: str = "hiring") -> None:
        button = Button(self._themes, words, role=Role.LINK, compact=True)
        button.clicked.connect(lambda: self.wanted.emit(place, {"tab": tab, **question}))
        self._lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
