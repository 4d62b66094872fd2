"""Customers on the command line: two made one and parted again, erased, handed what is kept of them."""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command
from csops.cli.customer_details import add_set, set_details
from csops.cli.printing import plain

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.customer_merging import Take
    from csops.services.customer_merges import MergePreview
    from csops.services.customer_parting import PartPreview
    from csops.services.customer_privacy import ErasePreview
    from csops.services.workspace import Workspace

_WHO = "number, name, phone or e-mail"


def _id_of(workspace: "Workspace", text: str) -> int:
    from csops.services.customers import customer_named

    return customer_named(workspace, text=text).id


# ------------------------------------------------------------ two made one
def _customers_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    merge = actions.add_parser("merge", help="make one of two", description="Make one customer of two; undo parts them")
    merge.add_argument("kept", metavar="CUSTOMER", help=f"who stays: {_WHO}")
    merge.add_argument("merged", metavar="OTHER", help=f"whose record goes: {_WHO}")
    merge.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="FIELD=FROM",
        help="where a field comes from: kept, merged or both, as in --take name=merged; else what loses nothing",
    )
    merge.add_argument("--dry-run", action="store_true", help="only say what it would make of them")
    part = actions.add_parser("part", help="make two of one again", description="Part customers who were merged")
    part.add_argument("id", metavar="ID", type=int, help="the number of the one who shall come back")
    part.add_argument("--dry-run", action="store_true", help="only say what goes back and what stays")
    add_set(actions)
    export = actions.add_parser("export", help="write the list to a file", description="Write customers to a file")
    export.add_argument("--out", metavar="FILE", required=True, help="ending .xlsx (with purchases) or .csv")
    export.add_argument("--find", metavar="TEXT", default="", help="only those whom these words find")
    merges = actions.add_parser("merges", help="who was merged into one", description="List who was merged into one")
    merges.add_argument("customer", metavar="CUSTOMER", help=_WHO)


def customers(call: Call) -> Answer:
    """Say what is known of a customer; merge two, part them again, list who was merged, or write all to a file."""
    acts = {"merge": _merge, "part": _part, "merges": _merges, "set": set_details, "export": _export}
    return acts[call.options.what](call)


def _export(call: Call) -> Answer:
    from csops.services import exports
    from csops.services.search import question_from

    with call.workspace() as workspace:
        question = question_from(workspace, text=call.options.find)
        written = exports.export_customers(workspace, question=question, path=Path(call.options.out))
    data = {"file": written.file, "sheets": written.sheets, "rows": written.rows}
    return Answer(data=data, lines=(f"{written.rows} rows written to {written.file}",))


def _merge(call: Call) -> Answer:
    from csops.services.customer_merges import merge_customers, preview_merge

    choices = _choices(call.options.take)
    with call.workspace() as workspace:
        kept_id, merged_id = _id_of(workspace, call.options.kept), _id_of(workspace, call.options.merged)
        preview = preview_merge(workspace, kept_id=kept_id, merged_id=merged_id, choices=choices)
        if not call.options.dry_run:
            merge_customers(workspace, kept_id=kept_id, merged_id=merged_id, choices=choices, seen=preview)
    done = "would be merged" if call.options.dry_run else "merged"
    data = {
        "kept": kept_id,
        "merged": merged_id,
        "done": not call.options.dry_run,
        "customer": plain(preview.after),
        "fields": [_field(line.key, line.take, line.values) for line in preview.lines],
        "moved": dict(preview.moves),
    }
    head = f"{preview.merged.title} ({merged_id}) {done} into {preview.kept.title} ({kept_id})"
    return Answer(data=data, lines=(head, *_merge_lines(preview)))


def _field(key: str, take: "Take", values: tuple[Any, Any, Any]) -> dict[str, Any]:
    ours, theirs, result = (plain(value) for value in values)
    return {"field": key, "from": take.value, "kept": ours, "merged": theirs, "result": result}


def _merge_lines(preview: "MergePreview") -> list[str]:
    told = [f"  {line.key}: {_said(line.values[2])} ({line.take.value})" for line in preview.lines if line.is_open]
    return [*told, *(f"  {number} x {_moved(key)} moved" for key, number in preview.moves.items())]


