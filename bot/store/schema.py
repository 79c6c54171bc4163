"""The tables. Every change of theirs is a migration under migrations/versions."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from bot.vault.seal import Sealed

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A time with its zone, kept in UTC. SQLite has no zones, so it is put back when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        found: datetime = value
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


class SealedBytes(TypeDecorator[Sealed]):
    """A column that takes nothing but sealed bytes: plain words cannot be stored by mistake."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Sealed | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise TypeError("Only sealed bytes may be stored here.")
        return value.data

    def process_result_value(self, value: Any, dialect: Dialect) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))


def _id() -> Column[int]:
    """Given by the station, not by the database: what is sealed is bound to its row before it is written."""
    return Column("id", BigInteger, primary_key=True, autoincrement=False)


meta = Table(
    "meta",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)

#: one person in one bot
chats = Table(
    "chats",
    metadata,
    _id(),
    Column("bot", String, nullable=False),
    Column("telegram_hash", LargeBinary, nullable=False),
    Column("telegram_sealed", SealedBytes, nullable=False),
    Column("key_wrapped", SealedBytes, nullable=False),
    Column("language", String, nullable=False),
    Column(
        "chose_language", Boolean, nullable=False
    ),  # she chose it herself: the phone's setting no longer counts
    Column("session_sealed", SealedBytes),
    Column("contact_sealed", SealedBytes),  # when she may be written to unasked
    Column("live", BigInteger),  # the outbox row of the message that bears the open question
    Column("place_keyboard", Boolean, nullable=False),  # a keyboard that offers to send the place is open
    Column("drop_at", Moment),  # when the first thing that she has not sent is to be dropped
    Column("seen_at", Moment),  # when she last did something
    Column("blocked_at", Moment),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("bot", "telegram_hash"),
)
Index("ix_chats_drop_at", chats.c.drop_at)

inbox = Table(
    "inbox",
    metadata,
    _id(),
    Column("bot", String, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    Column("chat", ForeignKey(chats.c.id), nullable=False),
    Column("message_id", BigInteger),  # the channel's number; what is to be deleted needs it
    Column("event_sealed", SealedBytes),  # gone once answered
    Column("arrived_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("done_at", Moment),
    Column("failed_at", Moment),
    UniqueConstraint("bot", "update_id"),
)
Index(
    "ix_inbox_waiting",
    inbox.c.id,
    sqlite_where=inbox.c.done_at.is_(None),
    postgresql_where=inbox.c.done_at.is_(None),
)

outbox = Table(
    "outbox",
    metadata,
    _id(),
    Column("chat", ForeignKey(chats.c.id), nullable=False),
    Column("case", BigInteger),  # what it is about
    Column("note", String),  # what it is: card, notice, details ...
    Column("lane", Integer, nullable=False),  # 0 danger alerts, 1 answers, 2 the rest
    Column("unasked", Boolean, nullable=False),  # not an answer to her own input: safe contact decides when
    Column("payload_sealed", SealedBytes),  # gone once sent
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment),  # None: when she writes next
    Column("retry_at", Moment),
    Column("tries", Integer, nullable=False),
    Column("sent_at", Moment),
    Column("message_id", BigInteger),
    Column("failed_at", Moment),
    Column("failure", String),
)
_unsent = outbox.c.sent_at.is_(None) & outbox.c.failed_at.is_(None)
Index("ix_outbox_waiting", outbox.c.chat, outbox.c.id, sqlite_where=_unsent, postgresql_where=_unsent)
Index("ix_outbox_case", outbox.c.case, outbox.c.note)

cases = Table(
    "cases",
    metadata,
    _id(),
    Column("number", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("danger", String, nullable=False),
    Column("desk", String, nullable=False),
    Column("chat", ForeignKey(chats.c.id), nullable=False),
    Column("key_wrapped", SealedBytes),  # deleted: the case can never be read again
    Column("opened_at", Moment, nullable=False),
    Column("taken_at", Moment),
    Column("taken_by", ForeignKey(chats.c.id)),
    Column("closed_at", Moment),
    Column("outcome", String),
)
Index(
    "ix_cases_open",
    cases.c.desk,
    sqlite_where=cases.c.closed_at.is_(None),
    postgresql_where=cases.c.closed_at.is_(None),
)
Index("ix_cases_chat", cases.c.chat)

#: the answers of a case, a row each
fields = Table(
    "fields",
    metadata,
    Column("case", ForeignKey(cases.c.id), primary_key=True),
    Column("field", String, primary_key=True),
    Column("answer_sealed", SealedBytes, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    _id(),
    Column("case", ForeignKey(cases.c.id), nullable=False),
    Column("danger", String, nullable=False),
    Column("raised_at", Moment, nullable=False),
    Column("acknowledged_at", Moment),
    Column("acknowledged_by", ForeignKey(chats.c.id)),
    Column("closed_at", Moment),
)
Index("ix_alerts_case", alerts.c.case)

#: what happened to a case and who looked at what
events = Table(
    "events",
    metadata,
    _id(),
    Column("case", ForeignKey(cases.c.id), nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", String, nullable=False),
    Column("who", ForeignKey(chats.c.id)),
    Column("detail", String),  # a field's or an outcome's name, never words
    Column("words_sealed", SealedBytes),
    Column("unread_by", ForeignKey(chats.c.id)),  # news for this person, not yet opened
)
Index("ix_events_case", events.c.case)
Index("ix_events_unread_by", events.c.unread_by)

evidence = Table(
    "evidence",
    metadata,
    _id(),
    Column("chat", ForeignKey(chats.c.id), nullable=False),
    Column("case", ForeignKey(cases.c.id)),
    Column("kind", String, nullable=False),
    Column("declared_mime", String),
    Column("detected_mime", String),
    Column("declared_size", BigInteger),
    Column("handle_sealed", SealedBytes),  # the channel's reference; gone once stored
    Column("key_wrapped", SealedBytes, nullable=False),  # hangs on the person's key, then on the case's
    Column("arrived_at", Moment, nullable=False),
    Column("retry_at", Moment),
    Column("tries", Integer, nullable=False),
    Column("stored_at", Moment),
    Column("size", BigInteger),
    Column("sha256", String),
    Column("failed_at", Moment),
    Column("failure", String),
)
Index("ix_evidence_chat", evidence.c.chat)
Index("ix_evidence_case", evidence.c.case)

officers = Table(
    "officers",
    metadata,
    Column("chat", ForeignKey(chats.c.id), primary_key=True),
    Column("desk", String, nullable=False),
    Column("role", String, nullable=False),
    Column("name_sealed", SealedBytes, nullable=False),
    Column("joined_at", Moment, nullable=False),
)

invites = Table(
    "invites",
    metadata,
    Column("code_hash", LargeBinary, primary_key=True),
    Column("desk", String, nullable=False),
    Column("role", String, nullable=False),
    Column("name_sealed", SealedBytes, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Column("used_by", ForeignKey(chats.c.id)),
)
