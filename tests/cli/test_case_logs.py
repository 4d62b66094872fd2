"""import-case-log."""

from pathlib import Path

from tests.cli.conftest import Type

_LOG = """Ticket,Status,Changed,Source
A1,Neu,2026-11-02 09:00,email
A1,Fertig,2026-11-02 11:00,email
B2,Odd,2026-11-02 11:00,email
"""
_MAP = """columns: {number: Ticket, state: Status, at: Changed, channel: Source}
states: {Neu: new, Fertig: resolved}
"""


def test_a_log_is_imported_by_a_mapping_and_what_is_not_understood_is_said(typed: Type, tmp_path: Path) -> None:
    log, mapping = tmp_path / "log.csv", tmp_path / "map.yaml"
    log.write_text(_LOG, encoding="utf-8")
    mapping.write_text(_MAP, encoding="utf-8")
    data = typed("import-case-log", log, "--map", mapping).data
    assert (data["read"], data["new"], data["left_out"], data["states"]) == (3, 1, 1, 2)
    assert data["problems"][0]["row"] == 4
    found = typed("kpi", "--from", "2026-11-02", "--to", "2026-11-02").data
    assert (found["full_resolution_time"]["value"], found["resolved_cases"]["value"]) == (2, 1)


def test_a_state_of_the_mapping_that_there_is_not_is_refused(typed: Type, tmp_path: Path) -> None:
    log, mapping = tmp_path / "log.csv", tmp_path / "map.yaml"
    log.write_text(_LOG, encoding="utf-8")
    mapping.write_text("states: {Neu: fresh}\n", encoding="utf-8")
    said = typed("import-case-log", log, "--map", mapping)
    assert said.status == 2
    assert "waiting_for_customer" in said.err


def test_a_log_that_is_not_there_is_refused_in_one_sentence(typed: Type) -> None:
    refused = typed("import-case-log", "/nowhere/desk.csv")
    assert refused.status == 2
    assert refused.err.count("was not read") == 1
    assert "there is no such file. Check the name" in refused.err
