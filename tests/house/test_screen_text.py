"""No text from a person or a file reaches the screen but through the one function that cleans it."""

from __future__ import annotations

import ast
import textwrap

import pytest
import rooms
import screen_text


def test_text_reaches_the_screen_cleaned() -> None:
    paths = {
        path.relative_to(rooms.ROOT): rooms.tree(path)
        for path in rooms.modules("tui")
        if "cli" not in path.parts
    }
    found = screen_text.room_findings(paths)
    assert not found, "\n".join(found)


def found_in(source: str) -> list[str]:
    tree = ast.parse(textwrap.dedent(source))
    return [why for _, why in screen_text.findings(tree, screen_text.Known([tree]))]


@pytest.mark.parametrize(
    "line",
    [
        "Static(contract.title)",
        "Static(f'{n} contracts')",
        "Static(str(n))",
        "Static('Contracts')",
        "Static(words.text('Contracts'))",
        "Label(content=name)",
        "widgets.Label(name)",
        "table.add_row(shown(a), name)",
        "self.border_title = name",
        "button.tooltip = f'{name}'",
        "self.notify(str(why))",
        "self.query_one('#name', Static).update(name)",
        "Segment(name)",
        "Segment(f'{name:>5}')",
        "Content(name)",
        "drawn = visible(name); drawn, n = name, 2; Segment(drawn)",
        "for drawn, n in a: Segment(drawn)",
        "Static(Content.from_markup(name))",
        "Static(Content.assemble(shown(a), (name, 'bold')))",
        "Static(shown(a) + name)",
    ],
)
def test_uncleaned_text_is_found(line: str) -> None:
    assert found_in(f"def draw(self, name, a, n):\n    {line}\n")


@pytest.mark.parametrize(
    "line",
    [
        "Static(shown(contract.title))",
        "Static()",
        "Static('', id='rest')",
        "Static('·')",
        "Static(Content.assemble(shown(a), ' · ', (shown(name), 'bold')))",
        "Static(Content(' ').join([shown(a), shown(name)]))",
        "Static(shown(a) if n else shown(name))",
        "Static(shown(a).stylize('bold'))",
        "title = shown(name); Static(title)",
        "Segment(' ' * n)",
        "Segment(shown(name).plain)",
        "Segment(f'{visible(name):>5} ')",
        "drawn = visible(name); drawn, n = set_cell_size(drawn, 3) + '…', 3; Segment(drawn)",
        "self.notify(shown(why), title=shown(name))",
        "seen.update(name)",
        "Static(ready)",
        "Static(heading(name))",
        "Static(self.caption)",
    ],
)
def test_cleaned_text_passes(line: str) -> None:
    source = f"""
    class Page:
        caption: Content

        def draw(self, name, a, n, ready: Content):
            {line}

    def heading(name: str) -> Content:
        return shown(name)
    """
    assert found_in(source) == []
