"""Nobody sees of a review what they must not: by no service and no command, whoever they are.

For each viewer there are two shops that differ in nothing but what is hidden from them: what is to be sent to them and
was not, what others rated in a calibration (also in one that was called off), the self-review of a contact that they
are to review, what another is typing. Every door that `test_blindness` knows is tried in both; what comes back must be
the same in both, letter for letter, and hold none of the words.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from csops.bootstrap import open_workspace
from csops.domain.calibrations import Calibration
from csops.domain.contacts import Contact
from csops.domain.people import Member
from csops.domain.quality_rules import QualityRules
from csops.domain.review_cards import CardState, CardVersion
from csops.domain.review_filling import Filled
from csops.domain.review_samples import Pick
from csops.domain.reviews import CriterionRating, Purpose, Source
from csops.services import history
from csops.services.calibration_ending import call_off_calibration
from csops.services.review_answers import answer_review, dispute_criterion, reply_to_dispute
from csops.services.review_drafts import keep_review_draft
from csops.services.reviews import finish_review
from csops.services.workspace import Workspace
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.records import a_case, a_contact, a_customer
from tests.helpers.reviews import a_card
from tests.helpers.worlds import SECRETS, World, make_world, opened, seen
from tests.services import test_blindness as doors

MARK = "UNTOLD"
PLANNING = ("forecast", "plan_simulation", "roster", "scenarios", "shift", "simulation", "staffing", "volume", "week_")
"""Modules that plan shifts from counts of contacts: slow to ask, and no review reaches them."""
SERVICES = tuple(one for one in doors.services() if not one[0].startswith(PLANNING))
VIEWERS = ("rosa", "outsider", "agent", "supervisor", "owner")
"""Agents: one reviewed, one not, one who reviews; a supervisor and the owner, who are reviewed themselves."""
REVIEWING = ("agent", "supervisor", "owner")
SEES_ALL = ("supervisor", "owner")
OWN_PARAMETERS = ("review_id", "session_id", "dispute_id", "contact_id", "member_id", "text")
"""Of these each value is tried; of the others the first."""


@dataclass(frozen=True, kw_only=True)
class Reviews:
    """A shop whose contacts are to be reviewed: nothing is reviewed yet."""

    world: World
    version: CardVersion
    contacts: dict[str, Contact]
    """By whose they are."""

    def member(self, key: str) -> Member:
        return self.world.people[key]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Reviews:
    """One shop for all: each of the people has handled two contacts."""
    world = make_world(tmp_path_factory.mktemp("reviews") / "base.csops", SECRETS[0])
    workspace = _by(world, world.path, "boss")
    with workspace.work("Contacts") as work:
        rules = work.settings.get(QualityRules)
        work.settings.keep(replace(rules, reviewers=(world.people["agent"].id,)))
        _card, version = a_card(work, key="plain", is_default=True)
        version = work.quality.card_versions.update(
            replace(version, state=CardState.PUBLISHED, published_at=MONDAY_MORNING)
        )
        ada = work.customers.add(a_customer())
        contacts = {}
        for key in ("rosa", "supervisor", "owner", "lead", "again", "third", "fourth", "checked", "off"):
            case = work.cases.add(a_case(customer_id=ada.id))
            member = world.people.get(key, world.people["rosa"])
            text = "The pads squeak"
            contacts[key] = work.contacts.add(
                a_contact(case_id=case.id, customer_id=ada.id, member_id=member.id, text=text)
            )
    workspace.close()
    return Reviews(world=world, version=version, contacts=contacts)


def _reviewed(viewer: str) -> str:
    """Return whose contact is reviewed and not sent: the viewer's own where they have one."""
    return viewer if viewer in ("supervisor", "owner") else "rosa"


def _by(world: World, path: Path, key: str) -> Workspace:
    workspace = open_workspace(path, clock=Clock())
    workspace.member = world.people[key]
    return workspace


