"""Concessions in words: what was given, where it stands, who decides, what is left, what the customer is worth."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from csops.domain.access import Role
from csops.domain.concession_decisions import asked_cost
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.people import Member
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook

if TYPE_CHECKING:  # a timeline tells what was given without knowing what is left
    from csops.services.concession_outlook import Outlook, Worth


def tr(text: str, number: int = -1) -> str:
    """Translate a text about concessions; with a number in its plural form."""
    return QCoreApplication.translate("Concessions", text, "", number)


def given_words(concession: Concession, kind: str, formats: Formats) -> str:
    """Return what was given: Goodwill refund £60.00, with what it costs us where the customer sees another value."""
    cost = formats.money(concession.cost, concession.currency)
    if concession.value is None or concession.value == concession.cost:
        return f"{kind} {cost}"
    value = formats.money(concession.value, concession.currency)
    return tr("{kind} {value}, costs us {cost}").format(kind=kind, value=value, cost=cost)


def less_words(concession: Concession, formats: Formats) -> str:
    """Return how much of what was asked for was approved; empty where it was all."""
    asked = asked_cost(concession)
    if asked == concession.cost:
        return ""
    return tr("{asked} was asked for").format(asked=formats.money(asked, concession.currency))


def state_look(concession: Concession) -> PillLook:
    """Return the pill that says where it stands."""
    waits_to_be_sent = concession.state is ConcessionState.AGREED and concession.counted_at is None
    if waits_to_be_sent:
        return PillLook(text=tr("Not given yet"), family="info", icon="clock")
    return {
        ConcessionState.WAITING: PillLook(text=tr("Waits for approval"), family="warning", icon="hourglass"),
        ConcessionState.AGREED: PillLook(text=tr("Agreed"), family="success", icon="circle-check"),
        ConcessionState.DECLINED: PillLook(text=tr("Declined"), family="neutral", icon="circle-x"),
        ConcessionState.WITHDRAWN: PillLook(text=tr("Withdrawn"), family="neutral", icon="undo-2"),
    }[concession.state]


def role_words(role: Role) -> str:
    """Return whom a role means, as in a sentence."""
    return {
        Role.OWNER: tr("the owner"),
        Role.MANAGER: tr("a manager"),
        Role.SUPERVISOR: tr("a supervisor"),
        Role.AGENT: tr("an agent"),
    }.get(role, "")


def names_words(members: Sequence[Member]) -> str:
    """Return first names as one reads them out: Ines, Jo or Mara."""
    names = [member.name.split(" ")[0] for member in members]
    if len(names) < 2:
        return "".join(names)
    return tr("{names} or {last}").format(names=", ".join(names[:-1]), last=names[-1])


def decides_words(outlook: "Outlook", formats: Formats, *, now: datetime) -> str:
    """Return who decides on it, as a sentence."""
    if outlook.is_own:
        return tr("Within your own limit: agreed at once")
    who = names_words(outlook.deciders) or role_words(outlook.decides)
    until = formats.moment(outlook.answer_by, now=now)
    return tr("Above your limit: {who} decides, answer wanted by {until}").format(who=who, until=until)


def left_words(outlook: "Outlook", formats: Formats) -> str:
    """Return what may be given without asking, and how far the month and the budget are used."""

    def money(amount: Decimal) -> str:
        return formats.money(amount, outlook.currency)

    parts = []
    if outlook.own_left is not None:
        parts.append(tr("You may give {amount} without asking").format(amount=money(outlook.own_left)))
    if outlook.month_limit is not None:
        said = tr("your month {used} of {limit}")
        parts.append(said.format(used=money(outlook.month), limit=money(outlook.month_limit)))
    if outlook.budget_limit is not None:
        said = tr("the shop's month {used} of {limit}")
        parts.append(said.format(used=money(outlook.budget), limit=money(outlook.budget_limit)))
    said = " · ".join(parts)
    return said[:1].upper() + said[1:]


def worth_words(worth: "Worth | None", currency: str, formats: Formats) -> str:
    """Return what the customer spent and was given: what a concession is weighed against."""
    if worth is None:
        return tr("The customer is not known")
    spent = tr("No purchase of this customer is recorded")
    if worth.spending is not None:
        amount = formats.money(worth.spending.total, currency)
        spent = tr("Spent {amount} in %Ln purchases", worth.spending.purchases).format(amount=amount)
    if not worth.times:
        return f"{spent} · {tr('nothing given in 365 days')}"
    given = tr("given {amount} in 365 days, in %Ln concessions", worth.times)
    return f"{spent} · {given.format(amount=formats.money(worth.given, currency))}"
