"""A few named fields at once: for logging a deviation, planning a follow-up, adding a measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal

from rich.segment import Segment
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.writing import Writing
from tui.drawing import fit, joined, shown
from tui.plain import inert
from tui.refusals import worded, worded_of
from tui.widgets.one_line import OneLine

if TYPE_CHECKING:
    from db.store.drafts import Drafts


@dataclass(frozen=True)
class Asked:
    """One field: text on one line, or one of some choices."""

    key: str
    label: str
    value: str = ""
    choices: Sequence[tuple[str, str]] = ()
    kind: Literal["text", "choice"] = "text"
    reads: Callable[[str], object] | None = None
    """How what is written is read: as a date, an amount. What it refuses is told of this field."""
    later: bool = False
    """Is it seldom needed, and shown only when it is asked for?"""
    drafted: bool = False
    """Is the value a draft? What is typed then goes on from it; a value that is only proposed is typed over."""

    @property
    def stands(self) -> str:
        """What the field holds before anything is written in it."""
        if self.kind == "text":
            return inert(self.value).strip()
        codes = [code for code, _ in self.choices]
        return self.value if self.value in codes or not codes else codes[0]

    def holding(self, value: str) -> Asked:
        """The field with a value; one that it cannot hold is passed over."""
        may = self.kind == "text" or value in dict(self.choices)
        return replace(self, value=value, drafted=True) if may else self


class ChoiceField(Widget, can_focus=True):
    """One of some choices on one line: arrows change it, a digit chooses it."""

    DEFAULT_CSS = "ChoiceField { height: 1; width: 1fr; }"
    HELP = N_("One of some choices. Left and right change it, a digit chooses it.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", N_("Next choice"), id="choice.next"),
        Binding("left", "turn(-1)", N_("Previous choice"), id="choice.previous", show=False),
    ]
    index: reactive[int] = reactive(0)

    class Changed(Message):
        """Another one is chosen."""

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, *, id: str) -> None:
        super().__init__(id=id)
        self.choices = choices
        codes = [code for code, _ in choices]
        self.set_reactive(ChoiceField.index, codes.index(value) if value in codes else 0)

    @property
    def value(self) -> str:
        return self.choices[self.index][0] if self.choices else ""

    def watch_index(self) -> None:
        self.post_message(self.Changed())

    def action_turn(self, by: int) -> None:
        if self.choices:
            self.index = (self.index + by) % len(self.choices)

    def on_key(self, event: object) -> None:
        character = getattr(event, "character", None) or ""
        if character.isdigit() and 0 < int(character) <= len(self.choices):
            self.index = int(character) - 1

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it is one line high
        label = self.choices[self.index][1] if self.choices else ""
        marks = ("‹ ", " ›") if self.has_focus else ("  ", "  ")
        drawn = fit(f"{marks[0]}{label}{marks[1]}", self.size.width)
        return Strip([Segment(drawn, self.rich_style)])


class Fields(Writing[dict[str, str]]):
    """Asks for several fields. `check` refuses what cannot be kept, and the dialog says why and stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "keep", N_("Keep"), id="fields.keep", key_display="Ctrl+S", priority=True),
        Binding("enter", "keep", N_("Keep"), show=False, id="fields.enter"),
        Binding(
            "ctrl+o,f3", "more", N_("More fields"), id="fields.more", key_display="Ctrl+O", priority=True
        ),
        Binding("down", "app.focus_next", N_("Next field"), show=False, id="fields.next"),
        Binding("up", "app.focus_previous", N_("Previous field"), show=False, id="fields.previous"),
    ]
    DEFAULT_CSS = """
    Fields > Vertical { width: 84; }
    Fields VerticalScroll { height: auto; max-height: 50vh; }
    Fields.low VerticalScroll { max-height: 40vh; }
    Fields Horizontal { height: auto; }
    Fields Horizontal Static { width: 33; height: auto; padding-right: 1; }
    Fields Input { border: none; height: 1; padding: 0 2; width: 1fr; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Asked],
        language: str,
        check: Callable[[Mapping[str, str]], object] | None = None,
    ) -> None:
        super().__init__(title, language)
        self.fields = tuple(fields)
        self._recorded = {field.key: field.stands for field in fields}
        self._check = check

    def body(self) -> Iterable[Widget]:
        rows = [_FieldRow(field) for field in self.fields]
        for row in rows:
            row.display = row.field.drafted or not row.field.later
        yield VerticalScroll(*rows, can_focus=False)
        yield Static(shown(self._keys(more=not all(row.display for row in rows))), classes="hint", id="keys")
        yield Static(shown(self.told_at_first), id="problem")

    def _keys(self, *, more: bool) -> str:
        told = (
            self.text(N_("Ctrl+O more fields")) if more else "",
            self.text(N_("Tab next field · Ctrl+S keep")),
        )
        return joined((*told, self.told_of_escape))

    @property
    def left_out(self) -> list[_FieldRow]:
        """The fields that are not shown yet."""
        return [row for row in self.query(_FieldRow) if not row.display]

    def action_more(self) -> None:
        """Show every field, and stand on the first of those that were not shown."""
        if left_out := self.left_out:
            for row in left_out:
                row.display = True
            self.query_one("#keys", Static).update(shown(self._keys(more=False)))
            self._go_to(left_out[0].field)

    def values(self) -> dict[str, str]:
        """What the fields hold now, by key."""
        found: dict[str, str] = {}
        for field in self.fields:
            widget = self.query_one(f"#field-{field.key}")
            if isinstance(widget, Input | ChoiceField):
                found[field.key] = widget.value.strip()
        return found

    @property
    def written(self) -> Mapping[str, str]:
        """The fields that are not as they were: another's change to the rest is not undone by a draft."""
        return {key: value for key, value in self.values().items() if value != self._recorded[key]}

    @property
    def unchanged(self) -> bool:
        return not self.written

    def offer(self, drafts: Drafts, key: str) -> Mapping[str, str] | None:
        standing = drafts.fields(key)
        self.fields = tuple(
            field.holding(standing[field.key]) if field.key in standing else field for field in self.fields
        )
        return standing or None

    @on(Input.Changed)
    @on(ChoiceField.Changed)
    def changed(self) -> None:
        self.wait_for_a_pause()

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        values = self.values()
        if self._unread(values):
            return
        try:
            if self._check is not None:
                self._check(values)
        except Refused as refused:
            self.tell_problem(worded(refused, self.language))
            self._go_to(
                next((field for field in self.fields if field.label == refused.params.get("field")), None)
            )
            return
        self.keep_as(values)

    def _unread(self, values: Mapping[str, str]) -> bool:
        """Does a field hold what cannot be read? Then it is said of that field, and it has the focus."""
        for field in self.fields:
            try:
                if field.reads is not None and values[field.key]:
                    field.reads(values[field.key])
            except Refused as refused:
                self.tell_problem(worded_of(refused, field.label, self.language))
                self._go_to(field)
                return True
        return False

    def _go_to(self, field: Asked | None) -> None:
        if field is not None:
            asked = self.query_one(f"#field-{field.key}")
            if any(row.field is field for row in self.left_out):
                self.action_more()
            self.call_after_refresh(asked.focus)


class _FieldRow(Horizontal):
    """A label and its field."""

    def __init__(self, field: Asked) -> None:
        super().__init__()
        self.field = field

    def compose(self) -> ComposeResult:
        yield Static(shown(self.field.label))
        if self.field.kind == "choice":
            yield ChoiceField(self.field.choices, self.field.value, id=f"field-{self.field.key}")
        else:
            yield OneLine(
                inert(self.field.value),
                id=f"field-{self.field.key}",
                select_on_focus=not self.field.drafted,
            )
