"""Commands about concessions: given, asked for, decided, listed, and the month's budget."""

import argparse
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command
from csops.domain.concession_decisions import asked_cost
from csops.domain.concessions import Concession, ConcessionState, Term
from csops.domain.errors import NotUnderstood

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.services.concession_budget import Budget, Slice
    from csops.services.concession_outlook import Request
    from csops.services.workspace import Workspace


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    give = parts.add_parser("give", help="give something, or ask for it where it is above the own limits")
    give.add_argument("--case", type=int, required=True, metavar="ID", help="on which case")
    give.add_argument("--kind", required=True, metavar="K", help="what kind; `concession kinds` names them")
    give.add_argument("--set", action="append", default=[], metavar="NAME=N", help="a value of its cost rule")
    give.add_argument("--value", metavar="N", help="what the customer sees of it")
    give.add_argument("--currency", metavar="C", help="of the amounts; only the shop's own is taken")
    give.add_argument("--reason", default="", metavar="S", help="why")
    give.add_argument("--exception", action="store_true", help="beyond the rules: the owner decides; takes --reason")
    approve = parts.add_parser("approve", help="approve what somebody asked for")
    approve.add_argument("id", type=int, metavar="ID")
    approve.add_argument("--cost", metavar="N", help="less than what was asked for")
    approve.add_argument("--note", default="", metavar="S", help="what whoever asked should know")
    decline = parts.add_parser("decline", help="decline what somebody asked for")
    decline.add_argument("id", type=int, metavar="ID")
    decline.add_argument("--reason", default="", metavar="S", help="why; it is needed")
    withdraw = parts.add_parser("withdraw", help="take a request back, or what was not given after all")
    withdraw.add_argument("id", type=int, metavar="ID")
    sent = parts.add_parser("sent", help="note that it was sent, handed over or done: from now on it counts")
    sent.add_argument("id", type=int, metavar="ID")
    listed = parts.add_parser("list", help="what was given on a case; else what waits for a decision")
    listed.add_argument("--case", type=int, metavar="ID")
    budget = parts.add_parser("budget", help="what counts in a month, by kind, cause and person")
    budget.add_argument("--month", metavar="YYYY-MM", help="else this month")
    parts.add_parser("kinds", help="the kinds, what their cost rules need, and the limits")


def concession(call: Call) -> Answer:
    """Run what is asked for about concessions."""
    run: Mapping[str, Callable[[Workspace, argparse.Namespace], Answer]] = {
        "give": _give,
        "approve": _approve,
        "decline": _decline,
        "withdraw": _withdraw,
        "sent": _sent,
        "list": _list,
        "budget": _budget,
        "kinds": _kinds,
    }
    with call.workspace() as workspace:
        return run[call.options.what](workspace, call.options)


