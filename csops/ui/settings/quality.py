"""Quality: who reviews, how long one disputes, when others see a person's figures, and root causes of low ratings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from csops.domain.access import Permission, Role, may
from csops.domain.people import Member
from csops.domain.quality_rules import LIMITS, QualityRules
from csops.domain.root_causes import RootCause
from csops.services import settings
from csops.services.root_causes import root_causes, save_root_causes
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, CheckBox, Switch
from csops.ui.kit.controls import Role as ButtonRole
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.several_field import SeveralField
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.rule_fields import RuleFields
from csops.ui.settings.tab import Tab


@dataclass(frozen=True, kw_only=True)
class _Read:
    rules: QualityRules
    causes: tuple[RootCause, ...]


class QualityTab(Tab):
    """One field for each rule of reviews, kept as soon as it is left.

    Signals:
        wanted(str, object): the settings shall be shown where it is said from how many a figure is judged.
    """

    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            title=self.tr("Quality"),
            why=self.tr("One set of rules for drawing, reviewing, results and calibration"),
            needs=Permission.SETTINGS,
        )
        self.rules: QualityRules | None = None
        self._causes: tuple[RootCause, ...] = ()
        self._asked = 0
        self.fields = RuleFields(self.themes, LIMITS, Formats())
        self.reviewers: dict[int, CheckBox] = {}
        self.side_by_side(self._reviewing(), self._judging())
        self.side_by_side(self._after(), self._root_causes())
        self.fields.when_left(self._commit)
        self.self_first.clicked.connect(lambda _on: self._commit())
        self.causes.left.connect(self._commit_causes)
        self.refresh()

    def refresh(self) -> None:
        """Read the rules anew, and show who may review and from how many on anybody is ranked."""
        self._show_people()
        few = self.fields.formats.number(self.desk.team.care.too_few)
        self.ranked.setText(self.tr("Ranked from {number} reviews on, as set for every figure").format(number=few))
        self.ranked.setAccessibleName(self.ranked.text())
        self._asked += 1
        workspace, number = self.desk.workspace, self._asked
        self.desk.ask(lambda: _read(workspace), then=lambda found: self._show(found, number))

    def _show(self, found: _Read, number: int) -> None:
        """Show what was read, unless something was kept since it was asked; what somebody types in stays."""
        if number != self._asked:
            return
        self.rules, self._causes = found.rules, found.causes
        self.fields.show_rules(found.rules)
        self.self_first.setChecked(found.rules.self_first)
        for member_id, box in self.reviewers.items():
            if box.isEnabled():
                box.setChecked(member_id in found.rules.reviewers)
        if not any(line.hasFocus() for line in self.causes.lines.shown):
            self.causes.set_values(tuple(each.name for each in found.causes if each.active))

    # ------------------------------------------------------------ changing
    def _values(self) -> dict[str, Any]:
        """Return what is typed and right; what is not keeps what was there."""
        chosen = [member_id for member_id, box in self.reviewers.items() if box.isEnabled() and box.isChecked()]
        return {**self.fields.typed(), "self_first": self.self_first.isChecked(), "reviewers": tuple(sorted(chosen))}

    def _commit(self) -> None:
        rules, workspace = self.rules, self.desk.workspace
        if rules is None or not self.may_change:
            return
        wanted = replace(rules, **self._values())
        if wanted != rules:
            self.rules = wanted
            self._asked += 1  # an answer that is on its way says what was there before
            self.act(
                lambda: settings.save_quality_rules(workspace, rules=wanted),
                said=self.tr("Changed the rules of reviews"),
                fields=self.fields.values(),
            )

    def _commit_causes(self) -> None:
        workspace, before = self.desk.workspace, self._causes
        names = self.causes.values()
        if not self.may_change or not before or names == tuple(each.name for each in before if each.active):
            return
        wanted = _causes_of(names, before)
        self._asked += 1
        self.act(
            lambda: save_root_causes(workspace, causes=wanted),
            said=self.tr("Changed the root causes of reviews"),
            fields=[self.causes],
        )

    # ------------------------------------------------------------ the cards
    def _show_people(self) -> None:
        """Have a box for everybody who works with contacts; supervisors and above review as they are."""
        for member in self.desk.team.members:
            if not member.active or member.role is Role.READ_ONLY:
                continue
            if member.id not in self.reviewers:
                box = self.reviewers[member.id] = CheckBox(self.themes, member.name)
                box.clicked.connect(lambda _on: self._commit())
                self._people.addWidget(box)
            self._show_person(self.reviewers[member.id], member)

    def _show_person(self, box: CheckBox, member: Member) -> None:
        always = may(member.role, Permission.REVIEWS)
        box.setText(self.tr("{name}, by role").format(name=member.name) if always else member.name)
        box.setAccessibleName(box.text())
        box.setEnabled(not always)
        if always:
            box.setChecked(True)

    def _reviewing(self) -> Card:
        card = self.form_card(self.tr("Who reviews"))
        why = self.tr("Others than these review nobody. Nobody reviews own contacts")
        card.body.addWidget(Text(self.themes, why, font="small", colour="text.secondary", wrap=True))
        self._people = QVBoxLayout()
        Spacing(self.themes, self._people, gap=1)
        card.body.addLayout(self._people)
        card.body.addWidget(
            self.fields.add(
                "per_person",
                self.tr("Reviews per person and month"),
                unit=self.tr("reviews"),
                helper=self.tr("What is aimed at; a draw may ask for more or fewer"),
            )
        )
        card.body.addStretch(1)
        return card

    def _judging(self) -> Card:
        card = self.form_card(self.tr("When figures are shown"))
        card.body.addWidget(
            self.fields.add(
                "fewest_to_show",
                self.tr("A person's figures are shown to others from"),
                unit=self.tr("reviews"),
                helper=self.tr("With a score. With fewer, that person alone sees them, and what coaching did for them"),
            )
        )
        self.ranked = Button(self.themes, "", role=ButtonRole.LINK, compact=True)
        self.ranked.clicked.connect(lambda: self.wanted.emit("settings", {"tab": "care"}))
        card.body.addWidget(self.ranked, 0, Qt.AlignmentFlag.AlignLeading)
        card.body.addWidget(
            self.fields.add(
                "alignment_goal",
                self.tr("Calibration aims at"),
                unit=self.tr("%"),
                helper=self.tr("So many pairs of ratings are to be equal"),
            )
        )
        card.body.addStretch(1)
        return card

    def _after(self) -> Card:
        card = self.form_card(self.tr("What the person reviewed may do"))
        self.self_first = Switch(self.themes, self.tr("They review their own contact first"))
        card.body.addWidget(self.self_first)
        note = self.tr("New draws ask them before the reviewer; a draw can be made otherwise")
        card.body.addWidget(Text(self.themes, note, font="small", colour="text.secondary", wrap=True))
        card.body.addWidget(
            self.fields.add(
                "dispute_days",
                self.tr("They can dispute a criterion for"),
                unit=self.tr("days"),
                helper=self.tr("Counted from the moment a review is sent"),
            )
        )
        card.body.addStretch(1)
        return card

    def _root_causes(self) -> Card:
        card = self.form_card(self.tr("Root causes of low ratings"))
        self.causes = SeveralField(
            self.themes,
            label=self.tr("Offered in reviews"),
            one=self.tr("Root cause"),
            add=self.tr("Add a root cause"),
            name="root causes",
        )
        card.body.addWidget(self.causes)
        note = self.tr("One that is taken out is not offered any more; reviews that name it go on showing it")
        card.body.addWidget(Text(self.themes, note, font="small", colour="text.secondary", wrap=True))
        card.body.addStretch(1)
        return card


def _causes_of(names: Sequence[str], before: Sequence[RootCause]) -> list[RootCause]:
    """Return the causes of these names: a name that was here is its cause, and one that was corrected in place too."""
    known = {each.name.casefold(): each for each in before}
    active = [each for each in before if each.active]
    said = {name.casefold() for name in names}
    found = []
    for place, name in enumerate(names):
        same = known.get(name.casefold())
        if same is None and len(names) == len(active) and active[place].name.casefold() not in said:
            same = active[place]
        found.append(replace(same or RootCause(name=name), name=name, active=True))
    return found


def _read(workspace: Workspace) -> _Read:
    return _Read(rules=settings.quality_rules(workspace), causes=root_causes(workspace))
