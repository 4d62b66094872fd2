"""Answers of a survey tool's file: respondents found, known answers skipped, late ones filled in."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from csops.domain.care_rules import CareRules
from csops.domain.cases import Case
from csops.domain.errors import CsopsError
from csops.domain.people import Member
from csops.domain.survey_rules import checked_answer, is_low
from csops.domain.surveys import AnswerKind, AnswerSource, SurveyAnswer
from csops.imports.rows import Problem, Rating, Row, SurveyRow
from csops.services.import_customers import People
from csops.services.import_plan import RowPlan
from csops.services.surveys import follow_up_low
from csops.storage.unit_of_work import Work

FOLLOWED_UP_WITHIN = timedelta(days=30)
"""A low answer of a file that is older than this opens no follow-up: nobody expects that call any more."""
_SOURCES = {AnswerKind.STARS: AnswerSource.REVIEW_SITE, AnswerKind.COMMENT: AnswerSource.CARD}
_Same = tuple[AnswerKind, datetime, datetime | None, float | None, int | None, str, str]


@dataclass
class SurveyPlan(RowPlan):
    """What an import of answers would do. `new` and `updated` hold the answers of one row each."""

    new: list[tuple[SurveyAnswer, ...]] = field(default_factory=list)
    updated: list[tuple[SurveyAnswer, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unmatched: int = 0
    """New rows that name somebody whom nobody here knows."""


class SurveyImport:
    """Sorts the rows of one file against what is there, and writes what is new."""

    def __init__(self, work: Work, *, region: str, now: datetime, signature: str, skip_known: bool = True) -> None:
        self._work, self._now, self._skip_known = work, now, skip_known
        self._rules = work.settings.get(CareRules)
        self._people = People(work, region=region, now=now)
        self._members = _names_of(work.members.all())
        self._cases: dict[str, Case | None] = {}
        self._customers = _Numbers(work)
        self._numbered = work.care.answers.numbered(signature=signature)

    def plan(self, rows: Iterable[Row]) -> SurveyPlan:
        """Sort every row; nothing is written."""
        plan = SurveyPlan()
        made: list[tuple[SurveyRow, tuple[SurveyAnswer, ...]]] = []
        for row in plan.taken(rows, SurveyRow):
            try:
                made.append((row, self._answers(row, plan)))
            except CsopsError as error:
                plan.problems.append(Problem(row=row.row, column="", reason=str(error)))
        there = self._there(answer for _, answers in made for answer in answers)
        for row, answers in made:
            self._sort(row, answers, there, plan)
        plan.notes += self._notes(plan)
        return plan

    def _sort(self, row: SurveyRow, answers: Sequence[SurveyAnswer], there: Counter[_Same], plan: SurveyPlan) -> None:
        new, late = [], []
        for answer in answers:
            known = self._numbered.get((answer.kind, answer.wording, row.number)) if row.number else None
            if known is not None:
                if known.answered_at is None and answer.answered_at is not None:
                    late.append(_filled(known, answer))
            elif not row.number and there[_same(answer)] > 0:
                there[_same(answer)] -= 1
            else:
                new.append(answer)
        if new:
            plan.new.append(tuple(new))
            plan.unmatched += _names_somebody(row) and new[0].customer_id is None
        if late:
            # A row that brings both is counted once, as new.
            plan.updated.append(tuple(late))
        if not new and not late:
            plan.skipped += 1
        elif new and late:
            plan.new[-1] = (*new, *late)
            plan.updated.pop()

    # ------------------------------------------------------------ what a row says
    def _answers(self, row: SurveyRow, plan: SurveyPlan) -> tuple[SurveyAnswer, ...]:
        case = self._case(row)
        customer = self._customer(row, case)
        if case is not None and customer is not None and case.customer_id not in {None, customer}:
            said = f"“{row.case_number}” is a case of somebody else. The answer was kept without the case"
            plan.remarks.append(Problem(row=row.row, column="", reason=said, value=row.case_number))
            case = None
        asked = row.sent_at or row.responded_at or self._now
        base = SurveyAnswer(
            kind=AnswerKind.COMMENT,
            customer_id=customer,
            case_id=case.id if case else None,
            member_id=self._members.get(row.handled_by.casefold()) or (case.owner_id if case else None),
            asked_at=asked,
            answered_at=row.responded_at or asked,
            tag=row.tag,
            number=row.number or None,
        )
        plan.remarks.extend(row.remarks)
        rated = [_rated(base, rating, has_answered=rating.value is not None) for rating in row.ratings]
        if row.comment:
            rated.append(replace(base, comment=row.comment, source=_SOURCES[AnswerKind.COMMENT]))
        return tuple(checked_answer(one, now=self._now) for one in rated)

    def _case(self, row: SurveyRow) -> Case | None:
        number = row.case_number.lstrip("#").strip()
        if number and number not in self._cases:
            self._cases[number] = self._case_of(number)
        return self._cases.get(number)

    def _case_of(self, number: str) -> Case | None:
        """Return the case of a contact with this number of another program, else our own case of this number."""
        contacts = self._work.contacts.where(number=number)
        if contacts:
            return self._work.cases.find(contacts[0].case_id)
        return self._work.cases.find(int(number)) if number.isdecimal() and len(number) < _LONGEST_ID else None

    def _customer(self, row: SurveyRow, case: Case | None) -> int | None:
        found = self._people.reached(phones=row.phones, emails=row.emails)
        if found is None and row.customer_number:
            found = self._customers.of(row.customer_number)
        if found is None and case is not None:
            found = case.customer_id
        if found is None and row.customer:
            found = self._customers.named(row.customer)
        return found

    # ------------------------------------------------------------ what is there already
    def _there(self, answers: Iterable[SurveyAnswer]) -> Counter[_Same]:
        moments = [one.asked_at for one in answers]
        if not moments or not self._skip_known:
            return Counter()
        between = self._work.care.answers.between(min(moments), max(moments))
        return Counter(map(_same, between))

    def _notes(self, plan: SurveyPlan) -> list[str]:
        """Say of the whole file what a person must know: what counts in no score, who is nobody, who will be called."""
        answers = [answer for some in (*plan.new, *plan.updated) for answer in some]
        off = Counter((one.wording, one.kind, one.low, one.high) for one in answers if one.off_scale)
        notes = [
            f"“{wording}” goes from {low or 0:g} to {high or 0:g}, which no {kind.value.upper()} is counted on: "
            f"{_many(n, 'answer is', 'answers are')} kept, and {'counts' if n == 1 else 'count'} in no score"
            for (wording, kind, low, high), n in off.items()
        ]
        silent = sum(one.answered_at is None for one in answers)
        if silent:
            notes.append(f"{_many(silent, 'question was', 'questions were')} asked without an answer")
        if plan.unmatched:
            notes.append(f"{_many(plan.unmatched, 'response is', 'responses are')} kept as of nobody known here")
        low = sum(map(self._is_followed_up, answers))
        if low:
            notes.append(f"{_many(low, 'low answer is', 'low answers are')} put down to be followed up")
        return notes

    def _is_followed_up(self, answer: SurveyAnswer) -> bool:
        is_fresh = answer.answered_at is not None and answer.answered_at > self._now - FOLLOWED_UP_WITHIN
        return is_fresh and is_low(answer, self._rules) and (answer.customer_id or answer.case_id) is not None

    # ------------------------------------------------------------ writing
    def write(self, plan: SurveyPlan, *, import_id: int, member_id: int, told: Callable[[float], object]) -> None:
        """Write what is new and what came late, then open what is to be done about low answers."""
        answers = self._work.care.answers
        some = [answer for row in (*plan.new, *plan.updated) for answer in row]
        told(0.1)
        kept = answers.add_many([replace(one, import_id=import_id) for one in some if not one.id])
        kept += answers.update_many([one for one in some if one.id])
        told(0.6)
        for answer in kept:
            if self._is_followed_up(answer):
                follow_up_low(self._work, answer, now=self._now, member_id=member_id)
        told(1.0)


_LONGEST_ID = 19


class _Numbers:
    """Customers by the number that their own file gave them, or by a name that only one bears; asked for once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._by_number: dict[str, int] | None = None
        self._by_name: dict[str, int | None] = {}

    def of(self, number: str) -> int | None:
        """Return who bears the number."""
        return self._known().get(number.strip())

    def named(self, name: str) -> int | None:
        """Return who bears the name, where only one does."""
        self._known()
        return self._by_name.get(" ".join(name.split()).casefold())

    def _known(self) -> dict[str, int]:
        if self._by_number is None:
            self._by_number = {}
            for one in self._work.customers.all():
                if one.number:
                    self._by_number.setdefault(one.number, one.id)
                name = one.name.casefold()
                self._by_name[name] = None if name in self._by_name else one.id
        return self._by_number


