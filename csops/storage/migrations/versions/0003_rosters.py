"""Rosters: shift templates, terms of work, absences, wishes, plans and their shifts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_UTC = sa.DateTime(timezone=True).with_variant(sa.BigInteger(), "sqlite")


def upgrade() -> None:
    """Apply this step."""
    _templates()
    _people()
    _plans()


def _templates() -> None:
    op.create_table(
        "shift_templates",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("breaks", sa.Text(), nullable=False),
        sa.Column("paid_breaks", sa.Boolean(), nullable=False),
        sa.Column("weekdays", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shift_templates"),
        sa.CheckConstraint("end_minute > start_minute", name="ck_shift_templates_end_minute"),
        sqlite_autoincrement=True,
    )


def _people() -> None:
    op.create_table(
        "terms",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_terms_member_id"), nullable=False),
        sa.Column("on_roster", sa.Boolean(), nullable=False),
        sa.Column("hours_per_week", sa.Float(), nullable=False),
        sa.Column("days_per_week", sa.Float(), nullable=False),
        sa.Column("most_hours_per_week", sa.Float()),
        sa.Column("available", sa.Text()),
        sa.Column("channels", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_terms"),
        sa.UniqueConstraint("member_id", name="uq_terms_member_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "absences",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_absences_member_id"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("part", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        sa.CheckConstraint("last_day >= first_day", name="ck_absences_last_day"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absences_member_id", "absences", ["member_id"])
    op.create_table(
        "wishes",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_wishes_member_id"), nullable=False),
        sa.Column("wants", sa.String(32), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("weekday", sa.Integer()),
        sa.Column("template_id", _ID, sa.ForeignKey("shift_templates.id", name="fk_wishes_template_id")),
        sa.PrimaryKeyConstraint("id", name="pk_wishes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_wishes_member_id", "wishes", ["member_id"])


def _plans() -> None:
    op.create_table(
        "plans",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("made_at", _UTC, nullable=False),
        sa.Column("published_at", _UTC),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
        sa.CheckConstraint("weeks > 0", name="ck_plans_weeks"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_plans_first_day", "plans", ["first_day"])
    op.create_table(
        "shifts",
        sa.Column("id", _ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_id", _ID, sa.ForeignKey("plans.id", name="fk_shifts_plan_id"), nullable=False),
        sa.Column("member_id", _ID, sa.ForeignKey("members.id", name="fk_shifts_member_id"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("template_id", _ID, sa.ForeignKey("shift_templates.id", name="fk_shifts_template_id")),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("breaks", sa.Text(), nullable=False),
        sa.Column("paid_breaks", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shifts"),
        sa.UniqueConstraint("plan_id", "member_id", "day", name="uq_shifts_plan_id_member_id_day"),
        sa.CheckConstraint("end_minute > start_minute", name="ck_shifts_end_minute"),
        sqlite_autoincrement=True,
    )
