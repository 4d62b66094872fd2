"""What happened with a customer beside their cases, as rows of the timeline: purchases, answers, merges."""

from collections.abc import Iterator
from datetime import datetime, time

from csops.domain.customer_merges import CustomerMerge
from csops.domain.purchases import Purchase
from csops.services.customer_view import CustomerStory
from csops.services.settings import Team
from csops.ui.cases.care_entries import Telling, answer_entry
from csops.ui.cases.entry import Entry
from csops.ui.customers.wording import tr
from csops.ui.kit.formats import Formats


def beside_cases(story: CustomerStory, *, team: Team, formats: Formats, now: datetime) -> Iterator[Entry]:
    """Yield these rows, in no order."""
    names = {member.id: member.name.split(" ")[0] for member in team.members}
    telling = Telling(formats=formats, name=lambda one: names.get(one or 0, ""), now=now)
    yield from (_purchase(one, formats, story.currency) for one in story.purchases)
    yield from (answer_entry(one, telling) for one in story.answers)
    for merge in story.merges:
        yield from _merge(merge, telling)


def _purchase(purchase: Purchase, formats: Formats, currency: str) -> Entry:
    is_return = purchase.amount < 0
    amount = formats.money(abs(purchase.amount), currency)
    title = tr("Brought back for {amount}") if is_return else tr("Bought for {amount}")
    number = tr("Order {number}").format(number=purchase.number) if purchase.number else ""
    return Entry(
        at=datetime.combine(purchase.day, time.min, tzinfo=formats.zone),
        time_known=False,
        title=title.format(amount=amount),
        text=purchase.what,
        meta=" · ".join(filter(None, (purchase.motive, number))),
        icon="undo-2" if is_return else "shopping-bag",
        colour="warning.text" if is_return else "success.text",
    )


def _merge(merge: CustomerMerge, telling: Telling) -> Iterator[Entry]:
    name = str(merge.merged.get("name") or tr("Customer {number}").format(number=merge.merged_id))
    who = telling.name(merge.member_id)
    yield Entry(at=merge.at, title=tr("Merged with {name}").format(name=name), meta=who, icon="merge")
    if merge.parted_at is not None:
        yield Entry(at=merge.parted_at, title=tr("Parted from {name} again").format(name=name), icon="split")
