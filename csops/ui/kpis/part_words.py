"""What the counts of a figure are called where one can open them, and why a figure is not split so."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

from csops.domain.kpi_counts import RECORDS
from csops.domain.kpi_figures import By, KpiFigure
from csops.ui.kpis.words import tr

N = QT_TRANSLATE_NOOP
_PARTS: dict[str, object] = {
    "answered": N("FigureWords", "%Ln answered"),
    "missed": N("FigureWords", "%Ln missed"),
    "within_target": N("FigureWords", "%Ln within the target"),
    "still_inside": N("FigureWords", "%Ln waiting, still in time"),
    "settled_inside": N("FigureWords", "%Ln settled in time, no reply"),
    "waiting": N("FigureWords", "%Ln waiting for a reply"),
    "unanswered": N("FigureWords", "%Ln settled without a reply"),
    "opened_live": N("FigureWords", "%Ln answered live"),
    "day_only": N("FigureWords", "%Ln known by the day only"),
    "verified": N("FigureWords", "%Ln verified"),
    "one_contact": N("FigureWords", "%Ln settled by one contact"),
    "mature_solvable": N("FigureWords", "%Ln solvable at first contact"),
    "one_contact_solvable": N("FigureWords", "%Ln of these by one contact"),
    "not_yet_known": N("FigureWords", "%Ln too young to tell"),
    "nameless": N("FigureWords", "%Ln of nobody known"),
    "cases_reopened": N("FigureWords", "%Ln reopened at least once"),
    "passed_on": N("FigureWords", "%Ln passed on"),
    "under_4_h": N("FigureWords", "Under 4 hours: %Ln"),
    "from_4_to_24_h": N("FigureWords", "4 to 24 hours: %Ln"),
    "from_1_to_3_d": N("FigureWords", "1 to 3 days: %Ln"),
    "from_3_to_7_d": N("FigureWords", "3 to 7 days: %Ln"),
    "over_7_d": N("FigureWords", "Over 7 days: %Ln"),
    "satisfied": N("FigureWords", "%Ln satisfied"),
    "asked": N("FigureWords", "%Ln asked"),
    "promoters": N("FigureWords", "%Ln promoters"),
    "passives": N("FigureWords", "%Ln passives"),
    "detractors": N("FigureWords", "%Ln detractors"),
    "easy": N("FigureWords", "%Ln found it easy"),
    "lost": N("FigureWords", "%Ln lost"),
    "active_at_end": N("FigureWords", "%Ln active at the end"),
    "new": N("FigureWords", "%Ln new or won back"),
    "contacts": N("FigureWords", "%Ln contacts handled"),
    "left": N("FigureWords", "%Ln left the team"),
}
_CUSTOMERS = frozenset({"churn_rate", "retention_rate", "customer_lifetime_value"})


def part_words(figure: KpiFigure) -> dict[str, str]:
    """Return the counts of a figure that can be opened, by name: "12 missed"; those of which there are any."""
    numbers = {part: round(figure.counts.get(part, 0)) for part in RECORDS.get(figure.key, ())}
    return {part: tr(str(_PARTS[part]), number) for part, number in numbers.items() if number}


def split_words(key: str, by: By) -> str:
    """Return what a split of customers goes by; empty for other figures, which go by what was counted."""
    return tr("By the channel on which a customer first got in touch") if key in _CUSTOMERS and by is By.CHANNEL else ""


def why_not_split(key: str, by: By) -> str:
    """Return why a figure is not split so."""
    if key in _CUSTOMERS:
        return {
            By.TOPIC: tr("A customer comes with many topics, and none of them is theirs alone. Split it by channel"),
            By.PERSON: tr("Several people look after a customer, and nobody's share is known. Split it by channel"),
        }.get(by, "")
    if key == "staff_turnover":
        return tr("The team is one: who leaves it is of no channel or topic, and of one person there is no rate")
    if key == "cost_per_contact":
        return tr("By person it would tell what colleagues earn")
    return tr("This figure is not split so")