def _said(value: Any) -> str:
    shown = plain(value)
    return ", ".join(map(str, shown)) if isinstance(shown, list) else str(shown)


def _moved(key: str) -> str:
    kind, column = key.split(".")
    names = {"firm_id": "who speaks for them", "referred_by_id": "who was sent by them", "kept_id": "earlier merge"}
    return names.get(column, kind.replace("_", " "))


def _choices(given: list[str]) -> Mapping[str, "Take"]:
    from csops.domain.customer_merging import Take
    from csops.domain.errors import NotUnderstood

    found = {}
    for one in given:
        key, _, source = one.rpartition("=")
        if source not in {take.value for take in Take} or not key:
            raise NotUnderstood(field="--take", value=one, right="Write it like --take name=merged, or kept, or both")
        found[key] = Take(source)
    return found


def _part(call: Call) -> Answer:
    from csops.domain.errors import NotFound
    from csops.services.customer_parting import merge_of, part_customers, preview_parting

    with call.workspace() as workspace:
        merge = merge_of(workspace, customer_id=call.options.id)
        if merge is None:
            raise NotFound(kind="merged customer", id=call.options.id)
        preview = preview_parting(workspace, merge_id=merge.id)
        if not call.options.dry_run:
            part_customers(workspace, merge_id=merge.id, seen=preview)
    data = {
        "back": merge.merged_id,
        "kept": preview.kept.id,
        "done": not call.options.dry_run,
        "fields_back": list(preview.fields_back),
        "fields_edited_since": list(preview.edited),
        "moved_back": dict(preview.moves),
        "came_since": dict(preview.came),
        "stays": dict(preview.stays),
    }
    return Answer(data=data, lines=tuple(_part_lines(preview, dry_run=call.options.dry_run)))


def _part_lines(preview: "PartPreview", *, dry_run: bool) -> list[str]:
    verb = "would come back" if dry_run else "is back"
    lines = [f"{preview.back.title} ({preview.back.id}) {verb}; {preview.kept.title} ({preview.kept.id}) stays"]
    lines += [f"  {number} x {_moved(key)} back" for key, number in preview.moves.items()]
    lines += [f"  {number} x {_moved(key)} put elsewhere since: stays" for key, number in preview.stays.items()]
    lines += [f"  {key} goes back" for key in preview.fields_back]
    return [*lines, *(f"  {key} was edited since: stays" for key in preview.edited)]


def _merges(call: Call) -> Answer:
    from csops.services.customer_parting import merges_of

    with call.workspace() as workspace:
        customer_id = _id_of(workspace, call.options.customer)
        found = merges_of(workspace, customer_id=customer_id)
    lines = tuple(f"{one.merged_id}  {one.name}, {one.at:%Y-%m-%d %H:%M}" for one in found)
    data = {"customer": customer_id, "merges": [plain(one) for one in found]}
    return Answer(data=data, lines=lines or ("Nobody was merged into this customer",))


# ------------------------------------------------------------ erased
def _erase_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER", help=_WHO)
    parser.add_argument("--dry-run", action="store_true", help="only list what goes, and which texts name them")
    parser.add_argument("--anonymise", action="store_true", help="keep the record and its purchases, without the name")
    parser.add_argument(
        "--all-texts", action="store_true", help="with --anonymise: empty texts that do not name them, too"
    )
    parser.add_argument("--leave-others", action="store_true", help="leave the name in texts about others")
    parser.add_argument(
        "--parts", action="store_true", help="black out parts of the name, too, in texts about others: see --dry-run"
    )


