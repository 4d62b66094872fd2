"""How groups of candidates fared, as counts; and their own answers, kept apart from everybody who rates them."""

from collections.abc import Mapping
from dataclasses import dataclass

from csops.domain.access import Permission
from csops.domain.candidates import Candidate, GroupAnswer
from csops.domain.errors import NotPermitted, UnknownName
from csops.domain.fairness import Fate, QuestionRates, Step, by_question, everybody, fate, fate_of_past
from csops.domain.openings import OpeningState, Outcome
from csops.domain.reports import Report, Text
from csops.domain.retention import GroupQuestion, records_from
from csops.domain.team import Shop
from csops.services.candidate_privacy import SETTING
from csops.services.hiring_access import check_runs, tied_candidates
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

ENTER = "enter what candidates say of groups"


@dataclass(frozen=True, kw_only=True)
class Fairness:
    """How applications came through: for one opening, or all. `past` of them are counts of erased candidates."""

    opening_id: int | None
    applications: int
    past: int
    steps: tuple[Step, ...]
    questions: tuple[QuestionRates, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerSheet:
    """What a candidate was asked, and has answered so far."""

    candidate: Candidate
    questions: tuple[GroupQuestion, ...]
    answers: Mapping[str, str]


def how_groups_fared(workspace: Workspace, *, opening_id: int | None = None) -> Fairness:
    """Return how many came through each step, in all and by group; counts only, never who.

    Raises:
        NotPermitted: it takes the permission to see how groups fared. NotFound: no such opening.
    """
    workspace.require(Permission.GROUPS)
    with workspace.read() as work:
        if opening_id is not None:
            work.hiring.openings.get(opening_id)
        living, past = _living(work, opening_id), _past(work, opening_id)
        asked = records_from(work.settings.mapping(SETTING)).questions
    fates = [*living, *past]
    names = dict.fromkeys([*(one.question for one in asked), *(name for one in fates for name in one.groups)])
    return Fairness(
        opening_id=opening_id,
        applications=len(fates),
        past=len(past),
        steps=everybody(fates),
        questions=tuple(by_question(fates, name) for name in names),
    )


def _living(work: Work, opening_id: int | None) -> list[Fate]:
    hiring = work.hiring
    found = hiring.applications.all() if opening_id is None else hiring.applications.where(opening_id=opening_id)
    closed = {one.id for one in hiring.openings.all() if one.state is not OpeningState.OPEN}
    moves = hiring.moves.where_any("application_id", [one.id for one in found])
    answers: dict[int, dict[str, str]] = {}
    for answer in hiring.group_answers.all():
        answers.setdefault(answer.candidate_id, {})[answer.question] = answer.answer
    return [
        fate(
            one,
            [move for move in moves if move.application_id == one.id],
            is_closed=one.opening_id in closed,
            groups=answers.get(one.candidate_id),
        )
        for one in found
    ]


def _past(work: Work, opening_id: int | None) -> list[Fate]:
    past = work.hiring.past
    return [fate_of_past(one) for one in (past.all() if opening_id is None else past.where(opening_id=opening_id))]


# ------------------------------------------------------------ the answer sheet
def answer_sheet(workspace: Workspace, *, candidate_id: int) -> AnswerSheet:
    """Return what a candidate said of groups, to enter or correct it.

    Raises:
        NotPermitted: this member may not hire, is close to the candidate, or is to rate them in an opening that is
            still undecided. NotFound, Erased.
    """
    workspace.require(Permission.HIRE)
    with workspace.read() as work:
        candidate = _entered_by_me(workspace, work, candidate_id)
        questions = records_from(work.settings.mapping(SETTING)).questions
        answers = {one.question: one.answer for one in work.hiring.group_answers.where(candidate_id=candidate_id)}
    return AnswerSheet(candidate=candidate, questions=questions, answers=answers)


def empty_sheet(workspace: Workspace) -> Report:
    """Return the answer sheet to print: a candidate fills it in alone, or leaves it empty; raises NotPermitted."""
    workspace.require(Permission.HIRE)
    with workspace.read() as work:
        questions = records_from(work.settings.mapping(SETTING)).questions
        shop = work.settings.get(Shop).name
    why = (
        "You need not answer any of this, and nobody who decides on your application sees it. We count the answers, to "
        "notice where our way of choosing leaves a group behind. Counts of fewer than five people are not shown."
    )
    kept = "Your answers are kept apart from your application and erased with it; counts stay. You may take them back."
    name = "Name, so that we can correct or erase them: ______________________________"
    asked = (
        Text(
            title=one.question,
            paragraphs=tuple(f"[    ]  {answer}" for answer in (*one.answers, "I prefer not to say")),
        )
        for one in questions
    )
    return Report(
        title="A few questions, if you like",
        subtitle=shop,
        sections=(Text(title="Why", paragraphs=(why, kept, name)), *asked),
    )


def keep_answers(workspace: Workspace, *, candidate_id: int, answers: Mapping[str, str]) -> None:
    """Keep what a candidate chose to say; "" for what they did not. Other questions stay as they are.

    Raises:
        UnknownName: a question that is not asked, or an answer that it does not offer. Others as `answer_sheet`.
    """
    workspace.require(Permission.HIRE)
    with workspace.work("Enter an answer sheet") as work:
        _entered_by_me(workspace, work, candidate_id)
        asked = {one.question: one.answers for one in records_from(work.settings.mapping(SETTING)).questions}
        kept = {one.question: one for one in work.hiring.group_answers.where(candidate_id=candidate_id)}
        for question, answer in answers.items():
            if question not in asked:
                raise UnknownName(field="question", value=question, known=", ".join(asked))
            if answer and answer not in asked[question]:
                raise UnknownName(field=question, value=answer, known=", ".join(asked[question]))
            before = kept.get(question)
            if before is not None and before.answer != answer:
                work.hiring.group_answers.remove(before.id)
            if answer and (before is None or before.answer != answer):
                made = GroupAnswer(candidate_id=candidate_id, question=question, answer=answer)
                work.hiring.group_answers.add(made)


def may_enter(workspace: Workspace, work: Work, candidate_id: int) -> bool:
    """Return whether this member may enter and correct a candidate's answers: see `answer_sheet`."""
    try:
        _entered_by_me(workspace, work, candidate_id)
    except NotPermitted:
        return False
    return True


def _entered_by_me(workspace: Workspace, work: Work, candidate_id: int) -> Candidate:
    workspace.require(Permission.HIRE)
    hiring, me = work.hiring, workspace.member
    candidate = hiring.candidates.get(candidate_id)
    if candidate_id in tied_candidates(workspace, work):
        raise NotPermitted(member=me.name, permission=ENTER, roles="somebody who is not related")
    mine = {seat.opening_id for seat in hiring.seats.where(member_id=me.id) if seat.active}
    for one in hiring.applications.where(candidate_id=candidate_id):
        opening = hiring.openings.get(one.opening_id)
        if one.opening_id in mine and one.outcome is Outcome.OPEN and opening.state is OpeningState.OPEN:
            roles = (
                "somebody who may hire and does not rate this candidate, or anybody who may hire, once it is decided"
            )
            raise NotPermitted(member=me.name, permission=ENTER, roles=roles)
        check_runs(workspace, opening)
    return candidate
