"""The addresses of the shop and its people: by these it is told which messages went out."""

from collections.abc import Iterable

from csops.domain.access import Permission
from csops.domain.customers import is_email
from csops.domain.errors import NotUnderstood
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work

SETTING = "mail"
_OWN = "own"


def own_addresses(workspace: Workspace) -> tuple[str, ...]:
    """Return the addresses of the shop, in lower case; a bare domain ("@shop.example") stands for all of it."""
    with workspace.read() as work:
        return addresses_in(work)


def addresses_in(work: Work) -> tuple[str, ...]:
    """Return the same within an act."""
    kept = work.settings.mapping(SETTING).get(_OWN)
    return tuple(str(one) for one in kept) if isinstance(kept, list) else ()


def keep_own_addresses(workspace: Workspace, *, addresses: Iterable[str]) -> tuple[str, ...]:
    """Keep the addresses of the shop in place of those before, or raise NotUnderstood for what is none."""
    workspace.require(Permission.SETTINGS)
    kept = checked_addresses(addresses)
    with workspace.work("Change own addresses") as work:
        work.settings.keep_mapping(SETTING, {**work.settings.mapping(SETTING), _OWN: list(kept)})
    return kept


def checked_addresses(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return addresses in the form in which they are compared, or raise NotUnderstood for what is none."""
    found = dict.fromkeys(one.strip().casefold() for one in addresses if one.strip())
    for one in found:
        if not is_email(f"x{one}" if one.startswith("@") else one):
            raise NotUnderstood(field="address", value=one, right="Write it like info@shop.example or @shop.example")
    return tuple(found)


def is_own(address: str, own: Iterable[str]) -> bool:
    """Return whether an address is one of the shop."""
    wanted = address.casefold()
    return any(wanted == one or (one.startswith("@") and wanted.endswith(one)) for one in own)
