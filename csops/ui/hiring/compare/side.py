"""The panel beside the board: one candidate closer, and what a person may decide."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from csops.domain.decisions import Decision, is_against, possible
from csops.domain.hiring import Fit, Recommendation, SkillFit
from csops.domain.openings import Move, OpeningState
from csops.services.comparison import Compared, Comparison, Said
from csops.services.scorecards import Hidden
from csops.ui.hiring.compare import words
from csops.ui.hiring.compare.side_parts import EntryList, Verdict
from csops.ui.hiring.compare.written import decision_entries, entries
from csops.ui.hiring.openings.words import stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.gap_plot import GapPlot, GapRow
from csops.ui.kit.labels import ElidedText, Line, Text
from csops.ui.kit.marks import Avatar, Picture
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes


class CandidatePanel(Card):
    """One candidate of the comparison.

    Signals:
        decision_wanted(object): the Decision whose button was pressed.
        open_wanted: the candidate's own page is wanted.
        spread_wanted: what the spread of the interviewers is made of is wanted.
    """

    decision_wanted = Signal(object)
    open_wanted = Signal()
    spread_wanted = Signal()

    def __init__(self, themes: Themes, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(themes, padded=False, parent=parent)
        self._formats = formats
        self.setAccessibleName(tr("The chosen candidate"))
        self._built: list[QWidget] = []
        self._shown: tuple[Comparison, Compared] | None = None
        self.avatar = Avatar(themes, "", step=3)
        self.name = ElidedText(themes, font="title2")
        self.note = ElidedText(themes, font="small", colour="text.secondary", figures=True)
        self.verdict = Verdict(themes)
        self.gaps = GapPlot(themes, title=tr("Compared with what the role needs"))
        self.gaps_title = Text(themes, self.gaps.title, font="smallStrong", colour="text.secondary", wrap=True)
        self.agreement = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.agreement_row = QWidget()
        self.spread_button = IconButton(
            themes, "list", name=tr("What the spread is made of"), role=Role.GHOST, compact=True
        )
        self.spread_button.clicked.connect(self.spread_wanted)
        self.apart = EntryList(themes, tr("Talk about this"), icon="messages-square")
        self.written = EntryList(themes, tr("What interviewers wrote"))
        self.decided = EntryList(themes, tr("Decided so far"))
        self.buttons: list[Button] = []
        self._foot = QVBoxLayout()
        self._lay_out()

    def show_said(self, found: Comparison, heard: Said, moves: Sequence[Move]) -> None:
        """Show what was written of the candidate and decided on them."""
        self.written.show_entries(entries(found, heard, self._formats))
        self.decided.show_entries(decision_entries(found, list(moves), self._formats))

    def show_candidate(self, found: Comparison, one: Compared) -> None:
        """Show what the comparison says of a candidate, before what was written is read."""
        formats, fit = self._formats, one.fit
        name = words.name_of(one, formats)
        self.avatar.show_name(name)
        self.name.say(name)
        stage = stage_words(one.application.stage)
        self.note.say(" · ".join((stage, words.finished_words(one, formats))))
        self._show_verdict(found, one)
        rated = fit is not None and fit.fit is not None
        for part in (self.gaps, self.gaps_title, self.agreement_row):
            part.setVisible(rated)
        self.gaps.show_rows(gap_rows(found, fit, formats) if fit is not None and rated else ())
        if one.standing is not None and rated:
            self.agreement.say(words.spread_words(one.standing.spread, found.usual_levels, formats))
        apart = fit.to_talk_about if fit is not None else ()
        self.apart.show_lines(
            [(words.skill_name(found, row.skill), words.apart_words(found, row, formats)) for row in apart]
        )
        self.written.show_entries([])
        self.decided.show_entries([])
        self._shown = (found, one)
        self._show_buttons(found, one)

    def _show_verdict(self, found: Comparison, one: Compared) -> None:
        formats, fit = self._formats, one.fit
        if fit is None:
            tied = one.hidden is Hidden.TIED
            reason = tr("You are close to this candidate, so that others judge.")
            if not tied:
                done = [words.member_name(found, who) for who in one.finished] or [tr("nobody yet")]
                reason = tr("Hidden until you have submitted your own scorecard. Finished: {names}.").format(
                    names=words.and_joined(done)
                )
            self.verdict.show_verdict(tr("Hidden"), [reason], family="neutral", icon="eye-off")
            return
        look = words.recommendation_look(fit.recommendation)
        icon = {"success": "circle-check", "warning": "circle-dashed", "danger": "circle-x"}[look.family]
        said = words.reasons(found, fit, formats)
        if one.saw_others:
            names = words.and_joined([words.member_name(found, who) for who in one.saw_others])
            said.append(tr("{names} could see others' ratings before rating.").format(names=names))
        if fit.recommendation is not Recommendation.MEETS:
            said.append(tr("A person decides."))
        self.verdict.show_verdict(look.text, said, family=look.family, icon=icon)

    # ------------------------------------------------------------ deciding
    def _show_buttons(self, found: Comparison, one: Compared) -> None:
        for old in self._built:
            self._foot.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._built, self.buttons = [], []
        if not found.may_decide or one.hidden is Hidden.TIED:
            said = tr("Whoever runs the opening decides.")
            self._add_foot(Text(self.themes, said, font="small", colour="text.secondary", wrap=True))
            return
        main, *others = possible(one.application, is_open=found.opening.state is OpeningState.OPEN)
        says = None if one.fit is None or one.fit.fit is None else one.fit.recommendation
        is_main = main in {Decision.OFFER, Decision.HIRE} and not is_against(main, says)
        self._add_foot(self._button(one, main, role=Role.PRIMARY if is_main else Role.PLAIN, icon=_ICONS.get(main, "")))
        shown = [each for each in others if each in {Decision.TALK_AGAIN, Decision.OFFER, Decision.DECLINE}][:2]
        rest = [each for each in others if each not in shown]
        made = [self._button(one, each) for each in shown]
        if rest:
            made.append(self._more(one, rest))
        self._add_beside(made)

    def _button(self, one: Compared, decision: Decision, *, role: Role = Role.PLAIN, icon: str = "") -> Button:
        made = Button(self.themes, words.decision_words(decision, one.application), role=role, icon_name=icon)
        made.clicked.connect(lambda: self.decision_wanted.emit(decision))
        self.buttons.append(made)
        return made

    def _more(self, one: Compared, decisions: Iterable[Decision]) -> Button:
        made = IconButton(self.themes, "ellipsis", name=tr("More decisions"))
        menu = QMenu(made)
        for decision in decisions:
            said = menu.addAction(words.decision_words(decision, one.application))
            said.triggered.connect(lambda _checked=False, each=decision: self.decision_wanted.emit(each))
        made.clicked.connect(lambda: menu.popup(made.mapToGlobal(QPoint(0, -menu.sizeHint().height()))))
        self.buttons.append(made)
        self.more_menu = menu
        return made

    def _add_beside(self, buttons: Sequence[Button]) -> None:
        """Put buttons side by side, or below one another where they would not fit."""
        theme = self.themes.current
        room = self.width() - 2 * theme.space(4) - (len(buttons) - 1) * theme.space(2)
        if sum(each.minimumSizeHint().width() for each in buttons) > room:
            for each in buttons:
                self._add_foot(each)
            return
        row = QWidget()
        line = QHBoxLayout(row)
        Spacing(self.themes, line, gap=2)
        for each in buttons:
            line.addWidget(each, 0 if isinstance(each, IconButton) else 1)
        self._add_foot(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override of Qt: buttons that fitted side by side may not any more."""
        super().resizeEvent(event)
        if self._shown is not None and event.oldSize().width() != event.size().width():
            self._show_buttons(*self._shown)

    def _add_foot(self, widget: QWidget) -> None:
        self._foot.addWidget(widget)
        self._built.append(widget)

    # ------------------------------------------------------------ laying out
    def _lay_out(self) -> None:
        themes = self.themes
        head = QHBoxLayout()
        Spacing(themes, head, margins=(5, 4, 3, 3), gap=3)
        head.addWidget(self.avatar)
        names = QVBoxLayout()
        Spacing(themes, names)
        names.addWidget(self.name)
        names.addWidget(self.note)
        head.addLayout(names, 1)
        self.open_button = IconButton(
            themes, "square-arrow-out-up-right", name=tr("Open the candidate"), role=Role.GHOST
        )
        self.open_button.clicked.connect(self.open_wanted)
        head.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        scales = QHBoxLayout(self.agreement_row)
        Spacing(themes, scales, gap=2)
        scales.addWidget(Picture(themes, "scale"), 0, Qt.AlignmentFlag.AlignTop)
        scales.addWidget(self.agreement, 1)
        scales.addWidget(self.spread_button, 0, Qt.AlignmentFlag.AlignTop)
        inner = QWidget()
        column = QVBoxLayout(inner)
        Spacing(themes, column, margins=(4, 0, 4, 4), gap=3)
        column.addWidget(self.verdict)
        column.addWidget(self.gaps_title)
        column.addWidget(self.gaps)
        column.addWidget(self.agreement_row)
        column.addWidget(self.apart)
        column.addWidget(self.written)
        column.addWidget(self.decided)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inner)
        self.area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setAccessibleName(tr("What is known of the candidate"))
        Spacing(themes, self._foot, margins=(4, 3, 4, 4), gap=2)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(Line(themes))
        self.body.addLayout(self._foot)


_ICONS = {Decision.OFFER: "check", Decision.HIRE: "check", Decision.NEXT_STAGE: "arrow-right"}


def gap_rows(found: Comparison, fit: Fit, formats: Formats) -> tuple[GapRow, ...]:
    """Return the rows of the plot, in the order of the profile."""
    return tuple(_gap_row(found, row, formats) for row in fit.skills)


def _gap_row(found: Comparison, row: SkillFit, formats: Formats) -> GapRow:
    name, text = words.skill_name(found, row.skill), words.gap_words(row, formats)
    said = tr("{skill}: {level} of 5, aimed at {target}")
    told = said.format(skill=name, level=words.level(row.mean, formats), target=formats.number(row.target))
    return GapRow(
        name=name,
        value=row.mean,
        minimum=row.minimum,
        target=row.target,
        text=text,
        words=told,
        ratings=tuple(level for _, level in row.levels) if row.n > 1 else (),
        family=_family(row),
    )


def _family(row: SkillFit) -> str:
    if row.mean is None:
        return "neutral"
    if row.is_below:
        return "danger" if row.requirement.value == "required" else "warning"
    return "success" if row.mean >= row.target else "warning"
