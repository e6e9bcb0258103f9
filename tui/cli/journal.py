"""`aktsom journal`: the trail of changes, whether it is whole, and an anchor to keep outside."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from checklists.change import Entry
from checklists.words import N_
from tui.cli import fields, shown
from tui.cli.call import Call
from tui.cli.table import table
from tui.cli.told import Json, Told
from tui.cli.wrong import FOUND, LineWrong
from tui.journal_words import about, changed_fields, did
from tui.refusals import worded_code

if TYPE_CHECKING:
    from db.database import Database
    from db.journal import JournalFinding

USUAL_LIMIT = 100
MOST = 10_000


def show(call: Call) -> Told:
    """The latest changes, newest first."""
    args, db = call.args, call.database(create=False)
    limit = fields.whole(str(args.limit))
    if limit == 0:
        raise LineWrong("not_a_limit", given=str(args.limit))
    entries = db.journal.entries(
        subject=str(args.subject),
        before=fields.whole(str(args.before)),
        limit=min(limit or USUAL_LIMIT, MOST),
    )
    text = call.text
    headings = [
        text(N_("No.")),
        text(N_("When")),
        text(N_("Who")),
        text(N_("What")),
        text(N_("Change")),
        text(N_("Why")),
    ]
    rows = [
        (
            str(each.seq),
            shown.moment(each.at),
            each.actor,
            about(each.change, call.language),
            did(each, call.language),
            each.change.why,
        )
        for each in entries
    ]
    data: list[Json] = [_json(each) for each in entries]
    nothing = (
        N_("The journal has no such entries.") if args.subject or args.before else N_("The journal is empty.")
    )
    told = table(headings, rows, right=frozenset({0})) if rows else [text(nothing)]
    return Told(told, {"entries": data})


def _json(entry: Entry) -> Json:
    return {
        "seq": entry.seq,
        "at": entry.at,
        "actor": entry.actor,
        "kind": entry.change.kind,
        "subject": entry.change.subject,
        "action": entry.change.action,
        "fields": list(changed_fields(entry.change)),
        "why": entry.change.why,
        "erases": list(entry.change.erased),
        "redacted": entry.redacted,
        "hash": entry.entry_hash,
    }


def verify(call: Call) -> Told:
    """Is the trail whole, and does it lead to what is there? Exit code 1 if not."""
    args, db = call.args, call.database(create=False)
    found = verified(db, replay=not args.chain_only)
    told: list[tuple[str, int, str, str]] = [
        (
            each.code,
            each.seq,
            each.subject,
            worded_code(each.code, {"seq": each.seq, "subject": each.subject, **each.params}, call.language),
        )
        for each in found
    ]
    if args.anchor:
        told += _anchored(call, str(args.anchor))
    seq, head = db.journal.head()
    lines = [message for *_, message in told]
    if told:
        lines.append(
            call.words.count(
                "{n} finding: the journal is not whole.", "{n} findings: the journal is not whole.", len(told)
            )
        )
    else:
        lines.append(call.text(N_("The journal is whole. Entries: {n}, head {head}."), n=seq, head=head[:16]))
    findings: list[Json] = [
        {"code": code, "seq": number, "subject": subject, "message": message}
        for code, number, subject, message in told
    ]
    return Told(
        lines, {"whole": not told, "entries": seq, "head": head, "findings": findings}, FOUND if told else 0
    )


def verified(db: Database, *, replay: bool) -> list[JournalFinding]:
    """All that is not as the program left it. With `replay` also the search index, looked through meanwhile."""
    if not replay:
        return list(db.journal.verify(replay=False))
    with ThreadPoolExecutor(max_workers=1) as aside:
        search = aside.submit(db.journal.verify_search)
        return [*db.journal.verify(), *search.result()]


def _anchored(call: Call, anchor: str) -> list[tuple[str, int, str, str]]:
    """What is wrong with the entry that the anchor names; nothing if it stands as it did."""
    number, _, hash = anchor.partition(":")
    seq = fields.whole(number)
    if not seq or not hash.strip():
        raise LineWrong("anchor_not_understood", given=anchor[:40])
    entries = call.database(create=False).journal.entries(before=seq + 1, limit=1)
    there = next((each for each in entries if each.seq == seq), None)
    if there is not None and there.entry_hash == hash.strip().lower():
        return []
    return [
        (
            "journal_anchor_differs",
            seq,
            "",
            worded_code("journal_anchor_differs", {"seq": seq}, call.language),
        )
    ]


def anchor(call: Call) -> Told:
    """Number and hash of the last entry, to be kept outside: it shows a journal cut off or made anew."""
    seq, head = call.database(create=False).journal.head()
    return Told([f"{seq}:{head}"], {"seq": seq, "hash": head, "anchor": f"{seq}:{head}"})


def redact(call: Call) -> Told:
    """Erase what entries tell, for a legal ground. It cannot be undone; the chain stays whole."""
    seqs = sorted({_number(str(each)) for each in call.args.seq})
    done = call.database(create=False).journal.redact(seqs, str(call.args.reason), call.act())
    lines = [
        call.text(
            N_("Content erased of entry: {erased}. Told of in entry: {entries}."),
            erased=_listed(seqs),
            entries=_listed(done.told_in),
        ),
        call.text(N_("Backups and exports that were made before still hold it.")),
    ]
    if done.still_told_in:
        still = N_("Some of it is still told in entry: {entries}.")
        lines.append(call.text(still, entries=_listed(done.still_told_in)))
    data: dict[str, Json] = {
        "erased": list(seqs),
        "told_in": list(done.told_in),
        "still_told_in": list(done.still_told_in),
    }
    return Told(lines, data)


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))


def _number(given: str) -> int:
    number = fields.whole(given)
    if not number:
        raise LineWrong("not_an_entry_number", given=given[:40])
    return number
