"""followup, promise and handover."""

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def case(typed: Type) -> str:
    """A case of Ada's, open; its number."""
    log = ("log", "--channel", "phone", "--customer", "Ada", "--text", "Fork", "--result", "passed")
    return str(typed(*log).data["case"])


def test_a_follow_up_is_added_postponed_and_done(typed: Type, case: str) -> None:
    made = typed("followup", "add", "--case", case, "--due", "tomorrow 14:30", "--text", "Ring the courier").data
    (line,) = typed("followup").data["tomorrow"]
    assert (line["id"], line["what"], line["customer"], line["kind"]) == (made["id"], "Ring the courier", "Ada", "own")
    later = typed("followup", "postpone", str(made["id"]), "--due", "in 2 weeks").data
    assert (later["time_known"], typed("followup").data["later"]) == (False, 1)
    assert typed("followup", "done", str(made["id"])).data["done_at"] is not None
    silent = typed("followup", "add", "--case", case, "--silent", "7").data
    assert (silent["silent_days"], silent["what"]) == (7, "Fork")


def test_a_promise_is_made_told_of_and_kept(typed: Type, case: str) -> None:
    made = typed("promise", "make", "--case", case, "--text", "Refund of 49", "--due", "in 3 days").data
    told = typed("promise", "tell", str(made["id"]), "--due", "in 5 days").data
    assert (told["due_at"], told["told_at"] is not None) == (made["due_at"], True)
    assert [one["what"] for one in typed("promise").data["promises"]] == ["Refund of 49"]
    assert typed("promise", "keep", str(made["id"])).data["state"] == "kept"
    found = typed("promise", "--from", "today", "--to", "in 2 weeks").data
    assert (found["due"], found["kept"], found["share"], found["open"]) == (1, 1, 1.0, 0)
    other = typed("promise", "make", "--case", case, "--text", "A call", "--due", "today").data
    assert "reason is missing" in typed("promise", "give-up", str(other["id"])).err
    assert typed("promise", "withdraw", str(other["id"])).data["state"] == "withdrawn"


def test_work_is_handed_over_and_comes_back(typed: Type, case: str) -> None:
    typed("followup", "add", "--case", case, "--due", "tomorrow")
    me = typed("handover", "show", "--of", "Mara Lindqvist").data["held"]
    assert [one["kind"] for one in me] == ["follow_up", "case"]
    give = ("handover", "give", "--of", "Mara Lindqvist", "--to")
    assert "somebody else" in typed(*give, "Mara Lindqvist").err
    assert "such as case:12" in typed(*give, "Rosa Okafor", "--only", "case:99").err
    kept = typed(*give, "Rosa Okafor", "--only", f"case:{case}").data
    assert kept["items"] == [f"case:{case}"]
    assert [one["id"] for one in typed("handover").data["handovers"]] == [kept["id"]]
    assert typed("handover", "back", str(kept["id"])).data["back"] == 1
    assert "already" in typed("handover", "back", str(kept["id"])).err
    assert typed("handover").data["handovers"] == []
