"""Answers of customers: noted after a call, changed, listed, scored; a low one is followed up in the same act."""

from dataclasses import dataclass, replace
from datetime import datetime

from csops.domain.access import Permission
from csops.domain.calendar import calendar_from
from csops.domain.care_rules import CareRules
from csops.domain.cases import Case, FollowUp, FollowUpKind, State, StateChange
from csops.domain.errors import InputError
from csops.domain.lines import Order
from csops.domain.survey_lines import AnswerLine, AnswerQuestion
from csops.domain.survey_rules import Throttle, checked_answer, follow_up_day, is_low, low_shares, said_of, throttle
from csops.domain.survey_scores import Score, scores
from csops.domain.surveys import AnswerSource, SurveyAnswer
from csops.services.follow_ups import follow_up_in, pending_of_source
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What noting an answer brought about. `follow_up`: of a low answer, None where nobody is known to talk to."""

    answer: SurveyAnswer
    is_low: bool = False
    follow_up: FollowUp | None = None


def record_answer(workspace: Workspace, *, answer: SurveyAnswer, form: str = "") -> Recorded:
    """Note what a customer answered, or that they were asked and did not answer. A low answer opens a follow-up.

    Args:
        workspace: where to keep it.
        answer: with its contact, its case or its customer, as far as they are known: the rest is taken from these.
        form: the form it was written in; its kept draft goes in the same transaction.

    Raises:
        InputError: it says what cannot be; `field` names where. NotFound: its contact, case or customer is gone.
    """
    workspace.require(Permission.LOG)
    now, me = workspace.now(), workspace.member.id
    with workspace.work("Note an answer") as work:
        recorded = note_in(work, answer=answer, now=now, member_id=me)
        if form:
            work.drafts.drop(member_id=me, form=form)
    return recorded


def note_in(work: Work, *, answer: SurveyAnswer, now: datetime, member_id: int) -> Recorded:
    """Note an answer within another act, such as the call after which it was asked; see `record_answer`."""
    kept = work.care.answers.add(checked_answer(_placed(work, answer, me=member_id), now=now))
    return _followed_up(work, kept, now=now, member_id=member_id)


def change_answer(workspace: Workspace, *, answer: SurveyAnswer) -> Recorded:
    """Keep new values of an answer, with the version at which it was read; a follow-up comes or goes with them.

    Raises:
        InputError: as `record_answer`. ConflictError: somebody else changed the same fields meanwhile.
    """
    workspace.require(Permission.EDIT)
    now, me = workspace.now(), workspace.member.id
    with workspace.work("Change an answer") as work:
        rules = work.settings.get(CareRules)
        stored = work.care.answers.get(answer.id)
        was_low = is_low(stored, rules)
        kept = work.care.answers.update(checked_answer(_moved(work, answer, stored=stored), now=now))
        if kept.case_id is not None and kept.case_id != stored.case_id:
            pending = pending_of_source(work, kind=FollowUpKind.ANSWER, source_id=kept.id)
            work.follow_ups.update_many([replace(one, case_id=kept.case_id) for one in pending])
        if was_low and not is_low(kept, rules):
            _drop_follow_ups(work, kept.id)
        if was_low or not is_low(kept, rules):
            return Recorded(answer=kept, is_low=is_low(kept, rules))
        return _followed_up(work, kept, now=now, member_id=me)


def remove_answer(workspace: Workspace, *, answer_id: int) -> None:
    """Take an answer out, with what was still to be done about it."""
    workspace.require(Permission.DELETE)
    with workspace.work("Remove an answer") as work:
        _drop_follow_ups(work, answer_id)
        work.care.answers.remove(answer_id)


def get_answer(workspace: Workspace, *, answer_id: int) -> SurveyAnswer:
    """Return one answer, or raise NotFound."""
    with workspace.read() as work:
        return work.care.answers.get(answer_id)


def answer_lines(
    workspace: Workspace, *, question: AnswerQuestion, order: Order = (), offset: int = 0, limit: int = 100
) -> list[AnswerLine]:
    """Return one page of the list of answers, those asked last first unless told otherwise."""
    with workspace.read() as work:
        low = low_shares(work.settings.get(CareRules))
        return work.care.answers.lines(question, low=low, order=order, offset=offset, limit=limit)


def count_answers(workspace: Workspace, *, question: AnswerQuestion) -> int:
    """Return how many answers fit, with those who were asked and did not answer."""
    with workspace.read() as work:
        return work.care.answers.count(question, low=low_shares(work.settings.get(CareRules)))


def answer_scores(workspace: Workspace, *, question: AnswerQuestion) -> tuple[Score, ...]:
    """Return one score for each kind and scale of the answers that fit."""
    with workspace.read() as work:
        return scores_in(work, question)


def scores_in(work: Work, question: AnswerQuestion) -> tuple[Score, ...]:
    """Return the scores within another question or act."""
    rules = work.settings.get(CareRules)
    return scores(work.care.answers.tallies(question, low=low_shares(rules)), too_few=rules.too_few)


def tags_in_use(workspace: Workspace) -> list[str]:
    """Return the tags of answers, the most used first."""
    with workspace.read() as work:
        return work.care.answers.tags()


def may_ask(workspace: Workspace, *, customer_id: int | None) -> Throttle:
    """Return when a customer was asked last, and whether asking now would be too soon."""
    with workspace.read() as work:
        rules = work.settings.get(CareRules)
        answers = [] if customer_id is None else work.care.answers.where(customer_id=customer_id)
    return throttle(answers, rules=rules, now=workspace.now())


def _placed(work: Work, answer: SurveyAnswer, *, me: int) -> SurveyAnswer:
    """Return the answer with its case and customer, and with who served them and who asked."""
    contact = None if answer.contact_id is None else work.contacts.get(answer.contact_id)
    if contact is not None:
        answer = replace(answer, case_id=contact.case_id, member_id=answer.member_id or contact.member_id)
    case = None if answer.case_id is None else work.cases.get(answer.case_id)
    answer = _of_case(work, answer, case)
    if case is not None:
        answer = replace(answer, member_id=answer.member_id or case.owner_id)
    for member_id in filter(None, (answer.member_id, answer.asked_by)):
        work.members.get(member_id)
    is_ours = answer.source is AnswerSource.CALL and answer.asked_by is None
    return replace(answer, asked_by=me or None) if is_ours else answer


def _of_case(work: Work, answer: SurveyAnswer, case: Case | None) -> SurveyAnswer:
    """Return the answer as one of its case's customer; InputError where it names somebody else."""
    if case is None:
        if answer.customer_id is not None:
            work.customers.get(answer.customer_id)
        return answer
    if answer.customer_id not in (None, case.customer_id):
        right = f"Name its customer, or leave the customer out: case {case.id} knows whose it is"
        raise InputError(field="customer", problem="the case is somebody else's", right=right)
    return replace(answer, customer_id=case.customer_id)