class Hiding:
    """Puts into a copy of the shop what one viewer must not see: rated so, and with these words."""

    def __init__(self, shop: Reviews, workspace: Workspace, viewer: str, side: int) -> None:
        self._shop, self._workspace, self._viewer = shop, workspace, viewer
        self._word, self._best = f"{MARK} {SECRETS[side].word}", float(2 * side)

    def hide(self) -> None:
        """Put all of it there."""
        self._unsent(_reviewed(self._viewer))
        if self._viewer not in SEES_ALL and self._viewer != "rosa":
            self._sent_to_rosa()
        if self._viewer == "rosa":
            self._word_on_a_dispute_of_hers()
        self._calibration()
        self._called_off()
        if self._viewer in REVIEWING:
            self._self_review_owed()
        if self._viewer == "supervisor":  # the owner goes the same way, and each review takes its time
            self._check_of_theirs()
        self._workspace.member = self._shop.member("lead")
        keep_review_draft(
            self._workspace,
            contact_id=self._shop.contacts["fourth"].id,
            purpose=Purpose.CHOSEN,
            value={"note": self._word},
        )

    def _filled(self, contact: str, **values: Any) -> Filled:
        ratings = tuple(
            CriterionRating(criterion=one.key, rating=self._best, note=self._word)
            for one in self._shop.version.criteria
        )
        plain = Filled(
            contact_id=self._shop.contacts[contact].id,
            card_version_id=self._shop.version.id,
            source=Source.TEXT,
            ratings=ratings,
            note=self._word,
            praise=self._word,
        )
        return replace(plain, **values)

    def _unsent(self, whose: str) -> None:
        self._workspace.member = self._shop.member("lead")
        finish_review(self._workspace, filled=self._filled(whose, purpose=Purpose.CHOSEN))

    def _sent_to_rosa(self) -> None:
        """What is said of a review that somebody else was sent; its score counts in the team's figures."""
        self._workspace.member = self._shop.member("lead")
        ratings = tuple(
            CriterionRating(criterion=one.key, rating=1, note=self._word) for one in self._shop.version.criteria
        )
        sent = finish_review(self._workspace, filled=self._filled("again", ratings=ratings), send=True)
        self._workspace.member = self._shop.member("rosa")
        answer_review(self._workspace, review_id=sent.id, text=self._word)
        key = self._shop.version.criteria[0].key
        dispute_criterion(self._workspace, review_id=sent.id, criterion=key, wanted=self._best, reason=self._word)

    def _word_on_a_dispute_of_hers(self) -> None:
        """What the reviewer says to who decides, while that is open."""
        self._workspace.member = self._shop.member("lead")
        ratings = tuple(CriterionRating(criterion=one.key, rating=1) for one in self._shop.version.criteria)
        sent = finish_review(
            self._workspace, filled=self._filled("again", ratings=ratings, note="", praise=""), send=True
        )
        self._workspace.member = self._shop.member("rosa")
        key = self._shop.version.criteria[0].key
        made = dispute_criterion(self._workspace, review_id=sent.id, criterion=key, wanted=2, reason="No")
        self._workspace.member = self._shop.member("lead")
        reply_to_dispute(self._workspace, dispute_id=made.id, text=self._word)

    def _check_of_theirs(self) -> None:
        """How a lead rated again what the viewer reviewed and sent, as long as that is not sent to them."""
        self._workspace.member = self._shop.member(self._viewer)
        with self._workspace.work("Pick") as work:
            contact = self._shop.contacts["checked"]
            pick = work.quality.picks.add(
                Pick(contact_id=contact.id, member_id=contact.member_id or 0, reviewer_id=self._workspace.member.id)
            )
        ratings = tuple(CriterionRating(criterion=one.key, rating=1) for one in self._shop.version.criteria)
        made = finish_review(
            self._workspace,
            filled=self._filled("checked", pick_id=pick.id, ratings=ratings, note="", praise=""),
            send=True,
        )
        self._workspace.member = self._shop.member("lead")
        finish_review(self._workspace, filled=self._filled("checked", purpose=Purpose.CHECK, checks_id=made.id))

    def _calibration(self, contact: str = "third") -> Calibration:
        """A calibration in which one has rated."""
        rated = self._shop.contacts[contact]
        self._workspace.member = self._shop.member("boss")
        with self._workspace.work("Calibrate") as work:
            session = work.quality.calibrations.add(
                Calibration(
                    name="Tuesday",
                    contact_id=rated.id,
                    member_id=rated.member_id or 0,
                    card_version_id=self._shop.version.id,
                    made_at=MONDAY_MORNING,
                    reviewers=tuple(self._shop.member(key).id for key in ("lead", *REVIEWING)),
                )
            )
        self._workspace.member = self._shop.member("lead")
        finish_review(self._workspace, filled=self._filled(contact, session_id=session.id))
        return session

    def _called_off(self) -> None:
        """Another calibration that ended before all were in: the contact is no longer blind, what was rated is."""
        session = self._calibration("off")
        self._workspace.member = self._shop.member("boss")
        call_off_calibration(self._workspace, session_id=session.id, why="Nobody comes")

    def _self_review_owed(self) -> None:
        contact = self._shop.contacts["fourth"]
        self._workspace.member = self._shop.member("boss")
        with self._workspace.work("Pick") as work:
            pick = work.quality.picks.add(
                Pick(
                    contact_id=contact.id,
                    member_id=contact.member_id or 0,
                    reviewer_id=self._shop.member(self._viewer).id,
                    self_first=True,
                )
            )
        self._workspace.member = self._shop.member("rosa")
        finish_review(self._workspace, filled=self._filled("fourth", pick_id=pick.id))


