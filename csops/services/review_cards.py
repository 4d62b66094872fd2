"""Scorecards of reviews: which there are, which fit a contact, drafts, and versions that are published for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csops.domain.access import Permission
from csops.domain.card_changes import ASKED, differs
from csops.domain.changes import Kind
from csops.domain.errors import AlreadyDone, ConflictError, InputError, NotFound, UnknownName
from csops.domain.review_card_rules import checked_card, checked_draft, publishable
from csops.domain.review_cards import CardState, CardVersion, ReviewCard, cards_for, scorecard
from csops.domain.scoring import Scorecard
from csops.domain.skills import free_key, key_from
from csops.services.root_causes import causes_in
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


@dataclass(frozen=True, kw_only=True)
class KeptCard:
    """A card with one of its versions.

    Attributes:
        card: its head.
        version: the newest that is published; of a card that never was, its draft.
        draft: the next version as far as it is, where one is begun.
        versions: how many there are, the draft included.
    """

    card: ReviewCard
    version: CardVersion
    draft: CardVersion | None = None
    versions: int = 1

    @property
    def scorecard(self) -> Scorecard:
        """The card as the value that scores are made with."""
        return scorecard(self.card, self.version)

    @property
    def begun(self) -> CardVersion:
        """What an editor shows: the draft where there is one."""
        return self.draft or self.version


# ------------------------------------------------------------ reading
def cards(workspace: Workspace) -> list[KeptCard]:
    """Return every card with its current version, by name; also those retired, and those never published."""
    with workspace.read() as work:
        versions = _by_card(work.quality.card_versions.all())
        found = [_joined(card, versions[card.id]) for card in work.quality.cards.all() if card.id in versions]
    return sorted(found, key=lambda each: each.card.name.casefold())


def get_card(workspace: Workspace, *, card_id: int) -> KeptCard:
    """Return a card with its current version, or raise NotFound."""
    with workspace.read() as work:
        return _kept(work, work.quality.cards.get(card_id))


def card_named(workspace: Workspace, *, key: str, number: int | None = None) -> KeptCard:
    """Return the card with this key or name, with its current version or the one of a number.

    Raises:
        UnknownName: there is none, or no version of that number.
    """
    said, known = key.strip().casefold(), cards(workspace)
    match = [each for each in known if each.card.key.casefold() == said]
    match += [each for each in known if each.card.name.casefold() == said]
    if not match:
        raise UnknownName(field="scorecard", value=key, known=", ".join(each.card.key for each in known) or "none yet")
    if number is None:
        return match[0]
    versions = {each.number: each for each in versions_of(workspace, card_id=match[0].card.id)}
    if number not in versions:
        raise UnknownName(field="version", value=number, known=", ".join(str(each) for each in sorted(versions)))
    return replace(match[0], version=versions[number])


def card_version(workspace: Workspace, version_id: int) -> KeptCard:
    """Return a version of a card, such as that of a review, with its card. Raises NotFound."""
    with workspace.read() as work:
        return version_in(work, version_id)


def version_in(work: Work, version_id: int) -> KeptCard:
    """Return a version of a card within an operation, or raise NotFound."""
    version = work.quality.card_versions.get(version_id)
    card = work.quality.cards.get(version.card_id)
    return replace(_kept(work, card), version=version)


def versions_of(workspace: Workspace, *, card_id: int) -> list[CardVersion]:
    """Return every version of a card, the newest first, or raise NotFound."""
    with workspace.read() as work:
        work.quality.cards.get(card_id)
        return _versions(work, card_id)


def fitting_cards(workspace: Workspace, contact_id: int) -> list[KeptCard]:
    """Return the published cards that fit a contact, the one to offer first first. Raises NotFound."""
    with workspace.read() as work:
        return fitting_in(work, contact_id)


def fitting_in(work: Work, contact_id: int) -> list[KeptCard]:
    """Return the cards that fit a contact within an operation, or raise NotFound."""
    contact = work.contacts.get(contact_id)
    channel = work.channels.find(contact.channel_id)
    is_recovery = bool(work.care.recoveries.where(case_id=contact.case_id))
    found = cards_for(work.quality.cards.all(), channel=channel.key if channel else "", is_recovery=is_recovery)
    return [_kept(work, card) for card in found]


# ------------------------------------------------------------ drafts
def save_draft(workspace: Workspace, *, card: ReviewCard, version: CardVersion) -> KeptCard:
    """Keep a card's head, and what it asks as its draft: a new card (id 0), the draft there is, or one begun now.

    Nobody reviews with a draft. Name and channels of the card count at once.

    Args:
        workspace: where, and who.
        card: its head.
        version: what it asks; its `id` is that of the version from which it was made.

    Raises:
        Missing, OutOfRange, InputError: see `checked_card` and `checked_draft`.
        UnknownName: a skill, channel or topic that there is not. NotPermitted: the role may not change the catalogue.
        ConflictError: somebody else changed the draft, or published a version, since.
    """
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Change a scorecard" if card.id else "Add a scorecard") as work:
        return _kept(work, _save(workspace, work, card, version)[0])


def drop_draft(workspace: Workspace, *, card_id: int) -> KeptCard | None:
    """Throw the draft of a card away, and return the card as it is published; None where it never was: it goes too.

    Raises:
        NotFound: no such card, or it has no draft.
    """
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Drop a draft of a scorecard") as work:
        card = work.quality.cards.get(card_id)
        draft = _draft(work, card_id)
        if draft is None:
            raise NotFound(kind="draft of the card", id=card.name)
        work.quality.card_versions.remove(draft.id)
        if card.current:
            return _kept(work, card)
        work.quality.cards.remove(card.id)
        return None


def publish(workspace: Workspace, *, card: ReviewCard, version: CardVersion) -> KeptCard:
    """Publish what a card asks as its next version: new reviews are made with it, older ones keep theirs.

    Args:
        workspace: where, and who.
        card: its head, as in `save_draft`.
        version: what it asks, as in `save_draft`; its note says what changed.

    Raises:
        AlreadyDone: somebody else published this draft. InputError: nothing differs from the version before.
        Missing, OutOfRange, InputError: see `publishable`; and all that `save_draft` raises.
    """
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Publish a scorecard") as work:
        return publish_in(workspace, work, card=card, version=version)


def publish_in(workspace: Workspace, work: Work, *, card: ReviewCard, version: CardVersion) -> KeptCard:
    """Publish what a card asks within an act. Raises as `publish`."""
    publishable(version)
    head, draft = _save(workspace, work, card, version)
    if draft is None:
        raise InputError(
            field="scorecard",
            problem=f"it asks what version {head.current} asks",
            right="Change something first; a name or a channel needs no new version",
        )
    at, me = workspace.now(), workspace.member.id or None
    work.quality.card_versions.update(replace(draft, state=CardState.PUBLISHED, published_at=at, published_by=me))
    return _kept(work, work.quality.cards.update(replace(head, current=draft.number)))


def publish_draft(workspace: Workspace, *, card_id: int, note: str = "") -> KeptCard:
    """Publish the draft of a card as it is kept, with a note. Raises as `publish`, or NotFound without a draft."""
    workspace.require(Permission.CATALOGUE)
    kept = get_card(workspace, card_id=card_id)
    if kept.draft is None:
        raise NotFound(kind="draft of the card", id=kept.card.name)
    version = replace(kept.draft, note=note) if note else kept.draft
    return publish(workspace, card=kept.card, version=version)


# ------------------------------------------------------------ cards as a whole
def copy_card(workspace: Workspace, *, card_id: int, name: str = "") -> KeptCard:
    """Add a card that asks the same, as a draft. Raises NotFound, or as `save_draft`."""
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Copy a scorecard") as work:
        source = _kept(work, work.quality.cards.get(card_id))
        there = work.quality.cards.all()
        called = name or _free_name(f"{source.card.name} (copy)", [each.name for each in there])
        head = replace(source.card, id=0, version=1, key="", name=called, current=0, is_default=False, active=True)
        note = f"Copied from {source.card.name}, version {source.version.number}"
        card, _draft = _save(workspace, work, head, replace(source.begun, id=0, note=note), source=source)
        return _kept(work, card)


def retire_card(workspace: Workspace, *, card_id: int) -> ReviewCard:
    """Let a card take no new reviews; those made with it keep it. Raises NotFound."""
    return _set_active(workspace, card_id, active=False)


def bring_back_card(workspace: Workspace, *, card_id: int) -> ReviewCard:
    """Let a retired card take reviews again. Raises NotFound, or InputError where its name is taken by now."""
    return _set_active(workspace, card_id, active=True)


def offer_first(workspace: Workspace, *, card_id: int) -> ReviewCard:
    """Offer a card first among those that fit the same contacts: whichever was first before is no more.

    Raises:
        NotFound: there is no such card. InputError: it was never published, or is retired.
    """
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Offer a scorecard first") as work:
        card = work.quality.cards.get(card_id)
        if not (card.active and card.current):
            raise InputError(field=card.name, problem="nobody can review with it yet", right="Publish it first")
        for other in work.quality.cards.all():
            if other.id != card.id and other.is_default and _meet(other, card):
                work.quality.cards.update(replace(other, is_default=False))
        return work.quality.cards.update(replace(card, is_default=True))


# ------------------------------------------------------------ inside
def _save(
    workspace: Workspace, work: Work, card: ReviewCard, version: CardVersion, *, source: KeptCard | None = None
) -> tuple[ReviewCard, CardVersion | None]:
    """Keep head and draft; return both, None where the card asks what it asked before. `source`: it is a copy of."""
    there = work.quality.cards.all()
    head, asked = checked_card(card, there), checked_draft(version)
    stored = work.quality.cards.get(card.id) if card.id else None
    before = _kept(work, stored) if stored is not None else source
    _check_names(work, head, asked, before=_named(before.card, before.begun) if before else _NOTHING)
    if stored is None:
        key = free_key(head.key or key_from(head.name), [each.key for each in there])
        kept = work.quality.cards.add(replace(head, key=key, current=0, is_default=False))
        return kept, _add_draft(workspace, work, asked, card_id=kept.id)
    kept = work.quality.cards.update(
        replace(head, key=stored.key, current=stored.current, active=stored.active, is_default=stored.is_default)
    )
    return kept, _save_version(workspace, work, asked, kept)


def _save_version(workspace: Workspace, work: Work, mine: CardVersion, card: ReviewCard) -> CardVersion | None:
    draft, current = _draft(work, card.id), _current(work, card)
    standing = draft or current
    basis = work.quality.card_versions.find(mine.id) if mine.id else None
    is_overtaken = basis is not None and (basis.state is not mine.state or basis != standing)
    if draft is not None and (basis is None or basis.id == draft.id):
        return work.quality.card_versions.update(_asking(draft, mine, seen=mine.version if basis else draft.version))
    if current is not None and not differs(current, mine):
        if is_overtaken and draft is None:
            raise AlreadyDone(what=f"Publishing version {current.number}", who=_author(work, current.published_by))
        return None
    if standing is not None and is_overtaken:
        raise _overtaken(work, standing, mine, basis)
    return _add_draft(workspace, work, mine, card_id=card.id)


def _add_draft(workspace: Workspace, work: Work, asked: CardVersion, *, card_id: int) -> CardVersion:
    last = max((each.number for each in _versions(work, card_id)), default=0)
    return work.quality.card_versions.add(
        replace(
            asked,
            id=0,
            version=1,
            card_id=card_id,
            number=last + 1,
            state=CardState.DRAFT,
            made_at=workspace.now(),
            made_by=workspace.member.id or None,
            published_at=None,
            published_by=None,
        )
    )


def _asking(kept: CardVersion, asked: CardVersion, *, seen: int) -> CardVersion:
    """Return a kept version that asks what another one does; `seen` is the state from which that was made."""
    return replace(kept, version=seen, note=asked.note, **_asked(asked))


def _asked(version: CardVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in ASKED}


def _overtaken(work: Work, theirs: CardVersion, mine: CardVersion, basis: CardVersion | None) -> ConflictError:
    return ConflictError(
        kind=Kind.CARD_VERSION.value.replace("_", "-"),
        id=theirs.id,
        who=_author(work, theirs.published_by or theirs.made_by),
        mine=_asking(theirs, mine, seen=theirs.version),
        theirs=replace(theirs, note=mine.note),
        base=_asking(theirs, replace(basis or theirs, note=mine.note), seen=theirs.version),
    )


def _author(work: Work, member_id: int | None) -> str:
    author = work.members.find(member_id or 0)
    return author.name if author else "somebody"


def _check_names(work: Work, card: ReviewCard, version: CardVersion, *, before: Mapping[str, set[str]]) -> None:
    """Refuse keys that nothing bears and a skill that is retired, where they are new to the card."""
    skills = {skill.key: skill for skill in work.catalogue.skills.all()}
    known = {
        "channel": {one.key for one in work.channels.all("position")},
        "topic": {one.key for one in work.topics.all("position")},
        "root cause": {one.key for one in causes_in(work)},
        "skill": set(skills),
    }
    for field, keys in _named(card, version).items():
        for key in keys - before[field]:
            if key not in known[field]:
                raise UnknownName(field=field, value=key, known=", ".join(sorted(known[field])) or "none yet")
            if field == "skill" and not skills[key].active:
                right = "Bring it back first, or choose another one"
                raise InputError(field=f"skill {skills[key].name}", problem="it is retired", right=right)


_NOTHING: Mapping[str, set[str]] = {"channel": set(), "topic": set(), "root cause": set(), "skill": set()}


def _named(card: ReviewCard, version: CardVersion) -> Mapping[str, set[str]]:
    """Return what a card names by its key, by kind."""
    rows = version.criteria
    return {
        "channel": {*card.channels, *(key for one in rows for key in one.channels)},
        "topic": {key for one in rows for key in one.topics},
        "root cause": {key for one in rows for key in one.causes},
        "skill": {one.skill for one in rows if one.skill},
    }


def _kept(work: Work, card: ReviewCard) -> KeptCard:
    return _joined(card, _versions(work, card.id))


def _joined(card: ReviewCard, versions: Sequence[CardVersion]) -> KeptCard:
    """Return a card with its versions, the newest first."""
    draft = next((each for each in versions if each.state is CardState.DRAFT), None)
    current = next((each for each in versions if each.number == card.current), None) or draft or versions[0]
    return KeptCard(card=card, version=current, draft=draft, versions=len(versions))


def _by_card(versions: Sequence[CardVersion]) -> Mapping[int, list[CardVersion]]:
    found: dict[int, list[CardVersion]] = {}
    for version in sorted(versions, key=lambda each: -each.number):
        found.setdefault(version.card_id, []).append(version)
    return found


def _versions(work: Work, card_id: int) -> list[CardVersion]:
    return sorted(work.quality.card_versions.where(card_id=card_id), key=lambda each: -each.number)


def _draft(work: Work, card_id: int) -> CardVersion | None:
    return next((each for each in _versions(work, card_id) if each.state is CardState.DRAFT), None)


def _current(work: Work, card: ReviewCard) -> CardVersion | None:
    return next((each for each in _versions(work, card.id) if each.number == card.current), None)


def _set_active(workspace: Workspace, card_id: int, *, active: bool) -> ReviewCard:
    workspace.require(Permission.CATALOGUE)
    with workspace.work("Bring back a scorecard" if active else "Retire a scorecard") as work:
        card = replace(work.quality.cards.get(card_id), active=active)
        if active:
            checked_card(card, work.quality.cards.all())
        return work.quality.cards.update(card if active else replace(card, is_default=False))


def _meet(one: ReviewCard, other: ReviewCard) -> bool:
    """Whether both are for some of the same contacts."""
    both = not one.channels or not other.channels or bool({*one.channels} & {*other.channels})
    return both and one.only_recovery == other.only_recovery


def _free_name(name: str, taken: Sequence[str]) -> str:
    used = {each.casefold() for each in taken}
    number, free = 2, name
    while free.casefold() in used:
        free, number = f"{name} {number}", number + 1
    return free
