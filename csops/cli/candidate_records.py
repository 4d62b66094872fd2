"""The commands about candidates' details: due, erased, held, kept longer, handed over; and how groups fared."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.fairness import GroupRate, Passage, QuestionRates, Step
    from csops.services.candidate_privacy import Kept, Preview

CAUTION = (
    "No verdict: with few people chance alone makes such differences, and a fair look at reasons needs a person. "
    "Below four fifths is a sign to look, above it is no proof of fairness"
)


def add_records(parts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add these commands to those of `hire`."""
    due = _part(parts, "due", "candidates whose details are to be erased")
    due.add_argument("--all", dest="every", action="store_true", help="everybody, also those who are not due")
    erase = _with_id(parts, "erase", "erase a candidate for good; without --yes only tell what would go")
    erase.add_argument("--yes", action="store_true", help="do it; nothing brings it back")
    _part(parts, "erase-removed", "erase from the history who was added and taken away again by undo")
    hold = _with_id(parts, "hold", "hold a candidate's details back from any erasing")
    hold.add_argument("--reason", metavar="TEXT", required=True, help="the legal reason, with its date")
    _with_id(parts, "unhold", "lift the hold on a candidate's details")
    keep = _with_id(parts, "keep", "keep a candidate's details longer, to a day that they agreed to")
    keep.add_argument("--until", metavar="DAY", required=True, help="the last day")
    keep.add_argument("--consent", metavar="TEXT", required=True, help="how they agreed: “by e-mail on 3 March”")
    export = _with_id(parts, "export", "all that is kept of a candidate in one zip, for the candidate")
    export.add_argument("--out", metavar="FILE.zip", required=True, help="the file to write")
    sheet = _part(parts, "answer-sheet", "the empty sheet on which candidates say of groups what they like, to print")
    sheet.add_argument("--out", metavar="FILE.pdf", required=True, help="the file to write")
    fairness = _part(parts, "fairness", "how groups of candidates came through each step; counts only, no verdict")
    fairness.add_argument("--opening", type=int, metavar="ID", help="one opening (default: all)")


def _part(parts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str) -> Any:
    return parts.add_parser(name, help=says, description=says[:1].upper() + says[1:])


def _with_id(parts: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, says: str) -> Any:
    made = _part(parts, name, says)
    made.add_argument("id", type=int, metavar="ID", help="number of the candidate, as `hire due --all` lists it")
    return made


# ------------------------------------------------------------ due
def _due(call: Call) -> Answer:
    from csops.services import candidate_privacy

    with call.workspace() as workspace:
        every = call.options.every
        found = candidate_privacy.list_kept(workspace) if every else candidate_privacy.list_due(workspace)
        rule, today = candidate_privacy.retention(workspace), workspace.today()
        removed = candidate_privacy.count_removed(workspace)
    data = {
        "months": rule.months,
        "weeks": rule.weeks,
        "is_own": rule.is_own,
        "from": "the shop's own choice" if rule.is_own else rule.rule.from_what,
        "ask_counsel": rule.rule.ask,
        "removed": removed,
        "candidates": [
            {
                "id": one.candidate.id,
                "name": one.name or None,
                "openings": list(one.openings),
                "keep_until": one.keeping.until,
                "ground": one.keeping.ground.value,
                "since": one.keeping.since,
                "due": one.keeping.is_due(today),
                "hold_reason": one.candidate.hold_reason if one.candidate.hold else None,
            }
            for one in found
        ],
    }
    lines = [_due_line(one) for one in found] or ["Nobody's details are due to be erased"]
    if removed:
        lines.append(f"{removed} removed by undo are still in the history: `csops hire erase-removed` takes them out")
    return Answer(data=data, lines=tuple(lines))


def _due_line(one: "Kept") -> str:
    until = one.keeping.until.isoformat() if one.keeping.until else "-"
    name = one.name or f"Candidate {one.number} (name hidden until you have rated)"
    held = f"  HELD: {one.candidate.hold_reason}" if one.candidate.hold else ""
    ground = one.keeping.ground.value.replace("_", " ")
    return f"{one.candidate.id:>6}  until {until:<10}  {ground:<13}  {name}{held}"