def _moved(work: Work, answer: SurveyAnswer, *, stored: SurveyAnswer) -> SurveyAnswer:
    """Return a changed answer with the customer of its case; whom it named before need not be named anew."""
    if (answer.case_id, answer.customer_id) == (stored.case_id, stored.customer_id) and answer.case_id is not None:
        answer = replace(answer, customer_id=None)
    case = None if answer.case_id is None else work.cases.get(answer.case_id)
    if answer.contact_id is not None and work.contacts.get(answer.contact_id).case_id != answer.case_id:
        if answer.case_id != stored.case_id:
            right = "Leave the contact out, or name the case of the contact"
            raise InputError(field="case", problem="the answer was given after a contact of another case", right=right)
        answer = replace(answer, contact_id=None)
    return _of_case(work, answer, case)


def _followed_up(work: Work, answer: SurveyAnswer, *, now: datetime, member_id: int) -> Recorded:
    if not is_low(answer, work.settings.get(CareRules)):
        return Recorded(answer=answer)
    follow_up = follow_up_low(work, answer, now=now, member_id=member_id)
    kept = work.care.answers.get(answer.id)
    return Recorded(answer=kept, is_low=True, follow_up=follow_up)


def follow_up_low(work: Work, answer: SurveyAnswer, *, now: datetime, member_id: int) -> FollowUp | None:
    """Open what is to be done about a low answer, on its case or on one made for it; None of nobody known."""
    case = _case_for(work, answer, now=now, member_id=member_id)
    if case is None:
        return None
    if answer.case_id is None:
        answer = work.care.answers.update(replace(answer, case_id=case.id))
    return follow_up_in(
        work,
        case_id=case.id,
        due_at=follow_up_day(calendar_from(work.settings.mapping("calendar")), now=now),
        time_known=False,
        owner_id=case.owner_id or answer.member_id or member_id or None,
        what=f"Ask about the answer: {said_of(answer)}",
        now=now,
        kind=FollowUpKind.ANSWER,
        source_id=answer.id,
    )


def _case_for(work: Work, answer: SurveyAnswer, *, now: datetime, member_id: int) -> Case | None:
    if answer.case_id is not None:
        return work.cases.get(answer.case_id)
    if answer.customer_id is None:
        return None
    case = work.cases.add(
        Case(
            customer_id=answer.customer_id,
            title=f"Low answer: {said_of(answer)}",
            state=State.OPEN,
            owner_id=answer.member_id or member_id or None,
            opened_at=answer.answered_at or now,
        )
    )
    work.state_changes.add(StateChange(case_id=case.id, at=now, state=State.OPEN, member_id=member_id or None))
    return case


def _drop_follow_ups(work: Work, answer_id: int) -> None:
    for one in pending_of_source(work, kind=FollowUpKind.ANSWER, source_id=answer_id):
        work.follow_ups.remove(one.id)
