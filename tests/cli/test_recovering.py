"""recovery."""

from tests.cli.conftest import Type


def test_a_recovery_is_taken_step_by_step(typed: Type, read: Type) -> None:
    typed("log", "--channel", "phone", "--customer", "Ada Brandt", "--text", "Frame cracked")
    assert "any case may become one: csops recovery start 1" in read("recovery", "show", "1").out
    begun = typed("recovery", "start", "1", "--at", "today 9:00").data
    assert [one["due_at"] for one in begun["steps"]][:2] == ["2026-11-17T08:00:00+00:00", None]
    noted = ("--note", "what_happened=It cracked", "--note", "effect_on_customer=No ride")
    typed("recovery", "step", "1", "listen", *noted)
    typed("recovery", "step", "1", "2", "--skip", "Said in the shop")
    shown = read("recovery", "show", "1").out
    assert "1 Listen: done 2026-11-17 10:21  what_happened: It cracked; effect_on_customer: No ride" in shown
    assert "2 Apologise: left out: Said in the shop" in shown
    assert "Outcome: too early to say whether the customer stays; no answer since" in shown
    assert typed("recovery", "step", "1", "2", "--reopen").data["open"] == 7
    assert typed("recovery", "delivered", "1", "--at", "today 10:00").data["delivered_at"]
    assert "Hello Ada Brandt," in read("recovery", "show", "1", "--replies").out
    assert "4 Understand the cause: due 4 h from complaint\n  say: Let me" in read("recovery", "steps").out
    assert "-- solution: Solution (email, chat)\nSubject: Your request about {topic}" in (
        read("recovery", "templates").out
    )
    solved = ("--note", "remedy_owner=Rosa", "--note", "promised_date=18 Nov")
    typed("recovery", "step", "1", "solve", *solved)
    typed("recovery", "step", "1", "learn", "--note", "preventive_action=Pad the box")
    assert read("recovery", "lessons").out == "cause not noted: Pad the box (case 1, Frame cracked)\n"
    assert typed("recovery", "close", "1").data["closed_at"]
    found = typed("recovery", "show").data
    assert (found["recoveries"], found["settled"], found["settled_of"]) == (1, 1, 1)
    assert "0 of 0 stayed (too few to judge), of 1 nobody can tell yet" in read("recovery", "show").out


def test_mistakes_of_a_recovery_end_in_a_sentence(typed: Type, read: Type) -> None:
    typed("log", "--channel", "phone", "--text", "Frame cracked")
    for arguments, said in (
        (("start", "9"), "There is no case 9"),
        (("step", "1", "listen"), "There is no recovery of case 1"),
        (("start", "1", "--at", "yesterday at noonish"), "not understood"),
    ):
        failed = read("recovery", *arguments)
        assert (failed.status, said in failed.err) == (2, True), failed.err
    typed("recovery", "start", "1")
    mistakes: tuple[tuple[tuple[str, ...], str], ...] = (
        (("step", "1", "dance"), "step “dance” is not known"),
        (("step", "1", "listen", "--skip", ""), "reason is missing"),
        (("step", "1", "listen", "--note", "x"), "Write it as option_chosen=replacement"),
        (("delivered", "1", "--at", "2020-01-01"), "It comes after the complaint"),
    )
    for words, said in mistakes:
        failed = read("recovery", *words)
        assert (failed.status, said in failed.err) == (2, True), failed.err
