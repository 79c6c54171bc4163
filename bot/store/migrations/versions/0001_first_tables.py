"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store import schema

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "chats",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("telegram_hash", sa.LargeBinary(), nullable=False),
        sa.Column("telegram_sealed", schema.SealedBytes(), nullable=False),
        sa.Column("key_wrapped", schema.SealedBytes(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("chose_language", sa.Boolean(), nullable=False),
        sa.Column("session_sealed", schema.SealedBytes(), nullable=True),
        sa.Column("contact_sealed", schema.SealedBytes(), nullable=True),
        sa.Column("live", sa.BigInteger(), nullable=True),
        sa.Column("place_keyboard", sa.Boolean(), nullable=False),
        sa.Column("drop_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("seen_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("blocked_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("bot", "telegram_hash", name=op.f("uq_chats_bot_telegram_hash")),
    )
    op.create_index("ix_chats_drop_at", "chats", ["drop_at"], unique=False)
    op.create_table(
        "meta",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_meta")),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("danger", sa.String(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("key_wrapped", schema.SealedBytes(), nullable=True),
        sa.Column("opened_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("taken_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("taken_by", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("fk_cases_chat")),
        sa.ForeignKeyConstraint(["taken_by"], ["chats.id"], name=op.f("fk_cases_taken_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
        sa.UniqueConstraint("number", name=op.f("uq_cases_number")),
    )
    op.create_index("ix_cases_chat", "cases", ["chat"], unique=False)
    op.create_index(
        "ix_cases_open",
        "cases",
        ["desk"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bot", sa.String(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("event_sealed", schema.SealedBytes(), nullable=True),
        sa.Column("arrived_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("failed_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("fk_inbox_chat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("bot", "update_id", name=op.f("uq_inbox_bot_update_id")),
    )
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "invites",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name_sealed", schema.SealedBytes(), nullable=False),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("expires_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("used_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("used_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["used_by"], ["chats.id"], name=op.f("fk_invites_used_by")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_invites")),
    )
    op.create_table(
        "officers",
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("desk", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("name_sealed", schema.SealedBytes(), nullable=False),
        sa.Column("joined_at", schema.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("fk_officers_chat")),
        sa.PrimaryKeyConstraint("chat", name=op.f("pk_officers")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("case", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("unasked", sa.Boolean(), nullable=False),
        sa.Column("payload_sealed", schema.SealedBytes(), nullable=True),
        sa.Column("created_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("due_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("retry_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("failed_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("fk_outbox_chat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_case", "outbox", ["case", "note"], unique=False)
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["chat", "id"],
        unique=False,
        sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case", sa.BigInteger(), nullable=False),
        sa.Column("danger", sa.String(), nullable=False),
        sa.Column("raised_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("acknowledged_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("acknowledged_by", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", schema.Moment(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["acknowledged_by"], ["chats.id"], name=op.f("fk_alerts_acknowledged_by")),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_alerts_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
    )
    op.create_index("ix_alerts_case", "alerts", ["case"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("who", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.Column("words_sealed", schema.SealedBytes(), nullable=True),
        sa.Column("unread_by", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_events_case")),
        sa.ForeignKeyConstraint(["unread_by"], ["chats.id"], name=op.f("fk_events_unread_by")),
        sa.ForeignKeyConstraint(["who"], ["chats.id"], name=op.f("fk_events_who")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_case", "events", ["case"], unique=False)
    op.create_index("ix_events_unread_by", "events", ["unread_by"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat", sa.BigInteger(), nullable=False),
        sa.Column("case", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("declared_mime", sa.String(), nullable=True),
        sa.Column("detected_mime", sa.String(), nullable=True),
        sa.Column("declared_size", sa.BigInteger(), nullable=True),
        sa.Column("handle_sealed", schema.SealedBytes(), nullable=True),
        sa.Column("key_wrapped", schema.SealedBytes(), nullable=False),
        sa.Column("arrived_at", schema.Moment(timezone=True), nullable=False),
        sa.Column("retry_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("stored_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("failed_at", schema.Moment(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_evidence_case")),
        sa.ForeignKeyConstraint(["chat"], ["chats.id"], name=op.f("fk_evidence_chat")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_case", "evidence", ["case"], unique=False)
    op.create_index("ix_evidence_chat", "evidence", ["chat"], unique=False)
    op.create_table(
        "fields",
        sa.Column("case", sa.BigInteger(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("answer_sealed", schema.SealedBytes(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name=op.f("fk_fields_case")),
        sa.PrimaryKeyConstraint("case", "field", name=op.f("pk_fields")),
    )
    # ### end Alembic commands ###
