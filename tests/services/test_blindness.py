"""Who has not submitted sees nothing of what another rated or wrote: by no service, whoever they are.

Two shops differ in nothing but what Rosa rated and wrote. Every public function of `csops.services` that takes a
workspace is called in both, as each person who must not see it; whatever it returns, raises or writes must be the same
in both, letter for letter, and hold none of her words. A function that comes later is tried too, or fails the test
until its arguments are known here, or it is listed with the reason why it need not be tried.
"""

import importlib
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import csops.services
from csops.domain.candidates import Tie, TieKind
from csops.domain.contacts import Attachment, ContactDraft
from csops.domain.customers import Customer
from csops.domain.decisions import Decision
from csops.domain.openings import OpeningState
from csops.domain.questions import Question
from csops.domain.retention import HiringRecords
from csops.domain.team import View
from csops.services.scorecards import card_form
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.hiring import DAY, ratings
from tests.helpers.worlds import MARKERS, SECRETS, World, in_files, make_world, opened, seen

BLIND = ("owner", "lead", "supervisor", "agent", "tied", "outsider")
"""Four on the panel who have not submitted, a relative of the candidate, and somebody who is not on the panel."""

FILES = "a backup is the whole file, which csops does not open for somebody else: roles guard against mistakes"
OWN_SHOP = "it makes a shop of its own"
UNTRIED: Mapping[str, str] = {
    "demo.run_demo": OWN_SHOP,
    "sample.build.build_sample": OWN_SHOP,
    "starter.start_shop": OWN_SHOP,
    "maintenance.back_up": FILES,
    "maintenance.restore_backup": FILES,
    "maintenance.restore_to_server": FILES,
}
_HIRING_WORDS = ("hiring", "scorecard", "candidate", "drafts", "changes_of", "version_of", "put_back")


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One world being tried as one viewer."""

    world: World
    workspace: Workspace
    folder: Path

    @property
    def card_ids(self) -> list[int]:
        """Rosa's submitted and planned cards, and the viewer's own."""
        hiring, people, me = self.world.hiring, self.world.people, self.workspace.member
        cards = [hiring.card(self.workspace, people["rosa"], place=place).id for place in (0, 1)]
        with self.workspace.read() as work:
            own = [card.id for card in work.hiring.scorecards.where(member_id=me.id)]
        return [*cards, *own[:1]]


def _stored(name: str) -> Callable[[Trial], list[Any]]:
    """Return the first record that a store of hiring or of the catalogue keeps."""

    def read(trial: Trial) -> list[Any]:
        with trial.workspace.read() as work:
            store = getattr(work.hiring, name, None) or getattr(work.catalogue, name, None) or getattr(work, name)
            return list(store.all()[:1])

    return read


def _ids(name: str) -> Callable[[Trial], list[Any]]:
    return lambda trial: [one.id for one in _stored(name)(trial)] or [1]


def _first(trial: Trial) -> int:
    return trial.world.hiring.applications[0].candidate_id


VALUES: Mapping[str, Callable[[Trial], Sequence[Any]]] = {
    "card_id": lambda trial: trial.card_ids,
    "application_id": lambda trial: [one.id for one in trial.world.hiring.applications],
    "application": lambda trial: trial.world.hiring.applications[:1],
    "applications": lambda trial: [trial.world.hiring.applications],
    "opening_id": lambda trial: [trial.world.hiring.opening.id],
    "opening": _stored("openings"),
    "candidate_id": lambda trial: [_first(trial)],
    "candidate": _stored("candidates"),
    "person": _stored("candidates"),
    "candidates": lambda trial: [_stored("candidates")(trial)],
    "stays_id": lambda trial: [_first(trial)],
    "goes_id": lambda trial: [trial.world.hiring.applications[1].candidate_id],
    "seat_id": lambda trial: [seat.id for seat in trial.world.hiring.seats[1:2]],
    "seat": lambda trial: [replace(_stored("seats")(trial)[0], minutes=30)],
    "paper_id": _ids("papers"),
    "tie_id": _ids("ties"),
    "tie": lambda trial: [
        Tie(candidate_id=_first(trial), member_id=trial.world.people["outsider"].id, kind=TieKind.RELATIVE)
    ],
    "ties": lambda trial: [_stored("ties")(trial)],
    "files": lambda _trial: [[]],
    "decision": lambda _trial: [Decision.DECLINE, Decision.NEXT_STAGE],
    "ratings": lambda _trial: [ratings(3, 3, 3)],
    "value": lambda _trial: [{}, {"changing": True}],
    "base": lambda _trial: [{}],
    "writer": lambda trial: [trial.world.people["rosa"]],
    "form": lambda trial: [card_form(card_id) for card_id in trial.card_ids],
    "profile": lambda _trial: ["helper"],
    "profile_id": _ids("profiles"),
    "skill_id": _ids("skills"),
    "skill": _stored("skills"),
    "key": lambda _trial: ["listening"],
    "member_id": lambda trial: [trial.world.people["rosa"].id],
    "member": lambda trial: [trial.world.people["rosa"]],
    "answers": lambda _trial: [{"Gender": "woman"}],
    "reason": lambda _trial: ["A claim"],
    "consent": lambda _trial: ["Agreed by letter"],
    "until": lambda _trial: [DAY + timedelta(days=700)],
    "state": lambda _trial: [OpeningState.CLOSED],
    "text": lambda _trial: ["quartz", "salmon", "EVIDENCE", "Adeyemi"],
    "question": lambda _trial: [Question()],
    "kind": lambda _trial: ["contacts", "customers", "cases"],
    "name": lambda _trial: ["service", "staffing", "hiring", "everything"],
    "customer_id": lambda _trial: [1],
    "case_id": lambda _trial: [1],
    "contact_id": lambda _trial: [1],
    "import_id": lambda _trial: [1],
    "before": lambda _trial: [1],
    "after": lambda _trial: [1],
    "first_day": lambda _trial: [DAY - timedelta(days=30)],
    "last_day": lambda _trial: [DAY + timedelta(days=1)],
    "path": lambda trial: [trial.folder / "out.zip"],
    "folder": lambda trial: [trial.folder],
    "content": lambda _trial: [b"%PDF-1.4"],
    "attachment": lambda trial: [
        Attachment(contact_id=0, name="CV.pdf", media_type="", size=1, sha256="0" * 64, added_at=trial.workspace.now())
    ],
    "records": lambda _trial: [HiringRecords()],
    "version": _stored("profile_versions"),
    "draft": lambda _trial: [ContactDraft(channel_id=1, text="Asked for something")],
    "contact_ids": lambda _trial: [[1]],
    "customer": lambda _trial: [Customer(name="Ada Brandt", created_at=MONDAY_MORNING)],
    "view": lambda _trial: [View(place="contacts", name="Mine")],
    "view_id": lambda _trial: [1],
    "before_id": lambda _trial: [1],
    "seen_by": lambda trial: [trial.workspace],
    "title": lambda _trial: ["A place"],
}
"""What is passed for each parameter, by its name."""
ALSO = {"writer", "kind", "base", "customer_id"}
"""Parameters that have a default and are tried with a value too."""


def services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the services that takes a workspace."""
    for found in pkgutil.walk_packages(csops.services.__path__, "csops.services."):
        module = importlib.import_module(found.name)
        for name, function in vars(module).items():
            is_own = inspect.isfunction(function) and function.__module__ == module.__name__
            if is_own and not name.startswith("_") and _takes_workspace(function):
                yield f"{found.name.removeprefix('csops.services.')}.{name}", function


