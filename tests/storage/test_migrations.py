"""Schemas are brought up to date step by step, all or nothing, after a backup; databases of old releases open."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

from csops.domain.cases import Case, Cause
from csops.domain.concessions import Concession, Term
from csops.domain.customers import Customer, OwnField
from csops.domain.day_marks import DayMark, MarkKind
from csops.domain.errors import BackupUnusable, NewerDatabase
from csops.domain.file_volume import Count, FileVolume, packed, unpacked
from csops.domain.reviews import Dispute
from csops.domain.role_profiles import Evidence, Profile, ProfileSkill, ProfileVersion
from csops.domain.scenarios import Scenario
from csops.domain.skills import Skill, SkillKind
from csops.domain.surveys import AnswerKind, SurveyAnswer
from csops.services import history, maintenance
from csops.services.day_marks import list_marks, mark_days
from csops.services.scenarios import list_scenarios, save_scenario
from csops.services.workspace import Workspace
from csops.storage import backups, backups_postgres, migrate, opening
from csops.storage.database import Database, url_of
from csops.storage.drivers import APPLICATION_ID
from csops.storage.every_table import metadata
from csops.storage.opening import HEAD, create_database, open_database
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.cluster import Cluster
from tests.helpers.records import MARA, a_kept_shift, a_plan, an_import
from tests.helpers.reviews import one_of_each

FILES = Path(__file__).resolve().parent.parent / "files"
DAY = date(2026, 3, 2)
RELEASES = sorted(FILES.glob("release-*.db"))


# ---- the schema is what the program believes it is


def _ours(_thing: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
    return not (kind in {"table", "index"} and "_search" in str(name))


def _differences(database: Database) -> list[Any]:
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": True})
        return list(compare_metadata(context, metadata))


def test_the_migrations_make_the_tables_that_the_program_knows(workspace: Workspace) -> None:
    assert _differences(workspace.database) == []


def test_the_newest_step_is_the_one_that_opening_expects() -> None:
    assert migrate.known_revisions()[-1] == HEAD


def test_every_step_has_its_test() -> None:
    missing = [step for step in migrate.known_revisions() if f"test_step_{step}_" not in Path(__file__).read_text()]
    assert missing == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_step_0001_makes_an_empty_log(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    cluster: Cluster | None = request.getfixturevalue("cluster") if kind == "postgresql" else None
    url = url_of(tmp_path / "shop.db") if cluster is None else cluster.fresh()
    database = create_database(url)
    assert database.revision() == HEAD
    with database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM contacts")).scalar() == 0
    assert maintenance.check(Workspace(database, member=MARA)).ok
    database.close()
    if cluster is not None:
        cluster.drop(url)


def test_step_0002_counts_and_sorts_without_reading_texts(sqlite_url: URL) -> None:
    shutil.copy(FILES / "release-0.1.0.db", str(sqlite_url.database))
    database = open_database(sqlite_url)
    asked = "EXPLAIN QUERY PLAN SELECT count(*) FROM contacts WHERE channel_id = 1 AND result = 'missed'"
    with database.reading() as connection:
        plan = " ".join(row.detail for row in connection.execute(text(asked)))
    database.close()
    assert "COVERING INDEX ix_contacts_happened_at" in plan


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_step_0003_keeps_one_shift_for_a_person_and_day(kind: str, request: pytest.FixtureRequest) -> None:
    database = open_database(request.getfixturevalue(f"{'sqlite' if kind == 'sqlite' else 'postgres'}_url"))
    workspace = Workspace(database, member=MARA)
    with workspace.work("Plan") as work:
        plan = work.plans.add(a_plan())
        work.shifts.add(a_kept_shift(plan_id=plan.id))
    with pytest.raises(IntegrityError), workspace.work("Plan twice") as work:
        work.shifts.add(a_kept_shift(plan_id=plan.id))
    workspace.close()


def test_step_0004_leaves_room_for_scenarios_and_frozen_forecasts(sqlite_url: URL) -> None:
    shutil.copy(FILES / "release-0.1.0.db", str(sqlite_url.database))
    workspace = Workspace(open_database(sqlite_url), member=MARA)
    kept = save_scenario(workspace, scenario=Scenario(name="Sale", volume_factor=1.2))
    assert list_scenarios(workspace) == [kept]
    workspace.close()


def test_step_0005_leaves_room_for_marks_on_days(sqlite_url: URL) -> None:
    shutil.copy(FILES / "release-0.1.0.db", str(sqlite_url.database))
    workspace = Workspace(open_database(sqlite_url), member=MARA)
    kept = mark_days(workspace, mark=DayMark(first_day=DAY, last_day=DAY, kind=MarkKind.LEFT_OUT))
    assert list_marks(workspace) == [kept]
    workspace.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_step_0006_keeps_the_counts_of_a_file(kind: str, request: pytest.FixtureRequest) -> None:
    database = open_database(request.getfixturevalue(f"{'sqlite' if kind == 'sqlite' else 'postgres'}_url"))
    workspace = Workspace(database, member=MARA)
    told = FileVolume(import_id=0, channel_id=1, minutes=30, counts=packed([Count(0, 1800, 4, 1, 240.5)]))
    with workspace.work("Import") as work:
        kept = work.file_volumes.add(replace(told, import_id=work.imports.add(an_import()).id))
    with workspace.read() as work:
        assert unpacked(work.file_volumes.get(kept.id).counts) == [Count(0, 1800, 4, 1, 240.5)]
    workspace.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_step_0007_keeps_skills_and_scorecards_as_they_were_given(kind: str, request: pytest.FixtureRequest) -> None:
    database = open_database(request.getfixturevalue(f"{'sqlite' if kind == 'sqlite' else 'postgres'}_url"))
    workspace = Workspace(database, member=MARA)
    asked = ProfileSkill(skill="listening", weight=100, target_level=4, evidence=(Evidence.WORK_SAMPLE,))
    with workspace.work("Make a profile") as work:
        skill = work.catalogue.skills.add(Skill(key="listening", name="Listening", kind=SkillKind.SOFT))
        profile = work.catalogue.profiles.add(Profile(key="agent", name="Agent"))
        made = ProfileVersion(profile_id=profile.id, made_at=MONDAY_MORNING, skills=(asked,))
        version = work.catalogue.profile_versions.add(made)
    with workspace.read() as work:
        assert work.catalogue.skills.get(skill.id) == skill
        assert work.catalogue.profile_versions.get(version.id) == version
        plain = work.catalogue.profile_versions.plain(version)
        assert work.catalogue.profile_versions.record(plain) == version
    workspace.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_step_0008_keeps_what_was_promised_given_and_answered(kind: str, request: pytest.FixtureRequest) -> None:
    database = open_database(request.getfixturevalue(f"{'sqlite' if kind == 'sqlite' else 'postgres'}_url"))
    workspace = Workspace(database, member=MARA)
    with workspace.work("Put right") as work:
        mara = work.members.add(replace(MARA, id=0))
        field = OwnField(name="Loyalty card", value="077-1")
        customer = work.customers.add(Customer(name="Ada", created_at=MONDAY_MORNING, fields=(field,)))
        case = work.cases.add(
            Case(customer_id=customer.id, title="Torn", opened_at=MONDAY_MORNING, cause=Cause.PRODUCT)
        )
        given = Concession(
            case_id=case.id,
            kind="refund",
            terms=(Term(name="amount", value="12.50"),),
            cost=Decimal("12.50"),
            currency="GBP",
            given_by=mara.id,
            given_at=MONDAY_MORNING,
        )
        concession = work.care.concessions.add(given)
        asked = SurveyAnswer(kind=AnswerKind.NPS, case_id=case.id, asked_at=MONDAY_MORNING, value=9, low=0, high=10)
        answer = work.care.answers.add(asked)
    with workspace.read() as work:
        assert work.customers.get(customer.id) == customer
        assert work.cases.get(case.id) == case
        assert work.care.concessions.get(concession.id) == concession
        assert work.care.answers.get(answer.id) == answer
    workspace.close()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_step_0009_keeps_cards_reviews_calibrations_and_coaching(kind: str, request: pytest.FixtureRequest) -> None:
    database = open_database(request.getfixturevalue(f"{'sqlite' if kind == 'sqlite' else 'postgres'}_url"))
    workspace = Workspace(database, member=MARA)
    with workspace.work("Review") as work:
        kept = one_of_each(work, member_id=work.members.add(replace(MARA, id=0)).id)
    with workspace.read() as work:
        for store, record in zip(work.quality.by_kind().values(), kept, strict=True):
            assert store.get(record.id) == record
            assert store.record(store.plain(record)) == record
    workspace.close()


def test_step_0010_leaves_disputes_without_a_reply_as_they_were(sqlite_url: URL, tmp_path: Path) -> None:
    dispute = next(one for one in _with_one_of_each(sqlite_url) if isinstance(one, Dispute))
    workspace = Workspace(open_database(_as_of("0009", sqlite_url, tmp_path)), member=MARA)
    with workspace.read() as work:
        assert work.quality.disputes.get(dispute.id) == replace(dispute, reply="", replied_at=None, replied_by=None)
    workspace.close()


def test_step_0011_leaves_reviews_calibrations_and_draws_as_they_were(sqlite_url: URL, tmp_path: Path) -> None:
    _, _, sample, _, review, _, session, *_ = _with_one_of_each(sqlite_url)
    workspace = Workspace(open_database(_as_of("0010", sqlite_url, tmp_path)), member=MARA)
    not_withdrawn = replace(review, withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
    with workspace.read() as work:
        assert work.quality.samples.get(sample.id) == replace(sample, shares=())
        assert work.quality.calibrations.get(session.id) == replace(session, called_off_why="")
        assert work.quality.reviews.get(review.id) == not_withdrawn
    workspace.close()


def _with_one_of_each(url: URL) -> tuple[Any, ...]:
    workspace = Workspace(open_database(url), member=MARA)
    with workspace.work("Review") as work:
        kept = one_of_each(work, member_id=work.members.add(replace(MARA, id=0)).id)
    workspace.close()
    return kept


def _as_of(revision: str, url: URL, folder: Path) -> URL:
    """Return a file of that revision with all rows of the newest one, where both have the column."""
    older = url_of(folder / "older.db")
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    engine = create_engine(older)
    with engine.begin() as connection:
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    with engine.connect() as connection:
        connection.execute(text("ATTACH :newer AS newer"), {"newer": url.database})
        for table in metadata.tables.values():
            there = {row.name for row in connection.execute(text(f"PRAGMA main.table_info({table.name})"))}
            names = ", ".join(column.name for column in table.c if column.name in there)
            connection.execute(
                text(f"INSERT OR IGNORE INTO main.{table.name} ({names}) SELECT {names} FROM newer.{table.name}")
            )
        connection.commit()
    engine.dispose()
    return older


# ---- a step more

_GOOD = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9999", "0011"
def upgrade():
    op.add_column("customers", sa.Column("shoe_size", sa.Text()))
"""
_BAD = _GOOD + "    raise RuntimeError('half way')\n"


