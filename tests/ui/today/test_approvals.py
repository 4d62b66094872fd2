"""What colleagues ask for waits on Today of whoever may decide."""

from decimal import Decimal

from pytestqt.qtbot import QtBot

from csops.domain.concessions import Concession, ConcessionState, Term
from csops.domain.contacts import ContactDraft
from csops.services import concessions, contacts
from csops.services.concessions import Offer
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.today.wait_card import WaitCard
from tests.helpers.records import MARA, PHONE, ROSA

AMOUNT = Formats().money(90, "GBP")


def asked(desk: Desk) -> Concession:
    desk.workspace.member = ROSA
    draft = ContactDraft(channel_id=PHONE, customer_name="Ada Brandt", text="Brakes squeal")
    case = contacts.log_contact(desk.workspace, draft=draft).case
    terms = (Term(name="purchase_price", value="90"),)
    offer = Offer(case_id=case.id, kind="bonus_product", terms=terms, reason="Late")
    return concessions.give_concession(desk.workspace, offer=offer)


def test_the_owner_sees_it_with_what_it_is_weighed_against_and_approves(desk: Desk, qtbot: QtBot) -> None:
    kept = asked(desk)
    desk.workspace.member = MARA
    card = WaitCard(desk)
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.changed):
        card.refresh()
    (row,) = card.parts["approvals"].rows
    said = row.accessibleName()
    assert said.startswith(f"Rosa asks: Bonus product {AMOUNT}. Ada Brandt · wanted by")
    assert said.endswith(". Late")
    assert card.said() == ["One concession waits for your decision."]
    opened: list[object] = []
    card.wanted.connect(lambda place, question: opened.append((place, question)))
    row.buttons[0].click()
    assert opened == [("contacts", {"case_id": kept.case_id})]
    with qtbot.waitSignal(desk.said) as said:
        row.buttons[2].click()
    assert said.args[0].text == f"{AMOUNT} approved; Rosa Okafor is told"
    found = concessions.list_concessions(desk.workspace, case_id=kept.case_id)
    assert [(one.state, one.cost) for one in found] == [(ConcessionState.AGREED, Decimal("90.00"))]
    with qtbot.waitSignal(card.changed):
        card.refresh()
    assert card.isHidden()
