"""What an erasure takes and what stays, before it is done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.services.candidate_privacy import Preview
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Banner
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Picture
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class EraseDialog(Dialog):
    """It is done only after the box is ticked: nothing brings it back.

    Signals:
        erase_wanted: they shall be erased.
    """

    erase_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget, previews: Sequence[Preview], *, name: str) -> None:
        """Show what goes with one (`name`), or with several together."""
        many = len(previews)
        title = tr("Erase {name}").format(name=name) if many == 1 else tr("Erase %Ln candidates", many)
        super().__init__(themes, parent, title=title, width=1)
        for is_so, said in (
            (any(one.is_open for one in previews), tr("Still in the running")),
            (any(one.is_hired for one in previews), tr("Hired")),
        ):
            if is_so:
                self.body.addWidget(Banner(themes, said, family="warning"))
        self._list(tr("This goes, also from the history and from what anybody is typing"), goes(previews), icon="x")
        self._list(tr("This stays"), stays(previews), icon="check")
        self.sure = CheckBox(themes, tr("I know that nothing brings it back, no undo and no backup"))
        self.body.addWidget(self.sure)
        self.erase = Button(themes, tr("Erase for good"), role=Role.DANGER)
        self.erase.setEnabled(False)
        self.cancel = Button(themes, tr("Cancel"))
        self.add_button(self.cancel)
        self.add_button(self.erase)
        self.cancel.clicked.connect(self.close_layer)
        self.sure.toggled.connect(self.erase.setEnabled)
        self.erase.clicked.connect(self._erase)
        self.closed.connect(self.deleteLater)

    def first_focus(self) -> QWidget:
        """Return the box: Enter alone erases nobody."""
        return self.sure

    def _erase(self) -> None:
        self.close_layer()
        self.erase_wanted.emit()

    def _list(self, title: str, lines: list[str], *, icon: str) -> None:
        column = QVBoxLayout()
        Spacing(self.themes, column, gap=1)
        column.addWidget(Text(self.themes, title, font="bodyStrong", wrap=True))
        for line in lines:
            row = QHBoxLayout()
            Spacing(self.themes, row, gap=2)
            mark = Picture(self.themes, icon, size=14, colour="text.secondary")
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(self.themes, line, wrap=True), 1)
            column.addLayout(row)
        self.body.addLayout(column)


def goes(previews: Sequence[Preview]) -> list[str]:
    """Return what goes, in words; what there is none of is not named."""
    counts = (
        (sum(one.applications for one in previews), "%Ln applications"),
        (sum(one.scorecards for one in previews), "%Ln scorecards"),
        (sum(one.notes for one in previews), "%Ln notes"),
        (sum(one.decisions for one in previews), "%Ln decisions with their reasons"),
        (sum(one.papers for one in previews), "%Ln files"),
        (sum(one.answers for one in previews), "%Ln answers on groups; their counts stay"),
    )
    said = [tr("Name, e-mail, phone, source and consent"), *(tr(words, many) for many, words in counts if many)]
    shared = sum(one.shared for one in previews)
    return [*said, tr("%Ln files belong to others too, and stay with them", shared)] if shared else said


def stays(previews: Sequence[Preview]) -> list[str]:
    """Return what stays, in words."""
    said = [
        tr("How far each application came, as a count without a name"),
        tr("Older backups, until they are thinned out (nine months at most); one that is brought back is erased again"),
        tr("Files that somebody saved or printed elsewhere"),
    ]
    named = dict.fromkeys(title for one in previews for title in one.named_in)
    return [*said, *(tr("A name in the note of {opening}: change it there").format(opening=title) for title in named)]
