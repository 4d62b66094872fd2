"""A customer whose every text is a marker, in every table that can hold one."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from csops.domain.calibrations import Agreed, Calibration
from csops.domain.case_merges import CaseMerge
from csops.domain.cases import Case, State
from csops.domain.coaching import Coaching, CoachingAction, Point, PointKind
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.contacts import Contact
from csops.domain.customers import Consent, Customer, OwnField
from csops.domain.escalations import Escalation, EscalationReason
from csops.domain.promises import CustomerRequest, Promise
from csops.domain.purchases import Purchase
from csops.domain.recovery import Noted, Recovery, RecoveryStep
from csops.domain.review_filling import scored
from csops.domain.review_samples import Pick, Sample
from csops.domain.reviews import CriterionRating, Dispute, Quote
from csops.domain.scoring import Meaning
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import views
from csops.services.attachments import attach, keep_file
from csops.services.contacts import remove_contacts
from csops.services.customer_merges import merge_customers
from csops.services.customers import save_customer
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.marked import found_in_files
from tests.helpers.records import MARA, REFUND, a_case, a_contact, a_customer, a_follow_up, a_note
from tests.helpers.reviews import a_card, a_review

MARK = "Zyxwhilda"
NAME = f"{MARK} Beck"
PHONE = "0171 5550142"
EMAIL = "zed@example.org"
OTHER_TEXT = f"Otto asked after {NAME}, reached at 0171/555 01 42"


@dataclass(frozen=True, kw_only=True)
class Marked:
    """Who is marked, a contact of theirs, and those of others that name them."""

    customer: Customer
    contact: Contact
    other: Contact
    other_note: int
    hinted: Contact


def a_marked_customer(workspace: Workspace, tmp_path: Path) -> Marked:
    """Keep a customer of whom every table, the history and the drafts hold the name; so do texts of another."""
    workspace.member = MARA
    customer = save_customer(workspace, customer=a_customer(name=f"{MARK} Young", emails=(EMAIL,)))
    customer = save_customer(
        workspace,
        customer=replace(
            customer,
            name=NAME,
            phones=(PHONE,),
            note=f"{MARK} pays late",
            motive=f"{MARK} likes red",
            birthday="1980-05-17",
            number="K-Zyxwhilda",
            consent=Consent.GIVEN,
            consent_at=MONDAY_MORNING,
            consent_note=f"{MARK} signed",
            fields=(OwnField(name="Bike", value=f"{MARK}'s gravel"),),
        ),
    )
    with workspace.work("Write of them") as work:
        contact = _everything(work, customer)
        otto = work.customers.add(a_customer(name="Otto Kern", note=f"Sent by {NAME}", referred_by_id=customer.id))
        other = _with_case(work, a_case(customer_id=otto.id, title=f"{NAME}'s brother"), text=OTHER_TEXT)
        hinted = _with_case(work, a_case(customer_id=otto.id), text=f"Ms {MARK.upper()} again")
        note = work.notes.add(a_note(case_id=other.case_id, text=f"Ask {NAME.lower()} too"))
        gone = _with_case(work, a_case(customer_id=customer.id), text=f"{NAME} rang by mistake")
        twin = work.customers.add(a_customer(name=f"{MARK} B.", phones=("0171 5550142",)))
        _with_case(work, a_case(customer_id=twin.id, title=f"{MARK} B. once more"), text="As the twin")
        # A batch with others in it: what is said of them stays in the history.
        work.contacts.update_many([replace(one, topic_id=REFUND) for one in (work.contacts.get(gone.id), other)])
        other = work.contacts.get(other.id)
    remove_contacts(workspace, contact_ids=[gone.id])
    file = tmp_path / "letter.txt"
    file.write_text(f"Letter of {NAME}", encoding="utf-8")
    kept = keep_file(workspace, content=file.read_bytes(), name=f"{MARK}.txt")
    file.unlink()
    attach(workspace, contact_id=contact.id, files=[kept])
    merge_customers(workspace, kept_id=customer.id, merged_id=twin.id)
    views.keep_draft(workspace, form="log", value={"text": f"{NAME} is on the phone"})
    views.keep_draft(workspace, form=f"note.{contact.case_id}", value={"text": "Typed of them"})
    with workspace.read() as work:
        customer = work.customers.get(customer.id)
    return Marked(customer=customer, contact=contact, other=other, other_note=note.id, hinted=hinted)


def _with_case(work: Work, case: Case, *, text: str) -> Contact:
    kept = work.cases.add(case)
    return work.contacts.add(a_contact(case_id=kept.id, customer_id=case.customer_id, text=text))


def _everything(work: Work, customer: Customer) -> Contact:
    texts = {"stated": f"{MARK} cross", "matter": f"{MARK} hurt", "cause_note": f"{MARK} knew"}
    contact = _with_case(
        work,
        a_case(customer_id=customer.id, title=NAME, topic_id=REFUND, state=State.OPEN, **texts),
        text=f"{NAME} rang",
    )
    _with_case(work, a_case(customer_id=customer.id, title="Brakes"), text="Squeak in the rain")
    contact = work.contacts.update(replace(contact, number=f"{MARK}-7"))
    case_id, said, day = contact.case_id, f"{MARK} said so", MONDAY_MORNING + timedelta(days=1)
    work.follow_ups.add(a_follow_up(case_id=case_id, what=f"Ring {NAME}"))
    work.notes.add(a_note(case_id=case_id, text=said))
    care = work.care
    care.promises.add(Promise(case_id=case_id, what=said, due_at=day, made_at=MONDAY_MORNING, note=said))
    care.requests.add(CustomerRequest(case_id=case_id, what=said, asked_at=day, reason=said))
    care.escalations.add(Escalation(case_id=case_id, at=day, reason=EscalationReason.OTHER, note=said))
    care.case_merges.add(CaseMerge(merged_id=999, into_id=case_id, title=said, at=day))
    care.concessions.add(
        Concession(
            case_id=case_id,
            customer_id=customer.id,
            kind="discount",
            cost=Decimal(5),
            currency="EUR",
            reason=said,
            decision_note=said,
            state=ConcessionState.WAITING,
            given_by=MARA.id,
            given_at=day,
        )
    )
    recovery = care.recoveries.add(
        Recovery(case_id=case_id, started_at=day, complained_at=day, learnt=f"Ask {MARK} first")
    )
    noted = (Noted(name="said", text=said),)
    care.recovery_steps.add(RecoveryStep(recovery_id=recovery.id, key="listen", number=1, skipped=said, noted=noted))
    care.answers.add(
        SurveyAnswer(
            kind=AnswerKind.NPS,
            customer_id=customer.id,
            case_id=case_id,
            asked_at=day,
            answered_at=day,
            value=3,
            comment=said,
        )
    )
    care.purchases.add(
        Purchase(customer_id=customer.id, day=date(2026, 1, 2), amount=Decimal(49), what=said, motive=said, number=MARK)
    )
    _reviewed(work, contact, said)
    return contact


def _reviewed(work: Work, contact: Contact, said: str) -> None:
    """Let every record of quality say something of them: those of the contact, and a coaching that quotes it."""
    me, quality = MARA.id, work.quality
    card, version = a_card(work)
    rated = CriterionRating(
        criterion="correct", rating=1, note=said, quotes=(Quote(contact_id=contact.id, end=4, text=said),)
    )
    given = a_review(
        member_id=me,
        reviewer_id=me,
        card_version_id=version.id,
        contact_id=contact.id,
        case_id=contact.case_id,
        ratings=(rated,),
        first=(rated,),
        note=said,
        praise=said,
        answer=said,
        source_ref=f"{MARK}.wav",
        withdrawn_why=said,
    )
    review = quality.reviews.add(scored(given, card, version))
    quality.disputes.add(
        Dispute(
            review_id=review.id,
            criterion="correct",
            reason=said,
            decision=said,
            reply=said,
            raised_at=MONDAY_MORNING,
            raised_by=me,
        )
    )
    quality.picks.add(Pick(contact_id=contact.id, member_id=me, reason=said))
    quality.calibrations.add(
        Calibration(
            name=said,
            contact_id=contact.id,
            member_id=me,
            card_version_id=version.id,
            made_at=MONDAY_MORNING,
            reviewers=(me,),
            agreed=(Agreed(criterion="correct", rating=1, note=said),),
            called_off_why=said,
        )
    )
    told = f"As with {NAME}"
    criteria = tuple(replace(one, guidance=told, meanings=(Meaning(rating=1, text=told),)) for one in version.criteria)
    quality.card_versions.update(replace(version, note=told, criteria=criteria))
    quality.samples.add(
        Sample(name=told, since=MONDAY_MORNING, until=MONDAY_MORNING, made_at=MONDAY_MORNING, made_by=me, seed=1)
    )
    coaching = quality.coachings.add(
        Coaching(
            member_id=me,
            coach_id=me,
            planned_at=MONDAY_MORNING,
            made_at=MONDAY_MORNING,
            agenda=(Point(kind=PointKind.PRAISE, text=told, review_id=review.id),),
            note=told,
        )
    )
    quality.actions.add(CoachingAction(coaching_id=coaching.id, what=told, owner_id=me, due_at=MONDAY_MORNING))


def in_live_files(folder: Path) -> list[str]:
    """Return the files below a folder that hold name, e-mail or phone, byte by byte."""
    return sorted({name for mark in (MARK, EMAIL, PHONE) for name in found_in_files(folder, mark)})
