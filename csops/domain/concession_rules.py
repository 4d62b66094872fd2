"""The shop's concessions: which kinds there are, who may give how much, who decides above it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from csops.domain.access import Role
from csops.domain.cost_rules import LARGEST, checked_rule, cost_of
from csops.domain.errors import InputError, Missing, NotUnderstood, OutOfRange, UnknownName
from csops.domain.texts import LONGEST_NAME, kept, one_line, short_enough

RANKS = (Role.AGENT, Role.SUPERVISOR, Role.MANAGER, Role.OWNER)
"""Who may give, the lowest first."""
DEFAULT_ANSWER_HOURS = 2.0
_MOST_KINDS = 100
_LONGEST_USE = 400


class Counted(Enum):
    """What starts a concession's month: that it was agreed, or that it was sent, handed over or done."""

    AGREED = "agreed"
    SENT = "sent"
    GIVEN = "given"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A value that a cost rule needs: its name there, and what it means in words."""

    name: str
    says: str


@dataclass(frozen=True, kw_only=True)
class ConcessionKind:
    """One kind of concession. `cost_rule` is read by `cost_rules`; one that is not `offered` is not given any more."""

    key: str
    name: str
    use_for: str = ""
    cost_rule: str
    terms: tuple[Asked, ...] = ()
    counted: Counted = Counted.AGREED
    offered: bool = True

    def cost(self, values: Mapping[str, Decimal]) -> Decimal:
        """Return what it costs with these values. Values that the kind does not ask for are refused (UnknownName)."""
        names = tuple(term.name for term in self.terms)
        for name in values:
            if name not in names:
                raise UnknownName(field="value", value=name, known=", ".join(names))
        return cost_of(checked_rule(self.cost_rule, names=names), values)


@dataclass(frozen=True, kw_only=True)
class RoleLimit:
    """What a role may give without asking: by one act, in a calendar month. None is no limit."""

    per_act: Decimal | None = None
    per_month: Decimal | None = None

    def covers(self, cost: Decimal, *, this_month: Decimal) -> bool:
        """Return whether it allows this cost on top of what counts in the month already."""
        return _within(cost, self.per_act) and _within(this_month + cost, self.per_month)

    def left(self, this_month: Decimal) -> Decimal | None:
        """Return the most that may still be given by one act, None without a limit."""
        month = None if self.per_month is None else max(self.per_month - this_month, Decimal(0))
        return min((limit for limit in (self.per_act, month) if limit is not None), default=None)


@dataclass(frozen=True, kw_only=True)
class SharedLimits:
    """Limits for everybody below the owner: one case, one customer within 365 days, the business in a month."""

    per_case: Decimal | None = None
    per_customer: Decimal | None = None
    budget: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What is agreed already, without the concession that is asked about.

    Attributes:
        case: of its case. `customer`: to its customer within 365 days. `business`: of everybody in this month.
        by_role: for each role that somebody has, the least that one of them decided this month; None: of every role 0.
    """

    case: Decimal = Decimal(0)
    customer: Decimal = Decimal(0)
    business: Decimal = Decimal(0)
    by_role: Mapping[Role, Decimal] | None = None


@dataclass(frozen=True, kw_only=True)
class ConcessionRules:
    """All of it as the shop has it. `currency` is that in which the limits were set."""

    currency: str
    kinds: tuple[ConcessionKind, ...]
    limits: Mapping[Role, RoleLimit] = field(default_factory=dict)
    shared: SharedLimits = SharedLimits()
    answer_within_hours: float = DEFAULT_ANSWER_HOURS

    def kind(self, key: str) -> ConcessionKind:
        """Return the kind with this key, or raise UnknownName."""
        found = next((kind for kind in self.kinds if kind.key == key), None)
        if found is None:
            raise UnknownName(field="kind", value=key, known=", ".join(kind.key for kind in self.kinds))
        return found

    def limit(self, role: Role) -> RoleLimit:
        """Return what a role may give; one that no limit names may give nothing, the owner anything."""
        nothing = RoleLimit() if role is Role.OWNER else RoleLimit(per_act=Decimal(0), per_month=Decimal(0))
        return self.limits.get(role, nothing)


