"""Customers anonymised and erased: what goes, what stays, and that nothing of it is left; on both databases."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.engine import URL

from csops.domain.access import Role
from csops.domain.cases import State, moved
from csops.domain.changes import Kind
from csops.domain.contacts import ContactDraft
from csops.domain.customers import Customer
from csops.domain.draft_forms import CaseForm, case_form, edit_form, record_form
from csops.domain.errors import Erased, ErasedSince, InputError, MergedInto, NothingToUndo, NotPermitted
from csops.domain.naming_texts import BLACK
from csops.services import customers, history, kpi, maintenance, search, views
from csops.services.contacts import log_contact
from csops.services.customer_merges import merge_customers
from csops.services.customer_parting import merges_of, part_customers
from csops.services.customer_privacy import (
    anonymise_customer,
    erase_customer,
    name_in_texts,
    preview_erasing,
)
from csops.services.settings import save_opening_hours
from csops.services.workspace import Workspace
from csops.storage import every_table
from csops.storage.columns import metadata
from csops.storage.erasing import scrub
from csops.storage.opening import open_database
from csops.storage.personal_texts import BY_TABLE
from tests.conftest import OpenWorkspace
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.marked import found_in_tables
from tests.helpers.marked_customers import EMAIL, MARK, NAME, PHONE, Marked, a_marked_customer, in_live_files
from tests.helpers.records import MARA, REFUND, ROSA


def _sure_and_hinted(workspace: Workspace, marked: Marked) -> frozenset[tuple[Kind, int]]:
    preview = preview_erasing(workspace, customer_id=marked.customer.id)
    return frozenset(one.key for one in preview.named_in)


# ---- nothing is left
def test_after_an_erasure_the_name_is_in_no_table(workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(workspace, tmp_path)
    held = set(found_in_tables(workspace, MARK))
    assert {"customers", "customer_merges", "journal_texts", "drafts", "reaches", *_of_them()} <= held
    parts = _sure_and_hinted(workspace, marked)
    erase_customer(workspace, customer_id=marked.customer.id, parts=parts)
    assert found_in_tables(workspace, MARK) == []
    assert found_in_tables(workspace, EMAIL) == []
    assert search.find(workspace, text=MARK).total == search.find(workspace, text="0171 5550142").total == 0
    assert maintenance.check(workspace).problems == ()
    assert history.first_broken(workspace) is None


def _of_them() -> set[str]:
    return set(BY_TABLE) - {"handovers", "views", "imports", "day_marks", "absences"}


def test_after_an_erasure_no_live_file_holds_name_phone_or_e_mail(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    assert in_live_files(tmp_path)
    parts = _sure_and_hinted(sqlite_workspace, marked)
    done = erase_customer(sqlite_workspace, customer_id=marked.customer.id, parts=parts)
    assert done.is_clean
    assert in_live_files(tmp_path) == []
    sqlite_workspace.close()
    assert in_live_files(tmp_path) == []


def test_after_a_second_erasure_in_a_small_shop_no_file_holds_the_name_either(
    sqlite_workspace: Workspace, tmp_path: Path
) -> None:
    """FTS5 moves small segments together, and what it makes of them keeps the words of rows that are gone."""
    for number in range(17):  # sixteen segments become one, of two pages, on the next level
        text = " ".join(f"w{number}x{word}" for word in range(60))
        log_contact(sqlite_workspace, draft=ContactDraft(channel_id=1, customer_name="Bo Lund", text=text))
    log_contact(sqlite_workspace, draft=ContactDraft(channel_id=1, customer_name=NAME))
    assert in_live_files(tmp_path)
    for customer_id in (1, 2):
        assert erase_customer(sqlite_workspace, customer_id=customer_id).is_clean
    assert in_live_files(tmp_path) == []
    assert maintenance.check(sqlite_workspace).problems == ()


def test_after_anonymising_the_record_stays_and_names_nobody(workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(workspace, tmp_path)
    parts = _sure_and_hinted(workspace, marked)
    anonymise_customer(workspace, customer_id=marked.customer.id, parts=parts)
    assert found_in_tables(workspace, MARK) == []
    with workspace.read() as work:
        stands = work.customers.get(marked.customer.id)
        assert (stands.name, stands.phones, stands.emails, stands.fields) == ("", (), (), ())
        assert stands.anonymised_at == workspace.now()
        texts = [contact.text for contact in work.contacts.where(customer_id=stands.id)]
        assert sorted(texts) == ["", "As the twin", "Squeak in the rain"]  # what names nobody stays
        (bought,) = work.care.purchases.where(customer_id=stands.id)
        assert (bought.what, bought.number, int(bought.amount)) == ("", None, 49)
    assert maintenance.check(workspace).problems == ()
    with pytest.raises(InputError, match="anonymised already"):
        anonymise_customer(workspace, customer_id=marked.customer.id)


def test_all_texts_of_an_anonymised_customer_go_where_asked(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    anonymise_customer(sqlite_workspace, customer_id=marked.customer.id, all_texts=True)
    with sqlite_workspace.read() as work:
        assert {contact.text for contact in work.contacts.where(customer_id=marked.customer.id)} == {""}


# ---- what stays
def test_what_is_counted_stays_after_an_erasure(workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(workspace, tmp_path)
    before = maintenance.info(workspace)
    preview = preview_erasing(workspace, customer_id=marked.customer.id)
    assert (preview.contacts, preview.cases, preview.open_cases, preview.purchases) == (3, 3, 3, 1)
    assert (preview.files, preview.drafts, preview.merged, preview.answers) == (1, 2, 1, 1)
    erase_customer(workspace, customer_id=marked.customer.id)
    after = maintenance.info(workspace)
    assert (after.contacts, after.cases) == (before.contacts, before.cases)
    assert after.customers == before.customers - 1
    with workspace.read() as work:
        contact = work.contacts.get(marked.contact.id)
        case = work.cases.get(contact.case_id)
        assert (contact.customer_id, contact.text, contact.happened_at) == (None, "", marked.contact.happened_at)
        assert (case.customer_id, case.title, case.state) == (None, "Refund", State.CLOSED)
        (answer,) = work.care.answers.all()
        (given,) = work.care.concessions.all()
        assert (answer.value, answer.comment, int(given.cost), given.reason) == (3, "", 5, "")
        assert work.care.purchases.all() == []
        # That there was a reason tells a promise given up from one kept late, and a step left out from one done.
        assert (work.care.promises.all()[0].note, work.care.recovery_steps.all()[0].skipped) == (BLACK, BLACK)
        assert all(one.done_at for one in work.follow_ups.where(case_id=case.id))


def test_who_came_again_goes_on_counting_after_an_erasure(workspace: Workspace) -> None:
    save_opening_hours(workspace, hours={"zone": "UTC", "weekly": {"mon": "09:00-17:00"}})
    asked = ContactDraft(channel_id=1, topic_id=REFUND, customer_name="Ada Brandt", text="Again")
    again = [
        log_contact(workspace, draft=replace(asked, happened_at=workspace.now() - timedelta(days=days)))
        for days in (20, 18)
    ]
    day = workspace.today()

    def known() -> tuple[float | None, float]:
        found = kpi.kpis(workspace, first_day=day - timedelta(days=30), last_day=day).figures
        figure = found["first_contact_resolution"]
        return figure.value, figure.counts["verified"]

    _resolve_at_their_time(workspace, [one.case.id for one in again])
    before = known()
    assert before[1] == 1
    assert again[0].customer is not None
    erase_customer(workspace, customer_id=again[0].customer.id)
    assert known() == before
    assert maintenance.check(workspace).problems == ()
    maintenance.remake_times(workspace)  # other opening hours, or a repair
    assert known() == before
    with workspace.work("Open it again") as work:
        case = work.cases.get(again[0].case.id)
        work.cases.update(moved(case, State.OPEN, at=workspace.now()))
    assert maintenance.check(workspace).problems == ()


def _resolve_at_their_time(workspace: Workspace, case_ids: list[int]) -> None:
    """As if each had been noted when it happened."""
    with workspace.work("Put right") as work:
        for case_id in case_ids:
            case = work.cases.get(case_id)
            at = case.opened_at
            work.cases.update(replace(case, resolved_at=at, first_resolved_at=at))
            for state in work.state_changes.where(case_id=case_id):
                work.state_changes.update(replace(state, at=at))


def test_texts_of_others_are_shown_and_may_keep_the_name(workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(workspace, tmp_path)
    found = {one.key: one for one in name_in_texts(workspace, customer_id=marked.customer.id)}
    other = (Kind.CONTACT, marked.other.id)
    assert found[other].is_sure
    assert found[other].text.startswith("Otto asked after")
    assert not found[Kind.CONTACT, marked.hinted.id].is_sure
    done = erase_customer(workspace, customer_id=marked.customer.id, leave=frozenset({other}))
    assert (done.left, done.blacked) == (
        1,
        7,
    )  # a case, a note, what is kept of Otto, a coaching, what was agreed in it, a draw, the words of a card
    with workspace.read() as work:
        assert NAME in work.contacts.get(marked.other.id).text
        assert work.contacts.get(marked.hinted.id).text == f"Ms {MARK.upper()} again"
        assert work.notes.get(marked.other_note).text == f"Ask {BLACK} too"
        assert work.cases.get(marked.other.case_id).title == f"{BLACK}'s brother"
    assert history.first_broken(workspace) is None


def test_who_is_parted_again_after_an_erasure_names_them_no_more(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    otto = marked.other.customer_id or 0
    with sqlite_workspace.work("A namesake of Otto") as work:
        note = f"{NAME} sends this one too"
        twin = work.customers.add(Customer(name="O. Kern", phones=(PHONE,), note=note, created_at=MONDAY_MORNING))
    merge_customers(sqlite_workspace, kept_id=otto, merged_id=twin.id)
    erase_customer(sqlite_workspace, customer_id=marked.customer.id, parts=_sure_and_hinted(sqlite_workspace, marked))
    assert found_in_tables(sqlite_workspace, MARK) == []
    (merge,) = merges_of(sqlite_workspace, customer_id=otto)
    back = part_customers(sqlite_workspace, merge_id=merge.id)
    assert (back.name, back.note, len(back.phones)) == ("O. Kern", f"{BLACK} sends this one too", 1)


def test_a_phone_is_blacked_out_however_it_is_written(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    erase_customer(sqlite_workspace, customer_id=marked.customer.id)
    with sqlite_workspace.read() as work:
        assert work.contacts.get(marked.other.id).text == f"Otto asked after {BLACK}, reached at {BLACK}"
        batch = next(act.id for act in work.latest_acts(limit=20) if act.what == "Write of them")
        rows = [
            row
            for change in work.changes_of(batch)
            for row in (change.after or {}).get("rows", [])  # type: ignore[attr-defined]
        ]
    assert [(row["id"], row["topic_id"]) for row in rows] == [(marked.other.id, REFUND)]
    assert BLACK in rows[0]["text"]


def test_somebody_typing_of_them_loses_the_name_only(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    erase_customer(sqlite_workspace, customer_id=marked.customer.id)
    draft = views.get_draft(sqlite_workspace, form="log")
    assert draft is not None
    assert draft[0] == {"text": f"{BLACK} is on the phone"}
    assert views.get_draft(sqlite_workspace, form=f"note.{marked.contact.case_id}") is None


def test_no_draft_of_an_erased_customer_stays_or_comes_back(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    forms = [case_form(form, marked.contact.case_id) for form in CaseForm] + [edit_form(marked.contact.id)]
    with sqlite_workspace.read() as work:
        theirs = {
            Kind.CUSTOMER: marked.customer.id,
            Kind.CASE: marked.contact.case_id,
            Kind.PROMISE: work.care.promises.all()[0].id,
            Kind.REQUEST: work.care.requests.all()[0].id,
            Kind.CONCESSION: work.care.concessions.all()[0].id,
            Kind.REVIEW: work.quality.reviews.all()[0].id,
            Kind.DISPUTE: work.quality.disputes.all()[0].id,
        }
    forms += [record_form(kind, number, "said") for kind, number in theirs.items()]
    for form in forms:
        views.keep_draft(sqlite_workspace, form=form, value={"text": "Typed of them"})
    erase_customer(sqlite_workspace, customer_id=marked.customer.id)
    for form in forms:  # a window that has not heard of it goes on keeping
        assert views.get_draft(sqlite_workspace, form=form) is None
        views.keep_draft(sqlite_workspace, form=form, value={"text": "Typed of them"})
        assert views.get_draft(sqlite_workspace, form=form) is None


def test_a_server_lets_go_of_the_dead_rows_of_every_table(postgres_url: URL) -> None:
    database, vacuumed = open_database(postgres_url), set[str]()
    event.listen(
        database.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_more: vacuumed.update(re.findall(r'VACUUM "(\w+)"', statement)),
    )
    assert scrub(database)
    tables = set(every_table.metadata.tables)
    assert tables >= {"views", "imports", "day_marks", "absences", "customers", "journal_texts", "drafts"}
    assert vacuumed >= tables | {"contact_search", "case_search", "customer_search"}
    database.close()


# ---- who may, and after it
def test_only_who_may_erase_does(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    for role in (Role.SUPERVISOR, Role.AGENT, Role.READ_ONLY):
        sqlite_workspace.member = replace(MARA, role=role)
        with pytest.raises(NotPermitted, match="manager, owner"):
            erase_customer(sqlite_workspace, customer_id=marked.customer.id)
        with pytest.raises(NotPermitted, match="manager, owner"):
            anonymise_customer(sqlite_workspace, customer_id=marked.customer.id)


def test_an_erasure_is_not_taken_back_and_others_are_told(open_workspace: OpenWorkspace, tmp_path: Path) -> None:
    mara, rosa = open_workspace(), open_workspace(member=ROSA)
    marked = a_marked_customer(mara, tmp_path)
    seen = customers.get_customer(rosa, customer_id=marked.customer.id)
    rosa.acts_of_others()
    with mara.read() as work:
        merged_id = work.care.customer_merges.all()[0].merged_id
    with pytest.raises(MergedInto):
        erase_customer(mara, customer_id=merged_id)
    erase_customer(mara, customer_id=marked.customer.id)
    (told,) = rosa.acts_of_others()
    assert told.what == "Erase a customer"
    assert {Kind.CUSTOMER, Kind.CONTACT, Kind.CASE} <= told.kinds
    with pytest.raises(Erased, match="customer"):
        customers.save_customer(rosa, customer=replace(seen, note="Typed meanwhile"))
    with pytest.raises(Erased):
        erase_customer(mara, customer_id=marked.customer.id)
    refused = 0
    with suppress(NothingToUndo):
        while refused < 20:
            with pytest.raises(ErasedSince):
                history.undo(mara)
            refused += 1
    assert refused >= 6  # each act that held something of them is passed over
    assert found_in_tables(mara, NAME) == []


def test_a_backup_brought_back_is_erased_again(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    backup = maintenance.back_up(sqlite_workspace, to=folder / "before.bak")
    assert in_live_files(folder)
    erase_customer(sqlite_workspace, customer_id=marked.customer.id)
    maintenance.back_up(sqlite_workspace, to=folder / "after.bak")
    sqlite_workspace.close()
    goal = tmp_path / "again" / "shop.db"
    goal.parent.mkdir()
    maintenance.restore_backup(file=backup.file, to=goal)
    hinted = [name for name in in_live_files(goal.parent) if not name.startswith("backups")]
    again = Workspace(
        sqlite_workspace.database.__class__(sqlite_workspace.database.url.set(database=str(goal))), member=MARA
    )
    try:
        with again.read() as work:
            assert work.customers.find(marked.customer.id) is None
            work.contacts.get(marked.contact.id)
        assert found_in_tables(again, NAME) == []
        assert len(hinted) <= 1  # a part of the name in a text of somebody else, which nobody decided on
    finally:
        again.close()


def test_an_anonymised_customer_stays_so_in_a_backup_made_after(sqlite_workspace: Workspace, tmp_path: Path) -> None:
    marked = a_marked_customer(sqlite_workspace, tmp_path)
    anonymise_customer(sqlite_workspace, customer_id=marked.customer.id)
    backup = maintenance.back_up(sqlite_workspace, to=tmp_path / "backups" / "after.bak")
    goal = tmp_path / "again" / "shop.db"
    goal.parent.mkdir()
    maintenance.restore_backup(file=backup.file, to=goal)
    again = Workspace(
        sqlite_workspace.database.__class__(sqlite_workspace.database.url.set(database=str(goal))), member=MARA
    )
    try:
        acts = [act.what for act in history.history(again)]
        assert "Erase a customer again" not in acts
    finally:
        again.close()


_NOT_WRITTEN = {
    **dict.fromkeys(
        (
            "candidates",
            "profiles",
            "skills",
            "candidate_papers",
            "group_answers",
            "profile_versions",
            "skill_levels",
            "trainings",
            "openings",
            "past_candidates",
            "seats",
            "candidate_notes",
            "moves",
            "scorecards",
        ),
        "of candidates and of what members can do: who erases a customer may not be let see it",
    ),
    **dict.fromkeys(("channels", "members", "topics", "settings"), "what the shop decides, before any customer"),
    **dict.fromkeys(
        ("plans", "scenarios", "shift_templates", "shifts", "snapshots", "terms", "file_volumes"), "of staffing"
    ),
    **dict.fromkeys(("acts", "journal_texts"), "the journal, which storage/customer_journal.py looks at"),
    "review_cards": "of how reviews are made, not of what they say",
    "drafts": "services/customer_erasing.py looks at them",
    **dict.fromkeys(("reaches", "derived_marks"), "worked out from records"),
    "customer_merges": "goes with the customer kept; notes of others in it as those in customers",
    "file_contents": "goes when no attachment names it",
}
"""Tables with texts that nobody looks at for the name of a customer, each with its reason."""


def test_every_table_with_texts_is_looked_at_or_says_why_not() -> None:
    kinds = {"String", "Text", "Texts", "Nested", "Json", "Packed"}
    with_texts = {
        table.name for table in metadata.sorted_tables if kinds & {type(one.type).__name__ for one in table.c}
    }
    assert with_texts == set(BY_TABLE) | set(_NOT_WRITTEN)
