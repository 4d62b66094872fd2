"""Two candidates side by side before they are made one: what stays, and what comes from which."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from csops.domain.candidates import Candidate
from csops.services.candidate_merge import MergePreview
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class MergeForm(Dialog):
    """Shows what a merge makes of two.

    Signals:
        merge_wanted(int, int): the ids of the candidate that stays and of the one that goes.
        swap_wanted(int, int): the same, the other way round: show that.
    """

    merge_wanted = Signal(int, int)
    swap_wanted = Signal(int, int)

    def __init__(self, themes: Themes, parent: QWidget, *, preview: MergePreview, formats: Formats) -> None:
        super().__init__(themes, parent, title=tr("Make one candidate of two"), width=1)
        self.preview, self._formats = preview, formats
        self.said = Text(themes, self._sentence(), colour="text.secondary", wrap=True)
        self.body.addWidget(self.said)
        self.body.addLayout(self._grid())
        self.trouble = Text(themes, colour="danger.text", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        stays, goes = preview.stays.id, preview.goes.id
        self.swap = Button(themes, tr("The other way round"), icon_name="arrow-left-right")
        self.swap.clicked.connect(lambda: self.swap_wanted.emit(goes, stays))
        self.merge = Button(themes, tr("Merge"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.merge.setShortcut("Ctrl+Return")
        self.merge.clicked.connect(lambda: self.merge_wanted.emit(stays, goes))
        self.add_button(self.swap)
        self.add_button(self.merge)

    def complain(self, sentence: str) -> None:
        """Say why they stay two."""
        self.trouble.say(sentence)
        self.trouble.show()
        self.place()

    def _sentence(self) -> str:
        found = self.preview
        counts = (
            (found.applications, tr("%Ln applications", found.applications)),
            (found.files, tr("%Ln files", found.files)),
        )
        said = [words for number, words in counts if number]
        words = tr("{name} stays, with what only the other record says").format(name=found.stays.name)
        if said:
            more = tr("From the other come {what}").format(what=", ".join(said))
            words = f"{words}. {more}"
        if found.same_openings:
            both = tr("Both applied for {titles}: there one application stays, with the scorecards of both")
            words = f"{words}. {both.format(titles=', '.join(found.same_openings))}"
        return tr("{what}. It can be taken back").format(what=words)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        Spacing(self.themes, grid, gap=1, across=4)
        found = self.preview
        heads = ("", tr("Stays"), tr("Goes"), tr("Together"))
        for column, words in enumerate(heads):
            grid.addWidget(Text(self.themes, words, font="smallStrong", colour="text.secondary"), 0, column)
            grid.setColumnStretch(column, 0 if column == 0 else 1)
        for row, label in enumerate(_labels(), start=1):
            grid.addWidget(Text(self.themes, label, font="small", colour="text.secondary"), row, 0)
            sides = [_values(one, self._formats)[row - 1] for one in (found.stays, found.goes, found.after)]
            for column, value in enumerate(sides, start=1):
                is_new = column == 3 and value != sides[0]
                said = Text(
                    self.themes, value or UNKNOWN, colour="accent.text" if is_new else "text.primary", wrap=True
                )
                grid.addWidget(said, row, column)
        return grid


def _labels() -> tuple[str, ...]:
    return (tr("Name"), tr("E-mail"), tr("Phone"), tr("Came by"), tr("Came on"), tr("Consent"), tr("Legal hold"))


def _values(one: Candidate, formats: Formats) -> tuple[str, ...]:
    agreed = formats.day(one.consent_at.astimezone(formats.zone).date(), year=True) if one.consent_at else ""
    return (one.name, one.email, one.phone, one.source, formats.day(one.came_on, year=True), agreed, one.hold_reason)