# ------------------------------------------------------------ one candidate
def _erase(call: Call) -> Answer:
    from csops.services import candidate_privacy

    candidate_id = call.options.id
    with call.workspace() as workspace:
        told = candidate_privacy.preview_erasing(workspace, candidate_id=candidate_id)
        goes = {name: value for name, value in vars(told).items() if name != "named_in"}
        if not call.options.yes:
            data = {"erased": False, "goes": goes, "named_in": list(told.named_in)}
            return Answer(data=data, lines=(*_preview_lines(told), "Nothing was erased yet: say it again with --yes"))
        done = candidate_privacy.erase_candidate(workspace, candidate_id=candidate_id)
    lines = [f"Erased for good: {done.records} records, {done.papers} papers. Counts of how far they came stay"]
    if not done.is_clean:
        lines.append("Another window was reading just then: the file's log lets go of it when that window closes")
    return Answer(data={"erased": True, **vars(done)}, lines=tuple(lines))


def _erase_removed(call: Call) -> Answer:
    from csops.services.candidate_privacy import erase_removed

    with call.workspace() as workspace:
        many = erase_removed(workspace)
    return Answer(data={"erased": many}, lines=(f"Erased from the history: {many} removed candidates",))


def _preview_lines(told: "Preview") -> list[str]:
    goes = (
        f"{told.name or 'This candidate'}: {told.applications} applications, {told.scorecards} scorecards, "
        f"{told.notes} notes, {told.decisions} decisions, {told.papers} papers, {told.answers} answers on groups go"
    )
    lines = [
        goes,
        "What stays: how far each application came, as a count without a name",
        "Older backups hold them until they are thinned out; one that is brought back is erased again",
    ]
    if told.shared:
        lines.append(f"{told.shared} papers are kept for others too; for them they stay")
    if told.is_open:
        lines.append("They are still in the running")
    if told.hold_reason:
        lines.append(f"On hold, so that nothing is erased: {told.hold_reason}")
    return [*lines, *(f"Their name stands in the note of {title}: look there yourself" for title in told.named_in)]


def _hold(call: Call) -> Answer:
    from csops.services import candidate_privacy

    with call.workspace() as workspace:
        kept = candidate_privacy.hold(workspace, candidate_id=call.options.id, reason=call.options.reason)
    return Answer(data={"id": kept.id, "hold": True, "reason": kept.hold_reason}, lines=("Held; nothing erases them",))


def _unhold(call: Call) -> Answer:
    from csops.services import candidate_privacy

    with call.workspace() as workspace:
        kept = candidate_privacy.lift_hold(workspace, candidate_id=call.options.id)
    return Answer(data={"id": kept.id, "hold": False}, lines=("The hold is lifted",))


def _keep(call: Call) -> Answer:
    from csops.domain import wording
    from csops.services import candidate_privacy

    options = call.options
    with call.workspace() as workspace:
        until = wording.day(options.until, today=workspace.today(), field="--until")
        kept = candidate_privacy.keep_longer(workspace, candidate_id=options.id, until=until, consent=options.consent)
    return Answer(data={"id": kept.id, "keep_until": kept.keep_until}, lines=(f"Kept until {kept.keep_until}",))


def _export(call: Call) -> Answer:
    from csops.services.candidate_file import export_candidate

    with call.workspace() as workspace:
        done = export_candidate(workspace, candidate_id=call.options.id, path=Path(call.options.out))
    lines = [f"{done.file}: {done.scorecards} scorecards, {done.papers} papers"]
    if done.hidden:
        lines.append(f"Not complete: {done.hidden} scorecards are hidden from you until you have rated")
    if done.free_texts:
        lines.append(f"Read the {done.free_texts} free texts before you hand it over: they may name other people")
    return Answer(data=vars(done), lines=tuple(lines))


