"""docs/keys.md: every key of every place, with the id that the keymap file names it by."""

from __future__ import annotations

from textual.binding import Binding

from tui.app import Aktsom
from tui.dialogs.ask import AskText
from tui.dialogs.choose import Choose
from tui.dialogs.dialog import Dialog
from tui.dialogs.fields import ChoiceField, Fields
from tui.dialogs.help import Help
from tui.dialogs.palette import Palette
from tui.drawing import key_label
from tui.screens.contract import ContractScreen
from tui.screens.contracts import ContractsScreen
from tui.screens.deviation import DeviationScreen
from tui.screens.deviations import DeviationsScreen
from tui.screens.followups import FollowUpsScreen
from tui.screens.forms import FormsScreen
from tui.screens.place import Place
from tui.screens.records import RecordedScreen, RecordsScreen
from tui.screens.report import ReportScreen
from tui.screens.review import ReviewScreen
from tui.screens.table import TableScreen
from tui.screens.today import TodayScreen
from tui.widgets.lines import Lines

HEAD = """# Keys

Made from the program by `tools/generate`. A key can be changed in `config.toml`, in the folder for settings of
your platform (on Linux `~/.config/aktsom`), by the id in the last column:

```toml
[keymap]
"answer.yes" = "j,y"
"answer.no" = "n"
```

A focused text field owns all keys that write. No key needs AltGr on a Norwegian keyboard.
"""
PLACES: tuple[tuple[str, tuple[type, ...]], ...] = (
    ("Everywhere", (Aktsom, Place, Lines)),
    ("Today", (TodayScreen,)),
    ("Contracts", (ContractsScreen,)),
    ("A contract", (ContractScreen,)),
    ("Follow-ups", (FollowUpsScreen,)),
    ("A review", (ReviewScreen,)),
    ("A table in a review", (TableScreen,)),
    ("Deviations", (DeviationsScreen,)),
    ("A deviation", (DeviationScreen,)),
    ("Report 4.A", (ReportScreen,)),
    ("The records behind a figure", (RecordsScreen,)),
    ("A control done elsewhere", (RecordedScreen,)),
    ("Forms", (FormsScreen,)),
    ("Dialogs", (Dialog, Choose, AskText, Fields, ChoiceField, Palette, Help)),
)


def generate() -> dict[str, str]:
    """The document."""
    parts = [HEAD]
    for title, classes in PLACES:
        rows = [row for owner in classes for row in _rows(owner)]
        if rows:
            parts.append(
                f"\n## {title}\n\n| key | what it does | id |\n|---|---|---|\n" + "\n".join(rows) + "\n"
            )
    return {"docs/keys.md": "".join(parts)}


def _rows(owner: type) -> list[str]:
    rows: list[str] = []
    for binding in owner.__dict__.get("BINDINGS", []):
        assert isinstance(binding, Binding)
        assert binding.id, f"{owner.__name__}: {binding.key} has no id"
        keys = ", ".join(f"`{_named(key)}`" for key in binding.key.split(","))
        what = key_label(binding.description or _choice(binding.action), "en")
        rows.append(f"| {keys} | {what} | `{binding.id}` |")
    return rows


def _choice(action: str) -> str:
    return f"choice {action.removeprefix('choose(').rstrip(')')}"


def _named(key: str) -> str:
    return {"question_mark": "?", "slash": "/", "minus": "-", "plus": "+"}.get(key, key)
