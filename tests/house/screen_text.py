"""Finds text that reaches the screen without passing `shown()`: what it returned is followed by type.

Safe is what is annotated `Content`, what a function annotated so returns, what is made of
safe parts, numbers and literals without words (a word that is not translated is a fault of its own).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

CLEANED = {"Content"}
CLEANERS = {"shown", "visible", "fit", "wrap"}
"""What tui/drawing.py cleans with: to Content, and to text for cells."""
WIDGETS = {
    "Static",
    "Label",
    "Option",
    "Button",
    "Checkbox",
    "RadioButton",
    "Collapsible",
    "Tab",
    "TabPane",
    "Digits",
}
CELLS = {"Segment", "Text"}
METHODS = {"add_row", "add_column", "add_columns", "add_option", "notify"}
KEYWORDS = {"content", "label", "prompt", "text", "renderable", "title", "message", "tooltip", "placeholder"}
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "placeholder"}
NEVER = {"from_markup", "from_ansi", "from_rich_text", "render_markup"}
BUILDERS = {"assemble", "join", "append", "append_text", "styled", "blank", "empty"}
PASSING = {"set_cell_size"}
WORD = re.compile(r"[^\W\d_]{2}")
NAME_OF_THE_PROGRAM = "aktsom"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def mentions(annotation: ast.expr | None) -> bool:
    """Whether a type is cleaned text, or a collection of it."""
    if annotation is None:
        return False
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        annotation = ast.parse(annotation.value, mode="eval").body
    names = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
    return bool(names & CLEANED) and "str" not in names


class Known:
    """What the whole room says: functions and attributes that are cleaned text, and widgets of our own."""

    def __init__(self, trees: Iterable[ast.Module]) -> None:
        functions: dict[str, bool] = {}
        attributes: dict[str, bool] = {}
        self.widgets = set(WIDGETS)
        for node in (node for tree in trees for node in ast.walk(tree)):
            match node:
                case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                    functions[name] = functions.get(name, True) and mentions(node.returns)
                case ast.AnnAssign(target=ast.Name(id=name) | ast.Attribute(attr=name)):
                    attributes[name] = attributes.get(name, True) and mentions(node.annotation)
                case ast.ClassDef(bases=bases, body=body):
                    named = {base.id for base in bases if isinstance(base, ast.Name)}
                    own_start = any(
                        isinstance(each, ast.FunctionDef) and each.name == "__init__" for each in body
                    )
                    if named & self.widgets and not own_start:
                        self.widgets.add(node.name)
                case _:
                    pass
        self.functions = {name for name, clean in functions.items() if clean} | CLEANERS
        self.attributes = {name for name, clean in attributes.items() if clean}


class Scope:
    """What one function knows: parameters and names whose every value is safe."""

    def __init__(self, function: Function | ast.Module, known: Known) -> None:
        self.known = known
        self.safe_names: set[str] = set()
        if not isinstance(function, ast.Module):
            arguments = function.args
            every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
            every += [each for each in (arguments.vararg, arguments.kwarg) if each]
            self.safe_names = {each.arg for each in every if mentions(each.annotation)}
        self._learn(function)

    def _learn(self, function: Function | ast.Module) -> None:
        values: dict[str, list[ast.expr | None]] = {}
        for node in inside(function):
            if (
                isinstance(node, ast.AnnAssign)
                and isinstance(node.target, ast.Name)
                and mentions(node.annotation)
            ):
                self.safe_names.add(node.target.id)
            for name, value in bindings(node):
                values.setdefault(name, []).append(value)
        # A name may be made from another, or from itself: all are believed, until one of its values is not safe.
        doubted = values.keys() - self.safe_names
        self.safe_names |= doubted
        while wrong := {name for name in doubted & self.safe_names if not self._all_safe(values[name])}:
            self.safe_names -= wrong

    def _all_safe(self, values: list[ast.expr | None]) -> bool:
        return all(value is not None and self.safe(value, cells=True) for value in values)

    def safe(self, node: ast.expr | None, *, cells: bool = False) -> bool:
        """Whether an expression can be shown. Cells are drawn without markup: f-strings of safe parts go."""
        match node:
            case None:
                return True
            case ast.Constant(value=value):
                return not isinstance(value, str) or value == NAME_OF_THE_PROGRAM or not WORD.search(value)
            case ast.Name(id=name):
                return name in self.safe_names or name in self.known.attributes
            case ast.Attribute(value=owner, attr=name):
                return name in self.known.attributes or (name == "plain" and self.safe(owner))
            case ast.Call():
                return self._safe_call(node, cells)
            case ast.JoinedStr(values=parts):
                return cells and all(self.safe(part, cells=True) for part in parts)
            case _:
                return self._safe_parts(node, cells)

    def _safe_parts(self, node: ast.expr, cells: bool) -> bool:
        match node:
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                parts = [left, right]
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return self.safe(left, cells=cells) or self.safe(right, cells=cells)
            case ast.IfExp(body=body, orelse=orelse):
                parts = [body, orelse]
            case ast.BoolOp(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
                pass
            case ast.GeneratorExp(elt=part) | ast.ListComp(elt=part):
                parts = [part]
            case ast.Subscript(value=part) | ast.Starred(value=part) | ast.NamedExpr(value=part):
                parts = [part]
            case ast.FormattedValue(value=part) | ast.Await(value=part):
                parts = [part]
            case _:
                return False
        return all(self.safe(part, cells=cells) for part in parts)

    def _safe_call(self, node: ast.Call, cells: bool) -> bool:
        match node.func:
            case ast.Name(id=name):
                if name in CLEANED:
                    return all(self.safe(each) for each in node.args)
                if name in PASSING:
                    return all(self.safe(each, cells=cells) for each in node.args[:1])
                return name in self.known.functions
            case ast.Attribute(value=ast.Name(id="Content"), attr=name) if name in BUILDERS:
                return all(self.safe(first_of(each)) for each in node.args)
            case ast.Attribute(value=owner, attr=name):
                if name in self.known.functions:
                    return True
                if name in BUILDERS and not all(self.safe(first_of(each)) for each in node.args):
                    return False
                return self.safe(owner, cells=cells)
            case _:
                return False


def bindings(node: ast.AST) -> Iterator[tuple[str, ast.expr | None]]:
    """Names that a statement binds, each with its value where that can be read."""
    match node:
        case (
            ast.Assign(targets=[target], value=value)
            | ast.AugAssign(target=target, value=value)
            | ast.NamedExpr(target=target, value=value)
            | ast.For(target=target, iter=value)
            | ast.comprehension(target=target, iter=value)
        ):
            pass
        case ast.AnnAssign(target=target, value=ast.expr() as value, annotation=annotation):
            if mentions(annotation):
                return
        case _:
            return
    match target, value:
        case ast.Name(id=name), _:
            yield name, value
        case ast.Tuple(elts=targets), ast.Tuple(elts=parts) if isinstance(node, ast.Assign):
            for each, part in zip(targets, parts, strict=False):
                if isinstance(each, ast.Name):
                    yield each.id, part
        case _:
            yield from ((each.id, None) for each in ast.walk(target) if isinstance(each, ast.Name))


def first_of(node: ast.expr) -> ast.expr:
    """The text of a (text, style) pair."""
    return node.elts[0] if isinstance(node, ast.Tuple) and node.elts else node


def inside(function: ast.AST) -> Iterator[ast.AST]:
    """Every node of a function, those of functions in it left out."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, Function):
            yield from inside(child)


