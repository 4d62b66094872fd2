"""Two customers made one and parted again: what moves, what comes back, and what was edited in between."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from csops.domain.cases import Case
from csops.domain.concessions import Concession
from csops.domain.contacts import Contact, ContactDraft
from csops.domain.customer_merging import Take
from csops.domain.customers import Consent, Customer, OwnField, Stage
from csops.domain.errors import ConflictError, InputError, MergedInto, NotFound
from csops.domain.purchases import Purchase
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import customers, history, search
from csops.services.contacts import log_contact
from csops.services.customer_merges import merge_customers, preview_merge
from csops.services.customer_parting import merge_of, merges_of, part_customers, preview_parting
from csops.services.customer_view import customer_view
from csops.services.maintenance import check
from csops.services.workspace import Workspace
from csops.storage.customer_links import customer_links
from csops.storage.every_table import metadata
from csops.storage.unit_of_work import Work
from tests.conftest import OpenWorkspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import MARA, PHONE, ROSA, a_case, a_contact, a_customer, a_follow_up

NINA = a_customer(
    name="Nina Ruiz", phones=("0171 555 0142",), note="Pays in cash", fields=(OwnField(name="Bike", value="Gravel"),)
)
N = a_customer(
    name="N. Ruiz",
    phones=("+49 171 5550142", "030 1234"),
    emails=("nina@example.com",),
    note="Rings twice",
    segment="regular",
    consent=Consent.GIVEN,
    consent_at=MONDAY_MORNING,
    created_at=MONDAY_MORNING - timedelta(days=400),
    fields=(OwnField(name="Bike", value="Road"), OwnField(name="Size", value="M")),
    is_firm=True,
)


def with_contacts(work: Work, customer: Customer, number: int, *, on_one_case: bool = False) -> list[Contact]:
    """Keep so many contacts of a customer, each on a case of its own unless told otherwise."""
    cases: list[Case] = []
    kept = []
    for place in range(number):
        if not (on_one_case and cases):
            cases.append(work.cases.add(a_case(customer_id=customer.id, title=f"Matter {place}")))
        kept.append(work.contacts.add(a_contact(case_id=cases[-1].id, customer_id=customer.id)))
    return kept


def everything_of(work: Work, customer: Customer, contact: Contact) -> None:
    """Keep a record of each kind that names a customer."""
    care = work.care
    care.purchases.add(Purchase(customer_id=customer.id, day=date(2026, 1, 2), amount=Decimal("49.90")))
    care.answers.add(
        SurveyAnswer(kind=AnswerKind.NPS, customer_id=customer.id, case_id=contact.case_id, asked_at=MONDAY_MORNING)
    )
    care.concessions.add(
        Concession(
            case_id=contact.case_id,
            customer_id=customer.id,
            kind="discount",
            cost=Decimal(5),
            currency="EUR",
            given_by=MARA.id,
            given_at=MONDAY_MORNING,
        )
    )
    if customer.is_firm:
        work.customers.add(a_customer(name="Otto", firm_id=customer.id))
    work.customers.add(a_customer(name="Pia", referred_by_id=customer.id))


def two(workspace: Workspace, *, contacts: int = 2) -> tuple[Customer, Customer]:
    """Return Nina, and the same person once more with all there is of her."""
    with workspace.work("Begin") as work:
        kept, gone = work.customers.add(NINA), work.customers.add(N)
        with_contacts(work, kept, contacts)
        everything_of(work, gone, with_contacts(work, gone, contacts)[0])
    return kept, gone


def rows_of(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table but the journal, without versions, and what the search finds by."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with workspace.read() as work:
        for table in metadata.sorted_tables:
            if table.name in {"acts", "journal", "journal_texts"}:
                continue
            columns = [column for column in table.c if column.name != "version"]
            found[table.name] = sorted(map(tuple, work.connection.execute(select(*columns))), key=repr)
        found["found"] = [tuple(sorted(work.customers.names().items()))]
    return found


# ---- one of two
def test_a_merge_moves_all_that_names_the_other(workspace: Workspace) -> None:
    kept, gone = two(workspace)
    preview = preview_merge(workspace, kept_id=kept.id, merged_id=gone.id)
    after = merge_customers(workspace, kept_id=kept.id, merged_id=gone.id, seen=preview)
    assert replace(after, version=preview.after.version) == preview.after
    assert preview.moves == {
        "contact.customer_id": 2,
        "case.customer_id": 2,
        "purchase.customer_id": 1,
        "survey_answer.customer_id": 1,
        "concession.customer_id": 1,
        "customer.firm_id": 1,
        "customer.referred_by_id": 1,
    }
    with workspace.read() as work:
        assert all(not link.store.where(**{link.column: gone.id}) for link in customer_links(work))
        assert len(work.contacts.where(customer_id=kept.id)) == 4
    assert check(workspace).problems == ()


def test_every_table_that_names_a_customer_has_a_store_that_moves_it(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.read() as work:
        links = {link.key for link in customer_links(work)}  # raises for one that has none
    assert links >= {"contact.customer_id", "customer.firm_id", "customer_merge.kept_id", "purchase.customer_id"}


def test_a_merge_loses_nothing_unless_somebody_chooses(sqlite_workspace: Workspace) -> None:
    kept, gone = two(sqlite_workspace)
    after = preview_merge(sqlite_workspace, kept_id=kept.id, merged_id=gone.id).after
    assert after.name == "Nina Ruiz"
    assert after.is_firm
    assert after.phones == ("0171 555 0142", "+49 171 5550142", "030 1234")  # a shop in Britain: two numbers
    assert after.note == "Pays in cash\n\nRings twice"
    assert (after.segment, after.consent, after.created_at) == ("regular", Consent.GIVEN, N.created_at)
    assert after.fields == (OwnField(name="Bike", value="Gravel"), OwnField(name="Size", value="M"))
    with pytest.raises(InputError, match="Otto would speak for a person"):
        merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=gone.id, choices={"is_firm": Take.KEPT})
    choices = {"name": Take.MERGED, "phones": Take.KEPT, "own: Bike": Take.MERGED, "consent": Take.KEPT}
    chosen = merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=gone.id, choices=choices)
    assert (chosen.name, chosen.phones, chosen.consent) == ("N. Ruiz", NINA.phones, Consent.NOT_ASKED)
    assert chosen.fields[0].value == "Road"


def test_the_old_number_leads_to_the_one_who_stays(workspace: Workspace) -> None:
    kept, gone = two(workspace)
    merge_customers(workspace, kept_id=kept.id, merged_id=gone.id)
    assert customers.get_customer(workspace, customer_id=gone.id).id == kept.id
    assert customer_view(workspace, customer_id=gone.id).customer.id == kept.id
    assert customers.suggestion_for(workspace, customer_id=gone.id).contacts == 4
    assert [hit.id for hit in search.find(workspace, text="N. Ruiz", kind="customers").hits] == [kept.id]
    line = merge_of(workspace, customer_id=gone.id)
    assert line is not None
    assert (line.name, line.merged_id) == ("N. Ruiz", gone.id)


def test_a_contact_begun_before_the_merge_goes_to_the_one_who_stays(workspace: Workspace) -> None:
    kept, gone = two(workspace)
    merge_customers(workspace, kept_id=kept.id, merged_id=gone.id)
    logged = log_contact(workspace, draft=ContactDraft(channel_id=PHONE, customer_id=gone.id, text="Typed before"))
    assert logged.contact.customer_id == kept.id


def test_who_edits_the_other_meanwhile_is_told_where_they_are_now(open_workspace: OpenWorkspace) -> None:
    mara, rosa = open_workspace(), open_workspace(member=ROSA)
    kept, gone = two(mara)
    merge_customers(mara, kept_id=kept.id, merged_id=gone.id)
    with pytest.raises(MergedInto, match=rf"merged into Nina Ruiz \(customer {kept.id}\)"):
        customers.save_customer(rosa, customer=replace(gone, note="Typed meanwhile"))


def test_a_merge_of_what_was_edited_meanwhile_is_a_conflict(open_workspace: OpenWorkspace) -> None:
    mara, rosa = open_workspace(), open_workspace(member=ROSA)
    kept, gone = two(mara)
    seen = preview_merge(mara, kept_id=kept.id, merged_id=gone.id)
    customers.save_customer(rosa, customer=replace(gone, name="Nora Ruiz"))
    with pytest.raises(ConflictError, match="Rosa"):
        merge_customers(mara, kept_id=kept.id, merged_id=gone.id, seen=seen)


def test_a_customer_is_not_merged_with_themselves_nor_with_their_firm(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.work("Begin") as work:
        firm = work.customers.add(a_customer(name="Ruiz Ltd", is_firm=True))
        nina = work.customers.add(replace(NINA, firm_id=firm.id))
        ghost = work.customers.add(a_customer(name="", note="-", anonymised_at=MONDAY_MORNING))
    for kept_id, merged_id, said in (
        (nina.id, nina.id, "one and the same"),
        (nina.id, firm.id, "Nina Ruiz speaks for Ruiz Ltd"),
        (firm.id, nina.id, "Nina Ruiz speaks for Ruiz Ltd"),
        (nina.id, ghost.id, "was anonymised"),
    ):
        with pytest.raises(InputError, match=said):
            merge_customers(sqlite_workspace, kept_id=kept_id, merged_id=merged_id)
    with pytest.raises(NotFound):
        merge_customers(sqlite_workspace, kept_id=nina.id, merged_id=999)
    kept, gone = two(sqlite_workspace)
    for key, right in (("name", "kept, merged"), ("colour", "There are: name")):
        with pytest.raises(InputError, match=right):
            merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=gone.id, choices={key: Take.BOTH})


def test_who_was_referred_by_the_other_half_is_referred_by_nobody(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.work("Begin") as work:
        other = work.customers.add(N)
        nina = work.customers.add(replace(NINA, referred_by_id=other.id))
    before = rows_of(sqlite_workspace)
    assert merge_customers(sqlite_workspace, kept_id=nina.id, merged_id=other.id).referred_by_id is None
    part_customers(sqlite_workspace, merge_id=1)
    assert rows_of(sqlite_workspace) == before


def test_a_merge_is_one_act_that_undo_takes_back(workspace: Workspace) -> None:
    kept, gone = two(workspace)
    before = rows_of(workspace)
    merge_customers(workspace, kept_id=kept.id, merged_id=gone.id)
    merged = rows_of(workspace)
    history.undo(workspace)
    assert rows_of(workspace) == before
    history.redo(workspace)
    assert rows_of(workspace) == merged
    assert check(workspace).problems == ()


# ---- two of one
def test_parting_brings_all_back(workspace: Workspace) -> None:
    kept, gone = two(workspace)
    before = rows_of(workspace)
    merge_customers(workspace, kept_id=kept.id, merged_id=gone.id)
    (line,) = merges_of(workspace, customer_id=kept.id)
    back = part_customers(workspace, merge_id=line.id, seen=preview_parting(workspace, merge_id=line.id))
    assert (back.id, back.name) == (gone.id, "N. Ruiz")
    assert rows_of(workspace) == before
    with pytest.raises(NotFound):
        part_customers(workspace, merge_id=line.id)
    assert check(workspace).problems == ()


def test_fifty_contacts_with_edits_in_between_come_apart_where_they_belong(workspace: Workspace) -> None:
    kept, gone = two(workspace, contacts=25)
    merge_customers(workspace, kept_id=kept.id, merged_id=gone.id)
    with workspace.work("Edits in between") as work:
        theirs = work.cases.where(customer_id=kept.id)[25:]
        new_on_theirs = work.contacts.add(a_contact(case_id=theirs[0].id, customer_id=kept.id, text="Came since"))
        new_case = work.cases.add(a_case(customer_id=kept.id, title="Since"))
        new = work.contacts.add(a_contact(case_id=new_case.id, customer_id=kept.id))
        moved = work.contacts.where(case_id=theirs[1].id)[0]
        other = work.customers.add(a_customer(name="Somebody else"))
        work.cases.update(replace(theirs[1], customer_id=other.id))
        work.contacts.update(replace(moved, customer_id=other.id, text="Was somebody else"))
        work.follow_ups.add(a_follow_up(case_id=theirs[2].id))
        now = work.customers.get(kept.id)
        emails = (*now.emails, "new@example.com")
        work.customers.update(replace(now, name="Nina Ruiz-Beck", segment="vip", emails=emails))
    preview = preview_parting(workspace, merge_id=1)
    assert preview.edited == ("segment",)
    assert {"emails", "phones", "note", "consent", "since"} <= set(preview.fields_back)
    assert (preview.moves["contact.customer_id"], preview.came) == (25, {"contact.customer_id": 1})
    assert preview.stays == {"contact.customer_id": 1, "case.customer_id": 1}
    back = part_customers(workspace, merge_id=1)
    with workspace.read() as work:
        stands = work.customers.get(kept.id)
        assert (stands.name, stands.segment, stands.emails) == ("Nina Ruiz-Beck", "vip", ("new@example.com",))
        assert (stands.phones, stands.note) == (NINA.phones, NINA.note)
        assert len(work.contacts.where(customer_id=back.id)) == 25
        assert work.contacts.get(new_on_theirs.id).customer_id == back.id
        assert work.contacts.get(new.id).customer_id == kept.id
        assert work.contacts.get(moved.id).customer_id == other.id
        assert replace(work.customers.get(back.id), version=1) == replace(N, id=back.id)
    assert check(workspace).problems == ()


def test_a_case_that_was_split_goes_back_in_all_its_parts(sqlite_workspace: Workspace) -> None:
    kept, gone = two(sqlite_workspace)
    merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=gone.id)
    with sqlite_workspace.work("Split and join cases") as work:
        first, second = work.contacts.where(customer_id=kept.id)[2:]
        part = work.cases.add(a_case(customer_id=kept.id, title="Split off"))
        work.contacts.update(replace(first, case_id=part.id))
        mine = work.cases.where(customer_id=kept.id)[0]
        work.contacts.update(replace(second, case_id=mine.id))  # joined to a case of hers
    part_customers(sqlite_workspace, merge_id=1)
    with sqlite_workspace.read() as work:
        assert work.cases.get(part.id).customer_id == work.contacts.get(first.id).customer_id == gone.id
        assert work.contacts.get(second.id).customer_id == work.cases.get(mine.id).customer_id == kept.id


def test_a_chain_of_merges_comes_apart_in_any_order(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.work("Begin") as work:
        anna = work.customers.add(a_customer(name="Anna", phones=("111",), segment="vip"))
        bea = work.customers.add(a_customer(name="", phones=("222",)))
        cleo = work.customers.add(a_customer(name="", phones=("333",), note="Cleo"))
        for one in (anna, bea, cleo):
            with_contacts(work, one, 2)
    before = rows_of(sqlite_workspace)
    for first, second in ((1, 2), (2, 1)):
        merge_customers(sqlite_workspace, kept_id=bea.id, merged_id=anna.id)
        merge_customers(sqlite_workspace, kept_id=cleo.id, merged_id=bea.id)
        both = customers.get_customer(sqlite_workspace, customer_id=anna.id)
        assert (both.id, both.name, both.segment) == (cleo.id, "Anna", "vip")
        assert both.phones == ("333", "222", "111")
        lines = {line.merged_id: line.id for line in merges_of(sqlite_workspace, customer_id=cleo.id)}
        order = {1: lines[anna.id], 2: lines[bea.id]}
        part_customers(sqlite_workspace, merge_id=order[first])
        part_customers(sqlite_workspace, merge_id=order[second])
        assert rows_of(sqlite_workspace) == before


def test_two_merged_into_one_come_apart_in_any_order(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.work("Begin") as work:
        kept = work.customers.add(a_customer(name="", phones=("1234",)))
        one = work.customers.add(a_customer(name="Nina", phones=("2345",)))
        other = work.customers.add(a_customer(name="Nina Ruiz", phones=("3456",)))
    before = rows_of(sqlite_workspace)
    first = merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=one.id)
    assert first.name == "Nina"
    merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=other.id, choices={"name": Take.MERGED})
    newest, oldest = merges_of(sqlite_workspace, customer_id=kept.id)
    part_customers(sqlite_workspace, merge_id=oldest.id)
    assert customers.get_customer(sqlite_workspace, customer_id=kept.id).name == "Nina Ruiz"
    part_customers(sqlite_workspace, merge_id=newest.id)
    assert rows_of(sqlite_workspace) == before


def test_parting_what_was_changed_since_the_preview_is_a_conflict(sqlite_workspace: Workspace) -> None:
    kept, gone = two(sqlite_workspace)
    now = merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=gone.id)
    seen = preview_parting(sqlite_workspace, merge_id=1)
    customers.save_customer(sqlite_workspace, customer=replace(now, segment="vip"))
    with pytest.raises(ConflictError):
        part_customers(sqlite_workspace, merge_id=1, seen=seen)


def test_parting_is_one_act_that_undo_takes_back(sqlite_workspace: Workspace) -> None:
    kept, gone = two(sqlite_workspace)
    merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=gone.id)
    merged = rows_of(sqlite_workspace)
    part_customers(sqlite_workspace, merge_id=1)
    history.undo(sqlite_workspace)
    assert rows_of(sqlite_workspace) == merged


def test_who_comes_back_names_only_customers_there_are(sqlite_workspace: Workspace) -> None:
    with sqlite_workspace.work("Begin") as work:
        firm, twin = work.customers.add(a_customer(name="Firm")), work.customers.add(a_customer(name="Firm Ltd"))
        kept, gone = work.customers.add(NINA), work.customers.add(replace(N, firm_id=firm.id))
    merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=gone.id, choices={"firm": Take.KEPT})
    merge_customers(sqlite_workspace, kept_id=twin.id, merged_id=firm.id)
    assert part_customers(sqlite_workspace, merge_id=1).firm_id == twin.id


# ---- the property
_TEXT = st.sampled_from(("", "Nina", "N. Ruiz", "x"))
_SOME = st.lists(st.sampled_from(("0171 555 0142", "+44 171 555 0142", "030 1234", "99")), max_size=3, unique=True)
_CUSTOMER = st.builds(
    a_customer,
    name=st.sampled_from(("Nina", "N. Ruiz")),
    phones=_SOME.map(tuple),
    emails=st.lists(st.sampled_from(("a@x.org", "A@x.org", "b@x.org")), max_size=2, unique=True).map(tuple),
    note=_TEXT,
    segment=_TEXT,
    motive=_TEXT,
    stage=st.sampled_from(Stage),
    is_firm=st.booleans(),
    consent=st.sampled_from(Consent),
    consent_at=st.sampled_from((None, MONDAY_MORNING)),
    lost_at=st.sampled_from((None, MONDAY_MORNING)),
    created_at=st.sampled_from((MONDAY_MORNING, MONDAY_MORNING - timedelta(days=1))),
    fields=st.dictionaries(st.sampled_from("ABC"), st.sampled_from("12"), max_size=3).map(
        lambda found: tuple(OwnField(name=name, value=value) for name, value in found.items())
    ),
)


@given(
    pair=st.tuples(_CUSTOMER, _CUSTOMER),
    owners=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=4),
    refers=st.booleans(),
    take=st.sampled_from((None, Take.KEPT, Take.MERGED)),
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_merging_then_parting_changes_nothing(
    sqlite_workspace: Workspace,
    pair: tuple[Customer, Customer],
    owners: list[tuple[bool, bool]],
    refers: bool,
    take: Take | None,
) -> None:
    with sqlite_workspace.work("Begin") as work:
        gone = work.customers.add(pair[1])
        kept = work.customers.add(replace(pair[0], referred_by_id=gone.id if refers else None))
        for of_case, of_contact in owners:  # a contact may be of the one, its case of the other: a file said so
            case = work.cases.add(a_case(customer_id=(kept if of_case else gone).id))
            contact = work.contacts.add(a_contact(case_id=case.id, customer_id=(kept if of_contact else gone).id))
            everything_of(work, kept if of_contact else gone, contact)
    before = rows_of(sqlite_workspace)
    preview = preview_merge(sqlite_workspace, kept_id=kept.id, merged_id=gone.id)
    lines = [line for line in preview.lines if line.key != "is_firm"]  # people may speak for a firm only
    choices = {line.key: take for line in lines if take in line.may} if take else {}
    merge_customers(sqlite_workspace, kept_id=kept.id, merged_id=gone.id, choices=choices)
    (line,) = merges_of(sqlite_workspace, customer_id=kept.id)
    part_customers(sqlite_workspace, merge_id=line.id)
    assert rows_of(sqlite_workspace) == before