def _takes_workspace(function: Callable[..., Any]) -> bool:
    return any("Workspace" in str(one.annotation) for one in inspect.signature(function).parameters.values())


def _knows_hiring(function: Callable[..., Any]) -> bool:
    """Whether the module of a function could reach what is hidden; whoever counts calls or plans shifts cannot."""
    source = inspect.getsource(importlib.import_module(function.__module__))
    return any(word in source for word in _HIRING_WORDS)


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    found = inspect.signature(function).parameters.values()
    return [one for one in found if one.kind is not one.VAR_POSITIONAL and "Progress" not in str(one.annotation)]


def _needs(function: Callable[..., Any]) -> list[str]:
    needed = [one.name for one in _parameters(function) if one.default is one.empty]
    return [name for name in needed if name not in {"workspace", "work"} and name not in VALUES]


def _calls(function: Callable[..., Any], trial: Trial) -> Iterator[dict[str, Any]]:
    names = [
        one.name
        for one in _parameters(function)
        if one.name in VALUES and (one.default is one.empty or one.name in ALSO)
    ]
    optional = {one.name for one in _parameters(function) if one.default is not one.empty}
    choices = [[*VALUES[name](trial), *(["(default)"] if name in optional else [])] for name in names]
    for chosen in itertools.product(*choices):
        yield {name: value for name, value in zip(names, chosen, strict=True) if value != "(default)"}


