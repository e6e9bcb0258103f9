"""Every scenario, in the order they are measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from benchmarks.answering import large, on_screen, without_screen
from benchmarks.figures import Figure
from benchmarks.importing import imports
from benchmarks.listing import keys, memory, search
from benchmarks.loading import forms, journal
from benchmarks.reporting import documents, section_4a
from benchmarks.starting import command_lines, starts
from benchmarks.workshop import Workshop

Measuring = Callable[[Workshop], Iterator[Figure]]

SCENARIOS: Mapping[str, Measuring] = {
    "start": starts,
    "commands": command_lines,
    "keys": keys,
    "search": search,
    "review": on_screen,
    "large": large,
    "answers": without_screen,
    "import": imports,
    "section4a": section_4a,
    "documents": documents,
    "forms": forms,
    "journal": journal,
    "memory": memory,
}
"""Name for `--only` → what measures it; one may give several rows."""
