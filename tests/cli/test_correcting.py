"""edit contact, edit case."""

import pytest

from tests.cli.conftest import Type


@pytest.fixture(autouse=True)
def _logged(typed: Type) -> None:
    """Ada called; contact 1 of case 1."""
    typed("log", "--channel", "phone", "--customer", "Ada Brandt", "--text", "Chian guard", "--handle", "4m")


def contact(typed: Type) -> dict[str, object]:
    shown: dict[str, object] = typed("show", "contact", "1").data
    return shown


def test_what_an_option_names_is_changed_and_nothing_else(typed: Type) -> None:
    before = contact(typed)
    said = typed("edit", "contact", "1", "--text", "Chain guard", "--topic", "refund", "--channel", "e-mail")
    assert (said.status, said.data) == (0, {"contact": 1, "case": 1, "customer": 1, "version": 2})
    after = contact(typed)
    assert (after["text"], after["topic_id"], after["channel_id"]) == ("Chain guard", 1, 2)
    same = ("handle_time", "happened_at", "customer_id", "result", "direction")
    assert [after[name] for name in same] == [before[name] for name in same]
    assert typed("show", "case", "1").data["title"] == "Chain guard"


def test_every_field_can_be_corrected(typed: Type) -> None:
    said = typed(
        "edit", "contact", "1", "--direction", "out", "--at", "2026-11-16 10:00", "--handle", "6m",
        "--answered-after", "20s", "--handled-by", "Rosa", "--result", "passed",
    )  # fmt: skip
    assert said.status == 0
    after = contact(typed)
    assert (after["direction"], after["result"], after["member_id"]) == ("out", "passed", 2)
    assert (after["handle_time"], after["answered_after"]) == (360.0, 20.0)
    assert after["happened_at"] == "2026-11-16T09:00:00+00:00"
    assert typed("show", "case", "1").data["state"] == "open"


def test_an_empty_value_takes_away_what_stands_there(typed: Type) -> None:
    typed("edit", "contact", "1", "--topic", "refund")
    assert typed("edit", "contact", "1", "--topic", "", "--handle", "", "--customer", "").status == 0
    after = contact(typed)
    assert (after["topic_id"], after["handle_time"], after["customer_id"]) == (None, None, None)


def test_another_customer_gets_the_case(typed: Type) -> None:
    assert typed("edit", "contact", "1", "--customer", "Jo Sand", "--phone", "0171 5550142").data["customer"] == 2
    assert typed("show", "case", "1").data["customer"] == "Jo Sand"


def test_a_phone_alone_is_of_the_customer_that_is_there(typed: Type) -> None:
    assert typed("edit", "contact", "1", "--phone", "0171 5550142").data["customer"] == 1
    assert typed("show", "customer", "1").data["phones"] == ["0171 5550142"]


def test_following_up_takes_a_day(typed: Type) -> None:
    said = typed("edit", "contact", "1", "--result", "follow-up")
    assert (said.status, said.out) == (2, "")
    assert typed("edit", "contact", "1", "--result", "follow-up", "--due", "fri", "--owner", "Rosa").status == 0
    (promise,) = typed("show", "case", "1").data["follow_ups"]
    assert promise["owner_id"] == 2


def test_a_new_day_takes_the_place_of_what_was_promised(typed: Type) -> None:
    typed("edit", "contact", "1", "--result", "follow-up", "--due", "tomorrow")
    assert typed("edit", "contact", "1", "--due", "fri", "--owner", "Rosa").status == 0
    pending = [one for one in typed("show", "case", "1").data["follow_ups"] if not one["done_at"]]
    assert [(one["due_at"][:10], one["owner_id"]) for one in pending] == [("2026-11-20", 2)]
    typed("undo")
    pending = [one for one in typed("show", "case", "1").data["follow_ups"] if not one["done_at"]]
    assert [one["due_at"][:10] for one in pending] == ["2026-11-18"]


def test_a_settled_case_promises_nothing_new(typed: Type) -> None:
    typed("edit", "contact", "1", "--result", "follow-up", "--due", "tomorrow")
    typed("log", "--channel", "phone", "--case", "1", "--text", "Done", "--result", "resolved")
    said = typed("edit", "contact", "1", "--due", "fri")
    assert (said.status, "--due: case 1 is settled" in said.err) == (2, True)


def test_nobody_is_noted_for_a_missed_contact(typed: Type) -> None:
    assert typed("edit", "contact", "1", "--result", "missed").status == 0
    for option, value in (("--handled-by", "Rosa"), ("--handle", "4m"), ("--answered-after", "20s")):
        said = typed("edit", "contact", "1", option, value)
        assert (said.status, f"{option}: nobody handled a missed contact" in said.err) == (2, True)
    assert typed("edit", "contact", "1", "--result", "resolved", "--handled-by", "Rosa").status == 0


def test_undo_takes_a_correction_back(typed: Type) -> None:
    before = contact(typed)
    typed("edit", "contact", "1", "--text", "Chain guard", "--customer", "Jo Sand")
    assert typed("undo").data["undone"]["what"] == "Change a contact"
    after = contact(typed)
    assert (after["text"], after["customer_id"]) == (before["text"], before["customer_id"])
    assert typed("info").data["customers"] == 1


def test_a_case_gets_another_title_and_topic(typed: Type) -> None:
    said = typed("edit", "case", "1", "--title", "Chain guard cracked", "--topic", "delivery")
    assert said.data == {"case": 1, "title": "Chain guard cracked", "topic": 2, "version": 2}
    assert typed("edit", "case", "1", "--topic", "").data["topic"] is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["contact", "1"], "what to change is missing"),
        (["case", "1"], "what to change is missing"),
        (["contact", "99", "--text", "x"], "There is no contact 99"),
        (["case", "99", "--title", "x"], "There is no case 99"),
        (["contact", "one", "--text", "x"], "invalid int value"),
        (["customer", "1"], "invalid choice"),
        (["contact", "1", "--channel", "pigeon"], "“pigeon” is not known"),
        (["contact", "1", "--channel", ""], "--channel is missing"),
        (["contact", "1", "--topic", "pigeon"], "“pigeon” is not known"),
        (["contact", "1", "--handled-by", "Nemo"], "Nemo"),
        (["contact", "1", "--handle", "soon"], "--handle “soon” is not understood"),
        (["contact", "1", "--handle", "-4m"], "--handle"),
        (["contact", "1", "--handle", "30h"], "handle time cannot be"),
        (["contact", "1", "--at", "31.02."], "--at “31.02.” is not understood"),
        (["contact", "1", "--at", ""], "--at is missing"),
        (["contact", "1", "--at", "2027-01-01 09:00"], "happened at cannot be"),
        (["contact", "1", "--result", "done"], "invalid choice"),
        (["contact", "1", "--phone", ""], "--phone is missing"),
        (["contact", "1", "--email", ""], "--email is missing"),
        (["contact", "1", "--due", ""], "--due is missing"),
        (["contact", "1", "--owner", ""], "--owner is missing"),
        (["contact", "1", "--owner", "Rosa"], "--due is missing"),
        (["contact", "1", "--due", "fri"], "--due: a contact that ends resolved promises nothing"),
        (["case", "1", "--title", " "], "title is missing"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(typed: Type, arguments: list[str], sentence: str) -> None:
    before = contact(typed)
    said = typed("edit", *arguments)
    assert (said.status, said.out) == (2, "")
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert contact(typed) == before


def test_a_person_reads_what_was_changed(read: Type) -> None:
    assert read("edit", "contact", "1", "--text", "Chain guard").out == "Changed contact 1\n"