def _names_of(members: Sequence[Member]) -> dict[str, int]:
    return {name.casefold(): one.id for one in members for name in (one.initials, one.name) if name}


def _rated(base: SurveyAnswer, rating: Rating, *, has_answered: bool) -> SurveyAnswer:
    kind = AnswerKind(rating.kind)
    return replace(
        base,
        kind=kind,
        source=_SOURCES.get(kind, AnswerSource.SURVEY),
        answered_at=base.answered_at if has_answered else None,
        value=rating.value,
        low=rating.low,
        high=rating.high,
        higher_is_better=not rating.reversed,
        wording=rating.wording,
        comment=rating.comment,
    )


def _filled(known: SurveyAnswer, answer: SurveyAnswer) -> SurveyAnswer:
    """Return an answer that was still missing in an earlier file."""
    told = {name: getattr(answer, name) for name in ("answered_at", "value", "low", "high", "off_scale", "comment")}
    return replace(known, **told, customer_id=known.customer_id or answer.customer_id)


def _same(one: SurveyAnswer) -> _Same:
    return (one.kind, one.asked_at, one.answered_at, one.value, one.customer_id, one.wording, one.comment)


def _names_somebody(row: SurveyRow) -> bool:
    return any((row.customer, row.phones, row.emails, row.customer_number, row.case_number))


def _many(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
