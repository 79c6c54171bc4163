"""What of a case's record may stand where: on an alert card, in the details, or opened one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.flow.model import Field, Kind, Seal

#: what an officer must know before anything else: when and how she may be reached
FIRST = ("contact_when", "contact_how")


def on_card(field: Field) -> bool:
    """A chosen option that staff allowed on the alert card. Words never stand there."""
    return field.card and field.kind in (Kind.CHOICE, Kind.PLACE) and field.seal is not Seal.IDENTITY


def one_at_a_time(field: Field) -> bool:
    return field.seal is Seal.IDENTITY


def in_details(names: Iterable[str], record: Mapping[str, Field]) -> list[Field]:
    """The known fields among `names` that are shown together: how to reach her, then the record's order."""
    asked = set(names)
    found = [field for field in record.values() if field.name in asked and not one_at_a_time(field)]
    return sorted(found, key=lambda field: field.name not in FIRST)


def identity(names: Iterable[str], record: Mapping[str, Field]) -> list[Field]:
    """The known fields among `names` that are opened one at a time."""
    asked = set(names)
    return [field for field in record.values() if field.name in asked and one_at_a_time(field)]