def decider(
    rules: ConcessionRules, *, role: Role, cost: Decimal, this_month: Decimal, totals: Totals, exception: bool = False
) -> Role:
    """Return the role that decides: that of the giver, or the lowest above it whose own limits still cover the cost.

    Above a limit that everybody shares, and where an exception is asked for, the owner decides.

    Args:
        rules: the shop's limits.
        role: the giver's.
        cost: of this concession.
        this_month: what the giver decided in this calendar month before it.
        totals: what was agreed before it.
        exception: beyond the rules, with a reason.
    """
    if role is Role.OWNER or exception or above_shared(rules, cost=cost, totals=totals):
        return Role.OWNER
    if role in RANKS and rules.limit(role).covers(cost, this_month=this_month):
        return role
    for above in ranks_above(role):
        decided = Decimal(0) if totals.by_role is None else totals.by_role.get(above)
        if decided is not None and rules.limit(above).covers(cost, this_month=decided):
            return above
    return Role.OWNER


def above_shared(rules: ConcessionRules, *, cost: Decimal, totals: Totals) -> bool:
    """Return whether a cost takes the case, the customer or the month of the business above its limit."""
    shared = rules.shared
    pairs = ((totals.case, shared.per_case), (totals.customer, shared.per_customer), (totals.business, shared.budget))
    return not all(_within(total + cost, limit) for total, limit in pairs)


def shared_left(rules: ConcessionRules, totals: Totals) -> Decimal | None:
    """Return the most that no limit shared by all forbids, None without such limits."""
    shared = rules.shared
    pairs = ((totals.case, shared.per_case), (totals.customer, shared.per_customer), (totals.business, shared.budget))
    return min((max(limit - total, Decimal(0)) for total, limit in pairs if limit is not None), default=None)


def ranks_above(role: Role) -> tuple[Role, ...]:
    """Return the roles above one, the lowest first."""
    return RANKS[RANKS.index(role) + 1 :] if role in RANKS else RANKS[1:]


def _within(amount: Decimal, limit: Decimal | None) -> bool:
    return limit is None or amount <= limit


# ------------------------------------------------------------ as they are kept
def rules_from(mapping: Mapping[str, Any], *, currency: str) -> ConcessionRules:
    """Read the rules from plain values, as the starter content and the shop's setting have them.

    Args:
        mapping: as `concessions.yaml`; `currency` beside it where the shop has set limits of its own.
        currency: the shop's, for starter content.
    """
    shared = {str(one["key"]): _amount(one.get("amount"), str(one["key"])) for one in mapping.get("shared_limits", ())}
    approval = mapping.get("approval", {})
    return ConcessionRules(
        currency=str(mapping.get("currency", currency)),
        kinds=tuple(_kind(one) for one in mapping.get("kinds", ())),
        limits={
            Role(one["role"]): RoleLimit(
                per_act=_amount(one.get("per_act"), "per_act"), per_month=_amount(one.get("per_month"), "per_month")
            )
            for one in mapping.get("limits", ())
        },
        shared=SharedLimits(**{key: shared[key] for key in ("per_case", "per_customer", "budget") if key in shared}),
        answer_within_hours=float(approval.get("answer_within_hours", DEFAULT_ANSWER_HOURS)),
    )


def mapping_of(rules: ConcessionRules) -> dict[str, Any]:
    """Return the plain values from which `rules_from` makes equal rules; strict JSON."""
    shared = vars(rules.shared)
    return {
        "currency": rules.currency,
        "kinds": [
            {
                "key": kind.key,
                "name": kind.name,
                "use_for": kind.use_for,
                "cost_rule": kind.cost_rule,
                "terms": [vars(term) for term in kind.terms],
                "counted_when": kind.counted.value,
                "offered": kind.offered,
            }
            for kind in rules.kinds
        ],
        "limits": [
            {"role": role.value, "per_act": _plain(limit.per_act), "per_month": _plain(limit.per_month)}
            for role, limit in rules.limits.items()
        ],
        "shared_limits": [{"key": key, "amount": _plain(amount)} for key, amount in shared.items()],
        "approval": {"answer_within_hours": rules.answer_within_hours},
    }


