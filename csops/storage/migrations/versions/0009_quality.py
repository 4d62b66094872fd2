"""Scorecards of reviews, samples, reviews, disputes, calibrations and coaching."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UTC = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    """Apply this step."""
    _make_cards()
    _make_samples()
    _make_calibrations()
    _make_reviews()
    _make_disputes()
    _make_coaching()


def _make_cards() -> None:
    op.create_table(
        "review_cards",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.Column("only_recovery", sa.Boolean(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("current", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("key", name="uq_review_cards_key"),
        sa.PrimaryKeyConstraint("id", name="pk_review_cards"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "card_versions",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("card_id", _ID, sa.ForeignKey("review_cards.id", name="fk_card_versions_card_id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("made_at", _UTC, nullable=False),
        sa.Column("made_by", _ID, sa.ForeignKey("members.id", name="fk_card_versions_made_by")),
        sa.Column("published_at", _UTC),
        sa.Column("published_by", _ID, sa.ForeignKey("members.id", name="fk_card_versions_published_by")),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("pass_mark", sa.Float(), nullable=False),
        sa.Column("sections", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.UniqueConstraint("card_id", "number", name="uq_card_versions_card_id_number"),
        sa.PrimaryKeyConstraint("id", name="pk_card_versions"),
        sqlite_autoincrement=True,
    )


def _make_samples() -> None:
    op.create_table(
        "samples",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("since", _UTC, nullable=False),
        sa.Column("until", _UTC, nullable=False),
        sa.Column("made_at", _UTC, nullable=False),
        sa.Column("made_by", _ID, sa.ForeignKey("members.id", name="fk_samples_made_by")),
        sa.Column("seed", _ID, nullable=False),
        sa.Column("strata", sa.Text(), nullable=False),
        sa.Column("quota", sa.Integer()),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("is_risk", sa.Boolean(), nullable=False),
        sa.Column("self_first", sa.Boolean(), nullable=False),
        sa.Column("due_at", _UTC),
        sa.Column("reviewers", sa.Text(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.Column("layers", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_samples"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "picks",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sample_id", _ID, sa.ForeignKey("samples.id", name="fk_picks_sample_id")),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id", name="fk_picks_contact_id")),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_picks_member_id"), nullable=False),
        sa.Column("reviewer_id", _ID, sa.ForeignKey("members.id", name="fk_picks_reviewer_id")),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("layer", sa.Text(), nullable=False),
        sa.Column("risk", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("replaces_id", _ID, sa.ForeignKey("picks.id", name="fk_picks_replaces_id")),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("self_first", sa.Boolean(), nullable=False),
        sa.Column("due_at", _UTC),
        sa.Column("done_at", _UTC),
        sa.PrimaryKeyConstraint("id", name="pk_picks"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_picks_contact_id", "picks", ["contact_id"])
    op.create_index("ix_picks_member_id", "picks", ["member_id"])
    op.create_index("ix_picks_reviewer_id_state", "picks", ["reviewer_id", "state"])
    op.create_index("ix_picks_sample_id", "picks", ["sample_id"])


def _make_calibrations() -> None:
    op.create_table(
        "calibrations",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id", name="fk_calibrations_contact_id")),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_calibrations_member_id"), nullable=False),
        sa.Column(
            "card_version_id",
            _ID,
            sa.ForeignKey("card_versions.id", name="fk_calibrations_card_version_id"),
            nullable=False,
        ),
        sa.Column("made_at", _UTC, nullable=False),
        sa.Column("made_by", _ID, sa.ForeignKey("members.id", name="fk_calibrations_made_by")),
        sa.Column("due_at", _UTC),
        sa.Column("reviewers", sa.Text(), nullable=False),
        sa.Column("excused", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("opened_at", _UTC),
        sa.Column("closed_at", _UTC),
        sa.Column("agreed", sa.Text(), nullable=False),
        sa.Column(
            "guided_version_id", _ID, sa.ForeignKey("card_versions.id", name="fk_calibrations_guided_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_calibrations"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_calibrations_contact_id", "calibrations", ["contact_id"])


def _make_reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("contact_id", _ID, sa.ForeignKey("contacts.id", name="fk_reviews_contact_id")),
        sa.Column("case_id", _ID, sa.ForeignKey("cases.id", name="fk_reviews_case_id")),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_reviews_member_id"), nullable=False),
        sa.Column("reviewer_id", _ID, sa.ForeignKey("members.id", name="fk_reviews_reviewer_id"), nullable=False),
        sa.Column("happened_at", _UTC, nullable=False),
        sa.Column("channel_id", _ID, sa.ForeignKey("channels.id", name="fk_reviews_channel_id")),
        sa.Column("topic_id", _ID, sa.ForeignKey("topics.id", name="fk_reviews_topic_id")),
        sa.Column(
            "card_version_id", _ID, sa.ForeignKey("card_versions.id", name="fk_reviews_card_version_id"), nullable=False
        ),
        sa.Column("purpose", sa.String(32), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("source_ref", sa.Text(), nullable=False),
        sa.Column("pick_id", _ID, sa.ForeignKey("picks.id", name="fk_reviews_pick_id")),
        sa.Column("session_id", _ID, sa.ForeignKey("calibrations.id", name="fk_reviews_session_id")),
        sa.Column("checks_id", _ID, sa.ForeignKey("reviews.id", name="fk_reviews_checks_id")),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("ratings", sa.Text(), nullable=False),
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("raw", sa.Float()),
        sa.Column("final", sa.Float()),
        sa.Column("seen", sa.Float(), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("critical", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("praise", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Float()),
        sa.Column("saw_others", sa.Boolean(), nullable=False),
        sa.Column("finished_at", _UTC, nullable=False),
        sa.Column("changed_at", _UTC),
        sa.Column("sent_at", _UTC),
        sa.Column("read_at", _UTC),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", _UTC),
        sa.UniqueConstraint("pick_id", "purpose", name="uq_reviews_pick_id_purpose"),
        sa.UniqueConstraint("session_id", "reviewer_id", name="uq_reviews_session_id_reviewer_id"),
        sa.CheckConstraint("final IS NULL OR (final >= 0 AND final <= 100)", name="ck_reviews_final_within_100"),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reviews_card_version_id", "reviews", ["card_version_id"])
    op.create_index("ix_reviews_case_id", "reviews", ["case_id"])
    op.create_index("ix_reviews_checks_id", "reviews", ["checks_id"])
    op.create_index("ix_reviews_contact_id", "reviews", ["contact_id"])
    op.create_index("ix_reviews_happened_at", "reviews", ["happened_at"])
    op.create_index("ix_reviews_member_id_happened_at", "reviews", ["member_id", "happened_at"])
    op.create_index("ix_reviews_reviewer_id", "reviews", ["reviewer_id"])


def _make_disputes() -> None:
    op.create_table(
        "disputes",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("review_id", _ID, sa.ForeignKey("reviews.id", name="fk_disputes_review_id"), nullable=False),
        sa.Column("criterion", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Float()),
        sa.Column("raised_at", _UTC, nullable=False),
        sa.Column("raised_by", _ID, sa.ForeignKey("members.id", name="fk_disputes_raised_by"), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("was", sa.Float()),
        sa.Column("now", sa.Float()),
        sa.Column("decided_at", _UTC),
        sa.Column("decided_by", _ID, sa.ForeignKey("members.id", name="fk_disputes_decided_by")),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disputes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_disputes_review_id", "disputes", ["review_id"])


def _make_coaching() -> None:
    op.create_table(
        "coachings",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_coachings_member_id"), nullable=False),
        sa.Column("coach_id", _ID, sa.ForeignKey("members.id", name="fk_coachings_coach_id"), nullable=False),
        sa.Column("planned_at", _UTC, nullable=False),
        sa.Column("time_known", sa.Boolean(), nullable=False),
        sa.Column("made_at", _UTC, nullable=False),
        sa.Column("made_by", _ID, sa.ForeignKey("members.id", name="fk_coachings_made_by")),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("held_at", _UTC),
        sa.Column("card", sa.String(200), nullable=False),
        sa.Column("criterion", sa.String(200), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_coachings"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coachings_member_id", "coachings", ["member_id"])
    op.create_table(
        "coaching_actions",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "coaching_id", _ID, sa.ForeignKey("coachings.id", name="fk_coaching_actions_coaching_id"), nullable=False
        ),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner_id", _ID, sa.ForeignKey("members.id", name="fk_coaching_actions_owner_id"), nullable=False),
        sa.Column("due_at", _UTC, nullable=False),
        sa.Column("done_at", _UTC),
        sa.Column("done_by", _ID, sa.ForeignKey("members.id", name="fk_coaching_actions_done_by")),
        sa.Column("training_id", _ID, sa.ForeignKey("trainings.id", name="fk_coaching_actions_training_id")),
        sa.PrimaryKeyConstraint("id", name="pk_coaching_actions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_coaching_actions_coaching_id", "coaching_actions", ["coaching_id"])
    op.create_index("ix_coaching_actions_owner_id", "coaching_actions", ["owner_id"])
