"""Names and words that the shop has used of its customers before, to be offered again."""

from dataclasses import dataclass

from csops.services.workspace import Workspace
from csops.storage import customer_lists

MOST_OFFERED = 100


@dataclass(frozen=True, kw_only=True)
class KnownWords:
    """What the shop has used before, to be offered again: the most used first."""

    fields: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    motives: tuple[str, ...] = ()


def known_words(workspace: Workspace) -> KnownWords:
    """Return the names of own fields, the segments and the purchase motives that are in use."""
    with workspace.read() as work:
        connection = work.connection
        return KnownWords(
            fields=tuple(customer_lists.names_of_fields(connection))[:MOST_OFFERED],
            segments=tuple(customer_lists.words_used(connection, "segment", most=MOST_OFFERED)),
            motives=tuple(customer_lists.words_used(connection, "motive", most=MOST_OFFERED)),
        )


def field_values(workspace: Workspace, *, name: str) -> list[str]:
    """Return the different values of an own field, in the order of the alphabet."""
    with workspace.read() as work:
        return customer_lists.values_of_field(work.connection, name, most=MOST_OFFERED)
