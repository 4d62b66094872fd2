"""concession."""

from tests.cli.conftest import Type


def test_a_concession_is_asked_for_approved_and_counted(typed: Type, read: Type) -> None:
    typed("log", "--channel", "phone", "--customer", "Ada Brandt", "--text", "Wheel out of true")
    refund = ("--case", "1", "--kind", "refund", "--set", "resale_value=0")
    own = typed("--as", "Rosa", "concession", "give", *refund, "--set", "amount=20").data
    assert (own["state"], own["cost"], own["deciders"]) == ("agreed", 20.0, [])
    asked = typed("--as", "Rosa", "concession", "give", *refund, "--set", "amount=30", "--reason", "Late").data
    assert (asked["state"], asked["deciders"]) == ("waiting", ["Mara Lindqvist"])
    assert "asked by Rosa Okafor" in read("concession", "list").out
    assert "asked for themselves" in typed("--as", "Rosa", "concession", "approve", str(asked["id"])).err
    kept = typed("concession", "approve", str(asked["id"]), "--cost", "25").data
    assert (kept["cost"], kept["asked"], kept["decided_by"]) == (25.0, 30.0, 1)
    found = typed("concession", "budget", "--month", "2026-11").data
    assert (found["counted"], found["n"], found["limit"], found["left"]) == (45.0, 2, 2000.0, 1955.0)
    assert [(one["name"], one["cost"]) for one in found["by_person"]] == [("Mara Lindqvist", 25.0), ("Rosa Okafor", 20)]
    assert "2026-11: 45.00 of 2000 GBP used, 2% with 55% of the month gone (n = 2)" in read("concession", "budget").out


def test_the_rest_of_the_command_and_its_mistakes(typed: Type, read: Type) -> None:
    typed("log", "--channel", "phone", "--text", "Wheel out of true")
    assert "refund: Goodwill refund = amount - resale_value" in read("concession", "kinds").out
    assert read("concession", "list").out == "Nothing waits for a decision\n"
    for arguments, said in (
        (("give", "--case", "1", "--kind", "refund", "--set", "amount"), "Write it as amount=60"),
        (("give", "--case", "1", "--kind", "refund", "--set", "amount=-5"), "resale_value is missing"),
        (("give", "--case", "1", "--kind", "bonus_product", "--set", "purchase_price=-5"), "Give a number from 0 on"),
        (("give", "--case", "1", "--kind", "refund", "--currency", "usd"), "The shop reckons in GBP"),
        (("give", "--case", "9", "--kind", "refund"), "There is no case 9"),
        (("approve", "9"), "There is no concession 9"),
        (("approve", "9", "--cost", "x"), "Write an amount"),
        (("budget", "--month", "May"), "Write year and month"),
        (("budget", "--month", "9999-12"), "Choose a day from 1900 to 2199"),
    ):
        failed = read("concession", *arguments)
        assert (failed.status, said in failed.err) == (2, True), failed.err
    bonus = ("--case", "1", "--kind", "replacement", "--set", "purchase_price=5", "--set", "postage=0")
    kept = typed("concession", "give", *bonus, "--set", "resale_value=0").data
    assert "counts once it is sent" in read("concession", "list", "--case", "1").out
    assert typed("concession", "sent", str(kept["id"])).data["counted_at"]
    assert typed("concession", "withdraw", str(kept["id"])).data["state"] == "withdrawn"
    typed("--as", "Rosa", "concession", "give", "--case", "1", "--kind", "bonus_product", "--set", "purchase_price=30")
    assert "declined: bonus_product, 30.00 GBP (No)" in read("concession", "decline", "2", "--reason", "No").out
