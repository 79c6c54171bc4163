"""The folder flows/ as a library, or every problem in it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.flow import build
from bot.flow.check import Known, check_controls, check_flow, check_station
from bot.flow.document import Document, read
from bot.flow.issues import FlowError, Issue
from bot.flow.model import Field, Library
from bot.flow.parts import (
    Written,
    read_controls,
    read_duty,
    read_flow,
    read_phrases,
    read_record,
    read_station,
)
from bot.flow.reach import check_ways
from bot.flow.vocabulary import DRAFT, HOME
from bot.flow.wording import (
    check_everywhere_wording,
    check_flow_wording,
    check_record_wording,
    check_station_wording,
    station_facts,
)

__all__ = ["FlowError", "Issue", "load"]

PARTS = ("station", "record", "everywhere", "duty")


def load(folder: Path, *, languages: Collection[str] | None = None) -> Library:
    """Everything that stands in `folder`, sound; else a FlowError with all issues of all files.

    `languages`: the codes for which there are words, where the caller knows them; no others may be offered.
    """
    documents = _read_all(folder)
    station = read_station(documents["station"])
    record = read_record(documents["record"])
    controls = read_controls(documents["everywhere"])
    phrases = read_phrases(documents["everywhere"])
    duty = read_duty(documents["duty"])
    written = _flows(documents, record)

    known = Known(record, _field_names(documents["record"]), frozenset(documents) - set(PARTS), station)
    facts = station_facts(station)
    check_station(documents["station"], known, languages)
    check_controls(documents["everywhere"], controls, known)
    check_record_wording(documents["record"], record)
    check_everywhere_wording(documents["everywhere"], controls, phrases, facts)
    for flow in written.values():
        check_flow(flow, known)
        check_flow_wording(flow, facts)
    check_ways(written)
    if station is not None:
        check_station_wording(documents["station"], station)

    issues = [issue for document in documents.values() for issue in document.issues]
    issues += _strangers(folder)
    if issues or station is None:
        raise FlowError(issues)
    flows = {
        name: build.flow(flow.document, flow.shape, flow.steps, record) for name, flow in written.items()
    }
    return Library(flows, record, station, controls, phrases, duty)


def _read_all(folder: Path) -> dict[str, Document]:
    names = [*PARTS, HOME, DRAFT, *(path.stem for path in sorted(folder.glob("*.yaml")))]
    return {
        name: read(folder / f"{name}.yaml", f"{folder.name}/{name}.yaml") for name in dict.fromkeys(names)
    }


def _strangers(folder: Path) -> list[Issue]:
    """Files that would be left out in silence."""
    what = "This file is not read: its name must end in .yaml."
    return [Issue(f"{folder.name}/{path.name}", 0, what) for path in sorted(folder.glob("*.yml"))]


def _field_names(document: Document) -> frozenset[str] | None:
    tree = document.top.get("fields")
    return frozenset(tree) if isinstance(tree, dict) else None


def _flows(documents: Mapping[str, Document], record: Mapping[str, Field]) -> dict[str, Written]:
    found: dict[str, Written] = {}
    for name, document in documents.items():
        flow = read_flow(document, record) if name not in PARTS else None
        if flow is None:
            continue
        found[name] = flow
        if flow.shape.flow != name:
            what = (
                f'The flow is called "{flow.shape.flow}", but its file "{name}.yaml". Both must be the same.'
            )
            document.complain(("flow",), what)
    return found
