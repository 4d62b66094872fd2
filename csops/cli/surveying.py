"""Commands about answers of customers: answer notes one, answers lists and scores them."""

import argparse
import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from csops.cli import naming
from csops.cli.call import Answer, Call, Command
from csops.domain import wording
from csops.domain.errors import InputError, NotUnderstood, OutOfRange
from csops.domain.survey_lines import AnswerLine, AnswerQuestion
from csops.domain.survey_rules import said_of, usual_scale
from csops.domain.survey_scores import PERCENT, Score
from csops.domain.surveys import AnswerKind, AnswerSource, Scale, SurveyAnswer

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.services.surveys import Recorded
    from csops.services.workspace import Workspace

_MOST_SHOWN = 1000
_SOURCES = {source.value.replace("_", "-"): source for source in AnswerSource}
_SCALE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|to|\.\.|–)\s*(-?\d+(?:\.\d+)?)")


def _kind_argument(parser: argparse.ArgumentParser, **more: Any) -> None:
    parser.add_argument("--kind", choices=[kind.value for kind in AnswerKind], **more)


def _answer_arguments(parser: argparse.ArgumentParser) -> None:
    _kind_argument(parser, required=True, help="which question it was")
    parser.add_argument("--value", type=float, metavar="N", help="the rating; without it: asked, no answer")
    parser.add_argument("--scale", metavar="1-5", help="from where to where it goes, where it is not the usual scale")
    parser.add_argument("--reversed", action="store_true", help="the lowest value is the best answer")
    parser.add_argument("--wording", metavar="S", default="", help="the question as it was put")
    parser.add_argument("--comment", metavar="S", default="", help="what the customer said")
    parser.add_argument("--tag", metavar="T", default="", help="product, service or another word to sort by")
    parser.add_argument("--customer", metavar="WHO", help="name, phone, e-mail or number of the customer")
    parser.add_argument("--contact", type=int, metavar="ID", help="the contact after which it was asked")
    parser.add_argument("--case", type=int, metavar="ID", help="the case that it was about")
    parser.add_argument("--source", choices=sorted(_SOURCES), default="call", help="how it came (default: call)")
    parser.add_argument("--asked", metavar="TIME", help="when it was asked: yesterday 9:00, 2026-11-17 (default: now)")
    parser.add_argument("--asked-by", metavar="NAME", help="who asked; else whoever notes it")


def answer(call: Call) -> Answer:
    """Note what a customer answered, or that they were asked and did not answer."""
    from csops.services import surveys

    with call.workspace() as workspace:
        noted = _answer_of(call.options, workspace)
        again = surveys.may_ask(workspace, customer_id=_customer_of(workspace, noted))
        recorded = surveys.record_answer(workspace, answer=noted)
    kept = recorded.answer
    was_asked = kept.source in {AnswerSource.CALL, AnswerSource.SURVEY}
    too_soon = was_asked and again.is_too_soon
    data = {
        "answer": kept.id, "kind": kept.kind, "value": kept.value, "case": kept.case_id, "customer": kept.customer_id,
        "low": recorded.is_low, "off_scale": kept.off_scale, "asked_too_soon": too_soon,
        "follow_up": recorded.follow_up.id if recorded.follow_up else None,
        "due": recorded.follow_up.due_at if recorded.follow_up else None,
    }  # fmt: skip
    lines = [f"Noted answer {kept.id}: {said_of(kept) if kept.answered_at else 'asked, no answer'}"]
    lines += _said(recorded)
    if too_soon and again.asked_at is not None:
        lines.append(f"They were asked on {again.asked_at:%Y-%m-%d} already, within {again.days} days")
    return Answer(data=data, lines=tuple(lines))


def _said(recorded: "Recorded") -> list[str]:
    lines = []
    if recorded.answer.off_scale:
        lines.append("No figure knows this scale: the answer is kept and counts in no score")
    if recorded.follow_up is not None:
        lines.append(f"A low answer: to be followed up by {recorded.follow_up.due_at:%Y-%m-%d}")
    elif recorded.is_low:
        lines.append("A low answer of nobody known: there is nobody to get in touch with")
    return lines


