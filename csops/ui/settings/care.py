"""Figures and care: from how many a figure is judged, when a customer counts as lost, which answer is low."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from csops.domain.access import Permission
from csops.domain.care_rules import DEFAULT_LOST_DAYS, LIMITS, SUBSCRIPTION_LOST_DAYS, CareRules
from csops.services import settings
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Switch
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.rule_fields import RuleFields
from csops.ui.settings.tab import Tab

_MAY_BE_EMPTY = "lost_after_days"


class CareTab(Tab):
    """One field for each rule, kept as soon as it is left. An empty number of days until lost is the usual one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            title=self.tr("Figures & care"),
            why=self.tr("One set of rules for every screen, goal and report"),
            needs=Permission.SETTINGS,
        )
        self._formats = Formats()
        self.fields = RuleFields(self.themes, LIMITS, self._formats)
        self.side_by_side(self._judging(), self._losing())
        self.side_by_side(self._asking(), self._low_answers())
        self.fields.when_left(self._commit)
        for switch in (self.subscriptions, self.silence):
            switch.clicked.connect(lambda _on: self._commit())
        self.refresh()

    def refresh(self) -> None:
        """Show the rules as they are now, but leave the field alone in which somebody types."""
        rules = self.desk.team.care
        self.fields.show_rules(rules)
        self.subscriptions.setChecked(rules.sells_subscriptions)
        self.silence.setChecked(rules.sells_subscriptions or rules.silence_counts)
        self._show_silence(rules)

    def _show_silence(self, rules: CareRules) -> None:
        counts = rules.sells_subscriptions or rules.silence_counts
        self.silence.setEnabled(not rules.sells_subscriptions)
        self.fields["silent_weeks"].setEnabled(counts)
        said = self.tr("Off: who needs nothing is not at risk for being silent")
        if rules.sells_subscriptions:
            said = self.tr("On, as you sell subscriptions")
        elif counts:
            said = self.tr("On: who was silent for so long counts as at risk")
        self._silence_note.say(said)
        usual = SUBSCRIPTION_LOST_DAYS if rules.sells_subscriptions else DEFAULT_LOST_DAYS
        lost = self.fields[_MAY_BE_EMPTY]
        lost.line.setPlaceholderText(self._formats.number(usual))
        if rules.lost_after_days is None:
            lost.set_helper(self.tr("Empty: {days} days, as is usual").format(days=self._formats.number(usual)))
        else:
            lost.set_helper(self.tr("Without a purchase; without a contact where purchases are not recorded"))

    # ------------------------------------------------------------ changing
    def _values(self) -> dict[str, Any]:
        """Return what is typed and right; what is not keeps what was there."""
        found: dict[str, Any] = dict(self.fields.typed())
        if not self.fields[_MAY_BE_EMPTY].text():
            found[_MAY_BE_EMPTY] = None
        subscribed = self.subscriptions.isChecked()
        # What the switch showed while subscriptions held it on was not the person's own choice.
        was_held = self.desk.team.care.sells_subscriptions
        own = self.desk.team.care.silence_counts if was_held else self.silence.isChecked()
        return {**found, "sells_subscriptions": subscribed, "silence_counts": own}

    def _commit(self) -> None:
        rules, workspace = self.desk.team.care, self.desk.workspace
        wanted = replace(rules, **self._values())
        if wanted != rules and self.may_change:
            self._show_silence(wanted)
            self.act(
                lambda: settings.save_care_rules(workspace, rules=wanted),
                said=self.tr("Changed the rules of figures and care"),
                fields=self.fields.values(),
            )

    # ------------------------------------------------------------ the cards
    def _judging(self) -> Card:
        card = self.form_card(self.tr("When a figure is judged"))
        card.body.addWidget(
            self.fields.add(
                "too_few",
                self.tr("Judged from"),
                unit=self.tr("cases, answers or reviews"),
                helper=self.tr("Below, a figure is shown as counts: no verdict, no arrow, no rank"),
            )
        )
        card.body.addWidget(
            self.fields.add(
                "fcr_days",
                self.tr("First contact resolution is verified after"),
                unit=self.tr("days"),
                helper=self.tr("Without a new contact on the same topic. 1 to 30; the result depends on it"),
            )
        )
        card.body.addStretch(1)
        return card

    def _losing(self) -> Card:
        card = self.form_card(self.tr("When a customer counts as lost"))
        self.subscriptions = Switch(self.themes, self.tr("We sell subscriptions"))
        card.body.addWidget(self.subscriptions)
        days = self.fields.add(_MAY_BE_EMPTY, self.tr("Lost after"), unit=self.tr("days"))
        card.body.addWidget(days)
        part = QVBoxLayout()
        Spacing(self.themes, part, gap=0.5)
        self.silence = Switch(self.themes, self.tr("Silence counts as a risk"))
        self._silence_note = Text(self.themes, font="small", colour="text.secondary", wrap=True)
        part.addWidget(self.silence)
        part.addWidget(self._silence_note)
        card.body.addLayout(part)
        card.body.addWidget(self.fields.add("silent_weeks", self.tr("Silent for"), unit=self.tr("weeks")))
        card.body.addStretch(1)
        return card

    def _asking(self) -> Card:
        card = self.form_card(self.tr("Asking for an answer"))
        card.body.addWidget(
            self.fields.add(
                "ask_again_after_days",
                self.tr("The same customer is asked again after"),
                unit=self.tr("days"),
                helper=self.tr("0 asks after every contact"),
            )
        )
        card.body.addStretch(1)
        return card

    def _low_answers(self) -> Card:
        card = self.form_card(self.tr("Low answers"))
        why = self.tr("An answer up to this opens a follow-up")
        card.body.addWidget(Text(self.themes, why, font="small", colour="text.secondary", wrap=True))
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        for name, label, unit in (
            ("low_csat", self.tr("CSAT"), self.tr("of 5")),
            ("low_nps", self.tr("NPS"), self.tr("of 10")),
            ("low_ces", self.tr("CES"), self.tr("of 7")),
        ):
            row.addWidget(self.fields.add(name, label, unit=unit), 1)
        card.body.addLayout(row)
        self.stack_when_narrow(row)
        card.body.addStretch(1)
        return card
