"""The guessed mapping: headings in several languages, proofs in the cells, and what is asked."""

from dataclasses import replace

import pytest

from csops.imports.columns import completed
from csops.imports.guesses import About, KnownNames, Question
from csops.imports.mapping import DateOrder, DurationUnit, TableKind, Target
from tests.imports.builders import KNOWN, a_reading, guessed, targets_of

GERMAN = tuple(
    tuple(line.split("|"))
    for line in (
        "Datum|Kunde|Tel.|Kanal|Grund|Notiz|Erledigt|Dauer|Gutschrift|Bearbeiter|Spalte1",
        "17.11.2025 09:48|Salma Haddad|0171 555 0168|Telefon|Bremse|quietscht seit Montag|ja|6|10,00 €|TR|",
        "18.11.2025 10:15|Li Wei|0171 555 0169|Mail|Refund|will das Geld zurück|nein|12||Priya|",
        "19.11.2025 11:20|Ada Byron|0171 555 0170|Laden|Bremse|Bremse wieder weich|x|4:30||Dan|",
    )
)
GERMAN_TARGETS = "started_at customer phone channel topic text status handle_time leave_out owner leave_out"


def _question(questions: tuple[Question, ...], about: About, heading: str = "") -> Question:
    return next(question for question in questions if question.about is about and question.heading == heading)


def test_a_german_list_is_understood() -> None:
    assert targets_of(guessed(*GERMAN)) == GERMAN_TARGETS.split()


def test_words_are_mapped_and_the_unknown_one_is_asked_with_its_rows() -> None:
    found = guessed(*GERMAN)
    status = found.mapping.column(Target.STATUS)
    assert status is not None
    assert status.words == {"ja": "resolved", "nein": "open"}
    assert _question(found.questions, About.WORDS, "Erledigt").words == (("x", 1),)


def test_channel_words_become_channels() -> None:
    channel = guessed(*GERMAN).mapping.column(Target.CHANNEL)
    assert channel is not None
    assert channel.words == {"telefon": "phone", "mail": "email", "laden": "walk_in"}


def test_members_are_known_by_initials_and_first_names() -> None:
    found = guessed(*GERMAN)
    owner = found.mapping.column(Target.OWNER)
    assert owner is not None
    assert owner.words == {"tr": "Tove Rask", "priya": "Priya Nair"}
    assert _question(found.questions, About.WORDS, "Bearbeiter").sentence.startswith("“Dan” of “Bearbeiter” are not on")


def test_a_column_with_minutes_and_clock_times_counts_minutes() -> None:
    column = guessed(*GERMAN).mapping.column(Target.HANDLE_TIME)
    assert column is not None
    assert column.unit is DurationUnit.MINUTES


@pytest.mark.parametrize(
    "headings",
    [
        ("Date", "Channel", "Customer", "Reason", "Status"),
        ("Datum", "Kanal", "Kunde", "Anliegen", "Stand"),
        ("Fecha", "Canal", "Cliente", "Motivo", "Estado"),
        ("Date", "Canal", "Client", "Motif", "Statut"),
        ("Datum", "Kanaal", "Klant", "Onderwerp", "Status"),
        ("created_date", "MethodReceived", "customer_name", "SRType", "SRStatus"),
    ],
)
def test_headings_of_five_languages_and_of_machines_are_known(headings: tuple[str, ...]) -> None:
    rows = [
        ("2025-11-17 10:00", "phone", "Ada Byron", "Refund", "open"),
        ("2025-11-18 11:00", "email", "Li", "Repair", "closed"),
    ]
    assert targets_of(guessed(headings, *rows)) == ["started_at", "channel", "customer", "topic", "status"]


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (("03/04/2025", "17/04/2025"), DateOrder.DAY_FIRST),
        (("03/04/2025", "04/17/2025"), DateOrder.MONTH_FIRST),
        (("2025-04-03", "2025-04-17"), DateOrder.YEAR_FIRST),
        (("03.04.2025", "04.05.2025"), DateOrder.DAY_FIRST),
    ],
)
def test_the_date_order_is_proved_by_the_values(cells: tuple[str, str], order: DateOrder) -> None:
    found = guessed(("Date", "Channel"), *((cell, "phone") for cell in cells))
    assert found.mapping.columns[0].date_order is order
    assert found.is_enough


