"""A few named fields at once: for logging a deviation, planning a follow-up, adding a measure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, Static

from checklists.values import Refused
from checklists.words import N_
from tui.dialogs.dialog import Dialog
from tui.drawing import fit, shown
from tui.plain import inert
from tui.refusals import worded


@dataclass(frozen=True)
class Asked:
    """One field: text on one line, or one of some choices. Dates are written as ISO or `31.12.2026`."""

    key: str
    label: str
    value: str = ""
    choices: Sequence[tuple[str, str]] = ()
    kind: Literal["text", "choice"] = "text"


class ChoiceField(Widget, can_focus=True):
    """One of some choices on one line: arrows change it, a digit chooses it."""

    DEFAULT_CSS = "ChoiceField { height: 1; width: 1fr; }"
    HELP = N_("One of some choices. Left and right change it, a digit chooses it.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", N_("Next choice"), id="choice.next"),
        Binding("left", "turn(-1)", N_("Previous choice"), id="choice.previous", show=False),
    ]
    index: reactive[int] = reactive(0)

    def __init__(self, choices: Sequence[tuple[str, str]], value: str, *, id: str) -> None:
        super().__init__(id=id)
        self.choices = choices
        codes = [code for code, _ in choices]
        self.set_reactive(ChoiceField.index, codes.index(value) if value in codes else 0)

    @property
    def value(self) -> str:
        return self.choices[self.index][0] if self.choices else ""

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


class Fields(Dialog[dict[str, str]]):
    """Asks for several fields. `check` refuses what cannot be kept, and the dialog says why and stays."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s,f2", "keep", N_("Keep"), id="fields.keep", key_display="Ctrl+S", priority=True),
        Binding("enter", "keep", N_("Keep"), show=False, id="fields.enter"),
        Binding("down", "app.focus_next", N_("Next field"), show=False, id="fields.next"),
        Binding("up", "app.focus_previous", N_("Previous field"), show=False, id="fields.previous"),
    ]
    DEFAULT_CSS = """
    Fields > Vertical { width: 84; }
    Fields VerticalScroll { height: auto; max-height: 50vh; }
    Fields Horizontal { height: 1; }
    Fields Horizontal Static { width: 30; }
    Fields Input { border: none; height: 1; padding: 0; width: 1fr; }
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Asked],
        language: str,
        check: Callable[[Mapping[str, str]], object] | None = None,
    ) -> None:
        super().__init__(title, language)
        self.fields = fields
        self._check = check

    def body(self) -> Iterable[Widget]:
        yield VerticalScroll(*[_FieldRow(field) for field in self.fields], can_focus=False)
        yield Static(shown(self.text(N_("Tab next field · Ctrl+S keep · Esc cancel"))), classes="hint")
        yield Static(shown(""), id="problem")

    def values(self) -> dict[str, str]:
        """What the fields hold now, by key."""
        found: dict[str, str] = {}
        for field in self.fields:
            widget = self.query_one(f"#field-{field.key}")
            if isinstance(widget, Input | ChoiceField):
                found[field.key] = widget.value.strip()
        return found

    def on_input_submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        values = self.values()
        try:
            if self._check is not None:
                self._check(values)
        except Refused as refused:
            self.query_one("#problem", Static).update(shown(worded(refused, self.language)))
            return
        self.finish(values)


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
            yield Input(inert(self.field.value), id=f"field-{self.field.key}")
