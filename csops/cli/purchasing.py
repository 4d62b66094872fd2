"""Purchases on the command line: entered, listed with what they add up to, taken out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command
from csops.cli.printing import plain

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.purchases import LifetimeValue, Purchase
    from csops.services.purchases import Bought

_WHO = "number, name, phone or e-mail"


def _arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="what_to_do", metavar="WHAT", required=True)
    add = actions.add_parser("add", help="note a purchase", description="Note a purchase, or a return")
    add.add_argument("customer", metavar="CUSTOMER", help=f"who bought: {_WHO}")
    add.add_argument("amount", metavar="AMOUNT", help="in the shop's currency: 84.90; a return is negative: -20")
    add.add_argument("--on", dest="day", metavar="D", help="the day (default: today)")
    add.add_argument("--what", metavar="S", default="", help="what was bought")
    add.add_argument("--why", metavar="S", default="", help="their reason")
    add.add_argument("--number", metavar="N", help="of the order or receipt")
    shown = actions.add_parser("list", help="what somebody bought", description="List purchases, and what they come to")
    shown.add_argument("customer", metavar="CUSTOMER", nargs="?", help=f"{_WHO}; without: what customers are worth")
    export = actions.add_parser("export", help="write all of them to a file", description="Write purchases to a file")
    export.add_argument("--out", metavar="FILE", required=True, help="ending .xlsx or .csv; `import` reads it back")
    export.add_argument("--find", metavar="TEXT", default="", help="of the customers whom these words find")
    remove = actions.add_parser("remove", help="take a purchase out", description="Take a purchase out")
    remove.add_argument("id", type=int, metavar="ID", help="number of the purchase, as `list` says it")


def purchases(call: Call) -> Answer:
    """Note a purchase, list what somebody bought, write them to a file, or take one out."""
    return {"add": _add, "list": _list, "remove": _remove, "export": _export}[call.options.what_to_do](call)


def _add(call: Call) -> Answer:
    from csops.domain import wording
    from csops.domain.money import amount_from
    from csops.domain.purchases import Purchase
    from csops.services.customers import customer_named
    from csops.services.purchases import save_purchase

    options = call.options
    with call.workspace() as workspace:
        customer, today = customer_named(workspace, text=options.customer), workspace.today()
        day = wording.day(options.day, today=today, field="--on", past=True) if options.day else today
        currency = workspace.shop().currency
        wanted = Purchase(
            customer_id=customer.id,
            day=day,
            amount=amount_from(options.amount, currency=currency),
            what=options.what,
            motive=options.why,
            number=options.number,
        )
        kept = save_purchase(workspace, purchase=wanted)
    return Answer(data=_data(kept), lines=(f"Purchase {kept.id} of {customer.title}: {kept.amount} {currency}",))


def _export(call: Call) -> Answer:
    from csops.services import exports
    from csops.services.search import question_from

    with call.workspace() as workspace:
        question = question_from(workspace, text=call.options.find)
        written = exports.export_purchases(workspace, question=question, path=Path(call.options.out))
    data = {"file": written.file, "rows": written.rows}
    return Answer(data=data, lines=(f"{written.rows} purchases written to {written.file}",))


def _remove(call: Call) -> Answer:
    from csops.services.purchases import remove_purchase

    with call.workspace() as workspace:
        remove_purchase(workspace, purchase_id=call.options.id)
    return Answer(data={"id": call.options.id}, lines=("Removed; `csops undo` brings it back",))


def _list(call: Call) -> Answer:
    from csops.services.customers import customer_named
    from csops.services.purchases import bought, customers_worth

    with call.workspace() as workspace:
        currency = workspace.shop().currency
        if not call.options.customer:
            worth = customers_worth(workspace)
            return Answer(data={"currency": currency, "lifetime_value": _worth(worth)}, lines=(_said(worth, currency),))
        customer = customer_named(workspace, text=call.options.customer)
        found = bought(workspace, customer_id=customer.id)
    rows = [_line(one, found) for one in found.purchases]
    data = {
        "customer": customer.id,
        "currency": currency,
        "purchases": [_data(one) for one in found.purchases],
        "spent": None if found.spending is None else str(found.spending.total),
        "lifetime_value": _worth(found.shop),
    }
    total = f"{len(rows)} purchases"
    if found.spending is not None:
        spent = found.spending
        total = f"{total}, {spent.total} {currency} since {spent.first}; {spent.yearly:.2f} {currency} a year"
    return Answer(data=data, lines=(*rows, total, _said(found.shop, currency)))


def _data(purchase: "Purchase") -> dict[str, Any]:
    kept = plain(purchase)
    return {**kept, "amount": str(purchase.amount)} if isinstance(kept, dict) else {}


def _line(purchase: "Purchase", found: "Bought") -> str:
    who = f"  {found.names[purchase.customer_id]}" if len(found.names) > 1 else ""
    told = ", ".join(filter(None, (purchase.what, purchase.motive)))
    number = f"  #{purchase.number}" if purchase.number else ""
    return f"{purchase.id:>6}  {purchase.day}  {purchase.amount:>12}  {told}{number}{who}"


def _worth(worth: "LifetimeValue") -> dict[str, Any]:
    return {
        "value": None if worth.value is None else str(worth.value),
        "yearly": None if worth.yearly is None else f"{worth.yearly:.2f}",
        "years": worth.years,
        "n": worth.customers,
    }


def _said(worth: "LifetimeValue", currency: str) -> str:
    if worth.value is None or worth.yearly is None or worth.years is None:
        return "No customer has a purchase recorded yet"
    return (
        f"A customer is worth {worth.value} {currency}: {worth.yearly:.2f} a year x {worth.years:.1f} years, "
        f"of {worth.customers} with purchases"
    )


COMMANDS = (
    Command(
        name="purchases",
        does="Note a purchase, list what somebody bought and what customers are worth, write all to a file",
        run=purchases,
        arguments=_arguments,
    ),
)