def _kind(plain: Mapping[str, Any]) -> ConcessionKind:
    terms = plain.get("terms", ())
    pairs = terms.items() if isinstance(terms, Mapping) else [(one["name"], one["says"]) for one in terms]
    return ConcessionKind(
        key=str(plain["key"]),
        name=str(plain["name"]),
        use_for=str(plain.get("use_for", "")),
        cost_rule=str(plain["cost_rule"]),
        terms=tuple(Asked(name=str(name), says=str(says)) for name, says in pairs),
        counted=Counted(plain.get("counted_when", "agreed")),
        offered=bool(plain.get("offered", True)),
    )


def _plain(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _amount(value: object, name: str) -> Decimal | None:
    if value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise NotUnderstood(field=name.replace("_", " "), value=value, right="Write an amount such as 25") from None


# ------------------------------------------------------------ what may be kept
def checked_rules(rules: ConcessionRules, *, currency: str) -> ConcessionRules:
    """Return the rules with tidy texts, in the shop's currency.

    Raises:
        OutOfRange: a limit in another currency than the shop's, below zero or too large; hours below zero; too many.
        Missing, NotUnderstood, UnknownName: of a kind, see `checked_kind`.
    """
    check_currency(rules, currency=currency)
    for role, limit in rules.limits.items():
        for name, amount in vars(limit).items():
            _check_limit(amount, f"{role.value.replace('_', ' ')} {name.replace('_', ' ')}")
    for name, amount in vars(rules.shared).items():
        _check_limit(amount, name.replace("_", " "))
    if not 0 < rules.answer_within_hours <= 1000:
        right = "Choose above 0, up to 1,000 opening hours"
        raise OutOfRange(field="answer within hours", value=f"{rules.answer_within_hours:g}", right=right)
    if len(rules.kinds) > _MOST_KINDS:
        raise OutOfRange(field="kinds", value=len(rules.kinds), right=f"Keep up to {_MOST_KINDS}")
    kinds = tuple(checked_kind(kind) for kind in rules.kinds)
    _check_different([kind.key for kind in kinds], "key of a kind")
    return replace(rules, kinds=kinds)


def check_currency(rules: ConcessionRules, *, currency: str) -> None:
    """Raise OutOfRange where the limits were set in another currency than that of the shop."""
    if rules.currency != currency:
        right = f"The shop reckons in {currency}: set the limits of concessions in {currency}"
        raise OutOfRange(field="currency", value=rules.currency, right=right)


def checked_kind(kind: ConcessionKind) -> ConcessionKind:
    """Return a kind with tidy texts.

    Raises:
        Missing: it has no name. UnknownName: its cost rule speaks of a value that it does not ask for.
        NotUnderstood, OutOfRange: the rule is no arithmetic, see `cost_rules.cost_rule`; a value that is named twice.
    """
    name = short_enough(one_line(kind.name), field="name", most=LONGEST_NAME)
    if not name:
        raise Missing(field="name", right="Write what is given, such as Goodwill refund")
    terms = tuple(Asked(name=one_line(term.name), says=one_line(term.says)) for term in kind.terms)
    names = [term.name for term in terms]
    for one in names:
        if not one.isidentifier():
            raise NotUnderstood(field="name of a value", value=one, right="Write letters and _ only, such as price")
    _check_different(names, "name of a value")
    rule = checked_rule(one_line(kind.cost_rule), names=names)
    for one in names:
        if one not in rule.names:
            raise InputError(field="cost rule", problem=f"it does not use {one}", right="Use it, or do not ask for it")
    use_for = short_enough(kept(kind.use_for), field="use for", most=_LONGEST_USE)
    return replace(kind, name=name, use_for=use_for, cost_rule=rule.text, terms=terms)


def _check_limit(amount: Decimal | None, field: str) -> None:
    if amount is not None and not (amount.is_finite() and 0 <= amount < LARGEST):
        raise OutOfRange(field=field, value=amount, right="Give an amount from 0 on, or leave it empty for no limit")


def _check_different(names: Sequence[str], field: str) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise OutOfRange(field=field, value=f"“{twice}” twice", right="Give each a name of its own")


def agreed_sum(costs: Iterable[Decimal]) -> Decimal:
    """Return the sum of costs, 0 of none."""
    return sum(costs, start=Decimal(0))
