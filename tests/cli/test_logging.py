"""new, log, undo."""

import re
from pathlib import Path

import pytest

from csops.services.workspace import Workspace
from tests.cli.conftest import Type


def test_new_creates_a_database_with_channels_to_log_on(type_bare: Type, tmp_path: Path) -> None:
    db = tmp_path / "a folder" / "shop.csops"
    said = type_bare("--json", "--db", str(db), "new", "--owner", "Ines")
    assert (said.status, said.data) == (0, {"db": str(db)})
    assert type_bare("--json", "--db", str(db), "log", "--channel", "walk-in").status == 0


def test_new_leaves_what_is_there_as_it_is(type_bare: Type, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Mara")
    assert type_bare("--db", str(letter), "new").status == 2
    assert letter.read_text() == "Dear Mara"


def test_new_on_a_server_that_is_in_use_is_refused(typed: Type) -> None:
    before = typed("info").data
    assert typed("new").status == 2
    assert typed("info").data == before


def test_new_with_the_sample_is_signed_by_its_owner(
    type_bare: Type, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "csops.services.sample.build.build_sample.__kwdefaults__", {"seed": 7, "weeks": 2, "progress": None}
    )
    db = str(tmp_path / "sample.csops")
    assert type_bare("--db", db, "new", "--sample").status == 0
    assert type_bare("--json", "--db", db, "info").data["contacts"] > 200
    assert type_bare("--json", "--db", db, "--as", "Mara Lindqvist", "check").data == {
        "ok": True,
        "problems": [],
        "repaired": [],
    }


def test_a_contact_needs_no_more_than_its_channel(typed: Type) -> None:
    said = typed("log", "--channel", "phone")
    assert said.status == 0
    assert said.data == {"contact": 1, "case": 1, "customer": None}
    assert typed("info").data["contacts"] == 1


def test_a_contact_without_a_channel_is_not_logged(typed: Type) -> None:
    said = typed("log", "--customer", "Ada Brandt")
    assert (said.status, said.out) == (2, "")
    assert "--channel is missing" in said.err
    assert typed("info").data["customers"] == 0


def test_everything_said_of_a_contact_is_kept(typed: Type) -> None:
    ids = typed(
        "log", "--customer", "Ada Brandt", "--phone", "0171 5550142", "--email", "ada@example.org",
        "--channel", "E-mail", "--direction", "out",
        "--topic", "refund", "--text", "Paid back", "--at", "yesterday 9:00", "--handle", "4m",
        "--answered-after", "20s",
    ).data  # fmt: skip
    kept = typed("show", "contact", ids["contact"]).data
    assert kept["happened_at"] == "2026-11-16T08:00:00+00:00"
    assert (kept["handle_time"], kept["answered_after"]) == (240.0, 20.0)
    assert (kept["direction"], kept["result"], kept["text"]) == ("out", "resolved", "Paid back")
    customer = typed("show", "customer", ids["customer"]).data
    assert (customer["name"], customer["phones"], customer["emails"]) == (
        "Ada Brandt", ["0171 5550142"], ["ada@example.org"],
    )  # fmt: skip


def test_a_follow_up_has_a_day_and_an_owner(typed: Type) -> None:
    ids = typed("log", "--channel", "phone", "--result", "follow-up", "--due", "tomorrow", "--owner", "Rosa").data
    (promised,) = typed("show", "case", ids["case"]).data["follow_ups"]
    assert (promised["due_at"], promised["time_known"], promised["owner_id"]) == ("2026-11-18T22:59:00+00:00", False, 2)


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("fri", "2026-11-20T22:59"),
        ("friday 14:30", "2026-11-20T13:30"),
        ("thu 19", "2026-11-19T22:59"),
        ("14 dec", "2026-12-14T22:59"),
        ("17.11.", "2026-11-17T22:59"),
        ("16.11.", "2027-11-16T22:59"),
        ("today 0:05", "2026-11-16T23:05"),
    ],
)
def test_a_follow_up_day_is_written_as_people_write_it(typed: Type, said: str, due: str) -> None:
    ids = typed("log", "--channel", "phone", "--due", said).data
    (promised,) = typed("show", "case", ids["case"]).data["follow_ups"]
    assert promised["due_at"].startswith(due)