def _call(function: Callable[..., Any], trial: Trial, arguments: Mapping[str, Any]) -> str:
    """Call it, and return all that can be seen of what comes of it."""
    parameters = inspect.signature(function).parameters
    given: dict[str, Any] = dict(arguments)
    try:
        if "work" in parameters:
            with trial.workspace.read() as work:
                return seen(_passed(function, trial, given, work))
        return seen(_passed(function, trial, given, None))
    except Exception as error:  # noqa: BLE001 - what an error says is seen too
        return seen(error)


def _passed(function: Callable[..., Any], trial: Trial, given: dict[str, Any], work: Work | None) -> object:
    parameters = inspect.signature(function).parameters
    if "workspace" in parameters:
        given["workspace"] = trial.workspace
    if work is not None:
        given["work"] = work
    positional = [
        given.pop(name) for name, one in parameters.items() if one.kind is not one.KEYWORD_ONLY and name in given
    ]
    return function(*positional, **given)


class Tried:
    """One world, opened anew as one viewer after each call that changed it."""

    def __init__(self, world: World, folder: Path, viewer: str) -> None:
        self._world, self._folder, self._viewer = world, folder, viewer
        self._is_changed = False
        self.trial = self._open()

    def call(self, function: Callable[..., Any], number: int) -> str:
        """Make the call with this number, and return all that can be seen of it."""
        calls = list(_calls(function, self.trial))
        out = self.trial.folder
        said = _call(function, self.trial, calls[number])
        said += in_files(sorted(out.rglob("*")))
        said = said.replace(str(self._folder), "")
        if self._is_changed or any(out.iterdir()):
            self.close()
            self.trial = self._open()
        return said

    def count(self, function: Callable[..., Any]) -> int:
        """Return how many calls there are to make."""
        return len(list(_calls(function, self.trial)))

    def close(self) -> None:
        """Let go of it."""
        self.trial.workspace.close()

    def _open(self) -> Trial:
        self._is_changed = False
        workspace = opened(self._world, self._folder, viewer=self._viewer)
        workspace.subscribe(self._changed)
        out = self._folder / "out"
        out.mkdir(exist_ok=True)
        for old in out.iterdir():
            old.unlink()
        return Trial(world=self._world, workspace=workspace, folder=out)

    def _changed(self, _changes: object) -> None:
        self._is_changed = True


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, World]:
    folder = tmp_path_factory.mktemp("worlds")
    one, other = (make_world(folder / f"{secret.word}.csops", secret) for secret in SECRETS)
    return one, other


def _leaks(worlds: Sequence[World], folder: Path, viewer: str, *, markers: Sequence[str]) -> tuple[list[str], int]:
    """Try everything as a viewer, and return what could be seen, and how many calls were made.

    What is asked within an operation of somebody else (`work`) is no door: an outsider never gets as far.
    """
    sides = [Tried(world, folder / name, viewer) for world, name in zip(worlds, ("one", "two"), strict=True)]
    found, made = [], 0
    for name, function in services():
        is_within = "work" in inspect.signature(function).parameters
        if name in UNTRIED or _needs(function) or (is_within and viewer == "outsider"):
            continue
        for number in range(sides[0].count(function)):
            one, other = (side.call(function, number) for side in sides)
            made += 1
            marks = [marker for marker in markers if marker in one + other]
            if marks or one != other:
                found.append(f"{name} #{number}: {marks or _difference(one, other)}")
    for side in sides:
        side.close()
    return found, made


def _difference(one: str, other: str) -> str:
    place = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, place - 80) : place + 40]}… / …{other[place : place + 40]}…"


def test_every_service_is_tried_or_listed_with_a_reason() -> None:
    missing = {
        name: _needs(function)
        for name, function in services()
        if name not in UNTRIED and _needs(function) and _knows_hiring(function)
    }
    assert not missing, f"name their values in VALUES, or a reason in UNTRIED: {missing}"
    assert UNTRIED.keys() <= {name for name, _function in services()}


@pytest.mark.parametrize("viewer", BLIND)
def test_who_has_not_submitted_sees_nothing_by_any_service(
    viewer: str, worlds: tuple[World, World], tmp_path: Path
) -> None:
    found, made = _leaks(worlds, tmp_path, viewer, markers=[f"{mark} " for mark in MARKERS])
    assert made > 200
    assert not found, "\n".join(found)


def test_the_trial_itself_would_see_what_somebody_may_see(worlds: tuple[World, World], tmp_path: Path) -> None:
    found, _made = _leaks(worlds, tmp_path, "boss", markers=[f"{mark} " for mark in MARKERS])
    told = "\n".join(found)
    for name in ("candidates.list_applied", "candidates.list_notes", "comparison.compare", "decisions.decisions_of"):
        assert name in told
