"""What a case knows for the places of phrases and reply templates: people, matter, money, dates, what steps noted."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from csops.domain.cases import Case, FollowUpKind
from csops.domain.concessions import Concession, ConcessionState
from csops.domain.people import Member
from csops.domain.recovery import RecoveryStep
from csops.domain.team import Shop
from csops.services.concession_rules import rules_in
from csops.storage.unit_of_work import Work


def values_in(
    work: Work, case: Case, *, steps: Sequence[RecoveryStep], writer: Member, now: datetime
) -> dict[str, str]:
    """Return the text for each place of which something is known (`reply_places.FROM_CASE`), and what steps noted.

    Amounts stand as "142.35 EUR", for the screen to write them as its language does.
    """
    shop = work.settings.get(Shop)
    noted = {one.name: one.text for step in steps for one in step.noted}
    known = {
        **_people(work, case, writer=writer, shop=shop),
        **_matter(work, case),
        **_given(work, case, noted, zone=ZoneInfo(shop.zone)),
        **_dates(work, case, now=now, zone=ZoneInfo(shop.zone)),
    }
    told = {**noted, **{name: value for name, value in known.items() if value}}
    # What the customer told while listening says best what happened.
    return {**told, **{name: noted[name] for name in ("what_happened",) if noted.get(name)}}


def _people(work: Work, case: Case, *, writer: Member, shop: Shop) -> dict[str, str]:
    customer = None if case.customer_id is None else work.customers.find(case.customer_id)
    owner = None if case.owner_id in (None, writer.id) else work.members.find(case.owner_id or 0)
    return {
        "customer_name": customer.name if customer else "",
        "agent_name": writer.name,
        "colleague_name": owner.name if owner else "",
        "business_name": shop.name,
    }


def _matter(work: Work, case: Case) -> dict[str, str]:
    topic = None if case.topic_id is None else work.topics.find(case.topic_id)
    asked = work.care.requests.where(case_id=case.id)
    return {
        "case_number": str(case.id),
        "topic": case.title or (topic.name.lower() if topic else ""),
        "what_happened": case.stated,
        "what_went_wrong": case.matter or case.stated,
        "request": asked[-1].what if asked else "",
    }


def _given(work: Work, case: Case, noted: Mapping[str, str], *, zone: tzinfo) -> dict[str, str]:
    """Return what was agreed last on the case: amount, remedy, and the day on which it was."""
    given = [one for one in work.care.concessions.where(case_id=case.id) if one.state is ConcessionState.AGREED]
    remedy, day = noted.get("option_chosen", ""), noted.get("promised_date", "")
    if not given:
        return {"remedy": remedy, "remedy_date": day}
    last = given[-1]
    return {
        "amount": f"{_seen(last)} {last.currency}",
        "remedy": remedy or _kind(work, last).lower(),
        "remedy_date": day or _day(last.decided_at or last.given_at, zone),
    }


def _seen(given: Concession) -> str:
    """The amount that the customer sees, which may be more than it costs."""
    return f"{given.cost if given.value is None else given.value:.2f}"


def _kind(work: Work, given: Concession) -> str:
    return next((kind.name for kind in rules_in(work).kinds if kind.key == given.kind), "")


def _dates(work: Work, case: Case, *, now: datetime, zone: tzinfo) -> dict[str, str]:
    """Return the dates that the customer was told, and what is planned next.

    The *old date* is that of the promise that is open; the *new* one the day to which its reminder was moved.
    """
    dates = {"today": _day(now, zone)}
    pending = [one for one in work.follow_ups.where(case_id=case.id) if one.done_at is None]
    if pending:
        dates["contact_by"] = _day(min(one.due_at for one in pending), zone)
    promised = [one for one in work.care.promises.where(case_id=case.id) if one.settled_at is None]
    if promised:
        last = promised[-1]
        dates["answer_by"] = dates["old_date"] = _day(last.due_at, zone)
        moved = [one.due_at for one in pending if one.kind is FollowUpKind.PROMISE and one.source_id == last.id]
        if moved and moved[-1] > last.due_at:
            dates["new_date"] = dates["answer_by"] = _day(moved[-1], zone)
    return dates


def _day(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%d %B %Y}".lstrip("0")
