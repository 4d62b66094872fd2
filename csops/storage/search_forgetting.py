"""Nothing of what went out of the full-text index is left in the file: FTS5 keeps words of deleted rows until then."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

_STRUCTURE = 10
"""The row of the table `..._data` in which FTS5 says on which levels its segments lie."""


def forget_for_good(connection: Connection, kind: str) -> None:
    """Leave no word of deleted rows in the index of a kind; of what stands nothing changes. SQLite only.

    'optimize' makes one segment of all. It drops what says "deleted", and so the words, only where that segment comes
    to lie on the last level; in small indexes FTS5 may have moved all of them to the first before. Those are written
    anew, which is quick for they are small.
    """
    _order(connection, kind, "optimize")
    table = f"{kind}_search_data"
    structure = connection.execute(text(f"SELECT block FROM {table} WHERE id = {_STRUCTURE}")).scalar_one()  # noqa: S608 our names
    if not _is_at_the_end(structure):
        _order(connection, kind, "rebuild")


def _order(connection: Connection, kind: str, what: str) -> None:
    connection.execute(text(f"INSERT INTO {kind}_search({kind}_search) VALUES ('{what}')"))  # noqa: S608 our names


def _is_at_the_end(structure: bytes) -> bool:
    """Whether an optimised index lies on its last level, or is empty; of a form that we do not know it is not."""
    numbers = _numbers(structure[4:])  # behind the cookie
    levels, segments, _written = (next(numbers, 0) for _ in range(3))
    if segments == 0:
        return True
    if segments > 1:
        return False
    for level in range(levels):
        merging, here = next(numbers, 0), next(numbers, 0)
        if here:
            return merging == 0 and level == levels - 1
    return False


def _numbers(block: bytes) -> Iterator[int]:
    """Yield the numbers of a block: seven bits a byte, the highest first, the last byte without its eighth."""
    number = 0
    for byte in block:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0
