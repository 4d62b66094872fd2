"""Commands about files: import and report."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli import naming
from csops.cli.call import Answer, Call, Command
from csops.cli.printing import tell_progress
from csops.cli.yaml_file import read_yaml
from csops.domain import wording
from csops.domain.errors import Missing, OutOfRange
from csops.imports.guesses import About, Guess
from csops.imports.mailboxes import is_mail
from csops.imports.mapping import Column, Mapping, TableKind, Target, from_mapping, to_mapping
from csops.imports.reading import Outcome, Reading
from csops.imports.rows import Problem

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.reports import Report
    from csops.services.imports import Imported
    from csops.services.workspace import Workspace

MOST_ROW_LINES = 50
_KINDS = ("contacts", "customers", "volume", "candidates", "surveys", "purchases", "case_log")
_DOUBTS = {About.SCALE, About.STARTED}
"""What a survey leaves open is imported as is likely, and said."""
_STATUS = {Outcome.OK: 0, Outcome.WARN: 0, Outcome.ASK: 2, Outcome.REJECT: 2}


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="csv, tsv, txt (also .gz), xlsx, xlsm, eml, mbox")
    parser.add_argument(
        "--as", dest="kind", choices=_KINDS,
        help="what its rows are (default: contacts; a list that csops wrote tells by itself)",
    )  # fmt: skip
    parser.add_argument("--map", dest="mapping", metavar="MAP.yaml", help="which column goes where; see --guess")
    parser.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook; else the first with something in it")
    parser.add_argument("--encoding", metavar="E", help="of a text file; else it is found")
    parser.add_argument("--timezone", metavar="TZ", help="whose clock the file shows; else the shop's")
    parser.add_argument("--opening", metavar="ID", help="candidates: the number of the opening for which they applied")
    parser.add_argument("--channel", metavar="C", help="the channel of every row, where no column tells it")
    parser.add_argument(
        "--rating", action="append", metavar="[COLUMN=]KIND[:1-5][:reversed]",
        help="surveys: which question a column answers (csat, nps, ces, stars), on which scale; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--own", action="append", metavar="ADDRESS",
        help="messages: an address of the shop (info@shop.example or @shop.example), in place of those kept by `mail`",
    )  # fmt: skip
    parser.add_argument(
        "--own-fields", action="store_true", help="customers: columns that fit nowhere become fields of your own"
    )
    parser.add_argument("--dry-run", action="store_true", help="tell what would happen; write nothing")
    parser.add_argument("--guess", action="store_true", help="propose the mapping, ready to be written to a file")
    parser.add_argument("--read", action="store_true", help="what the reader sees, as text; nothing mapped or written")
    parser.add_argument("--limit", type=int, metavar="N", help="with --read: rows at most")


def import_(call: Call) -> Answer:
    """Read a file and import it; always says what came of every row."""
    options = call.options
    if not options.read and not options.guess and is_mail(Path(options.file)):
        return _import_mails(call)
    return _import_table(call)


def _import_table(call: Call) -> Answer:
    from csops.services import imports

    options = call.options
    if options.limit is not None and options.limit < 0:
        raise OutOfRange(field="--limit", value=options.limit, right="Write how many rows to show, 0 or more")
    reading = imports.read_file(
        path=Path(options.file),
        sheet=options.sheet,
        encoding=options.encoding,
        limit=options.limit if options.read else None,
        progress=lambda rows: tell_progress(0.0, f"{rows:,} rows read"),
    )
    if options.read:
        return _read_answer(reading)
    if reading.outcome is Outcome.REJECT:
        return _refused(reading.outcome, reading.reason)
    with call.workspace() as workspace:
        proposed = _matched(options, workspace, reading)
        if options.guess:
            return _guess_answer(proposed)
        asked = _question_left(reading, proposed)
        if asked:
            return _refused(Outcome.REJECT if _is_hopeless(proposed) else Outcome.ASK, asked)
        try:
            return _imported(options, workspace, reading, proposed)
        except OutOfRange as fault:
            if proposed.mapping.kind is not TableKind.VOLUME:
                raise
            return _refused(Outcome.REJECT, str(fault))


def _import_mails(call: Call) -> Answer:
    """Import the messages of a file, or tell what would come of them."""
    from csops.services import import_mails

    options, path = call.options, Path(call.options.file)
    with call.workspace() as workspace:
        if options.dry_run:
            found = import_mails.look_at_mails(workspace, path=path, own=options.own, most=0).outcome
        else:
            found = import_mails.import_mails(workspace, path=path, own=options.own, progress=tell_progress)
    outcome = Outcome.WARN if found.left_out or found.notes else Outcome.OK
    lines = _import_lines(found, options, found.notes, what="messages")
    return Answer(data=_import_data(found, outcome, found.notes), lines=lines)


def _is_hopeless(proposed: Guess) -> bool:
    """Whether no answer would help: a file of counts that names no day, or whose rows stand for no interval of ours."""
    if proposed.mapping.kind is not TableKind.VOLUME:
        return False
    needed = [question for question in proposed.questions if question.needed]
    return any(question.about in {About.STARTED, About.INTERVAL} and not question.choices for question in needed)


def _read_answer(reading: Reading) -> Answer:
    data = {
        "outcome": reading.outcome,
        "reason": reading.reason,
        "warnings": reading.warnings,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "sheet": reading.sheet,
        "rows": [list(row) for row in reading.rows],
    }
    lines = (reading.reason, *reading.warnings, *("\t".join(row) for row in reading.rows))
    refused = reading.reason if reading.outcome is Outcome.REJECT else ""
    lines = tuple(line for line in lines if line)
    return Answer(data=data, lines=lines, refused=refused, status=_STATUS[reading.outcome])


def _refused(outcome: Outcome, reason: str) -> Answer:
    data = {
        "outcome": outcome, "reason": reason, "read": 0, "new": 0, "updated": 0, "skipped": 0, "left_out": 0,
        "problems": [], "import": None,
    }  # fmt: skip
    return Answer(data=data, refused=reason, status=2)


def _matched(options: argparse.Namespace, workspace: "Workspace", reading: Reading) -> Guess:
    from csops.services import imports, own_lists

    kind = imports.kind_named(options.kind) if options.kind else own_lists.kind_of(reading) or TableKind.CONTACTS
    if options.mapping:
        proposed = imports.completed(workspace, reading=reading, mapping=_mapping_file(Path(options.mapping)))
    else:
        proposed = imports.guess(workspace, reading=reading, kind=kind)
    if options.rating:
        from csops.cli.rating_options import with_ratings

        mapping = with_ratings(proposed.undecided(), options.rating)
        proposed = imports.completed(workspace, reading=reading, mapping=mapping).with_unread(proposed.unread)
    if options.channel or options.opening:
        from dataclasses import replace

        said = {Target.CHANNEL: options.channel, Target.OPENING: options.opening}
        constants = {**proposed.mapping.constants, **{key: value for key, value in said.items() if value}}
        mapping = replace(proposed.undecided(), constants=constants)
        proposed = imports.completed(workspace, reading=reading, mapping=mapping).with_unread(proposed.unread)
    if options.own_fields and proposed.mapping.kind is TableKind.CUSTOMERS:
        proposed = imports.completed(workspace, reading=reading, mapping=proposed.with_own_fields())
    return proposed


def _mapping_file(path: Path) -> Mapping:
    return from_mapping(read_yaml(path, right="Name a mapping in YAML, as --guess writes it"))


def _guess_answer(proposed: Guess) -> Answer:
    import yaml

    plain = to_mapping(proposed.mapping)
    warnings = [one.sentence for one in proposed.unread]
    data = {"map": plain, "questions": [_asked(one) for one in proposed.questions], "warnings": warnings}
    text = yaml.safe_dump(json.loads(json.dumps(plain)), allow_unicode=True, sort_keys=False)
    remarks = (*(one.sentence for one in proposed.questions), *warnings)
    lines = (*text.splitlines(), *(f"# {remark}" for remark in remarks))
    return Answer(data=data, lines=lines)


def _asked(question: Any) -> dict[str, Any]:
    return {
        "about": question.about,
        "sentence": question.sentence,
        "column": question.heading,
        "choices": question.choices,
        "words": [list(word) for word in question.words],
        "needed": question.needed,
    }


def _question_left(reading: Reading, proposed: Guess) -> str:
    if reading.outcome is Outcome.ASK:
        return reading.reason
    return " ".join(question.sentence for question in proposed.questions if question.needed)


def _imported(options: argparse.Namespace, workspace: "Workspace", reading: Reading, proposed: Guess) -> Answer:
    from csops.services import imports

    mapping = proposed.mapping
    if options.dry_run:
        found = imports.look_ahead(workspace, reading=reading, mapping=mapping, zone=options.timezone)
    else:
        found = imports.import_file(
            workspace,
            path=Path(options.file),
            reading=reading,
            mapping=mapping,
            zone=options.timezone,
            progress=tell_progress,
        )
    doubts = (one.sentence for one in proposed.questions if mapping.kind is TableKind.SURVEYS and one.about in _DOUBTS)
    warnings = (*reading.warnings, *(one.sentence for one in proposed.unread), *doubts, *found.notes)
    # What a log of cases tells of itself is no doubt of it.
    doubtful = warnings[: len(warnings) - len(found.notes)] if mapping.kind is TableKind.CASE_LOG else warnings
    outcome = Outcome.WARN if found.left_out or doubtful else Outcome.OK
    data, rated = _import_data(found, outcome, warnings), mapping.columns_to(Target.ANSWER)
    if mapping.kind is TableKind.SURVEYS:
        data["ratings"] = [_rating_data(one) for one in rated]
    lines = _import_lines(found, options, (*map(_rating_line, rated), *warnings))
    return Answer(data=data, lines=lines)


def _rating_data(column: Column) -> dict[str, Any]:
    return {
        "column": column.heading, "answer": column.answer, "scale": column.scale, "reversed": column.reversed,
        "words": dict(column.words),
    }  # fmt: skip


def _rating_line(column: Column) -> str:
    low, high = column.scale or (0, 0)
    words = ", ".join(f"{word} = {value}" for word, value in column.words.items())
    turned = ", lowest is best" if column.reversed else ""
    return f"“{column.heading}” is {column.answer.upper()}, {low:g} to {high:g}{turned}{f': {words}' if words else ''}"


def _import_data(found: "Imported", outcome: Outcome, warnings: Sequence[str]) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "reason": "",
        "warnings": list(warnings),
        "read": found.read,
        "new": found.new,
        "updated": found.updated,
        "skipped": found.skipped,
        "left_out": found.left_out,
        "problems": [{"row": one.row, "column": one.column, "reason": one.reason} for one in found.problems],
        "remarks": [{"row": one.row, "column": one.column, "reason": one.reason} for one in found.remarks],
        "import": found.import_id,
    }


def _import_lines(
    found: "Imported", options: argparse.Namespace, warnings: Sequence[str], *, what: str = "rows"
) -> tuple[str, ...]:
    total = (
        f"{found.read} {what} read: {found.new} new, {found.updated} updated, {found.skipped} skipped, "
        f"{found.left_out} left out"
    )
    after = (
        "Nothing was written (dry run)"
        if options.dry_run
        else f"Take it back with: csops undo --import {found.import_id}"
    )
    problems = _row_lines(found.problems)
    remarks = _row_lines(found.remarks, "taken, but: ")
    return (total, *warnings, *problems, *remarks, after)


def _row_lines(rows: Sequence[Problem], what: str = "") -> list[str]:
    """The first of the rows that something is to be said of, and how many more there are."""
    lines = [f"row {one.row}, {one.column}: {what}{one.reason}" for one in rows[:MOST_ROW_LINES]]
    return lines + ([f"... and {len(rows) - MOST_ROW_LINES} more"] if len(rows) > MOST_ROW_LINES else [])


def _report_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="service, staffing, hiring, quality or skills (as they stand now)")
    parser.add_argument("--from", dest="first", metavar="D", help="first day, 2026-01-01")
    parser.add_argument("--to", dest="last", metavar="D", help="last day, 2026-01-31")
    parser.add_argument("--opening", type=int, metavar="ID", help="hiring: the candidates of one opening instead")
    parser.add_argument("--candidate", type=int, metavar="ID", help="hiring: one application (its number) instead")
    parser.add_argument("--person", metavar="MEMBER", help="quality: the reviews of one member, by name or initials")
    parser.add_argument("--review", type=int, metavar="ID", help="quality: one review on a sheet")
    parser.add_argument("--calibration", type=int, metavar="ID", help="quality: one calibration")
    parser.add_argument(
        "--out", metavar="FILE", required=True, help="ending .xlsx, .pdf, .csv, or .zip: every table as CSV"
    )


def report(call: Call) -> Answer:
    """Write a report to a file."""
    from csops.services import exports

    with call.workspace() as workspace:
        made = _report(workspace, call.options)  # asks whether it may be taken along: the own may
        written = exports.write_report(made, path=Path(call.options.out))
    data = {"file": written.file, "sheets": written.sheets, "rows": written.rows}
    return Answer(data=data, lines=(f"Wrote {written.file}",))


def _refuse_two(options: argparse.Namespace) -> None:
    """Refuse more than one thing that a report shall be of."""
    of = ("opening", "candidate", "person", "review", "calibration")
    given = [f"--{name}" for name in of if getattr(options, name) is not None]
    if len(given) > 1:
        raise OutOfRange(field="A report", value=f"of {' and '.join(given)}", right="Name one of them")


def _report(workspace: "Workspace", options: argparse.Namespace) -> "Report":
    from csops.services import hiring_reports, quality_reports, reports, settings

    _refuse_two(options)
    if options.name == "hiring" and options.candidate is not None:
        return hiring_reports.candidate_report(workspace, application_id=options.candidate)
    if options.name == "hiring" and options.opening is not None:
        return hiring_reports.comparison_report(workspace, opening_id=options.opening)
    if options.name == "quality" and options.review is not None:
        return quality_reports.review_report(workspace, review_id=options.review)
    if options.name == "quality" and options.calibration is not None:
        return quality_reports.calibration_report(workspace, session_id=options.calibration)
    days = {"--from": options.first, "--to": options.last}
    if options.name != "skills" and (missing := [field for field, day in days.items() if not day]):
        raise Missing(field=" and ".join(missing), right="Name the first and the last day, such as 2026-01-31")
    today = workspace.today()
    first, last = (
        wording.day(day, today=today, field=field, past=True) if day else None for field, day in days.items()
    )
    if options.name == "quality" and options.person:
        who = naming.member(options.person, settings.team(workspace)) or 0
        return quality_reports.person_report(workspace, member_id=who, first_day=first, last_day=last)
    return reports.report(workspace, name=options.name, first_day=first, last_day=last)


COMMANDS = (
    Command(
        name="import",
        does="Import a file of contacts, customers, purchases, answers, candidates or counts",
        run=import_,
        arguments=_import_arguments,
    ),
    Command(name="report", does="Write a report to a workbook, PDF or CSV", run=report, arguments=_report_arguments),
)
