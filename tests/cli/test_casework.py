"""csops case: what a person does to cases, typed."""

import pytest

from tests.cli.conftest import Type


@pytest.fixture(autouse=True)
def _logged(typed: Type) -> None:
    """Two cases of Ada, one of Oliver."""
    for name, text in (("Ada Brandt", "Brakes squeal"), ("Ada Brandt", "Still squeal"), ("Oliver Feld", "No bell")):
        typed("log", "--channel", "phone", "--customer", name, "--text", text, "--result", "passed")


def case(typed: Type, number: int = 1) -> dict[str, object]:
    shown: dict[str, object] = typed("show", "case", str(number)).data
    return shown


def test_a_case_is_resolved_with_what_the_customer_said(typed: Type) -> None:
    said = typed("case", "state", "1", "--to", "resolved", "--confirmed", "yes")
    assert (said.status, said.data["cases"][0]["confirmed"]) == (0, "confirmed")
    typed("case", "state", "1", "--to", "resolved", "--confirmed", "no-answer")
    assert (case(typed)["state"], case(typed)["confirmed"]) == ("resolved", "no_answer")
    typed("recovery", "start", "1")
    told = typed("case", "state", "1", "--to", "closed")
    assert told.data["still_open"]["steps"] == 8
    refused = typed("case", "state", "9", "--to", "open")
    assert (refused.status, refused.err.strip()) == (2, "csops: There is no case 9")


def test_several_cases_get_owner_topic_and_cause_in_one_act_each(typed: Type) -> None:
    assert typed("case", "assign", "1", "2", "--to", "Rosa").status == 0
    assert typed("case", "topic", "1", "2", "--topic", "refund").data["changed"] == 2
    cause = ("--cause", "process", "--department", "Workshop")
    assert typed("case", "matter", "1", "2", *cause).data["changed"] == 2
    found = case(typed, 2)
    assert [found[name] for name in ("owner", "topic", "cause", "department")] == [
        "Rosa Okafor", "Refund", "process", "Workshop",
    ]  # fmt: skip
    typed("case", "assign", "1", "2", "--to", "nobody")
    assert case(typed)["owner"] == ""
    assert typed("case", "matter", "1", "2", "--stated", "x").status == 2


def test_the_matter_of_one_case_is_written(typed: Type) -> None:
    typed("case", "matter", "1", "--stated", "Brakes squeal", "--matter", "Pads worn", "--cause", "product")
    typed("case", "matter", "1", "--cause", "none", "--cause-note", "Wet weather")
    found = case(typed)
    assert [found[name] for name in ("stated", "matter", "cause", "cause_note")] == [
        "Brakes squeal", "Pads worn", None, "Wet weather",
    ]  # fmt: skip


def test_a_case_is_passed_on_and_a_logged_one_says_why(typed: Type) -> None:
    said = typed("case", "pass-on", "1", "--to", "Rosa", "--reason", "authority")
    assert said.data["escalations"][0]["reason"] == "authority"
    assert typed("case", "pass-on", "1", "--reason", "other").status == 2
    typed("log", "--channel", "phone", "--case", "1", "--result", "passed", "--reason", "customer-asked")
    reasons = [one["reason"] for one in case(typed)["escalations"]]  # type: ignore[attr-defined]
    assert reasons == ["knowledge", "authority", "customer_asked"]


def test_merged_cases_are_found_under_both_numbers_and_split_again(typed: Type) -> None:
    dry = typed("case", "merge", "2", "--into", "1", "--dry-run")
    assert (dry.data["contacts"], case(typed, 2)["id"]) == (2, 2)
    assert typed("case", "merge", "2", "--into", "1").data == {"case": 1, "merged": [2]}
    assert case(typed, 2)["id"] == 1
    assert typed("find", "#2", "--in", "cases").data["hits"][0]["id"] == 1
    again = typed("case", "merge", "2", "--into", "1")
    assert again.err.strip() == "csops: Case 2 is part of case 1 already. Choose case 1 itself, if that is meant"
    for wrong in ("1", "3"):
        assert typed("case", "merge", wrong, "--into", "1").status == 2
    made = typed("case", "split", "1", "--contacts", "2")
    assert (made.status, case(typed, made.data["case"])["title"]) == (0, "Still squeal")


def test_requests_are_noted_decided_and_listed(typed: Type) -> None:
    typed("case", "request", "1", "--text", "A loan bike")
    assert typed("case", "decide", "1", "decline").status == 2
    assert typed("case", "decide", "1", "decline", "--reason", "None left").status == 0
    assert typed("case", "requests").data == {"requests": []}
    (listed,) = typed("case", "requests", "--case", "1").data["requests"]
    assert (listed["what"], listed["state"], listed["reason"]) == ("A loan bike", "declined", "None left")


def test_a_case_that_is_not_there_is_said_where_its_lists_are_asked_for(typed: Type) -> None:
    for asked in (("case", "requests"), ("concession", "list")):
        refused = typed(*asked, "--case", "99")
        assert refused.status == 2
        assert "There is no case 99" in refused.err
