"""Which contacts bear the number of a message: asked for thousands at once."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from csops.storage.contacts import contacts

_MANY = 500


def cases_of_numbers(connection: Connection, numbers: Sequence[str]) -> dict[str, int]:
    """Return the case of the contact that bears each of these numbers; those that nothing bears are left out."""
    found: dict[str, int] = {}
    for start in range(0, len(numbers), _MANY):
        some = select(contacts.c.number, contacts.c.case_id).where(
            contacts.c.number.in_(numbers[start : start + _MANY])
        )
        found.update((number, case_id) for number, case_id in connection.execute(some))
    return found
