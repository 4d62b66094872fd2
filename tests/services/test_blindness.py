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
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import csops.services
from csops.bootstrap import open_workspace
from csops.cli import program
from csops.domain.candidates import Tie, TieKind
from csops.domain.cases import Case, Cause, Confirmation, FollowUp
from csops.domain.coaching import CoachingAction
from csops.domain.contacts import Attachment, ContactDraft
from csops.domain.customers import Customer
from csops.domain.decisions import Decision
from csops.domain.errors import ConflictError
from csops.domain.openings import OpeningState
from csops.domain.promises import CustomerRequest
from csops.domain.purchases import Purchase
from csops.domain.questions import Question
from csops.domain.retention import HiringRecords
from csops.domain.review_cards import ReviewCard
from csops.domain.review_draws import DrawPlan
from csops.domain.review_filling import Filled
from csops.domain.reviews import Purpose, Source
from csops.domain.root_causes import RootCause
from csops.domain.scorecards import CardState
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.domain.team import View
from csops.domain.work_terms import Terms
from csops.services import history
from csops.services.concessions import Offer
from csops.services.review_subjects import Subject
from csops.services.scorecards import card_form, give_up_card, plan_again, submit_card
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.hiring import DAY, ratings
from tests.helpers.records import a_case, a_channel, a_contact
from tests.helpers.reviews import a_review
from tests.helpers.team_skills import a_training
from tests.helpers.worlds import MARKERS, NAMES, SECRETS, World, in_files, make_world, opened, seen

BLIND = ("owner", "lead", "supervisor", "agent", "tied", "outsider")
"""Four on the panel who have not submitted, a relative of the candidate, and somebody who is not on the panel."""

