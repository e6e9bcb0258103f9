"""An entry of the journal in words: what it is about, what was done, and which fields were changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checklists.codelists import codes, label
from checklists.words import N_, words

if TYPE_CHECKING:
    from checklists.change import Change, Entry

TOLD_FIELDS = 6
"""Fields that are named in one line; of more, the number of the others is told."""


def kind(code: str, language: str) -> str:
    """`kontrakt`: what an entry is about."""
    return label("journal_kinds", code, language)


def about(change: Change, language: str) -> str:
    """`kontrakt K-2026-001`: what an entry is about, and which one."""
    return f"{kind(change.kind, language)} {change.subject}"


def action(code: str, language: str) -> str:
    """`endret`: what was done."""
    return label("journal_actions", code, language)


def field(of: str, name: str, language: str) -> str:
    """`begrunnelse for risikoen`: a field of this kind of record, as it is told to people."""
    own = f"{of}.{name}"
    return label("journal_fields", own if own in codes("journal_fields") else name, language)


def changed_fields(change: Change) -> tuple[str, ...]:
    """Names of the fields that differ; none where a record was made, taken away, or an entry's content erased."""
    if change.before is None or change.after is None or change.erased:
        return ()
    names = dict.fromkeys((*change.before, *change.after))
    return tuple(name for name in names if change.before.get(name) != change.after.get(name))


def did(entry: Entry, language: str) -> str:
    """`endret: risiko, merknad`: what was done in an entry."""
    text, change = words(language).text, entry.change
    if change.erased:
        numbers = ", ".join(map(str, change.erased))
        return text(N_("content of entry {numbers} erased"), numbers=numbers)
    done = action(change.action, language)
    if entry.redacted:
        return text(N_("{action} (content erased)"), action=done)
    names = [field(change.kind, name, language) for name in changed_fields(change)]
    told = ", ".join(names[:TOLD_FIELDS])
    if len(names) > TOLD_FIELDS:
        told = text(N_("{fields} and {n} more"), fields=told, n=len(names) - TOLD_FIELDS)
    return f"{done}: {told}" if told else done


def undone(entry: Entry, language: str) -> str:
    """What is said once an entry has been taken back: what it was about, and what it had done."""
    what = f"{about(entry.change, language)}, {did(entry, language)}"
    return words(language).text(N_("Undone: {what}"), what=what)
