"""Asks whether an opening shall be moved to another version of its profile, with both rankings in sight."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.services.profile_preview import RatingsSeen, move_opening, preview
from csops.services.profiles import KeptProfile
from csops.ui.desk import Desk, Said
from csops.ui.hiring.profiles.profile_words import Names
from csops.ui.hiring.profiles.ranking_table import RankingTable
from csops.ui.hiring.wording import tr
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.fields import LineField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling


class MoveDialog(Dialog):
    """The ranking as it is and as it would be; a person decides, with a reason."""

    def __init__(
        self, desk: Desk, parent: QWidget, *, ratings: RatingsSeen, kept: KeptProfile, names: Names, formats: Formats
    ) -> None:
        title = tr("Move {opening} to version {number}")
        title = title.format(opening=ratings.opening.title, number=kept.version.number)
        super().__init__(desk.themes, parent, title=title, width=2)
        self._desk, self._ratings, self._kept = desk, ratings, kept
        said = tr(
            "Everybody is ranked by version {number} from then on. What was rated stays as it is, decisions so far "
            "stay with the figures of their day, and the move can be taken back"
        )
        self.body.addWidget(Text(desk.themes, said.format(number=kept.version.number), wrap=True))
        self.table = RankingTable(desk.themes, formats)
        self.table.show_preview(ratings, preview(ratings, kept.role), names=names)
        column = QVBoxLayout()
        column.addWidget(self.table)
        column.addStretch(1)
        area = scrolling(column)
        area.setMinimumHeight(desk.themes.current.size("listPane") // 2)
        self.body.addWidget(area, 1)
        self.reason = LineField(
            desk.themes, label=tr("Why"), name="reason", placeholder=tr("Stands in the note of the opening")
        )
        self.body.addWidget(self.reason)
        self.trouble = Text(desk.themes, colour="danger.text", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.leave = Button(desk.themes, tr("Leave it"), role=Role.GHOST)
        self.leave.clicked.connect(self.close_layer)
        self.go = Button(desk.themes, tr("Move it"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.go.setShortcut("Ctrl+Return")
        self.go.clicked.connect(self.submit)
        self.add_button(self.leave)
        self.add_button(self.go)
        self.closed.connect(self.deleteLater)
        form = record_form(Kind.OPENING, ratings.opening.id, "move")
        self.kept = KeptTyping(desk, self, (self.reason,), form=form)

    def submit(self) -> None:
        """Move the opening."""
        workspace, opening, version = self._desk.workspace, self._ratings.opening, self._kept.version
        reason = self.reason.text()
        said = tr("{opening} asks what version {number} asks").format(opening=opening.title, number=version.number)
        self._desk.act(
            lambda: move_opening(workspace, opening_id=opening.id, version_id=version.id, reason=reason),
            then=lambda _opening: self.finish(),
            failed=self._explain,
            said=Said(text=said),
        )

    def _explain(self, error: Exception) -> None:
        self.trouble.say(words(error).sentence)
        self.trouble.show()
