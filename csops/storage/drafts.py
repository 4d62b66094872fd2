"""What is being typed, kept until it is saved or thrown away; outside the journal, because it is nobody's act yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from csops.storage.team import drafts


@dataclass(frozen=True, kw_only=True)
class KeptDraft:
    """What stands in a form that somebody has begun."""

    member_id: int
    form: str
    value: dict[str, Any]
    at: datetime


class Drafts:
    """The drafts of open forms, one for each member and form."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, *, member_id: int, form: str, value: Mapping[str, Any], at: datetime) -> None:
        """Keep what stands in a form now."""
        self.drop(member_id=member_id, form=form)
        self._connection.execute(insert(drafts), {"member_id": member_id, "form": form, "value": dict(value), "at": at})

    def get(self, *, member_id: int, form: str) -> tuple[dict[str, Any], datetime] | None:
        """Return what stood in a form and since when, None when there is no draft."""
        found = select(drafts.c.value, drafts.c.at).where(drafts.c.member_id == member_id, drafts.c.form == form)
        row = self._connection.execute(found).one_or_none()
        return None if row is None else (dict(row.value), row.at)

    def move_all(self, *, form: str, to: str) -> None:
        """Let what stands in a form stand in another, of each member who has nothing there."""
        begun = select(drafts.c.member_id).where(drafts.c.form == to).scalar_subquery()
        free = drafts.c.form == form, drafts.c.member_id.not_in(begun)
        self._connection.execute(update(drafts).where(*free).values(form=to))

    def of_form(self, form: str) -> list[KeptDraft]:
        """Return what stands in one form, of each member who has begun it."""
        rows = self._connection.execute(select(drafts).where(drafts.c.form == form))
        return [KeptDraft(**row._asdict()) for row in rows]

    def beginning(self, letters: str) -> list[KeptDraft]:
        """Return what stands in the forms whose names begin so, of each member."""
        rows = self._connection.execute(select(drafts).where(drafts.c.form.startswith(letters, autoescape=True)))
        return [KeptDraft(**row._asdict()) for row in rows]

    def of_member(self, member_id: int, letters: Iterable[str]) -> list[KeptDraft]:
        """Return what stands in those forms of one member whose names begin so."""
        named = or_(*(drafts.c.form.startswith(one, autoescape=True) for one in letters))
        rows = self._connection.execute(select(drafts).where(drafts.c.member_id == member_id, named))
        return [KeptDraft(**row._asdict()) for row in rows]

    def all(self) -> list[KeptDraft]:
        """Return the drafts of everybody, for who has to take somebody out of them."""
        return [KeptDraft(**row._asdict()) for row in self._connection.execute(select(drafts))]

    def drop_all(self, *, form: str) -> None:
        """Throw the drafts of all members away: what the form is about is gone."""
        self._connection.execute(delete(drafts).where(drafts.c.form == form))

    def drop(self, *, member_id: int, form: str) -> None:
        """Throw a draft away."""
        self._connection.execute(delete(drafts).where(drafts.c.member_id == member_id, drafts.c.form == form))
