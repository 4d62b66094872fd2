"""Two shops that differ in nothing but what one interviewer rated and wrote: what somebody must not see of it."""

import dataclasses
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.access import Role
from csops.domain.calibrations import Calibration
from csops.domain.candidates import Tie
from csops.domain.decisions import Decision
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.review_cards import CardState
from csops.domain.review_filling import Filled
from csops.domain.reviews import CriterionRating, Source
from csops.domain.scorecards import Rating
from csops.domain.team import Shop
from csops.services.candidates import add_note, tie_member
from csops.services.contacts import remove_contacts
from csops.services.decisions import decide
from csops.services.openings import save_opening
from csops.services.people import save_member
from csops.services.reviews import finish_review
from csops.services.scorecards import change_card, keep_card_draft, submit_card
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.hiring import SKILLS, Hiring, a_hiring
from tests.helpers.records import a_case, a_contact
from tests.helpers.reviews import a_card

MARKERS = ("EVIDENCE", "CARDNOTE", "CANDIDATENOTE", "UNSENT", "REASON")


@dataclass(frozen=True, kw_only=True)
class Secret:
    """What Rosa says in one of the two worlds: as long as in the other, letter for letter."""

    word: str
    first: tuple[int, int, int]
    now: tuple[int, int, int]


SECRETS = (
    Secret(word="quartz", first=(2, 5, 1), now=(1, 4, 1)),
    Secret(word="salmon", first=(5, 2, 4), now=(5, 1, 5)),
)
NAMES = ("Ngozi Quartz", "Ngozi Salmon")


@dataclass(frozen=True, kw_only=True)
class World:
    """A kept shop: who is who, and the hiring in it."""

    path: Path
    people: Mapping[str, Member]
    hiring: Hiring


def make_world(path: Path, secret: Secret, *, name: str = "Ngozi Adeyemi", names_hidden: bool = False) -> World:
    """Keep a shop in which Rosa has rated, changed, noted and begun, and an owner beside the panel has decided.

    On the panel, and nothing submitted: `owner` (Mara), `lead` (a manager), `supervisor`, `agent`. `boss` is an owner
    who rates nobody; `tied` is a supervisor, a relative of the first candidate; `outsider` an agent.
    """
    workspace = create_workspace(path, owner="Mara Lindqvist", shop=Shop(zone="UTC", region="GB"), clock=Clock())
    names = {"rosa": Role.AGENT, "lead": Role.MANAGER, "supervisor": Role.SUPERVISOR, "agent": Role.AGENT}
    names |= {"boss": Role.OWNER, "tied": Role.SUPERVISOR, "outsider": Role.AGENT}
    people = {
        key: save_member(workspace, member=Member(name=f"{key.title()} Person", initials=key[:2].upper(), role=role))
        for key, role in names.items()
    }
    people["owner"] = workspace.member
    panel = tuple(people[key] for key in ("owner", "rosa", "lead", "supervisor", "agent", "tied"))
    hiring = a_hiring(workspace, name, "Tobias Kern", members=panel, names_hidden=names_hidden)
    opening = save_opening(workspace, opening=replace(hiring.opening, lead_id=people["lead"].id))
    hiring = replace(hiring, opening=opening)
    first = hiring.applications[0]
    workspace.member = people["boss"]  # who rates may not know yet who applied
    tie_member(workspace, tie=Tie(candidate_id=first.candidate_id, member_id=people["tied"].id))
    workspace.member = people["rosa"]
    _rosa(workspace, hiring, secret)
    _calibrated(workspace, people, secret)
    workspace.member = people["boss"]
    decide(workspace, application=first, decision=Decision.NEXT_STAGE, reason=f"REASON {secret.word}")
    workspace.close()
    return World(path=path, people=people, hiring=hiring)


def _rosa(workspace: Workspace, hiring: Hiring, secret: Secret) -> None:
    first = hiring.applications[0]
    rosa = workspace.member
    card = hiring.card(workspace, rosa)
    submit_card(workspace, card_id=card.id, ratings=_ratings(secret.first, secret), note=f"CARDNOTE {secret.word}")
    change_card(workspace, card_id=card.id, ratings=_ratings(secret.now, secret), note=f"CARDNOTE {secret.word} later")
    add_note(workspace, application_id=first.id, text=f"CANDIDATENOTE {secret.word}")
    begun = {"entries": {SKILLS[0]: {"level": secret.now[0], "evidence": f"UNSENT {secret.word}"}}}
    keep_card_draft(workspace, card_id=hiring.card(workspace, rosa, place=1).id, value=begun)