READ = "it takes what was read of a file; whom it meets here is told by candidates.known_candidates, which is tried"
FILES = "a backup is the whole file, which csops does not open for somebody else: roles guard against mistakes"
OWN_SHOP = "it makes a shop of its own"
UNTRIED: Mapping[str, str] = {
    "demo.run_demo": OWN_SHOP,
    "sample.build.build_sample": OWN_SHOP,
    "starter.start_shop": OWN_SHOP,
    "reports.staffing_report_of": "it draws what was worked out for it, and asks nothing",
    **dict.fromkeys(("import_candidates.opening_of", "import_candidates.with_openings"), READ),
    **{
        f"imports.{name}": READ for name in ("guess", "propose", "completed", "first_rows", "look_ahead", "import_file")
    },
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


def _subject(trial: Trial) -> Subject:
    member_id = trial.world.people["rosa"].id
    contact = a_contact(id=1, case_id=1, member_id=member_id)
    return Subject(
        contact=contact,
        case=a_case(id=1),
        channel=a_channel(id=1),
        topic=None,
        is_recovery=False,
        member_id=member_id,
    )


VALUES: Mapping[str, Callable[[Trial], Sequence[Any]]] = {
    "plan": lambda _trial: [DrawPlan(since=MONDAY_MORNING - timedelta(days=30), until=MONDAY_MORNING, wanted=1)],
    "pick_id": lambda _trial: [1],
    "pick_ids": lambda _trial: [[1]],
    "checks_id": lambda _trial: [1],
    "sessions": lambda _trial: [[]],
    "since": lambda _trial: [MONDAY_MORNING - timedelta(days=30)],
    "card": lambda _trial: [ReviewCard(key="own", name="Own")],
    "causes": lambda _trial: [[RootCause(name="Did not know")]],
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
    "contents": lambda _trial: [[b"%PDF-1.4"]],
    "decision": lambda _trial: [Decision.DECLINE, Decision.NEXT_STAGE],
    "ratings": lambda _trial: [ratings(3, 3, 3)],
    "value": lambda _trial: [{}, {"changing": True}],
    "base": lambda _trial: [{}],
    "writer": lambda trial: [trial.world.people["rosa"]],
    "follow_up": lambda _trial: [FollowUp(case_id=1, due_at=MONDAY_MORNING, created_at=MONDAY_MORNING)],
    "form": lambda trial: [card_form(card_id) for card_id in trial.card_ids],
    "profile": lambda _trial: ["helper"],
    "profile_id": _ids("profiles"),
    "skill_id": _ids("skills"),
    "skill": _stored("skills"),
    "key": lambda _trial: ["listening"],
    "member_id": lambda trial: [trial.world.people["rosa"].id],
    "member": lambda trial: [trial.world.people["rosa"]],
    "answers": lambda _trial: [{"Gender": "woman"}],
    "purchase": lambda _trial: [Purchase(customer_id=1, day=DAY, amount=Decimal(1))],
    "addresses": lambda _trial: [["info@shop.example"]],
    "answer": lambda _trial: [SurveyAnswer(kind=AnswerKind.COMMENT, asked_at=MONDAY_MORNING)],
    "reason": lambda _trial: ["A claim"],
    "consent": lambda _trial: ["Agreed by letter"],
    "until": lambda _trial: [DAY + timedelta(days=700)],
    "state": lambda _trial: [OpeningState.CLOSED],
    "text": lambda _trial: ["quartz", "salmon", "EVIDENCE", "Adeyemi"],
    "question": lambda _trial: [Question()],
    "kind": lambda _trial: ["contacts", "customers", "cases"],
    "name": lambda _trial: ["service", "staffing", "hiring", "skills", "everything"],
    "customer_id": lambda _trial: [1],
    "case_id": lambda _trial: [1],
    "case_ids": lambda _trial: [[1]],
    "confirmed": lambda _trial: [Confirmation.CONFIRMED],
    "cause": lambda _trial: [Cause.POLICY],
    "topic_id": lambda _trial: [1],
    "what": lambda _trial: ["A loan bike"],
    "request": lambda _trial: [CustomerRequest(id=1, case_id=1, what="A loan bike", asked_at=MONDAY_MORNING)],
    "case": lambda _trial: [Case(id=1, opened_at=MONDAY_MORNING, matter="Pads")],
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
    "offer": lambda _trial: [Offer(case_id=1, kind="refund")],
    "view": lambda _trial: [View(place="contacts", name="Mine")],
    "view_id": lambda _trial: [1],
    "before_id": lambda _trial: [1],
    "seen_by": lambda trial: [trial.workspace],
    "title": lambda _trial: ["A place"],
    "training": lambda _trial: [a_training()],
    "purpose": lambda _trial: [Purpose.CHOSEN],
    "subject": lambda trial: [_subject(trial)],
    "begun_as": lambda _trial: [None],
    "pick": lambda _trial: [None],
    "session": lambda _trial: [None],
    "action": lambda _trial: [
        CoachingAction(coaching_id=1, what="Say the next step", owner_id=1, due_at=MONDAY_MORNING)
    ],
    "filled": lambda _trial: [Filled(contact_id=1, card_version_id=1, source=Source.TEXT, ratings=())],
    "review": lambda trial: [a_review(member_id=1, reviewer_id=trial.world.people["rosa"].id, card_version_id=1, id=1)],
    "review_ids": lambda _trial: [[1]],
    "reviewers": lambda trial: [[one.id for one in trial.world.people.values()]],
    "criterion": lambda _trial: ["correct"],
    "rating": lambda _trial: [1.0],
    "terms": lambda trial: [{one.id: Terms(member_id=one.id) for one in trial.world.people.values()}],
}
"""What is passed for each parameter, by its name."""
_DEFAULT = object()
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


def _values(parameter: inspect.Parameter, trial: Trial) -> Sequence[Any] | None:
    """Return what is passed for a parameter; of a plain kind that is known by its type alone, None for others."""
    if parameter.name in VALUES:
        return VALUES[parameter.name](trial)
    if parameter.name.endswith("_id") and parameter.annotation is int:
        return [1]
    plain: dict[object, list[Any]] = {bool: [False, True], date: [DAY]}
    return plain.get(parameter.annotation)


def _is_known(parameter: inspect.Parameter) -> bool:
    by_type = parameter.annotation in {bool, date} or (parameter.name.endswith("_id") and parameter.annotation is int)
    return parameter.name in VALUES or by_type


def _needs(function: Callable[..., Any]) -> list[str]:
    needed = [one for one in _parameters(function) if one.default is one.empty]
    return [one.name for one in needed if one.name not in {"workspace", "work"} and not _is_known(one)]


def _calls(
    function: Callable[..., Any], trial: Trial, *, each: Sequence[str] | None = None
) -> Iterator[dict[str, Any]]:
    taken = [one for one in _parameters(function) if _is_known(one) and (one.default is one.empty or one.name in ALSO)]
    choices = [[*(_values(one, trial) or ()), *([] if one.default is one.empty else [_DEFAULT])] for one in taken]
    if each is not None:
        choices = [some if one.name in each else some[:1] for one, some in zip(taken, choices, strict=True)]
    for chosen in itertools.product(*choices):
        pairs = zip(taken, chosen, strict=True)
        yield {one.name: value for one, value in pairs if value is not _DEFAULT}


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

    def __init__(self, world: World, folder: Path, viewer: str, *, each: Sequence[str] | None = None) -> None:
        self._world, self._folder, self._viewer, self._each = world, folder, viewer, each
        self._is_changed = False
        self._backups = folder / "backups"
        self.trial = self._open()

    def call(self, function: Callable[..., Any], number: int) -> str:
        """Make the call with this number, and return all that can be seen of it."""
        calls = list(_calls(function, self.trial, each=self._each))
        out = self.trial.folder
        said = _call(function, self.trial, calls[number])
        said += in_files(sorted(out.rglob("*")))
        said = said.replace(str(self._folder), "")
        if self._is_changed or any(out.iterdir()) or self._backups.exists():
            self.close()
            self.trial = self._open()
        return said

    def count(self, function: Callable[..., Any]) -> int:
        """Return how many calls there are to make."""
        return len(list(_calls(function, self.trial, each=self._each)))

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
        shutil.rmtree(self._backups, ignore_errors=True)  # whoever imports makes one first
        return Trial(world=self._world, workspace=workspace, folder=out)

    def _changed(self, _changes: object) -> None:
        self._is_changed = True


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, World]:
    folder = tmp_path_factory.mktemp("worlds")
    one, other = (make_world(folder / f"{secret.word}.csops", secret) for secret in SECRETS)
    return one, other


