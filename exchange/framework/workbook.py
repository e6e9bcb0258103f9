"""A requirement framework in the workbook that its authors write: sheets of facts, of nodes and of kinds of answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checklists.values import InputRefused
from exchange.framework.nodes import Framework, Node, NodeChoice, NodeQuestion, refuse_unfit, version_of
from exchange.workbook.grid import Grid

LIBRARY = "library_meta"
_META, _CONTENT = "_meta", "_content"
_KNOWN = frozenset(
    {"assessable", "depth", "ref_id", "name", "description", "annotation", "questions", "answer", "urn_id"}
)
_TYPICAL = "typical_evidence"


def is_framework_workbook(grids: Sequence[Grid]) -> bool:
    """Does it have the sheet that tells what the library is?"""
    return any(grid.name == LIBRARY for grid in grids)


def framework_of(grids: Sequence[Grid], file: str) -> Framework:
    """The framework in the sheets. Raises InputRefused when none of them has requirements to assess."""
    by_name = {grid.name: grid for grid in grids}
    library = _facts(by_name[LIBRARY])
    name = next((name for name, facts in _metas(by_name) if facts.get("type") == "framework"), "")
    content = by_name.get(f"{name}{_CONTENT}")
    if not name or content is None:
        raise InputRefused("framework_missing", file=file)
    facts = _facts(by_name[f"{name}{_META}"])
    language = library.get("locale", "en")
    answers = _answers(by_name, facts.get("answers_definition", ""))
    nodes = tuple(_nodes(content, facts.get("base_urn", name), language, answers))
    refuse_unfit(nodes, file)
    return Framework(
        ref=facts.get("ref_id", "") or library.get("ref_id", ""),
        version=version_of(library.get("version", "")),
        language=language,
        name={language: facts.get("name") or library.get("name") or name},
        description={language: facts.get("description") or library.get("description") or name},
        provider=library.get("provider", ""),
        copyright=library.get("copyright", ""),
        nodes=nodes,
    )


def _metas(by_name: Mapping[str, Grid]) -> Iterator[tuple[str, Mapping[str, str]]]:
    return (
        (name.removesuffix(_META), _facts(grid))
        for name, grid in by_name.items()
        if name.endswith(_META) and name != LIBRARY
    )


def _facts(grid: Grid) -> dict[str, str]:
    """A sheet of names and values in its first two columns."""
    rows = {row for row, _ in grid.cells}
    return {_cell(grid, row, 1): _cell(grid, row, 2) for row in sorted(rows) if _cell(grid, row, 1)}


def _rows(grid: Grid) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under the headings of the first line, by heading."""
    headings = {column: _cell(grid, 1, column).casefold() for row, column in grid.cells if row == 1}
    for row in sorted({row for row, _ in grid.cells if row > 1}):
        yield row, {heading: _cell(grid, row, column) for column, heading in headings.items() if heading}


def _cell(grid: Grid, row: int, column: int) -> str:
    cell = grid.cells.get((row, column))
    return cell.text.strip() if cell is not None and cell.kind not in ("formula", "error") else ""


def _answers(by_name: Mapping[str, Grid], name: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Id of each kind of answer → its type and its choices."""
    grid = by_name.get(f"{name}{_CONTENT}") if name else None
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for _, row in _rows(grid) if grid else ():
        choices = tuple(line.strip() for line in row.get("question_choices", "").split("\n") if line.strip())
        found[row.get("id", "")] = row.get("question_type", ""), choices
    return found


def _nodes(
    grid: Grid, base: str, language: str, answers: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Iterator[Node]:
    above: dict[int, str] = {}
    for number, row in _rows(grid):
        depth = int(row["depth"]) if re.fullmatch(r"[0-9]{1,3}", row.get("depth", "")) else 1
        urn = f"{base}:{row.get('ref_id') or number}".casefold()
        kind, choices = answers.get(row.get("answer", ""), ("", ()))
        yield Node(
            urn=urn,
            parent=above.get(depth - 1, ""),
            ref=row.get("ref_id", ""),
            assessable=bool(row.get("assessable")),
            name=_said(row.get("name", ""), language),
            description=_said(row.get("description", ""), language),
            help=_said(row.get("annotation", ""), language),
            evidence=_said(row.get(_TYPICAL, ""), language),
            questions=tuple(_questions(row, urn, kind, choices, language)) if row.get("assessable") else (),
            more=tuple(key for key, text in row.items() if text and key not in _KNOWN and key != _TYPICAL),
        )
        above[depth] = urn


def _questions(
    row: Mapping[str, str], urn: str, kind: str, choices: tuple[str, ...], language: str
) -> Iterator[NodeQuestion]:
    """A line of the cell is a question; without any, the name is what the answer is about."""
    lines = [line.strip() for line in row.get("questions", "").split("\n") if line.strip()]
    if not kind:
        return
    for number, line in enumerate(lines or [""], 1):
        about = f"{urn}:question:{number}"
        offered = tuple(
            NodeChoice(f"{about}:choice:{place}", {language: choice})
            for place, choice in enumerate(choices, 1)
        )
        yield NodeQuestion(about, kind, _said(line or row.get("name", ""), language), offered)


def _said(text: str, language: str) -> dict[str, str]:
    return {language: text} if text else {}