def _worlds(shop: Reviews, folder: Path, viewer: str) -> tuple[World, World]:
    made = []
    for side in (0, 1):
        path = Path(shutil.copy(shop.world.path, folder / f"hidden-{side}.csops"))
        workspace = _by(shop.world, path, "lead")
        Hiding(shop, workspace, viewer, side).hide()
        workspace.close()
        made.append(replace(shop.world, path=path))
    return made[0], made[1]


def _values(shop: Reviews, viewer: str) -> dict[str, Callable[[Any], Sequence[Any]]]:
    contacts = [shop.contacts[key].id for key in (_reviewed(viewer), "third", "fourth", "off")]
    reviews = _stored("reviews")
    return {
        **doors.VALUES,
        "contact_id": lambda _trial: contacts,
        "case_id": lambda _trial: [shop.contacts["fourth"].case_id],
        "case_ids": lambda _trial: [[shop.contacts["fourth"].case_id]],
        "contact_ids": lambda _trial: [contacts],
        "customer_id": lambda _trial: [shop.contacts["rosa"].customer_id],
        "review_id": lambda trial: [one.id for one in reviews(trial)],
        "review_ids": lambda trial: [[one.id] for one in reviews(trial)][:1],
        "review": lambda trial: reviews(trial)[:1],
        "session_id": lambda trial: [one.id for one in _stored("calibrations")(trial)],
        "dispute_id": lambda trial: [one.id for one in _stored("disputes")(trial)] or [1],
        "pick_id": lambda trial: [one.id for one in _stored("picks")(trial)][:1] or [1],
        "member_id": lambda trial: [shop.member("rosa").id, trial.workspace.member.id],
        "writer": lambda _trial: [shop.member("lead")],
        "form": lambda _trial: [f"review.{shop.contacts['fourth'].id}"],
        "text": lambda _trial: [MARK, SECRETS[0].word],
        "name": lambda _trial: ["everything"],
        "why": lambda _trial: ["Withdrawn"],
    }


def _stored(name: str) -> Callable[[doors.Trial], list[Any]]:
    """Return all records that a store of quality keeps, whoever may see them: their ids can be guessed."""

    def read(trial: doors.Trial) -> list[Any]:
        with trial.workspace.read() as work:
            return list(getattr(work.quality, name).all())

    return read