def leaks(
    worlds: Sequence[World],
    folder: Path,
    viewer: str,
    *,
    markers: Sequence[str],
    doors_only: bool = False,
    each: Sequence[str] | None = None,
) -> tuple[list[str], int]:
    """Try everything as a viewer, and return what could be seen, and how many calls were made.

    What is asked within an operation (`work`) is no door: who asks has been let in by one. `doors_only` leaves it out.
    `each`: parameters of which every value is tried, of others the first; None: every value of all.
    """
    sides = [Tried(world, folder / name, viewer, each=each) for world, name in zip(worlds, ("one", "two"), strict=True)]
    found, made = [], 0
    for name, function in services():
        is_within = "work" in inspect.signature(function).parameters
        if name in UNTRIED or _needs(function) or (is_within and doors_only):
            continue
        for number in range(sides[0].count(function)):
            one, other = (side.call(function, number) for side in sides)
            made += 1
            marks = [marker for marker in markers if marker in one + other]
            if marks or one != other:
                found.append(f"{name} #{number}: {marks or difference(one, other)}")
    for side in sides:
        side.close()
    return found, made


def difference(one: str, other: str) -> str:
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
    words = [f"{mark} " for mark in MARKERS]
    found, made = leaks(worlds, tmp_path, viewer, markers=words, doors_only=viewer == "outsider")
    assert made > 200
    assert not found, "\n".join(found)


def test_the_trial_itself_would_see_what_somebody_may_see(worlds: tuple[World, World], tmp_path: Path) -> None:
    found, _made = leaks(worlds, tmp_path, "boss", markers=[f"{mark} " for mark in MARKERS])
    told = "\n".join(found)
    for name in (
        "candidates.list_applied",
        "candidate_view.candidate_view",
        "comparison.compare",
        "decisions.decisions_of",
    ):
        assert name in told


# ---- names


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, World]:
    """Two worlds that differ in the candidate's name alone; those who rate are not to know it."""
    folder = tmp_path_factory.mktemp("nameless")
    one, other = (
        make_world(folder / f"{number}.csops", SECRETS[0], name=name, names_hidden=True)
        for number, name in enumerate(NAMES)
    )
    return one, other


RECORDS = "candidate_privacy."
"""Whoever keeps the records of candidates has to know whose they are: the owner and the lead, never who only rates."""


@pytest.mark.parametrize("viewer", ["supervisor", "agent", "lead", "owner"])
def test_with_names_hidden_who_rates_is_not_told_the_name(
    viewer: str, nameless: tuple[World, World], tmp_path: Path
) -> None:
    found, _made = leaks(nameless, tmp_path, viewer, markers=[], doors_only=True)
    keeps_records = viewer in {"lead", "owner"}
    told = [line for line in found if not (keeps_records and line.startswith(RECORDS))]
    assert not told, "\n".join(told)


# ---- the ways round


@pytest.fixture
def owner(worlds: tuple[World, World], tmp_path: Path) -> Iterator[Trial]:
    """Mara, who is on the panel and has not submitted, in the first world."""
    workspace = opened(worlds[0], tmp_path, viewer="owner")
    yield Trial(world=worlds[0], workspace=workspace, folder=tmp_path)
    workspace.close()


