"""What the team has decided: the shop's name and place, staffing assumptions, views worth keeping."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from csops.domain.errors import Missing, OutOfRange, UnknownName
from csops.domain.people import MOST_AN_HOUR
from csops.domain.texts import kept_within, one_line, short_enough

_LONGEST_S = 7 * 24 * 3600


@dataclass(frozen=True, kw_only=True)
class Shop:
    """Who we are. `region` is an ISO country code: it decides how phones read and which days are holidays."""

    name: str = ""
    region: str = "GB"
    subdivision: str = ""
    zone: str = "Europe/London"
    currency: str = "GBP"
    sample: bool = False


@dataclass(frozen=True, kw_only=True)
class Staffing:
    """How the team wants to be staffed; targets per channel stand with the channels."""

    shrinkage: float = 0.25
    max_occupancy: float = 0.85
    cost_per_hour: Decimal = Decimal("19.50")
    minimum_people: int = 1
    handle_time_s: float = 300.0
    """Used for a channel without a single measured handle time; the screen says so."""


@dataclass(frozen=True, kw_only=True)
class SetUp:
    """Steps of the set-up, by key, that nobody has to take any more: `fine` as things are, or `left` for good."""

    fine: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class View:
    """A question worth keeping: its name, the place it belongs to, and the question as plain values."""

    id: int = 0
    version: int = 1
    name: str
    place: str
    question: Mapping[str, object] = field(default_factory=dict)
    colour: str = "accent.solid"
    position: int = 0
    pinned: bool = True


def checked_shop(shop: Shop) -> Shop:
    """Return the shop with a tidy name, or raise UnknownName for a place that does not exist."""
    from zoneinfo import available_timezones

    if shop.zone not in available_timezones():
        raise UnknownName(field="time zone", value=shop.zone, known="names such as Europe/Berlin or America/New_York")
    if len(shop.region) != 2 or not shop.region.isalpha():
        raise UnknownName(field="country", value=shop.region, known="two letters such as DE, GB or US")
    if len(shop.currency) != 3 or not shop.currency.isalpha():
        raise UnknownName(field="currency", value=shop.currency, known="three letters such as EUR, GBP or USD")
    return replace(
        shop,
        name=one_line(shop.name),
        subdivision=one_line(shop.subdivision),
        region=shop.region.upper(),
        currency=shop.currency.upper(),
    )


def checked_staffing(staffing: Staffing) -> Staffing:
    """Return the assumptions, or raise OutOfRange."""
    if not 0 <= staffing.shrinkage <= 0.9:
        raise OutOfRange(field="shrinkage", value=f"{staffing.shrinkage:.0%}", right="Choose from 0 to 90 %")
    if not 0.3 <= staffing.max_occupancy <= 1:
        raise OutOfRange(field="occupancy", value=f"{staffing.max_occupancy:.0%}", right="Choose from 30 to 100 %")
    if not (staffing.cost_per_hour.is_finite() and 0 <= staffing.cost_per_hour <= MOST_AN_HOUR):
        raise OutOfRange(field="cost an hour", value=staffing.cost_per_hour, right="Choose from 0 to 1 million")
    if not 0 <= staffing.minimum_people <= 50:
        raise OutOfRange(field="people at least", value=staffing.minimum_people, right="Choose from 0 to 50")
    if not 0 < staffing.handle_time_s <= _LONGEST_S:
        raise OutOfRange(
            field="handle time", value=f"{staffing.handle_time_s:g} s", right="Choose a time above zero, up to a week"
        )
    return staffing


def checked_view(view: View) -> View:
    """Return the view with a tidy name, or raise Missing or OutOfRange."""
    name = short_enough(one_line(view.name), field="name")
    if not name:
        raise Missing(field="name", right="Write what the view shows, such as “Overdue refunds”")
    return replace(view, name=name, question=kept_within(dict(view.question)))
