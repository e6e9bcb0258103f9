"""A form file with what the linter says of it: Enter on a finding stands on its line in the file."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.widget import Widget

from checklists.finding import Finding
from checklists.library import vocabulary
from checklists.lint import lint_form
from checklists.words import N_
from checklists.yamlfile import MOST_BYTES
from exchange.files import read_given
from tui.drawing import Row, fit, line, wrapped
from tui.form_findings import problem_text, remedy_text
from tui.screens.forms_library import findings_text
from tui.screens.wrapped import Wrapped
from tui.widgets.lines import Lines


class FormFileScreen(Wrapped):
    """Findings above, the file's text below. What is mended and saved is read again by itself."""

    mode = "forms"
    NAME = N_("Form file")
    HELP = N_(
        "What the linter says of a form file, and its text. Enter on a finding stands on its line. o opens the file at "
        "that line in your own editor, where VISUAL or EDITOR names one. A finding is gone when the file is mended and "
        "saved."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "editor", N_("open in editor"), id="formfile.editor"),
        Binding("tab", "app.focus_next", N_("the file's text"), id="formfile.text", key_display="Tab"),
    ]
    DEFAULT_CSS = """
    FormFileScreen #findings { height: 40%; }
    FormFileScreen #text { border-top: solid $panel; }
    """

    def __init__(self, name: str, path: Path | None, text: str = "") -> None:
        super().__init__()
        self.file_name, self.path, self.raw = name, path, text.encode()
        self.findings: tuple[Finding, ...] = ()

    def body(self) -> Iterable[Widget]:
        yield Lines((), id="findings")
        yield Lines((), id="text", reading=True)

    def on_mount(self) -> None:
        self.lines("findings").focus()

    async def reload(self) -> None:
        path, name = self.path, self.file_name
        if path is not None:
            self.raw = await self.read(lambda _: read_given(path, limit=MOST_BYTES + 1).raw)
        raw = self.raw
        self.findings = await self.read(lambda _: lint_form(raw, name, vocabulary()))
        self.draw()

    def draw(self) -> None:
        findings = self.lines("findings")
        width = max(20, (findings.size.width or 80) - 2)
        found = findings_text(self.findings, self.aktsom.language) or self.text(N_("no findings"))
        rows = [line((f" {self.file_name}: {found}", "heading"))]
        for number, each in enumerate(self.findings):
            rows += self._finding(each, number, width)
        findings.show(rows, keep=findings.key or None)
        self.show_text()

    def _finding(self, found: Finding, number: int, width: int) -> list[Row]:
        language = self.aktsom.language
        where = ", ".join(part for part in (found.question, found.field) if part)
        place = f"{self.text(N_('line {line}'), line=found.line)}" + (f", {where}" if where else "")
        sign = ("!", "bad") if found.severity == "error" else ("·", "warn")
        first = line(" ", sign, " ", (fit(place, width - 3), "strong"), key=f"finding/{number}")
        told = f"{problem_text(found, language)} → {remedy_text(found, language)}"
        return [first, *wrapped(told, width, indent="   ")]

    @property
    def found(self) -> Finding | None:
        """The finding that the cursor stands on."""
        _, _, number = self.lines("findings").key.partition("/")
        return self.findings[int(number)] if number and int(number) < len(self.findings) else None

    @on(Lines.Moved, "#findings")
    def show_text(self) -> None:
        """The file's text around the line of the finding, which stands out."""
        found, lines = self.found, self.lines("text")
        wrong = {each.line for each in self.findings}
        rows = [
            line(
                (f"{number:>5} ", "accent" if found and found.line == number else "dim"),
                (text, "bad" if found and found.line == number else "warn" if number in wrong else ""),
                key=f"line/{number}",
            )
            for number, text in enumerate(self.raw.decode("utf-8", "replace").split("\n"), 1)
        ]
        lines.show(rows, keep=f"line/{found.line}" if found else None)
        self.call_after_refresh(self._scroll_to_line)

    def _scroll_to_line(self) -> None:
        """Bring the line into sight, which the text can do once it has a size."""
        found, lines = self.found, self.lines("text")
        if found:
            lines.scroll_to(y=max(0, found.line - 1 - lines.size.height // 2), animate=False)

    @on(Lines.Opened, "#findings")
    def go_to_line(self) -> None:
        self.lines("text").focus()

    def why_not(self, action: str) -> str:
        if action == "editor" and self.path is None:
            return self.text(
                N_("This form lies in the database. Write it to a file with x, and take it in again.")
            )
        if action == "editor" and not _editor():
            found = self.found
            told = N_("Line {line}: no editor is named in VISUAL or EDITOR. The file is {file}.")
            return self.text(told, file=str(self.path), line=found.line if found else 1)
        return super().why_not(action)

    def action_editor(self) -> None:
        """Leave the screen to the person's editor, at the line of the finding."""
        if reason := self.why_not("editor"):
            self.tell(reason, bad=True)
            return
        found, path = self.found, self.path
        if path is None:
            return
        command = at_line(_editor(), path, found.line if found else 1)
        try:
            with self.aktsom.suspend():
                subprocess.run(command, check=False)
        except (OSError, SuspendNotSupported):
            told = N_("Line {line}: {editor} could not be started. The file is {file}.")
            line_number = found.line if found else 1
            self.tell(self.text(told, editor=command[0], file=str(path), line=line_number), bad=True)
            return
        self.aktsom.touched()
        self.run_worker(self.reload(), exit_on_error=False)


def at_line(editor: Sequence[str], path: Path, number: int) -> list[str]:
    """The command that opens `path` at a line: most editors take `+12`, a few `file:12`."""
    name = Path(editor[0]).stem
    if name in ("code", "codium"):
        return [*editor, "--goto", f"{path}:{number}"]
    if name in ("subl", "hx", "zed"):
        return [*editor, f"{path}:{number}"]
    return [*editor, f"+{number}", str(path)]


def _editor() -> list[str]:
    """The words of VISUAL, else EDITOR; none where neither names one."""
    try:
        return shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:  # an open quotation mark: no command that could be run
        return []
