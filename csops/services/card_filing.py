"""Scorecards to and from files, in the form of the starter content: what is written reads back as the same card."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from csops.domain.access import Permission
from csops.domain.card_changes import differs
from csops.domain.card_files import as_file, keys_in, written_card
from csops.domain.errors import FileRefused, UnknownName
from csops.domain.review_card_rules import checked_draft
from csops.domain.review_cards import CardVersion
from csops.services.review_cards import KeptCard, card_named, cards, save_draft
from csops.services.workspace import Workspace

_RIGHT = "Write a file as “csops qa export-card” does: version, scales, critical_types and scorecards"
_MOST = 100_000


@dataclass(frozen=True, kw_only=True)
class ImportedCard:
    """A card of a file as it is kept now. `changed`: whether anything of it was not so before."""

    kept: KeptCard
    changed: bool


def export_card(workspace: Workspace, *, key: str, number: int | None = None, path: Path) -> KeptCard:
    """Write a version of a card, else the newest published one, into a YAML file.

    Raises:
        UnknownName: no such card or version. HoldsRecords, NotWritable, DiskFull: the file cannot be written.
    """
    import yaml

    from csops.excel.destination import destination

    workspace.require(Permission.READ)
    kept = card_named(workspace, key=key, number=number)
    text = yaml.safe_dump(as_file(kept.card, kept.version), sort_keys=False, allow_unicode=True, width=120)
    with destination(path) as partial:
        partial.write_text(text, encoding="utf-8")
    return kept


def import_card(workspace: Workspace, *, content: Any, path: Path, key: str = "") -> ImportedCard:
    """Keep a card of a file: a new one as a draft, changes to one that is here as the draft of its next version.

    Args:
        workspace: where, and who.
        content: what the file says, as plain values.
        path: which file, for the sentence that refuses it.
        key: which card, where it holds several.

    Raises:
        FileRefused: it holds several cards and none is named, or something else than a file of scorecards.
        Missing, OutOfRange, NotUnderstood, UnknownName, InputError: what is wrong with the card, and where.
        ConflictError: a draft of that card was changed meanwhile. NotPermitted: the role may not change the catalogue.
    """
    workspace.require(Permission.CATALOGUE)
    if not isinstance(content, Mapping):
        raise FileRefused(path=path, reason="it holds no scorecards", right=_RIGHT)
    if _unfolds(content):
        raise FileRefused(path=path, reason=f"it unfolds to more than {_MOST:,} values", right=_RIGHT)
    written = written_card(content, key=_chosen(keys_in(content), key, path=path))
    known = next((each for each in cards(workspace) if each.card.key == written.head.key), None)
    head = replace(written.head, is_default=False)
    made = CardVersion(
        card_id=0,
        made_at=workspace.now(),
        pass_mark=written.pass_mark,
        sections=written.sections,
        criteria=written.criteria,
        note=written.note,
    )
    if known is None:
        return ImportedCard(kept=save_draft(workspace, card=head, version=made), changed=True)
    card = replace(known.card, name=head.name, channels=head.channels, only_recovery=head.only_recovery)
    asked = checked_draft(made)
    if card == known.card and (not differs(known.begun, asked) or not differs(known.version, asked)):
        return ImportedCard(kept=known, changed=False)
    return ImportedCard(kept=save_draft(workspace, card=card, version=made), changed=True)


def _unfolds(content: Any) -> bool:
    """Whether a file holds more values than cards do: parts that name others over and over grow without end."""
    waiting, seen = [content], 0
    while waiting and seen <= _MOST:
        one = waiting.pop()
        seen += 1
        if isinstance(one, Mapping):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return seen > _MOST


def _chosen(keys: list[str], key: str, *, path: Path) -> str:
    if key and key not in keys:
        raise UnknownName(field="scorecard", value=key, known=", ".join(keys))
    if not key and len(keys) > 1:
        right = f"Name one with --card: {', '.join(keys)}"
        raise FileRefused(path=path, reason=f"it holds {len(keys)} scorecards", right=right)
    return key or keys[0]