def is_widget_update(node: ast.Call) -> bool:
    """`query_one(…).update(text)`: an update of a dictionary or a hash is another matter."""
    match node.func:
        case ast.Attribute(attr="update", value=ast.Call(func=ast.Attribute(attr="query_one"))):
            return True
        case _:
            return False


def shown_by(node: ast.AST, known: Known) -> tuple[list[ast.expr], bool]:
    """The expressions that a node puts on the screen, and whether they are cells."""
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args, keywords=keywords):
            named = [each.value for each in keywords if each.arg in KEYWORDS]
            if name in known.widgets or name in CELLS or is_widget_update(node):
                return [*args[:1], *named], name in CELLS
            return ([*args, *named], False) if name in METHODS else ([], False)
        case ast.Assign(targets=[ast.Attribute(attr=name)], value=value) if name in ATTRIBUTES:
            return [value], False
        case _:
            return [], False


def findings(tree: ast.Module, known: Known) -> list[tuple[int, str]]:
    """Line and reason of every text in a module that reaches the screen uncleaned."""
    makes_cleaned = any(isinstance(node, Function) and node.name in CLEANERS for node in ast.walk(tree))
    scopes: list[Function | ast.Module] = [
        tree,
        *(node for node in ast.walk(tree) if isinstance(node, Function)),
    ]
    found: list[tuple[int, str]] = []
    for function in scopes:
        scope = Scope(function, known)
        for node in inside(function):
            shown, cells = shown_by(node, known)
            wrong = [each for each in shown if not scope.safe(each, cells=cells)]
            found += [(each.lineno, f"not through shown(): {ast.unparse(each)[:70]}") for each in wrong]
            match node:
                case ast.Call(func=ast.Name(id=name), args=args) if name in CLEANED and not makes_cleaned:
                    found += [
                        (each.lineno, f"{name}() of {ast.unparse(each)[:60]}")
                        for each in args
                        if not scope.safe(each)
                    ]
                case ast.Attribute(attr=name) if name in NEVER:
                    found.append((node.lineno, f"{name} makes markup of text"))
                case _:
                    pass
    return found


def room_findings(paths: dict[Path, ast.Module]) -> list[str]:
    """Every finding in a room, as file:line and reason."""
    known = Known(paths.values())
    return [f"{path}:{line} {why}" for path, tree in paths.items() for line, why in findings(tree, known)]
