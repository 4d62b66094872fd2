"""What a cell of the map says: for a screen reader, in one line below the map, and in the card that explains it."""

from collections.abc import Mapping
from datetime import timedelta

from csops.domain.channels import Channel
from csops.domain.requirement import IntervalNeed, Reason
from csops.services.staffing import EVERY_MINUTES
from csops.ui.forecast.wording import hour, number_word, tr, weekday
from csops.ui.kit.charts import Tip
from csops.ui.kit.formats import Formats


def words(cell: IntervalNeed, formats: Formats) -> str:
    """Say when and how many: what a screen reader says of a cell."""
    said = tr("{day} {time}, {people} needed")
    return said.format(day=weekday(cell.starts_at.date(), formats), time=hour(cell.starts_at), people=cell.agents)


def sentence(cell: IntervalNeed, formats: Formats) -> str:
    """Say in one line what comes in a cell and how its people manage."""
    parts = [_expected(cell, formats)]
    if cell.service_level is not None:
        said = tr("{people} answer {level} in time, busy {busy} of the time")
        if cell.agents == 1:
            said = tr("{people} answers {level} in time, busy {busy} of the time")
        parts.append(
            said.format(
                people=_people(cell.agents),
                level=formats.share(cell.service_level),
                busy=formats.share(cell.occupancy),
            )
        )
    elif cell.agents:
        parts.append(
            tr("{people}, busy {busy} of the time").format(
                people=_people(cell.agents), busy=formats.share(cell.occupancy)
            )
        )
    return f"{when(cell, formats)}: " + "; ".join(parts)


def tip(
    cell: IntervalNeed, channels: Mapping[str, Channel], formats: Formats, *, occupancy: float, minimum: int
) -> Tip:
    """Explain the number of a cell: contacts, handle time, service level, occupancy, and what decides."""
    lines = [(tr("Contacts expected"), formats.number(cell.contacts, decimals=1))]
    named = _by_channel(cell, channels, formats)
    if len(named) > 1:
        lines.append((", ".join(named), ""))
    if cell.handle_time_s is not None:
        lines.append((tr("Handle time, mean"), formats.clock(timedelta(seconds=cell.handle_time_s))))
    lines.append((tr("People needed"), formats.number(cell.agents)))
    if cell.service_level is not None:
        lines.append((tr("Answered in time"), formats.share(cell.service_level)))
    if cell.agents:
        lines.append((tr("Busy"), tr("{share} of the time").format(share=formats.share(cell.occupancy))))
    lines.append((reason(cell, formats, occupancy=occupancy, minimum=minimum), ""))
    return Tip(title=when(cell, formats), lines=tuple(lines))


def reason(cell: IntervalNeed, formats: Formats, *, occupancy: float, minimum: int) -> str:
    """Say why it takes no fewer people."""
    if cell.agents == 1 and cell.reason is not Reason.MINIMUM:
        written = cell.reason is Reason.DEFERRED_WORK
        return (
            tr("One is the least for the written work that falls due")
            if written
            else tr("One is the least for those who wait")
        )
    fewer = number_word(cell.agents - 1).capitalize()
    said = {
        Reason.SERVICE_LEVEL: tr("{fewer} would let too many wait too long"),
        Reason.OCCUPANCY: tr("{fewer} would answer in time but be busier than {cap}"),
        Reason.DEFERRED_WORK: tr("{fewer} would not get the written work done in time"),
        Reason.MINIMUM: tr("The work would take fewer; at least {least} while open"),
        Reason.NO_WORK: tr("Nobody is needed"),
    }[cell.reason]
    return said.format(fewer=fewer, cap=formats.share(occupancy), least=number_word(minimum))


def when(cell: IntervalNeed, formats: Formats) -> str:
    """Say from when to when a cell lasts."""
    return tr("{day} {start} to {end}").format(
        day=weekday(cell.starts_at.date(), formats),
        start=hour(cell.starts_at),
        end=hour(cell.starts_at + timedelta(minutes=EVERY_MINUTES)),
    )


def _expected(cell: IntervalNeed, formats: Formats) -> str:
    if not cell.contacts or cell.handle_time_s is None:
        return tr("no contacts expected")
    return tr("{contacts} contacts of {time} each").format(
        contacts=formats.number(cell.contacts, decimals=1), time=formats.clock(timedelta(seconds=cell.handle_time_s))
    )


def _by_channel(cell: IntervalNeed, channels: Mapping[str, Channel], formats: Formats) -> list[str]:
    return [
        f"{channels[share.channel].name} {formats.number(share.contacts, decimals=1)}"
        for share in sorted(cell.channels, key=lambda each: -each.contacts)
        if share.channel in channels and share.contacts >= 0.05
    ]


def _people(number: int) -> str:
    return tr("one person") if number == 1 else tr("{number} people").format(number=number_word(number))
