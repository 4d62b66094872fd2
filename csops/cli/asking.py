"""Commands that ask: info, find, show, history."""

import argparse
import time
from collections.abc import Mapping, Sequence
from typing import Any

from csops.cli.call import Answer, Call, Command
from csops.cli.printing import plain
from csops.domain.changes import Act
from csops.domain.errors import OutOfRange
from csops.domain.lines import ContactLine
from csops.domain.matters import MATTER_FIELDS
from csops.domain.questions import Question

_MOST_SHOWN = 1000


def info(call: Call) -> Answer:
    """Count what is there; name schema, driver and last verified backup."""
    from csops.services import maintenance

    with call.workspace() as workspace:
        found = maintenance.info(workspace)
    return Answer(
        data={
            "db": found.db,
            "engine": found.engine,
            "schema": found.schema,
            "customers": found.customers,
            "contacts": found.contacts,
            "cases": found.cases,
            "last_backup": found.last_backup,
            "driver": found.driver,
        }
    )


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text", metavar="TEXT", nargs="+", help='words, "phrases", -not, channel:phone, owner:me, #1184'
    )
    parser.add_argument("--in", dest="kind", choices=["contacts", "customers", "cases"], default="contacts")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many to show (default: 20)")


def find(call: Call) -> Answer:
    """Search the full text."""
    from csops.services import search

    limit = _limit(call.options.limit)
    with call.workspace() as workspace:
        began = time.perf_counter()
        found = search.find(workspace, text=" ".join(call.options.text), kind=call.options.kind, limit=limit)
        took_ms = (time.perf_counter() - began) * 1000
    hits = [
        {"kind": hit.kind, "id": hit.id, "title": hit.title, "snippet": hit.snippet, "at": hit.at} for hit in found.hits
    ]
    total = "1,000+" if found.total >= search.MOST_COUNTED else str(found.total)
    lines = [f"{total} found", *(_hit_line(hit) for hit in hits)]
    return Answer(data={"total": found.total, "hits": hits, "ms": round(took_ms, 2)}, lines=tuple(lines))


def _limit(number: int) -> int:
    if number < 0:
        raise OutOfRange(field="--limit", value=number, right="Write how many to show, 0 or more")
    return min(number, _MOST_SHOWN)


def _hit_line(hit: Mapping[str, Any]) -> str:
    when = f"{hit['at']:%Y-%m-%d %H:%M}" if hit["at"] else " " * 16
    return f"{hit['kind']} {hit['id']:>7}  {when}  {hit['title']}: {hit['snippet']}"


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=["customer", "case", "contact"])
    parser.add_argument("id", type=int, metavar="ID")


def show(call: Call) -> Answer:
    """Show one record with its timeline, the oldest first."""
    shown = {"customer": _customer, "case": _case, "contact": _contact}[call.options.kind]
    with call.workspace() as workspace:
        data, timeline = shown(workspace, call.options.id)
    facts = [f"{key}: {_words(value)}" for key, value in plain(data).items() if value not in (None, "", [])]
    data = {**data, "timeline": timeline}
    return Answer(data=data, lines=(*facts, "", *(_contact_line(line) for line in timeline)))


_ON_A_CASE = (
    *("states", "notes", "follow_ups", "promises", "requests", "escalations"),
    *("concessions", "recoveries", "recovery_steps", "answers", "merges"),
)
"""What a case is shown with, by the names of a timeline."""
_Shown = tuple[dict[str, Any], Sequence[ContactLine]]


def _customer(workspace: Any, customer_id: int) -> _Shown:
    from csops.cli.customer_details import shown
    from csops.services import contacts, customers

    customer = customers.get_customer(workspace, customer_id=customer_id)
    question = Question(customer_id=customer.id)
    order = (("happened_at", False),)
    lines = contacts.contact_lines(workspace, question=question, order=order, limit=_MOST_SHOWN)
    return shown(workspace, customer), lines


def _case(workspace: Any, case_id: int) -> _Shown:
    from csops.services import cases

    found = cases.timeline(workspace, case_id=case_id)
    matter = {name: getattr(found.record, name) for name in (*MATTER_FIELDS, "confirmed", "resolved_at")}
    also = {name: getattr(found, name) for name in _ON_A_CASE}
    return {**plain(found.case), **plain(matter), **also}, found.contacts


def _contact(workspace: Any, contact_id: int) -> _Shown:
    from csops.services import cases, contacts

    contact = contacts.get_contact(workspace, contact_id=contact_id)
    timeline = cases.timeline(workspace, case_id=contact.case_id)
    return {**plain(contact), "case": timeline.case}, timeline.contacts


def _words(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(one)}" for key, one in value.items() if one not in (None, ""))
    return "; ".join(_words(one) for one in value) if isinstance(value, list) else str(value)


def _contact_line(line: ContactLine) -> str:
    return f"{line.happened_at:%Y-%m-%d %H:%M}  {line.channel}, {line.member or '-'}: {line.text or line.title}"


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--customer", type=int, metavar="ID", help="of one customer only")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many (default: 20)")


def show_history(call: Call) -> Answer:
    """Tell who changed what, newest first."""
    from csops.services import history, settings

    limit = _limit(call.options.limit)
    with call.workspace() as workspace:
        acts = history.history(workspace, customer_id=call.options.customer, limit=limit)
        names = {member.id: member.name for member in settings.team(workspace).members}
    entries = [_entry(act, names) for act in acts]
    lines = tuple(f"{entry['at']}  {entry['who'] or '-'}: {entry['what']} ({entry['records']})" for entry in entries)
    return Answer(data={"entries": entries}, lines=lines or ("Nothing was changed yet",))


def _entry(act: Act, names: dict[int, str]) -> dict[str, object]:
    return {
        "act": act.id,
        "at": act.at.isoformat(timespec="seconds"),
        "who": names.get(act.member_id or 0, ""),
        "what": act.what,
        "step": act.step.value,
        "target": act.target,
        "kinds": sorted(kind.value for kind in act.kinds),
        "records": act.records,
        "import": act.import_id,
    }


COMMANDS = (
    Command(name="info", does="Counts, schema, driver versions, last verified backup", run=info),
    Command(name="find", does="Search the full text", run=find, arguments=_find_arguments),
    Command(name="show", does="One record with its timeline", run=show, arguments=_show_arguments),
    Command(name="history", does="Who changed what", run=show_history, arguments=_history_arguments),
)