def _give(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.concessions import Offer, give_concession

    offer = Offer(
        case_id=options.case,
        kind=options.kind,
        terms=tuple(_term(text) for text in options.set),
        value=_amount(options.value, "--value"),
        currency=options.currency.upper() if options.currency else None,
        reason=options.reason,
        is_exception=options.exception,
    )
    return _told(workspace, give_concession(workspace, offer=offer))


def _term(text: str) -> Term:
    name, sign, value = text.partition("=")
    if not sign:
        raise NotUnderstood(field="--set", value=text, right="Write it as amount=60")
    return Term(name=name.strip(), value=value.strip())


def _amount(text: str | None, field: str) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        raise NotUnderstood(field=field, value=text, right="Write an amount, such as 12.50") from None


def _approve(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.concessions import approve_concession

    cost = _amount(options.cost, "--cost")
    return _told(workspace, approve_concession(workspace, concession_id=options.id, cost=cost, note=options.note))


def _decline(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.concessions import decline_concession

    return _told(workspace, decline_concession(workspace, concession_id=options.id, reason=options.reason))


def _withdraw(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.concessions import withdraw_concession

    return _told(workspace, withdraw_concession(workspace, concession_id=options.id))


def _sent(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.concessions import count_concession

    return _told(workspace, count_concession(workspace, concession_id=options.id))


def _told(workspace: "Workspace", kept: Concession) -> Answer:
    from csops.services.concession_outlook import requests

    waiting = next((one for one in requests(workspace) if one.concession.id == kept.id), None)
    deciders = [one.name for one in waiting.deciders] if waiting else []
    return Answer(data={**_data(kept), "deciders": deciders}, lines=(_line(kept, deciders),))


def _data(kept: Concession) -> dict[str, Any]:
    known = {key: value for key, value in vars(kept).items() if key not in {"version", "terms"}}
    return {**known, "asked": asked_cost(kept), "terms": {term.name: term.value for term in kept.terms}}


def _line(kept: Concession, deciders: list[str]) -> str:
    amount = f"{kept.kind}, {kept.cost} {kept.currency}"
    if kept.state is ConcessionState.WAITING:
        who = ", ".join(deciders) or "nobody here"
        until = f" by {kept.answer_by:%Y-%m-%d %H:%M} UTC" if kept.answer_by else ""
        return f"Concession {kept.id} waits: {amount}. May decide{until}: {who}"
    beside = "" if kept.counted_at or kept.state is not ConcessionState.AGREED else "; counts once it is sent or done"
    note = f" ({kept.decision_note})" if kept.decision_note else ""
    return f"Concession {kept.id} {kept.state.value}: {amount}{beside}{note}"


def _list(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.cases import get_case
    from csops.services.concession_outlook import requests
    from csops.services.concessions import list_concessions

    if options.case is None:
        waiting = requests(workspace)
        lines = [_waiting_line(one) for one in waiting] or ["Nothing waits for a decision"]
        return Answer(data={"waiting": [_waiting_data(one) for one in waiting]}, lines=tuple(lines))
    case = get_case(workspace, case_id=options.case)  # nothing was given on it, or there is none: two answers
    found = list_concessions(workspace, case_id=case.id)
    lines = [_line(one, []) for one in found] or ["Nothing was given on this case"]
    return Answer(data={"concessions": [_data(one) for one in found]}, lines=tuple(lines))


def _waiting_data(one: "Request") -> dict[str, Any]:
    beside = {"giver": one.giver.name, "customer": one.customer, "may_approve": one.may_approve, "late": one.is_late}
    return {**_data(one.concession), **beside, "deciders": [member.name for member in one.deciders]}


def _waiting_line(one: "Request") -> str:
    told = _line(one.concession, [member.name for member in one.deciders])
    return f"{told}; asked by {one.giver.name}{', late' if one.is_late else ''}"


def _budget(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services import concession_budget

    found = concession_budget.budget(workspace, month=_month(options.month))
    data = {
        "month": f"{found.month:%Y-%m}", "currency": found.currency, "limit": found.limit, "counted": found.counted,
        "n": found.n, "open": found.open, "waiting": found.waiting, "left": found.left, "burn": found.burn,
        "month_gone": found.month_gone, "by_kind": [_slice(one) for one in found.by_kind],
        "by_cause": [_slice(one) for one in found.by_cause], "by_person": [_slice(one) for one in found.by_person],
    }  # fmt: skip
    return Answer(data=data, lines=tuple(_budget_lines(found)))


def _month(text: str | None) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m").date() if text else None  # noqa: DTZ007 a month of the shop's calendar
    except ValueError:
        raise NotUnderstood(field="--month", value=text, right="Write year and month, such as 2026-11") from None


def _slice(one: "Slice") -> dict[str, Any]:
    return {"key": one.key, "name": one.name, "n": one.n, "cost": one.cost}


def _budget_lines(found: "Budget") -> list[str]:
    of = "" if found.limit is None else f" of {found.limit}"
    burn = "" if found.burn is None else f", {found.burn:.0%} with {found.month_gone:.0%} of the month gone"
    lines = [f"{found.month:%Y-%m}: {found.used}{of} {found.currency} used{burn} (n = {found.n})"]
    if found.open:
        lines.append(f"Of it agreed and not sent or done yet: {found.open}")
    if found.waiting:
        lines.append(f"Waiting for a decision: {found.waiting}")
    for title, parts in (("By kind", found.by_kind), ("By cause", found.by_cause), ("By person", found.by_person)):
        if parts:
            lines.append(f"{title}: " + "; ".join(f"{one.name} {one.cost} ({one.n})" for one in parts))
    return lines


def _kinds(workspace: "Workspace", _options: argparse.Namespace) -> Answer:
    from csops.domain.concession_rules import mapping_of
    from csops.services.concession_rules import concession_rules

    rules = concession_rules(workspace)
    lines = [
        f"{kind.key}: {kind.name} = {kind.cost_rule} ({'; '.join(f'{one.name}: {one.says}' for one in kind.terms)})"
        for kind in rules.kinds
        if kind.offered
    ]
    for role, limit in rules.limits.items():
        act, month = (_or_any(one) for one in (limit.per_act, limit.per_month))
        lines.append(f"{role.value}: {act} by one act, {month} a month ({rules.currency})")
    return Answer(data=mapping_of(rules), lines=tuple(lines))


def _or_any(limit: Decimal | None) -> str:
    return "any amount" if limit is None else str(limit)


COMMANDS = (
    Command(
        name="concession",
        does="Give something to make good, decide on what others ask for, see the budget",
        run=concession,
        arguments=_arguments,
    ),
)
