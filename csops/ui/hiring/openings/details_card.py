"""What is kept of a candidate: how they are reached, where they came from, consent, until when, and who is close."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.candidates import Candidate, Tie, TieKind
from csops.domain.retention import Ground, Keeping
from csops.services.candidate_view import CandidateView, OtherApplication
from csops.ui.hiring.openings.twins_note import TwinsNote
from csops.ui.hiring.openings.words import outcome_words, stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class DetailsCard(Card):
    """The details of one candidate.

    Signals:
        merge_wanted(object): this Candidate and the one that is shown may be made one.
        application_wanted(int): another application of theirs shall be shown.
        tie_wanted: somebody is close.
        untie_wanted(object): this Tie shall be taken back.
    """

    merge_wanted = Signal(object)
    application_wanted = Signal(int)
    tie_wanted = Signal()
    untie_wanted = Signal(object)

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__(themes, title=tr("Details"), padded=False)
        self._formats = formats
        self.twins = TwinsNote(themes, can_merge=True)
        self.twins.merge_wanted.connect(self.merge_wanted)
        told = tr("Note a relative or friend…")
        self.tie_button = Button(themes, told, role=Role.LINK, icon_name="users", compact=True)
        self.tie_button.clicked.connect(self.tie_wanted)
        self._rows: QWidget | None = None
        self.said: dict[str, str] = {}
        """What is shown, by its label."""
        foot = QVBoxLayout()
        Spacing(themes, foot, margins=(5, 0, 5, 3), gap=2)
        line = QHBoxLayout()
        line.addWidget(self.tie_button)
        line.addStretch(1)
        foot.addLayout(line)
        foot.addWidget(self.twins)
        self.body.addLayout(foot)

    def show_view(self, view: CandidateView, *, me: int, name_of: Callable[[int | None], str]) -> None:
        """Show the details of whoever applied."""
        if self._rows is not None:
            self.body.removeWidget(self._rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        Spacing(self.themes, column, margins=(5, 0, 5, 2), gap=2)
        self.said = {}
        if view.candidate is None:
            hidden = tr("Name, details and files are shown once you have submitted your scorecard")
            column.addWidget(Text(self.themes, hidden, colour="text.secondary", wrap=True))
        else:
            self.said = dict(_facts(view.candidate, view.keeping, self._formats))
            column.addLayout(self._grid())
            self._add_ties(column, view.ties, me=me, name_of=name_of, may_lift=view.may_run)
            self._add_others(column, view.others)
        self.tie_button.setVisible(view.candidate is not None and not view.is_tied)
        self.tie_button.setText(tr("Note a relative or friend…") if view.may_run else tr("I am close to them…"))
        self.tie_button.setAccessibleName(self.tie_button.text())
        self.twins.show_twins(view.twins)
        self.body.insertWidget(0, self._rows)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        Spacing(self.themes, grid, gap=1, across=3)
        grid.setColumnStretch(1, 1)
        for row, (label, value) in enumerate(self.said.items()):
            top = Qt.AlignmentFlag.AlignTop
            # Words that may wrap have extra leading: the label has it too, and blanks that do not break.
            said = Text(self.themes, label.replace(" ", "\u00a0"), colour="text.secondary", wrap=True)
            grid.addWidget(said, row, 0, top)
            grid.addWidget(Text(self.themes, value or UNKNOWN, wrap=True), row, 1)
        return grid

    def _add_ties(
        self,
        column: QVBoxLayout,
        ties: Sequence[Tie],
        *,
        me: int,
        name_of: Callable[[int | None], str],
        may_lift: bool,
    ) -> None:
        for tie in ties:
            row = QHBoxLayout()
            Spacing(self.themes, row, gap=1)
            said = tr("{name} is this candidate") if tie.kind is TieKind.SELF else tr("{name} is close to them")
            words = said.format(name=name_of(tie.member_id))
            row.addWidget(ElidedText(self.themes, words, colour="warning.text"), 1)
            if may_lift and tie.member_id != me:
                name = tr("Take back: {what}").format(what=words)
                away = IconButton(self.themes, "x", name=name, role=Role.GHOST, compact=True)
                away.clicked.connect(lambda _on=False, tie=tie: self.untie_wanted.emit(tie))
                row.addWidget(away)
            column.addLayout(row)

    def _add_others(self, column: QVBoxLayout, others: Sequence[OtherApplication]) -> None:
        for other in others:
            application = other.application
            said = tr("Also applied: {title}, {stage}").format(
                title=other.title,
                stage=stage_words(application.stage)
                if application.outcome.value == "open"
                else outcome_words(application.outcome),
            )
            button = Button(self.themes, said, role=Role.LINK, compact=True)
            button.clicked.connect(lambda _on=False, number=application.id: self.application_wanted.emit(number))
            line = QHBoxLayout()
            line.addWidget(button)
            line.addStretch(1)
            column.addLayout(line)


def _facts(candidate: Candidate, keeping: Keeping | None, formats: Formats) -> list[tuple[str, str]]:
    said = [
        (tr("E-mail"), candidate.email),
        (tr("Phone"), candidate.phone),
        (tr("Came by"), candidate.source),
        (tr("Consent"), consent_words(candidate, formats)),
    ]
    if keeping is not None:
        said.append((tr("Kept until"), keeping_words(candidate, keeping, formats)))
    return said


def consent_words(candidate: Candidate, formats: Formats) -> str:
    """Say whether and when somebody agreed that their details are kept, and how they were asked."""
    if candidate.consent_at is None:
        return candidate.consent_note or tr("Not noted yet")
    day = formats.day(candidate.consent_at.astimezone(formats.zone).date(), year=True)
    said = tr("Agreed on {day}").format(day=day)
    return f"{said}. {candidate.consent_note}" if candidate.consent_note else said


def keeping_words(candidate: Candidate, keeping: Keeping, formats: Formats) -> str:
    """Say until when details are kept, and why."""
    why = {
        Ground.HOLD: tr("legal hold: {reason}").format(reason=candidate.hold_reason),
        Ground.OPEN: tr("no day yet: an application is open"),
        Ground.HIRED: tr("hired: belongs to the staff file"),
        Ground.AGREED: tr("as they agreed"),
        Ground.DECIDED: tr("counted from the decision"),
        Ground.CLOSED: tr("counted from the closing"),
        Ground.NEVER_APPLIED: tr("counted from when they came"),
    }[keeping.ground]
    if keeping.until is None:
        return why[:1].upper() + why[1:]
    return tr("{day}, {why}").format(day=formats.day(keeping.until, year=True), why=why)