def erase(call: Call) -> Answer:
    """Erase a customer for good, or take out all that names them; what is counted stays."""
    from csops.services import customer_privacy

    options = call.options
    with call.workspace() as workspace:
        customer_id = _id_of(workspace, options.customer)
        preview = customer_privacy.preview_erasing(workspace, customer_id=customer_id)
        if options.dry_run:
            return Answer(data={"erased": False, **_erase_data(preview)}, lines=tuple(_erase_lines(preview)))
        leave = frozenset(one.key for one in preview.named_in) if options.leave_others else frozenset()
        parts = frozenset(one.key for one in preview.named_in if options.parts and not one.is_sure) - leave
        if options.anonymise:
            done = customer_privacy.anonymise_customer(
                workspace, customer_id=customer_id, all_texts=options.all_texts, leave=leave, parts=parts
            )
        else:
            done = customer_privacy.erase_customer(workspace, customer_id=customer_id, leave=leave, parts=parts)
    hints = sum(1 for one in preview.named_in if not one.is_sure and one.key not in parts | leave)
    word = "anonymised" if options.anonymise else "erased"
    lines = [f"Customer {customer_id} {word}: {done.records} records, {done.files} files, {done.drafts} drafts"]
    lines += [f"{done.blacked} texts about others name them no more"] if done.blacked else []
    lines += [f"{hints} texts about others hold a part of the name; --dry-run shows them"] if hints else []
    lines += _file_lines(preview)
    lines += [] if done.is_clean else ["Others were reading: the log beside the file is cleaned when they close"]
    return Answer(
        data={"erased": True, "customer": customer_id, "how": word, **vars(done), "hints": hints}, lines=tuple(lines)
    )


def _erase_data(preview: "ErasePreview") -> dict[str, Any]:
    told = {name: value for name, value in vars(preview).items() if name not in {"customer", "named_in", "in_files"}}
    named = [
        {"kind": one.kind.value, "id": one.id, "case": one.case_id, "text": one.text, "sure": one.is_sure}
        for one in preview.named_in
    ]
    files = [
        {"id": one.id, "name": one.name, "case": one.case_id, "text": one.text, "sure": one.is_sure}
        for one in preview.in_files.files
    ]
    told["files_not_read"] = preview.in_files.unread
    return {"customer": preview.customer.id, **told, "named_in": named, "named_in_files": files}


def _erase_lines(preview: "ErasePreview") -> list[str]:
    told = _erase_data(preview)
    lines = [f"{preview.customer.title} ({preview.customer.id}) would be erased, with"]
    counts = {name: value for name, value in told.items() if isinstance(value, int) and name != "customer"}
    lines += [f"  {name.replace('_', ' ')}: {value}" for name, value in counts.items() if value]
    lines += [
        f"  {'named' if one.is_sure else 'perhaps named'} in {one.kind.value.replace('_', ' ')} {one.id}: {one.text}"
        for one in preview.named_in
    ]
    return [*lines, *_file_lines(preview)]


def _file_lines(preview: "ErasePreview") -> list[str]:
    """The attachments of others that go on naming them: only a person can tell what else is in them."""
    words = {True: "named", False: "perhaps named"}
    return [
        f"  {words[one.is_sure]} in the attachment “{one.name}” on case {one.case_id}, which stays"
        for one in preview.in_files.files
    ]


# ------------------------------------------------------------ handed over
def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("customer", metavar="CUSTOMER", help=_WHO)
    parser.add_argument("--out", required=True, metavar="FILE", help=".xlsx to read, .json with what was attached")


def export_person(call: Call) -> Answer:
    """Write everything that is kept of one customer into one file."""
    from csops.services import customer_file

    with call.workspace() as workspace:
        customer_id = _id_of(workspace, call.options.customer)
        done = customer_file.export_person(workspace, customer_id=customer_id, path=Path(call.options.out))
    counts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in done.records.items())
    data = {"file": done.file, "customer": customer_id, "records": dict(done.records), "attachments": done.attachments}
    return Answer(data=data, lines=(f"{done.file}: {counts}",))


COMMANDS = (
    Command(
        name="customers",
        does="Say what is known of a customer, merge two, part them again",
        run=customers,
        arguments=_customers_arguments,
    ),
    Command(name="erase", does="Erase a customer, or anonymise them", run=erase, arguments=_erase_arguments),
    Command(
        name="export-person",
        does="Everything kept of one customer in one file",
        run=export_person,
        arguments=_export_arguments,
    ),
)
