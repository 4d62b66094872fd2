"""A small shop whose contacts are reviewed: five people, and what two of them wrote to customers in one week."""

from datetime import datetime, timedelta

from csops.domain.access import Role
from csops.domain.cases import Case, State
from csops.domain.contacts import Contact
from csops.domain.customers import Customer
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.services.workspace import Workspace

MARA, PRIYA, TOMASZ, DAN, AISHA = "Mara Lindqvist", "Priya Nair", "Tomasz Rudnicki", "Dan Whitlock", "Aisha Bello"
_ASKED = (
    "my parcel should have come on Monday. Where is it?",
    "the bell is missing from the box. Can you send one?",
    "I was charged twice for the same lamp.",
    "can I still change the colour of my order?",
)
_CUSTOMERS = ("Ada Brandt", "Oliver Brandt", "Noor Haddad", "Ines Keller")


def furnish(workspace: Workspace, *, now: datetime, each: int = 4) -> None:
    """Let four colleagues join the owner, and keep `each` mails of two of them, answered in this week."""
    with workspace.work("Furnish") as work:
        roles = {PRIYA: Role.SUPERVISOR, TOMASZ: Role.AGENT, DAN: Role.AGENT, AISHA: Role.AGENT}
        ids = {name: work.members.add(Member(name=name, role=role)).id for name, role in roles.items()}
        work.settings.keep(QualityRules(reviewers=(ids[TOMASZ],), fewest_to_show=1))
        mail = next(one for one in work.channels.all() if one.key == "email")
        customers = work.customers.add_many([Customer(name=name, created_at=now) for name in _CUSTOMERS])
        for number in range(2 * each):
            who = (AISHA, DAN)[number % 2]
            customer, asked = customers[number % len(customers)], _ASKED[number // 2 % len(_ASKED)]
            at = now - timedelta(days=1 + number // 3, hours=number % 3)
            case = work.cases.add(Case(customer_id=customer.id, opened_at=at, resolved_at=at, state=State.RESOLVED))
            work.contacts.add(
                Contact(
                    case_id=case.id,
                    customer_id=customer.id,
                    channel_id=mail.id,
                    member_id=ids[who],
                    text=_mail(customer.name, asked, who, at),
                    happened_at=at,
                    entered_at=at,
                    handle_time=timedelta(minutes=6),
                )
            )


def _mail(customer: str, asked: str, who: str, at: datetime) -> str:
    first, answered = who.split(maxsplit=1)[0], at + timedelta(minutes=40)
    said = (
        f"[{at:%H:%M}] {customer}: Good morning, {asked}",
        f"[{answered:%H:%M}] {first}: I am sorry. I looked it up and it leaves the shop tomorrow.",
        f"[{answered:%H:%M}] {first}: You will have a message as soon as it is on its way.",
    )
    return "\n".join(said)
