"""Names and words that the shop has used of its customers before, to be offered again."""

from collections import Counter
from dataclasses import dataclass

from csops.domain.customers import OwnField
from csops.services.workspace import Workspace
from csops.storage import customer_lists

MOST_OFFERED = 100
MOST_VALUES, LONGEST_OFFERED = 12, 40
"""Values of one own field to filter by, and letters of one: a menu is read at a glance."""


@dataclass(frozen=True, kw_only=True)
class KnownWords:
    """What the shop has used before, to be offered again: the most used first.

    `values`: own fields to filter by: each name with an empty value (anything), then with its most used values.
    """

    fields: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    motives: tuple[str, ...] = ()
    values: tuple[OwnField, ...] = ()


def known_words(workspace: Workspace) -> KnownWords:
    """Return the names of own fields, the segments and the purchase motives that are in use."""
    with workspace.read() as work:
        connection = work.connection
        used = customer_lists.own_fields_used(connection)
        names: Counter[str] = Counter()
        for field, many in used.items():
            names[field.name] += many
        known = tuple(name for name, _ in names.most_common(MOST_OFFERED))
        return KnownWords(
            fields=known,
            segments=tuple(customer_lists.words_used(connection, "segment", most=MOST_OFFERED)),
            motives=tuple(customer_lists.words_used(connection, "motive", most=MOST_OFFERED)),
            values=tuple(one for name in known for one in _values(name, used)),
        )


def _values(name: str, used: Counter[OwnField]) -> list[OwnField]:
    mine = [field for field, _ in used.most_common() if field.name == name and len(field.value) <= LONGEST_OFFERED]
    return [OwnField(name=name, value=""), *mine[:MOST_VALUES]]