def _answer_of(options: argparse.Namespace, workspace: "Workspace") -> SurveyAnswer:
    from csops.services import customers, settings

    team = settings.team(workspace)
    kind, now = AnswerKind(options.kind), workspace.now()
    asked = naming.happened(options.asked, now=now, zone=team.shop.zone)[0] if options.asked else now
    scale = _scale(options.scale, kind)
    is_given = options.value is not None or (kind is AnswerKind.COMMENT and bool(options.comment))
    return SurveyAnswer(
        kind=kind,
        source=_SOURCES[options.source],
        customer_id=customers.customer_named(workspace, text=options.customer).id if options.customer else None,
        case_id=options.case,
        contact_id=options.contact,
        asked_by=naming.member(options.asked_by, team),
        asked_at=asked,
        answered_at=asked if is_given else None,
        value=options.value,
        low=scale.low if scale else None,
        high=scale.high if scale else None,
        higher_is_better=not options.reversed,
        wording=options.wording,
        comment=options.comment,
        tag=options.tag,
    )


def _scale(text: str | None, kind: AnswerKind) -> Scale | None:
    if not text:
        return usual_scale(kind)
    found = _SCALE.fullmatch(text.strip())
    if not found:
        raise NotUnderstood(field="--scale", value=text, right="Write it as 1-5")
    return Scale(low=float(found[1]), high=float(found[2]))


def _customer_of(workspace: "Workspace", noted: SurveyAnswer) -> int | None:
    from csops.services import cases, contacts

    if noted.contact_id is not None:
        return contacts.get_contact(workspace, contact_id=noted.contact_id).customer_id
    if noted.case_id is not None:
        return cases.get_case(workspace, case_id=noted.case_id).customer_id
    return noted.customer_id


def _answers_arguments(parser: argparse.ArgumentParser) -> None:
    _kind_argument(parser, help="one kind; else all of them")
    parser.add_argument("--from", dest="first", metavar="D", help="asked on this day or later")
    parser.add_argument("--to", dest="last", metavar="D", help="asked on this day or earlier")
    parser.add_argument("--tag", metavar="T", default="", help="with this tag")
    parser.add_argument("--text", metavar="S", default="", help="with this in the comment")
    parser.add_argument("--customer", metavar="WHO", help="name, phone, e-mail or number of the customer")
    parser.add_argument("--low", action="store_true", help="low ones only")
    parser.add_argument("--open", action="store_true", help="low ones that nobody has followed up yet")
    parser.add_argument("--limit", type=int, default=20, metavar="N", help="how many to show (default: 20)")
    parser.add_argument("--remove", type=int, metavar="ID", help="take one answer out; `csops undo` brings it back")


def answers(call: Call) -> Answer:
    """List answers, with the score of each kind and scale; or take one out."""
    from csops.services import surveys

    options = call.options
    if options.remove is not None:
        with call.workspace() as workspace:
            surveys.remove_answer(workspace, answer_id=options.remove)
        return Answer(data={"removed": options.remove}, lines=("Taken out; `csops undo` brings it back",))
    if not 0 <= options.limit <= _MOST_SHOWN:
        raise OutOfRange(field="--limit", value=options.limit, right=f"Choose from 0 to {_MOST_SHOWN:,}")
    with call.workspace() as workspace:
        question = _question(options, workspace)
        found = surveys.answer_lines(workspace, question=question, limit=options.limit)
        total = surveys.count_answers(workspace, question=question)
        scored = surveys.answer_scores(workspace, question=question)
    data = {
        "total": total,
        "scores": [_score_data(one) for one in scored],
        "answers": [_line_data(one) for one in found],
    }
    lines = [*(_score_line(one) for one in scored), f"{total} found", *(_line(one) for one in found)]
    return Answer(data=data, lines=tuple(lines))


