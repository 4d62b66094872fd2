"""Two people correct one record: what both have made different of is told, the rest joins."""

from datetime import timedelta

from csops.domain.corrections import contested, settled
from tests.helpers.records import a_contact

BASE = a_contact(id=7, version=3, text="Chian", topic_id=1)
MINE = a_contact(id=7, version=3, text="Chain", topic_id=1, handle_time=timedelta(minutes=4))
THEIRS = a_contact(id=7, version=4, text="China", topic_id=2)


def test_only_what_both_changed_is_contested() -> None:
    assert contested(MINE, THEIRS, BASE) == ("text",)


def test_without_a_base_all_that_differs_is_contested() -> None:
    assert contested(MINE, THEIRS, None) == ("topic_id", "text", "handle_time")


def test_mine_or_theirs_stands_and_the_rest_is_joined() -> None:
    kept = settled(MINE, THEIRS, BASE, keep={"text"})
    assert (kept.text, kept.topic_id, kept.handle_time, kept.version) == ("Chain", 2, timedelta(minutes=4), 4)
    assert settled(MINE, THEIRS, BASE, keep=()).text == "China"