# ------------------------------------------------------------ fairness
def _sheet(call: Call) -> Answer:
    from csops.services.exports import export
    from csops.services.fairness import empty_sheet

    with call.workspace() as workspace:
        done = export(workspace, report=empty_sheet(workspace), path=Path(call.options.out))
    return Answer(data={"file": done.file, "pages": done.pages}, lines=(f"{done.file}: to print",))


def _fairness(call: Call) -> Answer:
    from csops.services.fairness import how_groups_fared

    with call.workspace() as workspace:
        found = how_groups_fared(workspace, opening_id=call.options.opening)
    data = {
        "opening": found.opening_id,
        "applications": found.applications,
        "erased_before": found.past,
        "steps": [_step_data(step) for step in found.steps],
        "questions": [
            {
                "question": one.question,
                "answered": one.answered,
                "silent": one.silent,
                "counted_together": list(one.together),
                "too_few_to_show": one.is_hidden,
                "steps": [_step_data(step) for step in one.steps],
            }
            for one in found.questions
        ],
        "caution": CAUTION,
    }
    lines = [f"{found.applications} applications, {found.past} of them of erased candidates"]
    lines += [f"  {_way(step)}: {_counts(step.everybody)}" for step in found.steps]
    for question in found.questions:
        lines += _question_lines(question)
    return Answer(data=data, lines=(*lines, CAUTION))


def _step_data(step: "Step") -> dict[str, Any]:
    return {
        "from": step.before.value,
        "to": step.after.value,
        **_passage_data(step.everybody),
        "groups": [_group_data(one) for one in step.groups],
    }


def _passage_data(passage: "Passage") -> dict[str, Any]:
    return {**vars(passage), "decided": passage.decided, "rate": passage.rate}


def _group_data(one: "GroupRate") -> dict[str, Any]:
    if one.is_small:
        return {"group": one.group or "others", "fewer_than_five": True}
    return {
        "group": one.group or "others",
        "fewer_than_five": False,
        **_passage_data(one.passage),
        "low": one.interval.low if one.interval else None,
        "high": one.interval.high if one.interval else None,
        "ratio": one.ratio,
        "below_four_fifths": one.is_below_four_fifths,
        "highest": one.is_highest,
        "fisher_p": one.p,
        "least_p": one.least_p,
    }


def _question_lines(found: "QuestionRates") -> list[str]:
    head = f"{found.question}: {found.answered} answered, {found.silent} did not"
    if found.is_hidden:
        return [f"{head}. Too few of each answer to show: five people and more"]
    lines = [head]
    for step in found.steps:
        lines += [f"  {_way(step)}", *(f"    {_group_line(one)}" for one in step.groups)] if step.groups else []
    return lines


def _group_line(one: "GroupRate") -> str:
    name = one.group or "others"
    if one.is_small or one.interval is None:
        return f"{name:<20} fewer than five"
    rate = f"{100 * (one.passage.rate or 0):.0f} % ({100 * one.interval.low:.0f} to {100 * one.interval.high:.0f})"
    ratio = (
        ""
        if one.ratio is None
        else f"  ratio {one.ratio:.2f}{', below four fifths' if one.is_below_four_fifths else ''}"
    )
    test = "" if one.p is None else f"  Fisher p {one.p:.3f} (could be {one.least_p:.3f} at the least)"
    return f"{name:<20} {one.passage.passed} of {one.passage.decided}  {rate}{ratio}{test}"


def _way(step: "Step") -> str:
    return f"{step.before.value} to {step.after.value}"


def _counts(passage: "Passage") -> str:
    more = f"; {passage.withdrew} withdrew, {passage.waiting} wait" if passage.withdrew or passage.waiting else ""
    return f"{passage.passed} of {passage.decided} came through{more}"


RUNS: dict[str, Callable[[Call], Answer]] = {
    "due": _due,
    "erase": _erase,
    "erase-removed": _erase_removed,
    "hold": _hold,
    "unhold": _unhold,
    "keep": _keep,
    "export": _export,
    "answer-sheet": _sheet,
    "fairness": _fairness,
}
"""What each command runs, by its name."""