def test_a_contact_was_on_the_last_such_day(typed: Type) -> None:
    for said, at in (
        ("fri 9:00", "2026-11-13T08:00"),
        ("14 dec", "2025-12-13T23:00"),
        ("16.11. 9:00", "2026-11-16T08"),
    ):
        logged = typed("log", "--channel", "phone", "--at", said).data
        assert typed("show", "contact", logged["contact"]).data["happened_at"].startswith(at)


def test_a_day_alone_makes_it_a_follow_up(typed: Type) -> None:
    ids = typed("log", "--channel", "phone", "--due", "today").data
    assert len(typed("show", "case", ids["case"]).data["follow_ups"]) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--result", "follow-up"), "follow-up day is missing"),
        (("--result", "follow-up", "--due", "2026-11-01"), "Choose today or a later day"),
        (("--result", "follow-up", "--due", "yesterday"), "That day is over. Choose today or a later day"),
        (("--result", "passed", "--due", "yesterday"), "That day is over. Choose today or a later day"),
        (("--due", "fri 14"), "14 December 2026 is a Monday. Leave the weekday out, or write the day that you mean"),
        (("--due", "3/4"), "Write it like 2026-11-17, tomorrow, fri, 14 dec"),
        (("--result", "resolved", "--due", "tomorrow"), "leaves nothing to follow up"),
        (("--handle=-4m",), "zero or more"),
        (("--handle", "25h"), "from 0 to 24 hours"),
        (("--handle", "4 parsecs"), "not understood"),
        (("--at", "2026-02-30"), "not understood"),
        (("--at", "in 3 days"), "has happened already"),
        (("--topic", "dragons"), "There are: refund, delivery"),
        (("--owner", "Nobody"), "There are: Mara Lindqvist, Rosa Okafor"),
        (("--case", "77"), "There is no case 77"),
        (("--result", "forgotten"), "invalid choice"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_nothing_is_kept(
    typed: Type, workspace: Workspace, arguments: tuple[str, ...], words: str
) -> None:
    said = typed("log", "--channel", "phone", "--customer", "Ada", *arguments)
    assert (said.status, said.out) == (2, "")
    assert words in said.err
    assert typed("info").data["contacts"] == typed("info").data["customers"] == 0


def test_a_case_goes_on_with_its_customer(typed: Type) -> None:
    first = typed("log", "--channel", "phone", "--customer", "Ada", "--result", "passed").data
    second = typed("log", "--channel", "email", "--case", first["case"]).data
    assert second == {"contact": 2, "case": first["case"], "customer": first["customer"]}
    assert typed("show", "case", first["case"]).data["state"] == "resolved"


def test_a_topic_is_known_by_the_middle_of_its_name_when_only_one_has_it(typed: Type) -> None:
    ids = typed("log", "--channel", "phone", "--topic", "fund").data
    assert typed("show", "contact", ids["contact"]).data["topic_id"] == 1
    assert typed("log", "--channel", "phone", "--topic", "e").status == 2  # both have one


def test_undo_takes_back_the_last_act_only(typed: Type) -> None:
    typed("log", "--channel", "phone", "--text", "first")
    typed("log", "--channel", "phone", "--text", "second")
    undone = typed("undo").data["undone"]
    assert undone["what"] == "Log contact"
    assert typed("find", "first").data["total"] == 1
    assert typed("find", "second").data["total"] == 0


def test_undo_of_nothing_says_so(type_bare: Type, where: str) -> None:
    said = type_bare("--db", where, "--as", "Rosa", "undo")
    assert (said.status, said.err) == (2, "csops: There is nothing to undo\n")


def test_undo_of_an_import_that_never_was_is_refused(typed: Type) -> None:
    assert typed("undo", "--import", "9").err == "csops: There is no import 9\n"


def test_nobody_takes_back_the_act_of_another(typed: Type, type_bare: Type, where: str) -> None:
    typed("log", "--channel", "phone")
    assert type_bare("--db", where, "--as", "Rosa", "undo").status == 2


def test_people_are_told_in_a_line(read: Type) -> None:
    assert read("log", "--channel", "phone").out == "Logged contact 1, case #1\n"
    assert read("undo").out.startswith("Taken back: Log contact (")


def test_every_follow_up_day_that_is_recommended_is_understood(typed: Type) -> None:
    refused = typed("log", "--channel", "phone", "--result", "follow-up")
    examples = re.findall("“(.+?)”", refused.err)
    assert (refused.status, len(examples)) == (2, 2)
    for example in examples:
        assert typed("log", "--channel", "phone", "--result", "follow-up", "--due", example).status == 0
