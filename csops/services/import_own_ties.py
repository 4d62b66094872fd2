"""Who speaks for which firm and who sent whom, of customers that a log of our own brings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from csops.domain.customers import Customer, called
from csops.imports.rows import OwnDetails
from csops.storage.unit_of_work import Work


class OwnTies:
    """Finds firms and referrers by their numbers in the log, else by name; who is nowhere is added by name."""

    def __init__(self, work: Work, there: Iterable[Customer], bound: Mapping[str, int], *, now: datetime) -> None:
        self._work, self._bound, self._now = work, bound, now
        every = list(there)
        self._firms = {one.name.casefold(): one.id for one in reversed(every) if one.is_firm}
        self._people = {one.name.casefold(): one.id for one in reversed(every)}

    def tie(self, added: Sequence[Customer], told: Sequence[OwnDetails], *, import_id: int) -> None:
        """Say of customers that were just added whom they belong to."""
        changed = []
        for one, details in zip(added, told, strict=True):
            firm = None if one.is_firm else self._firm(details, import_id)
            sent = self._referrer(details, import_id)
            tied = replace(
                one,
                firm_id=None if firm == one.id else firm,
                referred_by_id=None if sent == one.id else sent,
            )
            if tied != one:
                changed.append(tied)
        self._work.customers.update_many(changed)

    def _firm(self, details: OwnDetails, import_id: int) -> int | None:
        if details.firm_number in self._bound:
            return self._bound[details.firm_number]
        return self._named(details.firm, self._firms, import_id, is_firm=True)

    def _referrer(self, details: OwnDetails, import_id: int) -> int | None:
        if details.referred_number in self._bound:
            return self._bound[details.referred_number]
        return self._named(details.referred_by, self._people, import_id, is_firm=False)

    def _named(self, name: str, known: dict[str, int], import_id: int, *, is_firm: bool) -> int | None:
        words = called(name)
        if not words:
            return None
        if words.casefold() not in known:
            new = Customer(name=words, is_firm=is_firm, created_at=self._now, import_id=import_id)
            known[words.casefold()] = self._work.customers.add(new).id
        return known[words.casefold()]
