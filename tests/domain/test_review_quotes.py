"""Quoted words are found where they stand, or said not to; a choice by mouse grows to whole words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csops.domain.naming_texts import BLACK
from csops.domain.review_quotes import Found, Standing, found, sentence_at, whole_words, word_at
from csops.domain.reviews import Quote

TEXT = "Ada: Hi there.\nRosa: I am sorry. I am sorry for that, your HO-20931 is on its way (€60.50)."


def quote(words: str, *, at: int | None = None, contact_id: int = 7) -> Quote:
    start = TEXT.index(words) if at is None else at
    return Quote(contact_id=contact_id, start=start, end=start + len(words), text=words)


def said(text: str, place: Found) -> str:
    return text[place.start : place.end] if place.standing is Standing.HERE else place.standing.value


@pytest.mark.parametrize(
    ("one", "text", "wanted"),
    [
        (quote("your HO-20931"), TEXT, "your HO-20931"),
        (quote("your HO-20931"), f"Two lines before.\n{TEXT}", "your HO-20931"),  # moved on, and there once
        (quote("your HO-20931"), TEXT.replace("your ", "your\n"), "your\nHO-20931"),
        (quote("I am sorry"), TEXT, "I am sorry"),  # twice in it, and still at its own place
        (quote("I am sorry"), f"Before.\n{TEXT}", "changed"),  # which of the two nobody can tell
        (quote("your HO-20931"), TEXT.replace("HO-20931", "HO-20932"), "changed"),
        (quote("way", at=3), "The railway", "changed"),  # a part of another word is not the word
        (quote("your HO-20931"), "", "changed"),
        (quote(BLACK, at=0), TEXT, "erased"),
        (Quote(contact_id=7, start=3, end=9), TEXT, "erased"),
        (quote("your HO-20931", contact_id=8), TEXT, "away"),
        (Quote(contact_id=7, text="He sounded calm"), TEXT, "heard"),
        (Quote(contact_id=8, text="He sounded calm"), TEXT, "heard"),
        (Quote(contact_id=7, text="Hi there."), TEXT, "Hi there."),
    ],
)
def test_a_quote_is_found_where_it_stands_now_or_said_not_to_be_told(one: Quote, text: str, wanted: str) -> None:
    assert said(text, found(one, {7: text})) == wanted


@pytest.mark.parametrize(
    ("text", "chosen", "wanted"),
    [
        ("was packed this morning.", "acked this morn", "packed this morning"),
        ("was packed this morning.", " packed ", "packed"),
        ("was packed this morning.", "morning.", "morning."),  # a full stop that was chosen stays
        ("Say “sorry”, then act", "orr", "sorry"),
        ("pays €60.50 back", "0.5", "€60.50"),
        ("don't, she said", "on", "don't"),
        ("see HO-20931/2 now", "2093", "HO-20931/2"),
        ("calm—then angry", "alm", "calm"),
        ("申し訳ありません", "訳", "訳"),
        ("so 👩‍👩‍👧 happy", "\u200d", "👩‍👩‍👧"),
        ("one  two", "  ", ""),
        ("one two", "", ""),
    ],
)
def test_a_choice_grows_to_whole_words(text: str, chosen: str, wanted: str) -> None:
    at = text.index(chosen)
    begin, end = whole_words(text, at, at + len(chosen))
    assert text[begin:end] == wanted


@given(text=st.text("ab .,\n'é漢", max_size=30), ends=st.tuples(st.integers(0, 30), st.integers(0, 30)))
@settings(max_examples=60)
def test_a_grown_choice_holds_what_was_chosen_and_grows_no_more(text: str, ends: tuple[int, int]) -> None:
    start, end = sorted(min(one, len(text)) for one in ends)
    begin, finish = whole_words(text, start, end)
    assert text[start:end].strip() in text[begin:finish]
    assert text[begin:finish] == text[begin:finish].strip()
    assert whole_words(text, begin, finish) == (begin, finish)


def test_clicks_choose_a_word_and_then_its_sentence() -> None:
    at = TEXT.index("sorry for")
    assert TEXT[slice(*word_at(TEXT, at + 2))] == "sorry"
    assert TEXT[slice(*word_at(TEXT, TEXT.index(" for")))] == "sorry"
    assert TEXT[slice(*sentence_at(TEXT, at))] == "I am sorry for that, your HO-20931 is on its way (€60.50)."
    assert TEXT[slice(*sentence_at(TEXT, TEXT.index("Rosa")))] == "Rosa: I am sorry."
    assert TEXT[slice(*sentence_at(TEXT, 2))] == "Ada: Hi there."
    assert TEXT[slice(*sentence_at(TEXT, len(TEXT)))].startswith("I am sorry for")
    assert (sentence_at("", 0), word_at("", 0), sentence_at("\n\n", 1)) == ((0, 0), (0, 0), (1, 1))
