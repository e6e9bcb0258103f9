"""Keys at random, several at once, and hostile text on every screen: the app never falls over."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from hostile import steering_in
from rich.cells import cell_len
from textual import events

from tests.app.driver import app_on, filled, screen_text, settled, the_app, until

MODES = ("today", "contracts", "followups", "deviations", "report", "forms")
THINGS = (
    "contract/K-2026-{n:03}",
    "supplier/L-{n}",
    "followup/O-{odd}",
    "followup/O-{even}",
    "deviation/A-{n}",
)
KEYS = (
    *"abcdefghijklmnoprstuvwxyzæøå0123456789JKGBDN+-/?.,[]{}<> ",
    *(
        "enter",
        "enter",
        "enter",
        "escape",
        "escape",
        "tab",
        "shift+tab",
        "up",
        "down",
        "left",
        "right",
        "pageup",
    ),
    *(
        "pagedown",
        "home",
        "end",
        "f1",
        "f2",
        "ctrl+s",
        "ctrl+p",
        "backspace",
        "delete",
        "ctrl+a",
        "ctrl+k",
        "space",
    ),
)
NAMES = {
    " ": "space",
    "/": "slash",
    "?": "question_mark",
    "+": "plus",
    "-": "minus",
    ".": "full_stop",
    ",": "comma",
} | {
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    "{": "left_curly_bracket",
    "}": "right_curly_bracket",
    "<": "less_than_sign",
    ">": "greater_than_sign",
}
CHARACTERS = {key: key for key in KEYS if len(key) == 1} | {"space": " ", "enter": "\r", "tab": "\t"}
STARTS = (*MODES, "contract/K-2026-001", "followup/O-1", "deviation/A-1")
SEEDS = range(int(os.environ.get("AKTSOM_MONKEY_SEEDS", "1")))
"""More of them where more is wanted than in every run."""
PRESSED = 230
"""Keys in each place: more than 2 000 in all."""
BURST = 23


def upright(app: object) -> None:
    """Every drawn line is exactly as wide as the window, and nothing on it steers a terminal."""
    strips = the_app_screen(app)
    for strip in strips:
        assert not steering_in(strip), strip


def the_app_screen(app: object) -> list[str]:
    return screen_text(app).split("\n")


SIZES = ((80, 24), (60, 15), (140, 40))


@pytest.mark.parametrize("turn", range(len(SIZES)))
async def test_every_place_shows_hostile_text_as_text(hostile_database: Path, turn: int) -> None:
    """Each text in each place once; each text, and each place, in every size of window."""
    size = SIZES[turn]
    async with app_on(hostile_database, size=size) as pilot:
        app = the_app(pilot)
        for mode in MODES:
            app.action_mode(mode)
            await settled(pilot)
            for _ in range(8):
                widths = {strip.cell_length for strip in app.screen._compositor.render_strips()}
                assert widths == {size[0]}
                upright(app)
                assert app.is_running
                await pilot.press("pagedown")
        addresses = [(n, thing) for n in range(1, 33) for thing in enumerate(THINGS)]
        for n, (place, thing) in addresses:
            if (n + place) % len(SIZES) != turn:
                continue
            app.open_found(thing.format(n=n, odd=2 * n - 1, even=2 * n))
            await settled(pilot)
            strips = app.screen._compositor.render_strips()
            assert {strip.cell_length for strip in strips} == {size[0]}
            assert all(cell_len(strip.text) == size[0] for strip in strips)
            upright(app)
            app.go_back()
            await settled(pilot)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("start", STARTS)
async def test_keys_at_random_never_end_it(
    hostile_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: str, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)  # what is exported by chance lands here
    keys = random.Random(f"{start}{seed}")
    async with app_on(hostile_database, size=(80, 24)) as pilot:
        app = the_app(pilot)
        app.action_mode(start) if start in MODES else app.open_found(start)
        await settled(pilot)
        pressed: list[str] = []
        while len(pressed) < PRESSED:
            burst = [keys.choice(KEYS) for _ in range(BURST)]
            pressed += burst
            for key in burst:
                app.post_message(events.Key(NAMES.get(key, key), CHARACTERS.get(key)))
            await until(lambda: app.typed.done)
            assert app.is_running, f"seed {seed}, {start}: {' '.join(pressed)}"
            upright(app)
    with filled(hostile_database) as db:
        assert not db.journal.verify()
