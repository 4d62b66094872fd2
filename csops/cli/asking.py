"""Commands that ask: info, find, show, history."""

import argparse
from collections.abc import Sequence

from csops.cli.call import Answer, Call, Command
from csops.domain.changes import Act
from csops.domain.questions import Question
from csops.services import cases, contacts, customers, history, maintenance, search, settings


def info(call: Call) -> Answer:
    """Count what is there; name schema, driver and last verified backup."""
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
        }
    )


def _find_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "text", metavar="TEXT", nargs="+", help='words, "phrases", -not, channel:phone, owner:me, #1184'
    )
    parser.add_argument("--in", dest="kind", choices=["contacts", "customers", "cases"], default="contacts")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many to show (default: 20)")


_FIND_OPTIONS = {"--in", "--limit"}


def arranged(arguments: Sequence[str]) -> list[str]:
    """Return the arguments of a `find` with its options first, so that `-not` is a word to leave out, no option."""
    if "find" not in arguments:
        return list(arguments)
    place = list(arguments).index("find") + 1
    options, words = list(arguments[:place]), []
    rest = iter(arguments[place:])
    for one in rest:
        name = one.partition("=")[0]
        if name in _FIND_OPTIONS:
            options += [one] if "=" in one else [one, next(rest, "")]
        elif one in {"-h", "--help"}:
            options.append(one)
        elif one != "--":
            words.append(one)
    return [*options, "--", *words] if words else options


def find(call: Call) -> Answer:
    """Search the full text."""
    import time

    with call.workspace() as workspace:
        began = time.perf_counter()
        limit = max(0, min(call.options.limit, 1000))
        found = search.find(workspace, text=" ".join(call.options.text), kind=call.options.kind, limit=limit)
        took_ms = (time.perf_counter() - began) * 1000
    hits = [
        {"kind": hit.kind, "id": hit.id, "title": hit.title, "snippet": hit.snippet, "at": hit.at} for hit in found.hits
    ]
    total = "1,000+" if found.total >= search.MOST_COUNTED else str(found.total)
    lines = [f"{total} found", *(_line(hit) for hit in found.hits)]
    return Answer(data={"total": found.total, "hits": hits, "ms": round(took_ms, 2)}, lines=tuple(lines))


def _line(hit: search.Hit) -> str:
    when = f"{hit.at:%Y-%m-%d %H:%M}" if hit.at else " " * 16
    return f"{hit.kind} {hit.id:>7}  {when}  {hit.title}: {hit.snippet}"


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=["customer", "case", "contact"])
    parser.add_argument("id", type=int, metavar="ID")


def show(call: Call) -> Answer:
    """Show one record with its timeline."""
    record_id = call.options.id
    with call.workspace() as workspace:
        if call.options.kind == "contact":
            contact = contacts.get_contact(workspace, contact_id=record_id)
            timeline = cases.timeline(workspace, case_id=contact.case_id)
            return Answer(data={"contact": contact, "case": timeline.case, "timeline": timeline.contacts})
        if call.options.kind == "case":
            timeline = cases.timeline(workspace, case_id=record_id)
            return Answer(
                data={
                    "case": timeline.case,
                    "customer": timeline.customer,
                    "timeline": timeline.contacts,
                    "states": timeline.states,
                    "notes": timeline.notes,
                    "follow_ups": timeline.follow_ups,
                }
            )
        customer = customers.get_customer(workspace, customer_id=record_id)
        question = Question(customer_id=record_id)
        lines = contacts.contact_lines(workspace, question=question, limit=1000)
        return Answer(data={"customer": customer, "timeline": lines})


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--customer", type=int, metavar="ID", help="of one customer only")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many (default: 20)")


def show_history(call: Call) -> Answer:
    """Tell who changed what, newest first."""
    with call.workspace() as workspace:
        acts = history.history(workspace, customer_id=call.options.customer, limit=max(0, call.options.limit))
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
