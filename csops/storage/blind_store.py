"""A store of records that not everybody may see."""

from csops.domain.errors import ConflictError
from csops.storage.store import R, Store


class BlindStore(Store[R]):
    """Records that not everybody may see: an error that two changes met says so, and shows neither of them."""

    def conflict(self, mine: R | None, theirs: R | None, base: R | None, *, record_id: int = 0) -> ConflictError:
        """Return the error that names who changed a record last; whoever gets it may not see what they wrote."""
        told = super().conflict(mine, theirs, base, record_id=record_id)
        return ConflictError(**{**told.fields, "mine": None, "theirs": None, "base": None})
