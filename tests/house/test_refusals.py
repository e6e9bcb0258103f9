"""Every refusal has its sentence, and every sentence its refusal."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import rooms

READ = (*rooms.ROOMS,)
CARRIED_ON = {"code", "kind"}
"""`Refused(problem.code, …)` passes on a code that was written elsewhere; `kind` is what pydantic calls one."""


@cache
def families() -> tuple[set[str], set[str]]:
    """Names of Refused and its subclasses, and of Problem and its subclasses."""
    refusals, problems = {"Refused"}, {"Problem"}
    for _ in range(4):
        for path in rooms.modules(*READ):
            for node in ast.walk(rooms.tree(path)):
                if isinstance(node, ast.ClassDef):
                    for family in (refusals, problems):
                        if bases_of(node) & family and not has_its_own_code(node):
                            family.add(node.name)
    return refusals, problems


def bases_of(node: ast.ClassDef) -> set[str]:
    return {base.id for base in node.bases if isinstance(base, ast.Name)}


def has_its_own_code(node: ast.ClassDef) -> bool:
    """Whether a refusal always has the one code that its `__init__` gives: `super().__init__("row_unreadable")`."""
    starts = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
    return bool(starts) and "code" not in {each.arg for each in starts[0].args.args}


def is_own_code(call: ast.Call) -> bool:
    """`super().__init__("row_unreadable", …)`"""
    match call:
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"),
            args=[ast.Constant(value=str()), *_],
        ):
            return True
        case _:
            return False


def passes_on(function: ast.FunctionDef, makers: set[str]) -> bool:
    """Whether a function hands its parameter `code` to something that makes a refusal or a problem."""
    return any(
        isinstance(node, ast.Call)
        and rooms.called(node) in makers
        and any(
            isinstance(each, ast.Name) and each.id == "code"
            for each in [*node.args, *map(value, node.keywords)]
        )
        for node in ast.walk(function)
    )


def value(keyword: ast.keyword) -> ast.expr:
    return keyword.value


def makers_of(names: set[str]) -> dict[tuple[str, str], int]:
    """Functions that pass a code on: module's place and name, and at which argument of a call the code stands.

    A name with an underscore is a module's own; others may be called from anywhere (place "").
    """
    candidates = [
        (path, node, [each.arg for each in node.args.args if each.arg not in ("self", "cls")])
        for path in rooms.modules(*READ)
        for node in ast.walk(rooms.tree(path))
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("__")
    ]
    candidates = [(path, node, given) for path, node, given in candidates if "code" in given]
    found: dict[tuple[str, str], int] = {}
    for _ in range(3):  # one may pass on to another
        for path, node, given in candidates:
            if passes_on(node, names | {name for _, name in found}):
                found[str(path) if node.name.startswith("_") else "", node.name] = given.index("code")
    return found


@cache
def constants(path: Path) -> dict[str, ast.expr]:
    """The module-level names of a file with their values."""
    return {
        target.id: node.value
        for node in rooms.tree(path).body
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def is_carried_on(node: ast.expr) -> bool:
    """`code = refused.code`: written elsewhere too."""
    name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return name in CARRIED_ON


def codes(node: ast.expr | None, path: Path) -> list[str] | None:
    """The codes an expression can be; nothing if that cannot be read from the source."""
    match node:
        case ast.Constant(value=str(code)):
            return [code]
        case ast.IfExp(body=body, orelse=orelse):
            one, other = codes(body, path), codes(orelse, path)
            return None if one is None or other is None else one + other
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in CARRIED_ON:
            given = [each for each in ast.walk(rooms.tree(path)) if isinstance(each, ast.Assign)]
            given = [
                each for each in given if isinstance(each.targets[0], ast.Name) and each.targets[0].id == name
            ]
            made = [each.value for each in given if not is_carried_on(each.value)]
            return [code for value in made for code in codes(value, path) or []]
        case ast.Call(func=ast.Attribute(value=table, attr="get"), args=[key, default]):
            one, other = codes(ast.Subscript(table, key), path), codes(default, path)
            return None if one is None or other is None else one + other
        case ast.Subscript(value=ast.Name(id=name)):
            table = constants(path).get(name)
            values = [codes(each, path) for each in table.values] if isinstance(table, ast.Dict) else [None]
            return None if None in values else [code for each in values for code in each or []]
        case ast.Name(id=name) if name in constants(path):
            return codes(constants(path)[name], path)
        case _:
            return None


def own_codes(refusals: set[str]) -> Iterator[tuple[Path, ast.Call, list[str] | None]]:
    """The codes of refusals that have one of their own."""
    for path in rooms.modules(*READ):
        for node in ast.walk(rooms.tree(path)):
            if isinstance(node, ast.ClassDef) and has_its_own_code(node) and refusals & bases_of(node):
                inner = [each for each in ast.walk(node) if isinstance(each, ast.Call) and is_own_code(each)]
                yield from ((path, call, codes(call.args[0], path)) for call in inner)


@cache
def uses() -> tuple[tuple[Path, ast.Call, list[str] | None], ...]:
    """Each place that makes a refusal or a problem, with its codes."""
    return tuple(found_uses())


def found_uses() -> Iterator[tuple[Path, ast.Call, list[str] | None]]:
    refusals, problems = families()
    makers = makers_of(refusals | problems)
    yield from own_codes(refusals)
    for path in rooms.modules(*READ):
        for call in rooms.calls(path):
            name = rooms.called(call)
            keyword = next((each.value for each in call.keywords if each.arg == "code"), None)
            at = makers.get((str(path), name), makers.get(("", name)))
            if name in refusals or (name in problems and call.args):
                yield path, call, codes(call.args[0] if call.args else keyword, path)
            elif name in problems and keyword is not None:
                yield path, call, codes(keyword, path)
            elif at is not None and (keyword is not None or len(call.args) > at):
                yield path, call, codes(call.args[at] if keyword is None else keyword, path)


@pytest.fixture(scope="module")
def sentences() -> dict[str, str]:
    rooms.needs("tui.refusals")
    from tui.refusals import SENTENCES

    return dict(SENTENCES)


def test_a_code_can_be_read_from_the_source() -> None:
    wrong = [rooms.where(path, call) for path, call, found in uses() if found is None]
    assert not wrong, "write the code as a literal here:\n" + "\n".join(wrong)


def test_every_refusal_has_a_sentence(sentences: dict[str, str]) -> None:
    missing = {
        code: rooms.where(path, call)
        for path, call, found in uses()
        for code in found or []
        if code not in sentences
    }
    told = [f"{code}  {place}" for code, place in sorted(missing.items())]
    assert not told, "no sentence in tui/refusals.py for:\n" + "\n".join(told)


def test_every_finding_about_a_form_has_a_sentence_and_a_remedy(sentences: dict[str, str]) -> None:
    rooms.needs("checklists.finding")
    from checklists.finding import REMEDY_OF

    wanted = set(REMEDY_OF) | {remedy for remedy, _ in REMEDY_OF.values()}
    missing = sorted(wanted - sentences.keys())
    assert not missing, "no sentence in tui/refusals.py for:\n" + "\n".join(missing)


def test_every_sentence_has_a_refusal(sentences: dict[str, str]) -> None:
    used = {code for _, _, found in uses() for code in found or []}
    # A code may also stand in a table that a refusal is made from.
    elsewhere = {
        node.value
        for path in rooms.modules(*READ)
        if path != rooms.ROOT / "tui" / "refusals.py"
        for node in ast.walk(rooms.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unused = sorted(set(sentences) - used - elsewhere)
    assert not unused, "nothing refuses with:\n" + "\n".join(unused)


def test_a_refusal_gives_its_sentence_what_it_names(sentences: dict[str, str]) -> None:
    """A sentence with {line} is raised with line=… everywhere; a `**` there is taken on trust."""
    refusals, _ = families()
    wrong: list[str] = []
    for path, call, found in uses():
        if rooms.called(call) not in refusals or any(each.arg is None for each in call.keywords):
            continue
        given = {each.arg for each in call.keywords}
        for code in found or []:
            asked = {name for _, name, _, _ in string.Formatter().parse(sentences.get(code, "")) if name}
            if lacking := asked - given:
                wrong.append(f"{rooms.where(path, call)} {code} lacks {', '.join(sorted(lacking))}")
    assert not wrong, "\n".join(wrong)