def test_an_order_that_nothing_proves_is_asked() -> None:
    found = guessed(("Date", "Channel"), ("03/04/2025", "phone"), ("04/05/2025", "chat"))
    question = _question(found.questions, About.DATE_ORDER, "Date")
    assert question.needed
    assert set(question.choices) == {"day_first", "month_first"}
    assert not found.is_enough


def test_mixed_orders_in_one_column_are_asked() -> None:
    found = guessed(("Date", "Channel"), ("13/02/2024", "phone"), ("02/13/2024", "chat"))
    assert "Some dates" in _question(found.questions, About.DATE_ORDER, "Date").sentence


def test_another_date_column_of_the_file_proves_the_order_too() -> None:
    rows = [("03/04/2025 10:00", "phone", "17/04/2025"), ("04/04/2025 11:00", "chat", "")]
    found = guessed(("Date", "Channel", "Due"), *rows)
    assert [column.date_order for column in found.mapping.columns] == [DateOrder.DAY_FIRST, None, DateOrder.DAY_FIRST]
    assert found.is_enough


def test_date_and_time_in_two_columns_are_joined() -> None:
    found = guessed(("Call Date", "Call Time", "Time Answered"), ("2023-11-01", "13:56:45", "13:57:02"))
    assert targets_of(found) == ["started_date", "started_time", "answered_at"]


def test_a_log_of_calls_without_channel_is_taken_as_phone_and_said() -> None:
    found = guessed(
        ("Call Id", "Date", "Answered (Y/N)"), ("ID1", "2021-01-01 09:00", "Y"), ("ID2", "2021-01-01 09:05", "N")
    )
    assert found.mapping.constants == {Target.CHANNEL: "phone"}
    assert not _question(found.questions, About.CHANNEL).needed


def test_a_log_without_channel_or_time_asks_for_both() -> None:
    found = guessed(("Name", "Notes"), ("Ada", "called about the invoice"))
    assert [question.about for question in found.questions if question.needed] == [About.STARTED, About.CHANNEL]
    assert _question(found.questions, About.CHANNEL).choices == tuple(KNOWN.channels)


def test_a_word_that_is_no_channel_would_be_added_and_is_said() -> None:
    found = guessed(("Date", "Channel"), ("2025-01-13", "PHONE"), ("2025-01-14", "ONLINE"))
    assert found.mapping.columns[1].words == {"phone": "phone", "online": "Online"}
    assert "new channels" in _question(found.questions, About.WORDS, "Channel").sentence


def test_mail_beside_email_is_a_letter() -> None:
    found = guessed(("Date", "Channel"), ("2025-01-13", "Email"), ("2025-01-14", "Mail"))
    assert found.mapping.columns[1].words == {"email": "email", "mail": "letter"}


def test_missed_calls_turn_the_answer_around() -> None:
    found = guessed(("Date", "Channel", "Missed"), ("2025-01-13", "phone", "yes"), ("2025-01-14", "phone", "no"))
    assert found.mapping.columns[2].words == {"yes": "no", "no": "yes"}


def test_marks_for_nothing_are_found() -> None:
    rows = [("2025-01-13", "phone", "NA"), ("2025-01-14", "?", "NA"), ("2025-01-15", "?", "Refund")]
    assert set(guessed(("Date", "Channel", "Topic"), *rows).mapping.missing) == {"na", "?"}


def test_the_heading_is_found_below_a_note() -> None:
    found = guessed(
        ("Notes:",),
        ("Your list",),
        ("First Name", "Last Name", "Email"),
        ("Ada", "Byron", "ada@example.com"),
        kind=TableKind.CUSTOMERS,
    )
    assert found.mapping.heading_row == 3
    assert targets_of(found) == ["first_name", "last_name", "email"]


def test_a_file_without_heading_loses_no_row() -> None:
    found = guessed(("Ada Byron", "0044 20 7946 0000"), ("Li Wei", "+86 10 5550 1000"), kind=TableKind.CUSTOMERS)
    assert found.mapping.heading_row == 0


