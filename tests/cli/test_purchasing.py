"""purchases, customers set, show customer, import --as purchases."""

from pathlib import Path

import pytest

from tests.cli.conftest import Type


@pytest.fixture
def shop(typed: Type) -> Type:
    """Ada called once, and Ben."""
    for name in ("Ada Brandt", "Ben Osei"):
        typed("log", "--channel", "phone", "--customer", name, "--text", "Wheel out of true")
    return typed


def test_purchases_are_noted_listed_and_taken_out(shop: Type) -> None:
    told = ("--on", "2026-03-02", "--what", "Bell", "--number", "A1")
    kept = shop("purchases", "add", "Ada Brandt", "84,90", *told).data
    shop("purchases", "add", "1", "-20")
    found = shop("purchases", "list", "Ada Brandt").data
    assert (found["spent"], len(found["purchases"])) == ("64.90", 2)
    assert shop("purchases", "list").data["lifetime_value"] == {
        "value": "64.90", "yearly": "64.90", "years": 1.0, "n": 1,
    }  # fmt: skip
    refused = shop("purchases", "add", "Ada Brandt", "12 USD")
    assert refused.status == 2
    assert "currency is" in refused.out + refused.err
    shop("purchases", "remove", str(kept["id"]))
    assert len(shop("purchases", "list", "1").data["purchases"]) == 1


def test_what_is_known_of_a_customer_is_set_and_shown(shop: Type, tmp_path: Path) -> None:
    shop(
        "customers", "set", "Ada Brandt", "--firm", "Northgate", "--segment", "Club", "--birthday", "17 May",
        "--referred-by", "Ben Osei", "--consent", "given", "--consent-note", "on the phone", "--field", "Frame size=56",
        "--channel", "phone", "--lost",
    )  # fmt: skip
    file = tmp_path / "orders.csv"
    file.write_text("Day,Customer,Amount\n2026-03-01,Ada Brandt,12.50\n", encoding="utf-8")
    assert shop("import", str(file), "--as", "purchases").data["new"] == 1
    shown = shop("show", "customer", "1").data
    names = ("firm", "segment", "birthday", "referred_by", "consent", "fields", "purchases")
    told = {name: shown[name] for name in names}
    assert told == {
        "firm": "Northgate", "segment": "Club", "birthday": "17 May", "referred_by": "Ben Osei", "consent": "given",
        "fields": {"Frame size": "56"}, "purchases": 1,
    }  # fmt: skip
    assert shown["lost_at"] is not None
    assert shop("show", "customer", "3").data["people"] == ["Ada Brandt"]
    again = shop("customers", "set", "1", "--firm", "", "--no-lost", "--field", "Frame size=").data
    assert (again["firm"], again["lost_at"], again["fields"]) == (None, None, None)
    refused = shop("customers", "set", "1", "--birthday", "soon")
    assert refused.status == 2
    assert "not understood" in refused.out + refused.err


def test_customers_and_purchases_go_into_a_file_that_import_knows_by_itself(shop: Type, tmp_path: Path) -> None:
    shop("purchases", "add", "Ada Brandt", "84.90", "--on", "2026-03-02")
    everybody, bought = tmp_path / "customers.xlsx", tmp_path / "bought.csv"
    assert shop("customers", "export", "--out", str(everybody)).data["rows"] == 3  # and one purchase
    assert shop("customers", "export", "--out", str(tmp_path / "ada.csv"), "--find", "ada").data["rows"] == 1
    assert shop("purchases", "export", "--out", str(bought)).data["rows"] == 1
    for options in ([str(everybody)], [str(everybody), "--sheet", "Purchases"], [str(bought)]):
        done = shop("import", *options).data
        assert (done["new"], done["updated"], done["left_out"]) == (0, 0, 0)
    refused = shop("customers", "export", "--out", str(tmp_path / "list.pdf"))
    assert refused.status == 2
    assert ".xlsx or .csv" in refused.err
