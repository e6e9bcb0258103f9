"""The whole database as one open, documented JSON file, and back without loss (`docs/export-format.md`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeVar

from pydantic import TypeAdapter, ValidationError

from checklists.contract import Contract, Supplier
from checklists.deviation import Deviation
from checklists.evidence import Evidence
from checklists.followup import FollowUp
from checklists.form_version import FormVersion
from checklists.intake import Problem
from checklists.measure import Measure
from checklists.proposals import Decision
from checklists.requirements import RequirementSets, refuse_other_parameters
from checklists.settings import OwnText, PrioritisedRisk, Setting
from checklists.values import Frozen, InputRefused, Refused, canonical_json
from checklists.whole import (
    SCHEMA,
    SINCE,
    HeldAnswer,
    HeldEntry,
    HeldFile,
    HeldForm,
    HeldSummary,
    WholeDatabase,
)
from exchange.files import read_given, write_file
from exchange.jsonfile import Json, parse_json

MOST_BYTES: Final = 1_000_000_000
HEAD: Final = "aktsom"
_IN_HEAD: Final = ("program", "exported")
_TABLES: Final = ("counters", "versions")
_RECORDS: Final[Mapping[str, type[Frozen]]] = {
    "suppliers": Supplier,
    "contracts": Contract,
    "followups": FollowUp,
    "answers": HeldAnswer,
    "decisions": Decision,
    "deviations": Deviation,
    "measures": Measure,
    "evidence": Evidence,
    "settings": Setting,
    "own_texts": OwnText,
    "risks": PrioritisedRisk,
    "forms": HeldForm,
    "form_versions": FormVersion,
    "files": HeldFile,
    "summaries": HeldSummary,
    "journal": HeldEntry,
}
_CHUNK: Final = 1 << 16
JudgedT = TypeVar("JudgedT")


def write_archive(path: Path, whole: WholeDatabase, *, force: bool = False) -> None:
    """Write `whole` to `path`, whole or not at all; a record a line. Raises Refused as `write_file` does."""
    write_file(path, _chunks(archive_lines(whole)), force=force)


def archive_lines(whole: WholeDatabase) -> Iterator[str]:
    """The file's lines, without line breaks at their ends."""
    head = {"schema": SCHEMA, "program": whole.program, "exported": whole.exported}
    yield f'{{"{HEAD}": {canonical_json(head)},'
    yield f'"counters": {canonical_json(whole.counters)},'
    yield f'"versions": {canonical_json(whole.versions)},'
    for name in _RECORDS:
        records: tuple[Frozen, ...] = getattr(whole, name)
        yield f'"{name}": ['
        for place, record in enumerate(records, 1):
            yield record.canonical() + ("," if place < len(records) else "")
        yield "]" if name == "journal" else "],"
    yield "}"


def _chunks(lines: Iterator[str]) -> Iterator[bytes]:
    held: list[str] = []
    size = 0
    for line in lines:
        held += (line, "\n")
        size += len(line)
        if size >= _CHUNK:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


def read_archive(path: Path) -> WholeDatabase:
    """The database that the file at `path` holds.

    Raises InputRefused: not such a file, a format of another version, a part missing or unknown, or a value that
    is not what it must be, by its path (`contracts[3].value.currency`).
    """
    given = read_given(path, limit=MOST_BYTES)
    return whole_of(given.raw, given.name)


def whole_of(raw: bytes, name: str) -> WholeDatabase:
    """The database in the bytes of a file called `name`. Raises InputRefused as `read_archive` does."""
    document = parse_json(raw, name)
    if not isinstance(document, dict) or HEAD not in document:
        raise InputRefused("export_not_ours", file=name)
    head, schema = _head(document[HEAD], name)
    parts = [part for part in (*_TABLES, *_RECORDS) if SINCE.get(part, 1) <= schema]
    for part in parts:
        if part not in document:
            raise InputRefused("export_part_missing", file=name, part=part)
    for key in document:
        if key != HEAD and key not in parts:
            raise InputRefused("export_part_unknown", file=name, part=key[:60])
    held: dict[str, object] = {part: _table(document[part], part, name) for part in _TABLES}
    held |= {part: tuple(_records(document[part], part, name)) for part in _RECORDS if part in parts}
    held |= dict.fromkeys((part for part in _RECORDS if part not in parts), ())
    # Each record has been judged in its place, so that the whole is only put together.
    return WholeDatabase.model_construct(None, **head, **held)


def other_parameters(contracts: Iterable[Contract], sets: RequirementSets) -> tuple[Problem, ...]:
    """Numbers of contracts' own that their sets do not have, or not so, by path. They are taken in as they stand."""
    found: list[Problem] = []
    for place, contract in enumerate(contracts):
        for number, held in enumerate(contract.requirement_sets):
            for key, value in held.parameters.items():
                one = held.model_copy(update={"parameters": {key: value}})
                try:
                    refuse_other_parameters(one, sets)
                except Refused as refused:
                    path = f"contracts[{place}].requirement_sets[{number}].parameters.{key[:60]}"
                    told = {name: str(each) for name, each in refused.params.items()}
                    found.append(Problem(code=refused.code, params=told, field=path, fatal=False))
    return tuple(found)


def _head(head: Json, name: str) -> tuple[dict[str, str], int]:
    """What the head tells, and the number of the format."""
    schema = head.get("schema") if isinstance(head, dict) else None
    if not isinstance(head, dict) or not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise InputRefused("export_without_version", file=name)
    if schema > SCHEMA:
        program = str(head.get("program"))[:40]
        raise InputRefused("export_newer", file=name, schema=schema, known=SCHEMA, program=program)
    told: dict[str, str] = {}
    for key in _IN_HEAD:
        text = head.get(key)
        if not isinstance(text, str):
            raise InputRefused("export_wrong_value", file=name, path=f"{HEAD}.{key}", problem="text")
        told[key] = text
    return told, schema


_NUMBERS: Final = TypeAdapter(dict[str, int])


def _table(part: Json, where: str, name: str) -> dict[str, int]:
    def judge() -> dict[str, int]:
        return _NUMBERS.validate_json(_text(part), strict=True)

    return _judged(judge, where, name)


def _records(part: Json, where: str, name: str) -> Iterator[Frozen]:
    if not isinstance(part, list):
        raise InputRefused("export_wrong_value", file=name, path=where, problem="list")
    model = _RECORDS[where]
    for place, record in enumerate(part):
        yield _judged(_judge(model, record), f"{where}[{place}]", name)


def _judge(model: type[Frozen], record: Json) -> Callable[[], Frozen]:
    # As JSON and strictly: a number is no text, `true` no number, and a date stands as text.
    return lambda: model.model_validate_json(_text(record), strict=True)


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, default=_no_fraction)


def _no_fraction(_number: object) -> str:
    # Amounts stand as text: a number with a point would otherwise become one without a word.
    raise ArithmeticError


def _judged(judge: Callable[[], JudgedT], where: str, name: str) -> JudgedT:
    try:
        return judge()
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        inner = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
        raise InputRefused(
            "export_wrong_value", file=name, path=(where + inner)[:200], problem=first["type"]
        ) from None
    except Refused as refused:
        raise InputRefused("export_wrong_value", file=name, path=where, problem=refused.code) from None
    except ArithmeticError:
        raise InputRefused("export_wrong_value", file=name, path=where, problem="amount") from None