def test_two_columns_of_one_heading_and_one_without_can_each_be_mapped() -> None:
    found = guessed(("category", "category", ""), ("a", "b", "c"))
    assert [column.position for column in found.mapping.columns] == [0, 1, 2]
    assert targets_of(found) == ["topic", "leave_out", "leave_out"]


def test_customers_of_an_address_book_are_understood() -> None:
    headings = (
        "Contact ID",
        "Full Name",
        "E-mail 1 - Value",
        "Mobile Phone",
        "Home Phone",
        "Organization",
        "Contact Owner",
    )
    row = ("7", "Jerry Mathis", "jerry@example.com", "(757) 555-0101", "757 555 0102", "Acme", "rosa@example.org")
    found = guessed(headings, row, kind=TableKind.CUSTOMERS)
    assert targets_of(found) == ["number", "name", "email", "phone", "phone", "company", "leave_out"]


def test_customers_without_any_name_are_asked_for_it() -> None:
    found = guessed(("Colour",), ("red",), kind=TableKind.CUSTOMERS)
    assert [question.about for question in found.questions] == [About.NAME]


def test_columns_are_shown_with_examples_and_counts() -> None:
    look = guessed(("Date", "Channel"), ("2025-01-13", "phone"), ("", "chat"), ("", "phone")).looks[1]
    assert (look.examples, look.counts, look.note) == (
        ("phone", "chat"),
        (("phone", 2), ("chat", 1)),
        "2 words matched",
    )


def test_a_unit_that_the_file_does_not_tell_is_asked() -> None:
    found = guessed(("Date", "Channel", "Duration"), ("2025-01-13", "phone", "6"), ("2025-01-14", "phone", "12"))
    assert _question(found.questions, About.DURATION_UNIT, "Duration").choices[0] == "minutes"


def test_nothing_need_be_known_for_a_guess() -> None:
    assert guessed(("Date", "Channel"), ("2025-01-13", "Telefon"), known=KnownNames()).mapping.columns[1].words == {
        "telefon": "phone"
    }


def test_a_column_left_out_though_its_heading_names_a_field_is_said() -> None:
    days = ("17.11.2025", "18.11.2025", "19.11.2025")
    cells = zip(days, ("phone",) * 3, ("4m", "1e308", "-4"), ("x",) * 3, strict=True)
    found = guessed(("Date", "Channel", "Handle time", "Oddity"), *cells)
    assert [(one.position, one.target) for one in found.unread] == [(2, Target.HANDLE_TIME)]


def test_a_second_column_for_the_same_field_is_left_out_without_a_word() -> None:
    found = guessed(("Date", "Channel", "Topic", "Subject"), ("17.11.2025", "phone", "Refund", "Refund"))
    assert (targets_of(found).count("topic"), found.unread) == (1, ())


def test_a_duration_keeps_its_note_when_the_mapping_is_completed() -> None:
    rows = [
        ("Date", "Channel", "AvgTalkDuration"),
        ("2025-01-13 09:00", "Phone", "0:02:23"),
        *[("2025-01-14", "Phone", "0:04:02")] * 3,
    ]
    found = guessed(*rows)
    again = completed(a_reading(*rows), found.mapping, known=KNOWN)
    assert [one.looks[2].note for one in (found, again)] == ["h:mm:ss", "h:mm:ss"]


def test_what_was_only_supposed_is_asked_again_when_another_column_is_decided() -> None:
    rows = [("Date", "Channel", "Duration"), ("01/02/2025", "Phone", "6"), ("03/04/2025", "Phone", "12")]
    found = guessed(*rows)
    again = completed(a_reading(*rows), found.undecided(but=1), known=KNOWN)
    assert [one.about for one in again.questions] == [About.DATE_ORDER, About.DURATION_UNIT]
    decided = found.mapping.with_column(replace(found.mapping.columns[0], date_order=DateOrder.DAY_FIRST))
    kept = replace(found, mapping=decided).undecided(but=0)
    assert [one.about for one in completed(a_reading(*rows), kept, known=KNOWN).questions] == [About.DURATION_UNIT]
