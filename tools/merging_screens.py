"""What a person does to merge, part and erase customers of the sample business, for tools/screenshots.py."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QApplication

from csops.domain.customers import Consent, Customer, OwnField
from csops.domain.questions import parse
from csops.services.customer_merges import merge_customers
from csops.services.customer_parting import merges_of
from csops.services.customers import customer_lines, save_customer
from csops.ui.customers.merging.section import MergingSection
from csops.ui.customers.place import CustomersPlace
from csops.ui.main_window import MainWindow


def _doubles(window: MainWindow) -> tuple[int, int, bool]:
    """Return who has most contacts, the same person once more (made where missing), and whether they are merged."""
    workspace = window.desk.workspace
    first = customer_lines(workspace, question=parse(""), order=(("contacts", True),), limit=1)[0]
    merged = merges_of(workspace, customer_id=first.id)
    if merged:
        return first.id, merged[0].merged_id, True
    there = customer_lines(workspace, question=parse("Bell the second"), limit=1)
    if there:
        return first.id, there[0].id, False
    twin = Customer(
        name=f"{first.name[:1]}. {first.name.split()[-1]}",
        emails=("home@example.org",),
        note="Bell the second. Prefers a call after six",
        segment="Commuter",
        consent=Consent.GIVEN,
        consent_at=workspace.now(),
        created_at=workspace.now(),
        fields=(OwnField(name="Bike", value="Gravel, size M"),),
    )
    return first.id, save_customer(workspace, customer=twin).id, False


def _section(window: MainWindow, *, merged: bool = True) -> MergingSection:
    kept_id, other_id, is_merged = _doubles(window)
    if merged and not is_merged:
        merge_customers(window.desk.workspace, kept_id=kept_id, merged_id=other_id)
    window.go("customers", {"customer_id": kept_id, "section": "merging"})
    place = window.frame.page()
    assert isinstance(place, CustomersPlace)
    record = place.page().record  # type: ignore[attr-defined]  # the list is the page of a customer too
    while record.sections.key() != "merging":
        QApplication.processEvents()
    section = record.sections.section("merging")
    assert isinstance(section, MergingSection)
    while section.customer_id == 0 or (merged and not section.parts):
        QApplication.processEvents()
    return section


def _merge(window: MainWindow) -> None:
    kept_id, other_id, _merged = _doubles(window)
    _section(window, merged=False).acts.merge(kept_id, other_id)


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "customer-merge": _merge,
    "customer-merging": _section,
    "customer-part": lambda window: _section(window).parts[0].click(),
    "customer-erase": lambda window: _section(window).erase.click(),
}
