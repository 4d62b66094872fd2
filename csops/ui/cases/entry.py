"""A row of a timeline, and the heading of a case among the rows of several."""

from dataclasses import dataclass
from datetime import datetime

from csops.domain.contacts import Attachment
from csops.domain.lines import CaseLine


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row of a timeline. Where it is a contact, `contact_id` names it and `channel` gives icon and colour.

    `when` says `at` as the row shows it.
    """

    at: datetime
    when: str = ""
    time_known: bool = True
    title: str
    text: str = ""
    meta: str = ""
    channel: str = ""
    icon: str = ""
    colour: str = "text.secondary"
    is_bad: bool = False
    files: tuple[Attachment, ...] = ()
    contact_id: int = 0


@dataclass(frozen=True, kw_only=True)
class CaseHeading:
    """A strip above the rows of a case, where a timeline goes over several."""

    case: CaseLine
    title: str