def _calibrated(workspace: Workspace, people: Mapping[str, Member], secret: Secret) -> None:
    """Let Rosa rate a contact of the outsider in a calibration that waits for others."""
    workspace.member = people["boss"]
    with workspace.work("Calibrate") as work:
        work.settings.keep(QualityRules(reviewers=(people["rosa"].id, people["agent"].id)))
        _card, version = a_card(work, is_default=True)
        version = work.quality.card_versions.update(
            replace(version, state=CardState.PUBLISHED, published_at=MONDAY_MORNING)
        )
        case = work.cases.add(a_case())
        plain = a_contact(case_id=case.id, member_id=people["outsider"].id)
        first = work.contacts.add(plain)
        session = work.quality.calibrations.add(
            Calibration(
                name="Monday",
                contact_id=first.id,
                member_id=people["outsider"].id,
                card_version_id=version.id,
                made_at=MONDAY_MORNING,
                reviewers=tuple(people[key].id for key in ("rosa", "owner", "agent")),
            )
        )
    workspace.member = people["rosa"]
    rated = tuple(
        CriterionRating(criterion=one.key, rating=float(secret.now[0] % 3), note=f"EVIDENCE {secret.word}")
        for one in version.criteria
    )
    filled = Filled(
        contact_id=first.id,
        card_version_id=version.id,
        source=Source.TEXT,
        ratings=rated,
        session_id=session.id,
        note=f"CARDNOTE {secret.word}",
    )
    finish_review(workspace, filled=filled)
    workspace.member = people["boss"]
    remove_contacts(workspace, contact_ids=[first.id])  # the review stays


def _ratings(levels: tuple[int, int, int], secret: Secret) -> tuple[Rating, ...]:
    return tuple(
        Rating(skill=skill, level=level, evidence=f"EVIDENCE {secret.word} of {skill}")
        for skill, level in zip(SKILLS, levels, strict=True)
    )


def opened(world: World, folder: Path, *, viewer: str) -> Workspace:
    """Open a copy of the world as one of its people."""
    folder.mkdir(parents=True, exist_ok=True)
    copy = Path(shutil.copy(world.path, folder / "shop.csops"))
    workspace = open_workspace(copy, clock=Clock())
    workspace.member = world.people[viewer]
    return workspace


# ------------------------------------------------------------ what can be seen in something
_ADDRESS = re.compile(r" at 0x[0-9a-f]+")
_DEEPEST = 14
_PLAIN = (str, int, float, bool, bytes, date, datetime, timedelta, Enum)


def seen(value: object, *, depth: int = 0) -> str:
    """Return all that can be read in a value: its fields and items, files that it names, what an error carries."""
    if isinstance(value, _PLAIN) or value is None or depth > _DEEPEST:
        return repr(value) if depth <= _DEEPEST else "..."
    if isinstance(value, Path):
        return f"{value.name}: {in_files([value])}"
    name = type(value).__name__
    if isinstance(value, BaseException):
        return f"{name}: {value} {seen(getattr(value, 'fields', ()), depth=depth + 1)}"
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        items = [f"{seen(key, depth=depth + 1)}: {seen(one, depth=depth + 1)}" for key, one in value.items()]
        return f"{name}{{{', '.join(items)}}}"
    if isinstance(value, Iterable):
        said = [seen(one, depth=depth + 1) for one in value]
        return f"{name}[{', '.join(sorted(said) if isinstance(value, set | frozenset) else said)}]"
    return _ADDRESS.sub("", repr(value))


def in_files(paths: Iterable[Path]) -> str:
    """Return what can be read in files; what is packed is unpacked."""
    return " ".join(f"{path.name} {text}" for path in paths if path.is_file() for text in _texts(path))


def _texts(path: Path) -> Iterator[str]:
    if not zipfile.is_zipfile(path):
        yield repr(path.read_bytes())
        return
    with zipfile.ZipFile(path) as packed:
        for name in sorted(packed.namelist()):
            yield f"{name} {packed.read(name)!r}"