def _question(options: argparse.Namespace, workspace: "Workspace") -> AnswerQuestion:
    from csops.services import customers

    customer = customers.customer_named(workspace, text=options.customer).id if options.customer else None
    asked = AnswerQuestion(
        tag=options.tag, words=options.text, customer_id=customer, low=options.low, open=options.open,
        kinds=(AnswerKind(options.kind),) if options.kind else (),
    )  # fmt: skip
    first, last = _midnight(options.first, workspace, "--from"), _midnight(options.last, workspace, "--to", days=1)
    if first and last and first >= last:
        raise InputError(field="--to", problem="it lies before --from", right="Name the first day first")
    return replace(asked, since=first, until=last)


def _midnight(text: str | None, workspace: "Workspace", field: str, *, days: int = 0) -> datetime | None:
    if not text:
        return None
    day = wording.day(text, today=workspace.today(), field=field, past=True) + timedelta(days=days)
    return datetime.combine(day, time(), tzinfo=ZoneInfo(workspace.shop().zone))


def _score_data(score: Score) -> dict[str, Any]:
    return {
        "kind": score.kind, "low_end": score.scale.low, "high_end": score.scale.high,
        "higher_is_better": score.scale.higher_is_better, "value": score.value, "unit": score.unit, "n": score.n,
        "low": score.interval.low if score.interval else None, "high": score.interval.high if score.interval else None,
        "good": score.good, "bad": score.bad, "mean": score.mean, "asked": score.asked,
        "response_rate": score.response_rate, "too_few": score.too_few,
        "counts": [[value, many] for value, many in score.counts],
    }  # fmt: skip


def _score_line(score: Score) -> str:
    scale = f"{score.scale.low:g} to {score.scale.high:g}{'' if score.scale.higher_is_better else ', reversed'}"
    title = f"{score.kind.value.upper()} ({scale})"
    if score.value is None:
        return f"{title}: no answers of {score.asked} asked"
    if score.too_few:
        return f"{title}: {score.good} of {score.n} {_GOOD[score.kind]} (too few to judge)"
    span = f" ({score.interval.low:.1f} to {score.interval.high:.1f})" if score.interval else ""
    unit = " %" if score.unit == PERCENT else ""
    asked = f", {score.response_rate:.0f} % of {score.asked} answered" if score.response_rate is not None else ""
    return f"{title}: {score.value:.1f}{unit}{span}, n = {score.n}{asked}"


_GOOD = {
    AnswerKind.CSAT: "satisfied",
    AnswerKind.NPS: "promoters",
    AnswerKind.CES: "found it easy",
    AnswerKind.STARS: "with four stars or more",
    AnswerKind.COMMENT: "",
}


def _line_data(line: AnswerLine) -> dict[str, Any]:
    known = {key: value for key, value in vars(line.answer).items() if key != "version"}
    beside = {"customer": line.customer, "title": line.title, "member": line.member, "asked_by_name": line.asked_by}
    return {**known, **beside, "is_low": line.is_low, "follow_up": line.follow_up_id, "due": line.due_at}


def _line(line: AnswerLine) -> str:
    one = line.answer
    said = said_of(one) if one.answered_at else f"{one.kind.value.upper()}: no answer"
    parts = [f"{one.id}", f"{one.asked_at:%Y-%m-%d}", said, line.customer or "unknown"]
    if line.follow_up_id is not None and line.due_at is not None:
        parts.append(f"follow up by {line.due_at:%Y-%m-%d}")
    if one.off_scale:
        parts.append("counts in no score")
    return "  ".join([*parts, one.comment.replace("\n", " ")[:80]]).rstrip()


COMMANDS = (
    Command(
        name="answer",
        does="Note what a customer answered to CSAT, NPS, CES ...",
        run=answer,
        arguments=_answer_arguments,
    ),
    Command(name="answers", does="List and score answers of customers", run=answers, arguments=_answers_arguments),
)
