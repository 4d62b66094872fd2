"""Which customers a list shall show, beside the words that find them."""

from dataclasses import dataclass

from csops.domain.customers import Consent, OwnField, Stage


@dataclass(frozen=True, kw_only=True)
class CustomerFilter:
    """What customers must be like. Empty: anything. What stands within one field is joined by *or*.

    Attributes:
        is_firm: firms alone, or people alone. `firm_id`: the people of a firm.
        birthdays: ends of birthdays ("05-17"), as `birthdays.kept_within` gives them.
        fields: own fields that must be there with these values; with an empty value, with any.
        has_open: whether a case is open. `has_bought`: whether a purchase is recorded. `is_lost`: whether marked so.
        ids: none but these.
    """

    stages: tuple[Stage, ...] = ()
    segments: tuple[str, ...] = ()
    is_firm: bool | None = None
    firm_id: int | None = None
    consents: tuple[Consent, ...] = ()
    birthdays: tuple[str, ...] = ()
    fields: tuple[OwnField, ...] = ()
    has_open: bool | None = None
    has_bought: bool | None = None
    is_lost: bool | None = None
    ids: tuple[int, ...] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether everybody fits."""
        return self == ANYBODY


ANYBODY = CustomerFilter()
