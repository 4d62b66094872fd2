"""Concessions: what may be given, how much by whom, and what the shop spends on it in a month."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission, Role
from csops.domain.channels import free_key
from csops.domain.concession_rules import ConcessionKind, ConcessionRules, RoleLimit, SharedLimits
from csops.services.concession_rules import concession_rules, save_concession_rules
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Banner, Card
from csops.ui.kit.controls import Button
from csops.ui.kit.controls import Role as ButtonRole
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import field_of
from csops.ui.kit.field_kinds import NumberField
from csops.ui.kit.fields import Field
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.money_field import MoneyField
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.concession_kind import KindDialog
from csops.ui.settings.cost_rule_words import rule_words
from csops.ui.settings.role_words import role_names
from csops.ui.settings.tab import Tab

_LIMITED = (Role.AGENT, Role.SUPERVISOR, Role.MANAGER)
_SHARED = ("per_case", "per_customer", "budget")


class ConcessionsTab(Tab):
    """Limits apply as soon as their field is left; an empty one is no limit. Kinds are edited in a dialog."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            title=self.tr("Concessions"),
            why=self.tr("What may be given to make good, and who decides above which amount. All amounts are at cost"),
            needs=Permission.SETTINGS,
        )
        self._formats = Formats()
        self.rules: ConcessionRules | None = None
        self._saving = 0
        self.limits: dict[tuple[Role, str], MoneyField] = {}
        self.shared: dict[str, MoneyField] = {}
        self.kind_rows: list[Button] = []
        self.banner: Banner | None = None
        self.hours = NumberField(
            self.themes,
            label=self.tr("A request is answered within"),
            formats=self._formats,
            unit=self.tr("opening hours"),
            decimals=1,
            low=0.1,
            high=1000,
            name="answer within hours",
        )
        self._kinds = Card(self.themes, title=self.tr("Kinds"), padded=False)
        self.side_by_side(self._roles_card(), self._shared_card())
        self.column.addWidget(self._kinds)
        for field in self._fields():
            field.left.connect(self._commit)
            field.line.returnPressed.connect(self._commit)
        self.refresh()

    def refresh(self) -> None:
        """Show the rules as they are now, but leave the field alone in which somebody types."""
        workspace = self.desk.workspace
        self.desk.ask(lambda: concession_rules(workspace), then=self._take, key=("concession rules", id(self)))

    def _fields(self) -> tuple[NumberField, ...]:
        return (*self.limits.values(), *self.shared.values(), self.hours)

    # ------------------------------------------------------------ what is shown
    def _take(self, rules: ConcessionRules) -> None:
        if self._saving:
            return  # read before what is being saved: the next field left would keep the old limits again
        # The first time also the field in which somebody stands: it is empty, and empty would be no limit.
        is_first, self.rules = self.rules is None, rules
        for (role, name), field in self.limits.items():
            _show(field, getattr(rules.limit(role), name), rules.currency, always=is_first)
        for name, field in self.shared.items():
            _show(field, getattr(rules.shared, name), rules.currency, always=is_first)
        if is_first or not self.hours.line.hasFocus():
            self.hours.set_number(rules.answer_within_hours)
        self._show_kinds(rules)
        self._show_currency(rules)

    def _show_currency(self, rules: ConcessionRules) -> None:
        own = self.desk.team.shop.currency
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
        if rules.currency != own:
            said = self.tr(
                "These limits are in {other}, the shop reckons in {own}: nothing can be given until they are in {own}"
            )
            self.banner = Banner(self.themes, said.format(other=rules.currency, own=own), family="warning")
            self.banner.add_button(self.tr("Take the numbers as {own}").format(own=own), self._change_currency)
            self.column.insertWidget(0, self.banner)

    def _show_kinds(self, rules: ConcessionRules) -> None:
        while (item := self._kinds.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.kind_rows = []
        for kind in rules.kinds:
            self._kinds.body.addWidget(self._kind_row(kind))
        self.add = Button(self.themes, self.tr("Add a kind"), icon_name="plus", compact=True)
        self.add.clicked.connect(self._add_kind)
        foot = QWidget()
        row = QHBoxLayout(foot)
        Spacing(self.themes, row, margins=(4, 2, 4, 2))
        row.addWidget(self.add)
        row.addStretch(1)
        self._kinds.body.addWidget(foot)

    def _kind_row(self, kind: ConcessionKind) -> QWidget:
        line = QWidget()
        row, said = QHBoxLayout(line), QVBoxLayout()
        Spacing(self.themes, row, margins=(5, 1, 3, 1), gap=3)
        Spacing(self.themes, said, gap=0)
        name = kind.name if kind.offered else self.tr("{name} (not offered)").format(name=kind.name)
        said.addWidget(ElidedText(self.themes, name, font="bodyStrong"))
        rule = rule_words(kind, self._formats, self.desk.team.shop.currency)
        said.addWidget(ElidedText(self.themes, rule, font="small", colour="text.secondary"))
        row.addLayout(said, 1)
        change = Button(self.themes, self.tr("Change"), role=ButtonRole.LINK, compact=True)
        change.setAccessibleName(self.tr("Change {name}").format(name=kind.name))
        change.clicked.connect(partial(self._change_kind, kind))
        row.addWidget(change)
        self.kind_rows.append(change)
        return line

    # ------------------------------------------------------------ changing
    def _commit(self) -> None:
        """Keep what is typed and right; what is not keeps what was there."""
        rules, workspace = self.rules, self.desk.workspace
        if rules is None or not self.may_change:
            return
        limits = {role: self._limit(role, rules) for role in _LIMITED}
        wanted = replace(
            rules,
            limits={**rules.limits, **limits},
            shared=SharedLimits(**{name: _said(self.shared[name], getattr(rules.shared, name)) for name in _SHARED}),
            answer_within_hours=self._hours(rules),
        )
        if wanted != rules:
            fields = [field for field in self._fields() if not field.error()]
            self.rules = wanted
            self._saving += 1
            for field in fields:
                field.show_error("")
            self.desk.act(
                lambda: save_concession_rules(workspace, rules=wanted),
                then=lambda _kept: self._saved(),
                failed=lambda error: self._refused(error, rules, wanted),
                said=Said(text=self.tr("Changed the limits of concessions")),
            )

    def _saved(self) -> None:
        self._saving -= 1
        self.refresh()

    def _refused(self, error: Exception, before: ConcessionRules, wanted: ConcessionRules) -> None:
        """Say it below what was changed, which stays as it was typed: leaving the field again tries it again."""
        self._saving -= 1
        if self.rules is wanted:  # else more was changed meanwhile, and is being saved with it
            self.rules = before
        told, changed = words(error), self._changed(before)
        field = field_of(told, changed) or next(iter(changed), None)
        if field is not None:
            field.show_error(told.sentence)
        else:
            self.desk.failed.emit(error)

    def _changed(self, rules: ConcessionRules) -> list[Field]:
        """Return the fields that say something else than rules do."""
        limits = {field: getattr(rules.limit(role), name) for (role, name), field in self.limits.items()}
        shared = {field: getattr(rules.shared, name) for name, field in self.shared.items()}
        changed: list[Field] = [field for field, was in (limits | shared).items() if _said(field, was) != was]
        return [*changed, self.hours] if self._hours(rules) != rules.answer_within_hours else changed

    def _limit(self, role: Role, rules: ConcessionRules) -> RoleLimit:
        was = rules.limit(role)
        names = ("per_act", "per_month")
        return RoleLimit(**{name: _said(self.limits[role, name], getattr(was, name)) for name in names})

    def _hours(self, rules: ConcessionRules) -> float:
        number = self.hours.number()
        return rules.answer_within_hours if number is None or self.hours.problem() else float(number)

    def _change_currency(self) -> None:
        if self.rules is not None:
            own, workspace = self.desk.team.shop.currency, self.desk.workspace
            wanted = replace(self.rules, currency=own)
            self.act(
                lambda: save_concession_rules(workspace, rules=wanted),
                said=self.tr("The limits are in {own} now").format(own=own),
            )

    def _add_kind(self) -> None:
        self._open(ConcessionKind(key="", name="", cost_rule=""), is_new=True)

    def _change_kind(self, kind: ConcessionKind) -> None:
        self._open(kind, is_new=False)

    def _open(self, kind: ConcessionKind, *, is_new: bool) -> None:
        KindDialog(self.desk, self.window(), kind=kind, keep=self._keep_kind, is_new=is_new).open()

    def _keep_kind(self, kind: ConcessionKind, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
        rules, workspace = self.rules, self.desk.workspace
        if rules is None:
            return
        if kind.key:
            kinds = tuple(kind if one.key == kind.key else one for one in rules.kinds)
        else:
            key = free_key("_".join(kind.name.lower().split()), {one.key for one in rules.kinds})
            kinds = (*rules.kinds, replace(kind, key=key))
        wanted = replace(rules, kinds=kinds)
        self.desk.act(
            lambda: save_concession_rules(workspace, rules=wanted),
            then=lambda _kept: done(),
            failed=failed,
            said=Said(text=self.tr("Kept the kind {name}").format(name=kind.name)),
        )

    # ------------------------------------------------------------ the cards
    def _money(self, label: str, name: str) -> MoneyField:
        field = MoneyField(
            self.themes, label=label, currency=self.desk.team.shop.currency, formats=self._formats, name=name
        )
        field.line.setPlaceholderText(self.tr("No limit"))
        return field

    def _roles_card(self) -> Card:
        card = Card(self.themes, title=self.tr("Without asking"))
        card.set_gap(3)
        grid = QGridLayout()
        space = self.themes.current.space(3)
        grid.setHorizontalSpacing(space)
        grid.setVerticalSpacing(space)
        for row, role in enumerate(_LIMITED):
            for column, (name, said) in enumerate(
                (("per_act", self.tr("{role}, at once")), ("per_month", self.tr("{role}, a month")))
            ):
                called = f"{role.value.replace('_', ' ')} {name.replace('_', ' ')}"
                field = self._money(said.format(role=role_names((role,))), called)
                self.limits[role, name] = field
                grid.addWidget(field, row, column)
        card.body.addLayout(grid)
        why = self.tr("The owner decides above these, and needs nobody. An empty field is no limit")
        card.body.addWidget(Text(self.themes, why, font="small", colour="text.secondary", wrap=True))
        card.body.addStretch(1)
        return card

    def _shared_card(self) -> Card:
        card = Card(self.themes, title=self.tr("For everybody below the owner"))
        card.set_gap(3)
        labels = {
            "per_case": self.tr("All on one case"),
            "per_customer": self.tr("All to one customer within 365 days"),
            "budget": self.tr("All of the shop in a month"),
        }
        for name, label in labels.items():
            self.shared[name] = self._money(label, name.replace("_", " "))
            card.body.addWidget(self.shared[name])
        card.body.addWidget(self.hours)
        card.body.addStretch(1)
        return card


def _show(field: MoneyField, amount: Decimal | None, currency: str, *, always: bool) -> None:
    field.show_currency(currency)
    if always or not field.line.hasFocus():
        field.set_number(amount)
        field.show_error("")


def _said(field: MoneyField, was: Decimal | None) -> Decimal | None:
    """Return the amount in a field; what cannot be read keeps what was."""
    if field.problem():
        return was
    return field.number() if field.text() else None
