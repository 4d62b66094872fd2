"""What a draw would bring: how many of whom, how much that covers, how many an average takes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from csops.domain.review_draws import DrawPreview
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.marks import Avatar
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.queue.words import joined_words, precision_words
from csops.ui.quality.wording import tr


class PreviewPane(Card):
    """The preview of a draw."""

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__(desk.themes, title=tr("What it brings"))
        self._desk, self._formats = desk, formats
        themes = desk.themes
        self.said = Text(themes, "", font="bodyStrong", wrap=True)
        self.problem = Text(themes, "", colour="danger.text", wrap=True)
        self.warning = Text(themes, "", colour="warning.text", wrap=True, figures=True)
        self.notes = Text(themes, "", font="small", colour="text.secondary", wrap=True)
        self.needed = Text(themes, "", font="small", colour="text.secondary", wrap=True)
        self.joined = Text(themes, "", font="small", colour="text.secondary", wrap=True, figures=True)
        self._rows = QGridLayout()
        Spacing(themes, self._rows, gap=2, across=3)
        self._rows.setColumnStretch(1, 1)
        people = QVBoxLayout()
        Spacing(themes, people, margins=(0, 0, 2, 0), gap=3)
        people.addLayout(self._rows)
        people.addWidget(self.joined)
        people.addStretch(1)
        self.body.addWidget(self.said)
        self.body.addWidget(self.problem)
        self.body.addWidget(self.warning)
        self.body.addWidget(self.notes)
        self.body.addWidget(scrolling(people), 1)
        self.body.addWidget(self.needed)
        self.problem.hide()
        self.warning.hide()
        self.notes.hide()
        self.joined.hide()

    def show_problem(self, sentence: str) -> None:
        """Say why it cannot be drawn."""
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))

    def show_preview(self, found: DrawPreview, *, quota: int | None) -> None:
        """Show what it would bring. `quota`: how many of each person were asked for."""
        number = self._formats.number
        self.show_problem(words(found.problem).sentence if found.problem is not None else "")
        said = tr("%Ln contacts", found.drawn)
        self.said.say(tr("{drawn} of {free} that can be drawn").format(drawn=said, free=number(found.standing.free)))
        self.warning.say(self._warning(found, quota))
        self.warning.setVisible(bool(self.warning.words()))
        self.notes.say("\n".join(self._notes(found, quota)))
        self.notes.setVisible(bool(self.notes.words()))
        self.needed.say("\n".join(precision_words(found.precision, self._formats)))
        self._show_people(found)
        team = self._desk.team
        self.joined.say("\n\n".join(joined_words(one, found.strata, team, self._formats) for one in found.joined))
        self.joined.setVisible(bool(found.joined))

    def _warning(self, found: DrawPreview, quota: int | None) -> str:
        """Return that there are more groups than contacts to draw, and what would be right."""
        if not found.joined or found.problem is not None:
            return ""
        number, groups = self._formats.number, found.groups(per_person=quota is not None)
        said = tr(
            "{drawn} are too few for {groups} groups, so small ones are drawn together, named below. Ask for {groups} "
            "or more, or spread over less"
        )
        if quota is not None:
            said = tr(
                "{drawn} of each person are too few for up to {groups} groups, so small ones are drawn together, "
                "named below. Ask for {groups} or more of each, or spread over less"
            )
        return said.format(drawn=number(found.drawn if quota is None else quota), groups=number(groups))

    def _notes(self, found: DrawPreview, quota: int | None) -> list[str]:
        notes = []
        short = [one for one in found.people if one.short and found.problem is None]
        if short and quota is not None:
            notes.append(tr("%Ln people have fewer than that; all of theirs are taken", len(short)))
        if len(found.layers) > 1:
            notes.append(tr("%Ln groups; averages weigh each by its size", len(found.layers)))
        if found.serves_both:
            notes.append(tr("%Ln were picked by risk or by hand before: one review serves both", found.serves_both))
        if found.unshared and found.problem is None:
            notes.append(
                tr("%Ln are the only reviewer's own: tick somebody else too, or nobody reviews them", found.unshared)
            )
        if found.readable is not None and found.readable < found.drawn and found.problem is None:
            notes.append(
                tr(
                    "%Ln of them hold words of ours to read; of the others there is only a note or a file",
                    found.readable,
                )
            )
        bare = found.standing.bare
        if bare and found.problem is None:
            notes.append(tr("%Ln more hold no text and no file, so nothing could be reviewed", bare))
        return notes

    def _show_people(self, found: DrawPreview) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        themes, number = self._desk.themes, self._formats.number
        for row, one in enumerate(found.people):
            member = self._desk.team.member(one.member_id)
            name = tr("Somebody who left") if member is None else member.name
            covers = tr("{reviewed} of {handled} so far").format(
                reviewed=number(one.reviewed), handled=number(one.handled)
            )
            self._rows.addWidget(Avatar(themes, name), row, 0)
            self._rows.addWidget(ElidedText(themes, name), row, 1)
            self._rows.addWidget(
                Text(themes, covers, font="small", colour="text.secondary", figures=True), row, 2,
                Qt.AlignmentFlag.AlignTrailing,
            )  # fmt: skip
            drawn = Text(themes, number(one.drawn, signed=bool(one.drawn)), font="bodyStrong", figures=True)
            drawn.setAccessibleName(tr("{name}: {drawn} drawn, {covers}").format(
                name=name, drawn=number(one.drawn), covers=covers)
            )  # fmt: skip
            self._rows.addWidget(drawn, row, 3, Qt.AlignmentFlag.AlignTrailing)
