"""What is known of a customer besides, on the command line: set field by field, and shown with names."""

import argparse
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from csops.cli.call import Answer, Call
from csops.cli.printing import plain

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.customers import Customer
    from csops.services.workspace import Workspace

_CONSENTS = ("given", "refused", "withdrawn", "not-asked")


def add_set(actions: Any) -> None:
    """Add `customers set` to the parts of `customers`."""
    parser: argparse.ArgumentParser = actions.add_parser(
        "set",
        help="say what is known of one",
        description="Say what is known of a customer; only what is named changes",
    )
    parser.add_argument("customer", metavar="CUSTOMER", help="number, name, phone or e-mail")
    parser.add_argument("--firm", metavar="NAME", help="the firm for which they speak, added if need be; '' for none")
    parser.add_argument("--is-firm", action=argparse.BooleanOptionalAction, default=None, help="whether this is a firm")
    parser.add_argument("--stage", choices=["prospect", "buyer"], help="whether they have bought yet")
    parser.add_argument("--segment", metavar="S", help="a group of your own")
    parser.add_argument("--birthday", metavar="D", help="17 May, 17 May 1980")
    parser.add_argument("--motive", metavar="S", help="why they buy")
    parser.add_argument("--channel", metavar="C", help="on which channel they like to be reached")
    parser.add_argument("--referred-by", metavar="WHO", help="who sent them")
    parser.add_argument("--consent", choices=_CONSENTS, help="whether we may write to them")
    parser.add_argument("--consent-on", metavar="D", help="the day on which they said so (default: today)")
    parser.add_argument("--consent-note", metavar="S", help="how they said it")
    parser.add_argument("--lost", action=argparse.BooleanOptionalAction, default=None, help="no longer a customer")
    parser.add_argument(
        "--field",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="a field of your own; empty: drop it",
    )


def set_details(call: Call) -> Answer:
    """Change what is named of a customer."""
    from csops.services.customers import customer_named, save_customer

    with call.workspace() as workspace:
        customer = customer_named(workspace, text=call.options.customer)
        wanted = _changed(call, workspace, customer)
        kept = save_customer(workspace, customer=wanted, firm=call.options.firm or "")
        data = shown(workspace, kept)
    return Answer(data=data, lines=(f"{kept.title} ({kept.id}) changed",))


def _changed(call: Call, workspace: "Workspace", customer: "Customer") -> "Customer":
    from csops.cli import naming
    from csops.domain.birthday_text import birthday_from
    from csops.domain.customers import Stage
    from csops.services import settings
    from csops.services.customers import customer_named

    options = call.options
    told: dict[str, Any] = {
        "segment": options.segment,
        "motive": options.motive,
        "stage": None if options.stage is None else Stage(options.stage),
        "is_firm": options.is_firm,
    }
    changed = replace(customer, **{name: value for name, value in told.items() if value is not None})
    if options.firm == "" or changed.is_firm:
        changed = replace(changed, firm_id=None)
    if options.birthday is not None:
        changed = replace(changed, birthday=birthday_from(options.birthday, today=workspace.today()))
    if options.channel is not None:
        channel_id = naming.channel(options.channel, settings.team(workspace)).id if options.channel else None
        changed = replace(changed, preferred_channel_id=channel_id)
    if options.referred_by is not None:
        sent = customer_named(workspace, text=options.referred_by).id if options.referred_by else None
        changed = replace(changed, referred_by_id=sent)
    if options.lost is not None:
        changed = replace(changed, lost_at=(customer.lost_at or workspace.now()) if options.lost else None)
    return _with_fields(_with_consent(changed, call, workspace), options.field)


def _with_consent(customer: "Customer", call: Call, workspace: "Workspace") -> "Customer":
    from csops.domain import wording
    from csops.domain.customers import Consent

    options, today = call.options, workspace.today()
    if options.consent_note is not None:
        customer = replace(customer, consent_note=options.consent_note)
    if options.consent is None and options.consent_on is None:
        return customer
    consent = customer.consent if options.consent is None else Consent(options.consent.replace("-", "_"))
    day = wording.day(options.consent_on, today=today, field="--consent-on", past=True) if options.consent_on else today
    noon = datetime.combine(day, time(12), tzinfo=ZoneInfo(workspace.shop().zone)).astimezone(UTC)
    return replace(customer, consent=consent, consent_at=noon)


def _with_fields(customer: "Customer", told: list[str]) -> "Customer":
    from csops.domain.customers import OwnField
    from csops.domain.errors import NotUnderstood

    fields: dict[str, OwnField] = {field.name.casefold(): field for field in customer.fields}
    for one in told:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise NotUnderstood(field="--field", value=one, right="Write it like --field 'Frame size=56'")
        fields[name.strip().casefold()] = OwnField(name=name.strip(), value=value)
    return replace(customer, fields=tuple(fields.values()))


def shown(workspace: "Workspace", customer: "Customer") -> dict[str, Any]:
    """Return a customer as plain values, with the names of who belongs to them and what they spent."""
    from csops.domain.birthdays import in_words
    from csops.services.customer_view import customer_view

    view = customer_view(workspace, customer_id=customer.id)
    spending = view.spending if view.together is None else view.together.spending
    return {
        **plain(view.customer),
        "birthday": in_words(customer.birthday) or None,
        "is_firm": customer.is_firm or None,
        "fields": {field.name: field.value for field in customer.fields} or None,
        "firm": view.firm.title if view.firm else None,
        "people": [person.name for person in view.people] or None,
        "referred_by": view.referred_by.title if view.referred_by else None,
        "referred": [one.title for one in view.referred] or None,
        "spent": None if spending is None else f"{spending.total} {view.currency}",
        "purchases": None if spending is None else spending.purchases,
        "returns": None if spending is None else spending.returns or None,
        "contacts": view.line.contacts if view.together is None else view.together.contacts,
        "open_cases": view.line.open_cases if view.together is None else view.together.open_cases,
        "last_csat": view.line.csat,
        "last_nps": view.line.nps,
    }
