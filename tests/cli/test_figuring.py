"""kpi."""

from csops.services.metrics import metrics
from tests.cli.conftest import Type


def _log_a_few(typed: Type) -> None:
    typed("log", "--channel", "phone", "--at", "2026-11-16 10:00", "--handle", "5m", "--result", "resolved")
    typed("log", "--channel", "email", "--at", "2026-11-16 11:00", "--customer", "Ada", "--result", "follow-up",
          "--due", "tomorrow")  # fmt: skip


def test_every_figure_is_one_object_and_null_where_it_is_not_defined(typed: Type) -> None:
    _log_a_few(typed)
    data = typed("kpi", "--from", "2026-11-01", "--to", "2026-11-17").data
    assert set(metrics()) <= set(data)
    for key in metrics():
        assert {"value", "n", "low", "high", "unit", "too_few", "beside"} <= set(data[key]), key
    assert (data["contact_volume"]["value"], data["contact_volume"]["n"]) == (2, 2)
    assert (data["nps"]["value"], data["nps"]["n"], data["nps"]["too_few"]) == (None, 0, True)
    assert data["average_handle_time"]["beside"]["coverage"] == 50
    assert data["first_response_time"]["counts"]["waiting"] == 1


def test_figures_are_told_by_channel_topic_and_person(typed: Type) -> None:
    _log_a_few(typed)
    for by, names in (("channel", {"Phone", "E-mail"}), ("topic", {None}), ("person", {"Mara Lindqvist"})):
        data = typed("kpi", "--from", "2026-11-01", "--to", "2026-11-17", "--by", by).data
        assert {part[by] for part in data["contact_volume"]["by"]} == names
        assert sum(part["value"] for part in data["contact_volume"]["by"]) == 2


def test_people_read_each_figure_on_a_line(read: Type, typed: Type) -> None:
    _log_a_few(typed)
    said = read("kpi", "--from", "2026-11-01", "--to", "2026-11-17", "--by", "channel")
    assert "Volume: 2 contacts, n 2, too few to judge" in said.out
    assert "NPS: not defined (nothing to count)" in said.out


def test_a_period_that_ends_before_it_begins_is_refused_with_what_would_be_right(typed: Type) -> None:
    said = typed("kpi", "--from", "2026-11-17", "--to", "2026-11-01")
    assert said.status == 2
    assert "Choose 2026-11-17 or a later day" in said.err
