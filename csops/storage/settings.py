"""The team's decisions as typed values, each kept as one journalled record."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from decimal import Decimal
from typing import Any, TypeVar

from csops.domain.care_rules import CareRules
from csops.domain.quality_rules import QualityRules
from csops.domain.roster_rules import RosterRules
from csops.domain.team import SetUp, Shop, Staffing
from csops.storage.store import Store


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One decision as it is kept."""

    id: int = 0
    version: int = 1
    key: str
    value: Mapping[str, Any] = field(default_factory=dict)


Decision = CareRules | QualityRules | SetUp | Shop | Staffing | RosterRules
T = TypeVar("T", CareRules, QualityRules, Shop, Staffing, SetUp, RosterRules)


class Settings:
    """What the team has decided, within one operation."""

    def __init__(self, store: Store[Setting]) -> None:
        self._store = store

    def mapping(self, key: str) -> dict[str, Any]:
        """Return the plain values kept under a key, empty when nothing was decided."""
        kept = self._store.where(key=key)
        return dict(kept[0].value) if kept else {}

    def keep_mapping(self, key: str, value: Mapping[str, Any]) -> None:
        """Keep plain values under a key."""
        kept = self._store.where(key=key)
        if kept:
            self._store.update(replace(kept[0], value=dict(value)))
        else:
            self._store.add(Setting(key=key, value=dict(value)))

    def get(self, kind: type[T]) -> T:
        """Return a decision, with the defaults where nothing was decided."""
        plain = self.mapping(_key(kind))
        known = {one.name: one.type for one in fields(kind)}
        values: dict[str, Any] = {name: _read(value, known[name]) for name, value in plain.items() if name in known}
        return kind(**values)

    def keep(self, decision: Decision) -> None:
        """Keep a decision."""
        plain = {name: str(value) if isinstance(value, Decimal) else value for name, value in asdict(decision).items()}
        self.keep_mapping(_key(type(decision)), plain)


def _key(kind: type[Decision]) -> str:
    return kind.__name__.lower()


def _read(value: Any, kind: object) -> Any:
    if kind is Decimal:
        return Decimal(value)
    return tuple(value) if isinstance(value, list) else value