@pytest.fixture
def next_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Have the program know one step more; backups of a server go to a folder of the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "migrations"
    shutil.copytree(migrate._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))

    def add(script: str) -> None:
        (folder / "versions" / "9999_next.py").write_text(script)
        monkeypatch.setattr(migrate, "_FOLDER", folder)
        monkeypatch.setattr(opening, "HEAD", "9999")
        migrate.known_revisions.cache_clear()

    yield add
    migrate.known_revisions.cache_clear()


def test_an_older_database_is_brought_up_to_date_when_it_is_opened(
    database_url: URL, next_step: Callable[[str], None]
) -> None:
    next_step(_GOOD)
    database = open_database(database_url)
    assert database.revision() == "9999"
    with database.reading() as connection:
        connection.execute(text("SELECT shoe_size FROM customers"))
    database.close()


def test_a_server_whose_tools_are_not_here_is_brought_up_to_date_all_the_same(
    postgres_url: URL, next_step: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_step(_GOOD)
    monkeypatch.setattr(backups_postgres, "tool", lambda _name: None)
    database = open_database(postgres_url)
    assert (database.revision(), backups.backups(database)) == ("9999", [])
    database.close()


def test_a_file_that_cannot_be_backed_up_is_not_changed(
    sqlite_url: URL, next_step: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise BackupUnusable(path="", reason="it does not hold what was copied")

    next_step(_GOOD)
    monkeypatch.setattr(backups, "back_up", failing)
    with pytest.raises(BackupUnusable):
        open_database(sqlite_url)
    database = Database(sqlite_url)
    assert database.revision() == HEAD
    database.close()


def test_before_a_step_there_is_a_verified_backup(database_url: URL, next_step: Callable[[str], None]) -> None:
    next_step(_GOOD)
    database = open_database(database_url)
    (backup,) = backups.backups(database)
    database.close()
    assert (backup.schema, backup.verified, backup.reason) == (HEAD, True, "before-update")
    assert backups.verify(backup.file) == backup


def test_a_step_that_fails_leaves_everything_as_it_was(database_url: URL, next_step: Callable[[str], None]) -> None:
    next_step(_BAD)
    with pytest.raises(RuntimeError, match="half way"):
        open_database(database_url)
    database = Database(database_url)
    assert database.revision() == HEAD
    assert _differences(database) == []
    database.close()


def test_an_older_program_refuses_what_a_newer_one_made(
    database_url: URL, next_step: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_step(_GOOD)
    open_database(database_url).close()
    monkeypatch.undo()
    migrate.known_revisions.cache_clear()
    with pytest.raises(NewerDatabase):
        open_database(database_url)


# ---- real databases of releases


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_a_database_of_a_release_opens_and_is_whole(release: Path, tmp_path: Path) -> None:
    database = open_database(url_of(Path(shutil.copy(release, tmp_path / "shop.db"))))
    workspace = Workspace(database, member=MARA)
    assert maintenance.check(workspace) == maintenance.Checked(ok=True)
    assert _differences(database) == []
    assert maintenance.info(workspace).contacts >= 4
    workspace.close()


@pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.stem)
def test_what_was_done_in_a_release_can_be_taken_back_in_the_next(release: Path, tmp_path: Path) -> None:
    workspace = Workspace(open_database(url_of(Path(shutil.copy(release, tmp_path / "shop.db")))), member=MARA)
    assert history.redo(workspace).what == "Remove a contact"
    assert maintenance.info(workspace).contacts == 3
    workspace.close()


def test_there_is_a_database_of_each_release() -> None:
    assert [path.stem for path in RELEASES] == ["release-0.1.0"]
