"""info, find, show, history."""

import pytest

from csops.storage.opening import HEAD
from tests.cli.conftest import Type


@pytest.fixture(autouse=True)
def _two_contacts(typed: Type) -> None:
    typed(
        "log", "--customer", "Zoë Ångström-O'Neil", "--phone", "+49 171 5550142", "--channel", "phone", "--topic",
        "refund", "--text", "Chain guard quixotic cracked", "--result", "follow-up", "--due", "tomorrow",
    )  # fmt: skip
    typed("log", "--channel", "email", "--text", "Asks for the price of a bell", "--at", "2026-10-05 10:00")


def test_info_counts_and_names_engine_and_schema(typed: Type, where: str) -> None:
    data = typed("info").data
    assert (data["customers"], data["contacts"], data["cases"], data["last_backup"]) == (1, 2, 2, None)
    assert data["engine"] == ("postgresql" if "://" in where else "sqlite")
    assert data["schema"] == HEAD
    assert "hush" not in data["db"]


@pytest.mark.parametrize(
    ("words", "total"),
    [
        (("quixotic",), 1), (("angstrom",), 1), (("0171 5550142",), 1), (("channel:phone quixotic",), 1),
        (("channel:email quixotic",), 0), (("#1",), 1), (("chain", "-quixotic"), 0), (("-quixotic",), 1),
        (("--", "-quixotic"), 1), (('"guard quixotic"',), 1), (('"quixotic guard"',), 0), (("quix",), 0),
        (("from:2026-11-01",), 1), (("to:2026-10-31",), 1), (("topic:refund",), 1), (("owner:me",), 2),
        (("-",), 2), (("*",), 2), (('"',), 2), (("015 ' OR 1=1 --",), 0), (("\u202e",), 2), (("ß",), 0),
    ],
)  # fmt: skip
def test_find_reads_the_question_as_the_window_does(typed: Type, words: tuple[str, ...], total: int) -> None:
    assert typed("find", *words).data["total"] == total


def test_a_hit_tells_what_when_and_where(typed: Type) -> None:
    (hit,) = typed("find", "quixotic").data["hits"]
    assert (hit["kind"], hit["id"], hit["title"]) == ("contact", 1, "Zoë Ångström-O'Neil")
    assert hit["snippet"] == "Chain guard quixotic cracked"
    assert hit["at"] == "2026-11-17T09:21:00+00:00"


def test_customers_and_cases_are_found_as_well(typed: Type) -> None:
    assert typed("find", "angstrom", "--in", "customers").data["hits"][0]["kind"] == "customer"
    assert typed("find", "--in=cases", "quixotic").data["hits"][0]["kind"] == "case"


def test_a_limit_limits_what_is_shown_not_what_is_counted(typed: Type) -> None:
    data = typed("find", "--limit", "1", "").data
    assert (data["total"], len(data["hits"])) == (2, 1)
    assert typed("find", "--limit=-1", "x").status == 2


def test_the_record_is_shown_with_its_timeline(typed: Type) -> None:
    contact = typed("show", "contact", "1").data
    assert (contact["id"], contact["case"]["id"], len(contact["timeline"])) == (1, 1, 1)
    case = typed("show", "case", "1").data
    assert (case["title"], case["customer"], case["state"]) == (
        "Chain guard quixotic cracked", "Zoë Ångström-O'Neil", "open",
    )  # fmt: skip
    assert [one["state"] for one in case["states"]] == ["open"]
    customer = typed("show", "customer", "1").data
    assert [one["text"] for one in customer["timeline"]] == ["Chain guard quixotic cracked"]


def test_the_timeline_of_a_customer_begins_with_the_oldest(typed: Type) -> None:
    typed("log", "--channel", "phone", "--customer", "Zoë Ångström-O'Neil", "--at", "2026-09-01", "--text", "Before")
    assert typed("show", "customer", "1").data["timeline"][0]["text"] == "Before"


@pytest.mark.parametrize("kind", ["customer", "case", "contact"])
def test_a_record_that_is_not_there_is_said(typed: Type, kind: str) -> None:
    said = typed("show", kind, "999999999")
    assert (said.status, said.err) == (2, f"csops: There is no {kind} 999999999\n")


def test_people_read_a_record_line_by_line(read: Type) -> None:
    lines = read("show", "customer", "1").out.splitlines()
    assert "name: Zoë Ångström-O'Neil" in lines
    assert "phones: +49 171 5550142" in lines
    assert lines[-1] == "2026-11-17 09:21  Phone, Mara Lindqvist: Chain guard quixotic cracked"


def test_people_read_hits_line_by_line(read: Type) -> None:
    first, hit = read("find", "quixotic").out.splitlines()
    assert first == "1 found"
    assert hit == "contact       1  2026-11-17 09:21  Zoë Ångström-O'Neil: Chain guard quixotic cracked"


def test_a_customer_who_was_never_in_touch_is_found_without_a_date(read: Type, typed: Type) -> None:
    typed("undo")
    assert "Zoë" in read("find", "--in", "customers", "angstrom").out


def test_history_tells_who_did_what_the_newest_first(typed: Type) -> None:
    newest = typed("history", "--limit", "2").data["entries"]
    assert [entry["what"] for entry in newest] == ["Log contact", "Log contact"]
    assert newest[0]["who"] == "Mara Lindqvist"
    assert newest[0]["act"] > newest[1]["act"]


def test_history_of_a_customer_leaves_out_the_others(typed: Type) -> None:
    entries = typed("history", "--customer", "1").data["entries"]
    assert [entry["kinds"] for entry in entries] == [["case", "contact", "customer", "follow_up", "state_change"]]
    assert typed("history", "--customer", "9").status == 2


def test_people_read_history_line_by_line(read: Type) -> None:
    assert "Mara Lindqvist: Log contact" in read("history", "--limit", "1").out
    assert read("history", "--limit", "0").out == "Nothing was changed yet\n"