def test_an_undo_that_meets_another_card_says_so_and_shows_nothing_of_it(owner: Trial) -> None:
    workspace, rosa = owner.workspace, owner.world.people["rosa"]
    planned = owner.card_ids[1]
    give_up_card(workspace, card_id=planned)
    plan_again(workspace, card_id=planned)
    workspace.member = rosa
    submit_card(workspace, card_id=planned, ratings=[replace(one, evidence="EVIDENCE ") for one in ratings(2, 4, 1)])
    workspace.member = owner.world.people["owner"]
    with pytest.raises(ConflictError) as met:
        history.undo(workspace)
    assert "EVIDENCE" not in seen(met.value)
    assert "level" not in seen(met.value)


def test_to_submit_nothing_and_undo_it_opens_no_view(owner: Trial) -> None:
    """Taking back a submission does not make blind again, so the card says that others could be seen."""
    workspace = owner.workspace
    card = submit_card(workspace, card_id=owner.card_ids[2], ratings=ratings(3, 3, 3))
    history.undo(workspace)
    kept = owner.world.hiring.card(workspace, owner.world.people["owner"])
    assert (kept.state, kept.first) == (CardState.PLANNED, card.first)


def test_the_acts_of_others_say_that_and_when_and_not_what(worlds: tuple[World, World], tmp_path: Path) -> None:
    said = []
    for number, world in enumerate(worlds):
        watching = opened(world, tmp_path / str(number), viewer="owner")
        watching.listen()
        path = watching.path
        assert path is not None
        other = open_workspace(path, clock=Clock())
        other.member = world.people["agent"]
        card = world.hiring.card(other, other.member)
        levels = SECRETS[number].now
        evidence = f"EVIDENCE {SECRETS[number].word}"
        submit_card(other, card_id=card.id, ratings=[replace(one, evidence=evidence) for one in ratings(*levels)])
        said.append(seen(watching.acts_of_others()))
        other.close()
        watching.close()
    assert said[0] == said[1]
    assert "Submit a scorecard" in said[0]


COMMANDS = (
    ("info",),
    ("find", "quartz"),
    ("find", "salmon", "--in", "customers"),
    ("find", "EVIDENCE", "--in", "cases"),
    ("history", "--limit", "500"),
    ("verify",),
    ("check",),
    ("undo",),
    ("hire", "compare", "helper"),
    ("hire", "due"),
    ("hire", "fairness"),
    ("hire", "erase", "1"),
    ("hire", "export", "1", "--out", "out.zip"),
    ("report", "service", "--from", "2026-02-01", "--to", "2026-03-02", "--out", "out.xlsx"),
    ("report", "hiring", "--from", "2026-02-01", "--to", "2026-03-02", "--out", "out.xlsx"),
    ("report", "everything", "--from", "2026-02-01", "--to", "2026-03-02", "--out", "out.xlsx"),
    ("show", "case", "1"),
    ("skills",),
    ("profiles",),
    ("days",),
)


@pytest.mark.parametrize("viewer", ["owner", "lead", "supervisor", "agent"])
def test_the_command_line_tells_no_more_than_the_window(
    viewer: str, worlds: tuple[World, World], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    leaks = []
    for number, command in enumerate(COMMANDS):
        one, other = (
            said(command, world, tmp_path / f"{number}-{place}", viewer, capsys) for place, world in enumerate(worlds)
        )
        if one != other or any(f"{mark} " in one for mark in MARKERS):
            leaks.append(f"{' '.join(command)}: {difference(one, other)}")
    assert not leaks, "\n".join(leaks)


def test_the_trial_of_commands_would_see_what_somebody_may_see(
    worlds: tuple[World, World], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("hire", "compare", "helper")
    one, other = (said(command, world, tmp_path / str(at), "boss", capsys) for at, world in enumerate(worlds))
    assert one != other


def said(command: Sequence[str], world: World, folder: Path, viewer: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Type a command in a copy of a world, and return what it says and writes, without the moment at which it did."""
    opened(world, folder, viewer=viewer).close()
    with suppress(SystemExit):  # a command that this version does not have
        program.run(_typed(command, folder, world.people[viewer].name))
    out = capsys.readouterr()
    told = out.out + out.err + in_files(sorted(folder.glob("out.*")))
    return _MOMENTS.sub("", told.replace(str(folder), ""))


_MOMENTS = re.compile(r"\d{4}-\d\d-\d\d[T ][0-9:.+Z-]+|\"ms\": [0-9.]+|\d\d:\d\d")
"""When it was typed, which is another moment in each world."""


def _typed(command: Sequence[str], folder: Path, name: str) -> list[str]:
    words = [str(folder / word) if word.startswith("out.") else word for word in command]
    return ["--db", str(folder / "shop.csops"), "--as", name, "--json", *words]