@pytest.mark.parametrize("viewer", VIEWERS)
def test_who_must_not_see_a_review_sees_nothing_of_it_by_any_service(
    viewer: str, shop: Reviews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "VALUES", _values(shop, viewer))
    monkeypatch.setattr(doors, "services", lambda: iter(SERVICES))
    worlds = _worlds(shop, tmp_path, viewer)
    found, made = doors.leaks(worlds, tmp_path, viewer, markers=[f"{MARK} "], doors_only=True, each=OWN_PARAMETERS)
    assert made > 200
    assert not found, "\n".join(found)


def test_the_trial_itself_would_see_what_somebody_may_see(
    shop: Reviews, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner who is not reviewed sees what the supervisor must not."""
    monkeypatch.setattr(doors, "VALUES", _values(shop, "supervisor"))
    monkeypatch.setattr(doors, "services", lambda: ((n, f) for n, f in SERVICES if n.startswith("reviews.")))
    worlds = _worlds(shop, tmp_path, "supervisor")
    found, _made = doors.leaks(worlds, tmp_path, "boss", markers=[f"{MARK} "], doors_only=True, each=OWN_PARAMETERS)
    told = "\n".join(found)
    for name in ("reviews.get_review", "reviews.contact_reviews", "reviews.member_reviews"):
        assert name in told


COMMANDS = (
    ("info",),
    ("find", MARK),
    ("history", "--limit", "500"),
    ("undo",),
    ("qa", "reviews"),
    ("qa", "reviews", "--contact", "{own}"),
    ("qa", "reviews", "--contact", "{third}"),
    ("qa", "reviews", "--contact", "{fourth}"),
    ("qa", "reviews", "--contact", "{off}"),
    ("qa", "calibrations"),
    ("qa", "queue"),
    ("qa", "queue", "--team"),
    ("qa", "my-reviews"),
    ("qa", "disputes"),
    ("kpi", "--from", "2026-02-01", "--to", "2026-03-02"),
    ("show", "case", "{case}"),
    ("report", "everything", "--from", "2026-02-01", "--to", "2026-03-02", "--out", "out.xlsx"),
    ("report", "quality", "--from", "2026-02-01", "--to", "2026-03-02", "--out", "out.xlsx"),
    ("report", "quality", "--person", "Rosa Person", "--from", "2026-02-01", "--to", "2026-03-02", "--out", "out.xlsx"),
    ("report", "quality", "--review", "2", "--out", "out.xlsx"),
    ("report", "quality", "--calibration", "1", "--out", "out.xlsx"),
    ("report", "quality", "--calibration", "2", "--out", "out.xlsx"),
)


@pytest.mark.parametrize("viewer", ["rosa", "supervisor"])
def test_the_command_line_tells_no_more_of_reviews_than_the_window(
    viewer: str, shop: Reviews, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worlds, leaks = _worlds(shop, tmp_path, viewer), []
    ids = {key: contact.id for key, contact in shop.contacts.items()} | {"case": shop.contacts["fourth"].case_id}
    ids["own"] = ids[_reviewed(viewer)]
    for number, command in enumerate(COMMANDS):
        typed = [word.format(**ids) for word in command]
        one, other = (
            doors.said(typed, world, tmp_path / f"{number}-{side}", viewer, capsys) for side, world in enumerate(worlds)
        )
        if one != other or f"{MARK} " in one:
            leaks.append(f"{' '.join(typed)}: {doors.difference(one, other)}")
    assert not leaks, "\n".join(leaks)


def test_the_acts_of_others_say_that_and_not_what_was_reviewed(shop: Reviews, tmp_path: Path) -> None:
    told = []
    for side in (0, 1):
        folder = tmp_path / str(side)
        watching = opened(shop.world, folder, viewer="supervisor")
        watching.listen()
        other = _by(shop.world, folder / "shop.csops", "lead")
        Hiding(shop, other, "supervisor", side).hide()
        acts = watching.acts_of_others()
        told.append(seen(acts) + seen(history.history(watching, limit=50)))
        assert any(act.what == "Finish a review" for act in acts)
        other.close()
        watching.close()
    assert told[0] == told[1]
    assert MARK not in told[0]
