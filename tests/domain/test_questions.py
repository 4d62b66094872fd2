"""What a person types into the search field, read as a question."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from csops.domain.cases import OPEN_STATES, State
from csops.domain.contacts import Result
from csops.domain.questions import NOBODY, Names, Question, Term, day_start, folded, parse, significant_digits, words_of

NAMES = Names(
    channels={"phone": 1, "e mail": 2},
    members={"mara lindqvist": 7, "ml": 7, "marek novak": 8},
    topics={"refund": 4, "refused delivery": 5},
    me=7,
)


def _parse(text: str, *, typing: bool = False) -> Question:
    return parse(text, names=NAMES, typing=typing)


def _words(text: str, *, typing: bool = False) -> list[tuple[str, ...]]:
    return [term.words for term in _parse(text, typing=typing).terms]


# ---- words


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Ångström", "angstrom"), ("Straße", "strasse"), ("ŁÓDŹ", "lodz"), ("Sørensen", "sorensen"), ("ﬁne", "fine")],
)
def test_accents_and_case_do_not_matter(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_words_are_letters_and_digits() -> None:
    assert words_of("O'Neill's e-mail_box, 2 days!") == ["o", "neill", "s", "e", "mail", "box", "2", "days"]


@given(text=st.text())
@example(text="Œ")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert words_of(" ".join(words_of(text))) == words_of(text)


def test_nothing_typed_asks_for_anything() -> None:
    assert _parse("  ").is_empty


def test_words_are_terms_of_their_own_and_a_phrase_is_one() -> None:
    assert _words('blue "front wheel"') == [("blue",), ("front", "wheel")]


def test_a_phrase_that_is_not_closed_goes_to_the_end() -> None:
    assert _words('"front wheel') == [("front", "wheel")]


def test_a_word_with_a_hyphen_is_a_phrase() -> None:
    assert _words("walk-in") == [("walk", "in")]


def test_a_minus_excludes_a_word_or_a_phrase() -> None:
    question = _parse('-paid -"blue helmet" refund')
    assert [term.words for term in question.excluded] == [("paid",), ("blue", "helmet")]
    assert [term.words for term in question.terms] == [("refund",)]


def test_marks_alone_ask_for_nothing() -> None:
    assert _parse('- " * ! "" -""').is_empty


@pytest.mark.parametrize(
    ("text", "typing", "prefix"),
    [
        ("helm*", False, True),
        ("helm", False, False),
        ("helm", True, True),
        ("helm ", True, False),
        ('"helm"', True, False),
    ],
)
def test_a_word_may_be_a_beginning(text: str, typing: bool, prefix: bool) -> None:
    assert _parse(text, typing=typing).terms == (Term(words=("helm",), prefix=prefix),)


# ---- filters


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("channel:phone", Question(channel_ids=(1,))),
        ("channel:e-mail", Question(channel_ids=(2,))),
        ("CHANNEL:PHO", Question(channel_ids=(1,))),
        ("topic:refund", Question(topic_ids=(4,))),
        ("topic:ref", Question(topic_ids=(4, 5))),
        ('topic:"refused delivery"', Question(topic_ids=(5,))),
        ("owner:me", Question(owner_ids=(7,))),
        ("owner:nobody", Question(owner_ids=(NOBODY,))),
        ("owner:ml", Question(owner_ids=(7,))),
        ("owner:mar", Question(owner_ids=(7, 8))),
        ("by:marek by:me", Question(member_ids=(8, 7))),
        ("is:open", Question(states=OPEN_STATES)),
        ("is:closed state:new", Question(states=(State.CLOSED, State.NEW))),
        ("status:waiting", Question(states=(State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_THIRD_PARTY))),
        ("result:missed", Question(results=(Result.MISSED,))),
        ("result:follow-up", Question(results=(Result.FOLLOW_UP,))),
        ("#1184", Question(case_id=1184)),
    ],
)
def test_a_filter_is_read(text: str, question: Question) -> None:
    assert _parse(text) == question


def test_is_late_asks_for_promises_whose_time_has_passed() -> None:
    now = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert parse("is:late", names=Names(now=now)) == Question(overdue_at=now)
    assert [term.words for term in parse("is:late").terms] == [("is", "late")]


@pytest.mark.parametrize("text", ["channel:fax", "owner:zoe", "is:odd", "result:x", "from:soon", "12:30", "http://x.y"])
def test_what_is_no_filter_is_words(text: str) -> None:
    question = _parse(text)
    assert [term.words for term in question.terms] == [tuple(words_of(text))]


def test_nobody_signed_in_is_no_me() -> None:
    assert [term.words for term in parse("owner:me").terms] == [("owner", "me")]


def test_days_begin_and_end_in_the_zone_of_the_shop() -> None:
    question = parse("from:2026-03-29 to:2026-03-29", zone="Europe/Berlin")
    assert question.since == datetime(2026, 3, 28, 23, 0, tzinfo=UTC)
    assert question.until == datetime(2026, 3, 29, 22, 0, tzinfo=UTC)


def test_a_day_that_does_not_exist_is_words() -> None:
    assert _parse("from:2026-02-30").since is None
    assert _parse("to:9999-12-31").until is None


def test_the_day_begins_at_local_midnight() -> None:
    assert day_start(datetime(2026, 7, 1, tzinfo=UTC).date(), zone="America/New_York").hour == 4


# ---- phones


@pytest.mark.parametrize("text", ["0171 555 0142", "+44 (171) 555-0142", "0171/555.0142", "01715550142"])
def test_a_phone_number_is_read_in_any_spelling(text: str) -> None:
    (term,) = _parse(text).terms
    assert term.digits.endswith("1715550142")


def test_a_phone_number_stands_beside_words() -> None:
    assert [(term.words, term.digits) for term in _parse("wheel 0171 555 0142").terms] == [
        (("0171", "555", "0142"), "1715550142"),
        (("wheel",), ""),
    ]


@pytest.mark.parametrize("text", ["2026-03-02", "2.3.2026", "#11841184", "1234", '"0171 555 0142"'])
def test_dates_numbers_and_phrases_are_no_phones(text: str) -> None:
    assert [term.digits for term in _parse(text).terms if term.digits] == []


def test_leading_zeros_of_a_phone_say_nothing() -> None:
    assert significant_digits("+00 49 171") == "49171"


# ---- whatever is typed


@given(text=st.text(max_size=80), typing=st.booleans())
def test_reading_never_fails(text: str, typing: bool) -> None:
    question = _parse(text, typing=typing)
    for term in (*question.terms, *question.excluded):
        assert term.words
        assert all(word.isalnum() for word in term.words)


@given(
    text=st.text(alphabet='ab12 -":#*.+()/from:to:is:owner', max_size=40), zone=st.sampled_from(["UTC", "Asia/Tokyo"])
)
def test_marks_of_the_language_never_fail_either(text: str, zone: str) -> None:
    assert isinstance(parse(text, names=NAMES, zone=zone, typing=True), Question)
