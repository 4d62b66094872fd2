"""Skills, role profiles, openings, candidates and scorecards."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UTC = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    """Apply this step."""
    if op.get_bind().dialect.name == "postgresql":
        # One act may touch all of the kinds that there are now.
        op.alter_column("acts", "kinds", type_=sa.Text())
    _make_catalogue()
    _make_levels()
    _make_openings()
    _make_candidates()
    _make_applications()
    _make_scorecards()
    _make_groups()


def _make_catalogue() -> None:
    op.create_table(
        "skills",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("alternative", sa.Text(), nullable=False),
        sa.Column("anchors", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(200), nullable=False),
        sa.Column("channel_level", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("key", name="uq_skills_key"),
        sa.PrimaryKeyConstraint("id", name="pk_skills"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "profiles",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("key", name="uq_profiles_key"),
        sa.PrimaryKeyConstraint("id", name="pk_profiles"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "profile_versions",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "profile_id", _ID, sa.ForeignKey("profiles.id", name="fk_profile_versions_profile_id"), nullable=False
        ),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", _UTC, nullable=False),
        sa.Column("made_by", _ID, sa.ForeignKey("members.id", name="fk_profile_versions_made_by")),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("interviews", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.UniqueConstraint("profile_id", "number", name="uq_profile_versions_profile_id_number"),
        sa.PrimaryKeyConstraint("id", name="pk_profile_versions"),
        sqlite_autoincrement=True,
    )


def _make_levels() -> None:
    op.create_table(
        "skill_levels",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_skill_levels_member_id"), nullable=False),
        sa.Column("skill_id", _ID, sa.ForeignKey("skills.id", name="fk_skill_levels_skill_id"), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("said_by", _ID, sa.ForeignKey("members.id", name="fk_skill_levels_said_by")),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name="ck_skill_levels_ck_skill_levels_level"),
        sa.PrimaryKeyConstraint("id", name="pk_skill_levels"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_skill_levels_member_id", "skill_levels", ["member_id"])
    op.create_index("ix_skill_levels_skill_id", "skill_levels", ["skill_id"])
    op.create_table(
        "role_aims",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_role_aims_member_id"), nullable=False),
        sa.Column("profile_id", _ID, sa.ForeignKey("profiles.id", name="fk_role_aims_profile_id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("by_day", sa.Date()),
        sa.PrimaryKeyConstraint("id", name="pk_role_aims"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_role_aims_member_id", "role_aims", ["member_id"])
    op.create_table(
        "trainings",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("skill_id", _ID, sa.ForeignKey("skills.id", name="fk_trainings_skill_id"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("owner_id", _ID, sa.ForeignKey("members.id", name="fk_trainings_owner_id"), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("people", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_trainings"),
        sqlite_autoincrement=True,
    )


def _make_openings() -> None:
    op.create_table(
        "openings",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "profile_version_id",
            _ID,
            sa.ForeignKey("profile_versions.id", name="fk_openings_profile_version_id"),
            nullable=False,
        ),
        sa.Column("values_version_id", _ID, sa.ForeignKey("profile_versions.id", name="fk_openings_values_version_id")),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("positions", sa.Integer(), nullable=False),
        sa.Column("lead_id", _ID, sa.ForeignKey("members.id", name="fk_openings_lead_id"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("needed_by", sa.Date()),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("names_hidden", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("positions > 0", name="ck_openings_ck_openings_positions"),
        sa.PrimaryKeyConstraint("id", name="pk_openings"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "seats",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opening_id", _ID, sa.ForeignKey("openings.id", name="fk_seats_opening_id"), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_seats_member_id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(32), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seats"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_seats_opening_id", "seats", ["opening_id"])
    op.create_index("ix_seats_member_id", "seats", ["member_id"])


def _make_candidates() -> None:
    op.create_table(
        "candidates",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("email", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(200), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("consent_at", _UTC),
        sa.Column("consent_note", sa.Text(), nullable=False),
        sa.Column("keep_until", sa.Date()),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("hold_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_candidates"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ties",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("candidate_id", _ID, sa.ForeignKey("candidates.id", name="fk_ties_candidate_id"), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_ties_member_id"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.UniqueConstraint("candidate_id", "member_id", name="uq_ties_candidate_id_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_ties"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "candidate_papers",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "candidate_id", _ID, sa.ForeignKey("candidates.id", name="fk_candidate_papers_candidate_id"), nullable=False
        ),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("added_at", _UTC, nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_candidate_papers_member_id")),
        sa.PrimaryKeyConstraint("id", name="pk_candidate_papers"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_candidate_papers_candidate_id", "candidate_papers", ["candidate_id"])
    op.create_index("ix_ties_member_id", "ties", ["member_id"])


def _make_applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "candidate_id", _ID, sa.ForeignKey("candidates.id", name="fk_applications_candidate_id"), nullable=False
        ),
        sa.Column("opening_id", _ID, sa.ForeignKey("openings.id", name="fk_applications_opening_id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.UniqueConstraint("candidate_id", "opening_id", name="uq_applications_candidate_id_opening_id"),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_applications_opening_id", "applications", ["opening_id"])
    op.create_table(
        "candidate_notes",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "application_id",
            _ID,
            sa.ForeignKey("applications.id", name="fk_candidate_notes_application_id"),
            nullable=False,
        ),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_candidate_notes_member_id")),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_candidate_notes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_candidate_notes_application_id", "candidate_notes", ["application_id"])
    op.create_table(
        "moves",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "application_id", _ID, sa.ForeignKey("applications.id", name="fk_moves_application_id"), nullable=False
        ),
        sa.Column("at", _UTC, nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_moves_member_id")),
        sa.Column("from_stage", sa.String(32), nullable=False),
        sa.Column("from_outcome", sa.String(32), nullable=False),
        sa.Column("to_stage", sa.String(32), nullable=False),
        sa.Column("to_outcome", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recommendation", sa.String(32), nullable=False),
        sa.Column("fit", sa.Float()),
        sa.Column("coverage", sa.Float()),
        sa.Column("against", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_moves"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_moves_application_id", "moves", ["application_id"])


def _make_scorecards() -> None:
    op.create_table(
        "scorecards",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "application_id", _ID, sa.ForeignKey("applications.id", name="fk_scorecards_application_id"), nullable=False
        ),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_scorecards_member_id"), nullable=False),
        sa.Column("seat_id", _ID, sa.ForeignKey("seats.id", name="fk_scorecards_seat_id")),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(32), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("submitted_at", _UTC),
        sa.Column("changed_at", _UTC),
        sa.Column("ratings", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saw_others", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("application_id", "seat_id", name="uq_scorecards_application_id_seat_id"),
        sa.PrimaryKeyConstraint("id", name="pk_scorecards"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_scorecards_application_id", "scorecards", ["application_id"])
    op.create_index("ix_scorecards_member_id", "scorecards", ["member_id"])
    op.create_index("ix_scorecards_seat_id", "scorecards", ["seat_id"])


def _make_groups() -> None:
    op.create_table(
        "group_answers",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "candidate_id", _ID, sa.ForeignKey("candidates.id", name="fk_group_answers_candidate_id"), nullable=False
        ),
        sa.Column("question", sa.String(200), nullable=False),
        sa.Column("answer", sa.String(200), nullable=False),
        sa.UniqueConstraint("candidate_id", "question", name="uq_group_answers_candidate_id_question"),
        sa.PrimaryKeyConstraint("id", name="pk_group_answers"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "past_candidates",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "opening_id", _ID, sa.ForeignKey("openings.id", name="fk_past_candidates_opening_id"), nullable=False
        ),
        sa.Column("applied_in", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_past_candidates"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_past_candidates_opening_id", "past_candidates", ["opening_id"])
