"""The database as a whole: exported, backed up, restored, examined, migrated."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from checklists.words import N_
from tui.cli.call import Call
from tui.cli.commands import database_of
from tui.cli.told import Json, Told
from tui.cli.wrong import FOUND
from tui.refusals import worded_code


def export(call: Call) -> Told:
    """Write every record and the whole journal to one open JSON file."""
    from db.whole import everything
    from exchange.archive import write_archive

    file = Path(str(call.args.file))
    write_archive(file, everything(call.database(create=False), call.now), force=bool(call.args.force))
    return _written(call, file)


def _written(call: Call, file: Path) -> Told:
    return Told([call.text(N_("Written: {file}"), file=str(file))], {"file": str(file)})


def back_up(call: Call) -> Told:
    """Copy the database while it may be in use."""
    from db.backup import backup

    file = Path(str(call.args.file))
    backup(call.where, file, force=bool(call.args.force))
    return _written(call, file)


def put_back(call: Call) -> Told:
    """Put a backup in the database's place; what was there is kept beside."""
    from db.backup import restore

    file = Path(str(call.args.file))
    kept = restore(file, call.where, force=bool(call.args.force), now=call.now)
    lines = [call.text(N_("Restored {database} from {file}."), database=call.shown_where, file=str(file))]
    if kept:
        lines.append(call.text(N_("What was there before lies in {file}."), file=str(kept)))
    return Told(lines, {"database": call.shown_where, "from": str(file), "kept": str(kept) if kept else None})


GRADES: Final = {"well": N_("well"), "note": N_("note"), "wrong": N_("WRONG")}


def doctor(call: Call) -> Told:
    """Examine the database and tell of everything that was looked at; exit code 1 if something is wrong."""
    from db.backup import diagnose

    found = diagnose(call.where, Path(database_of("", {})).parent)
    lines: list[str] = []
    data: list[Json] = []
    width = max(len(call.text(grade)) for grade in GRADES.values())
    for each in found:
        message = worded_code(each.code, dict(each.params), call.language)
        lines.append(f"{call.text(GRADES[each.grade]):{width}}  {message}")
        data.append({"code": each.code, "ok": each.ok, "grade": each.grade, "message": message})
    well = all(each.ok for each in found)
    return Told(lines, {"database": call.shown_where, "ok": well, "checks": data}, 0 if well else FOUND)


def migrate(call: Call) -> Told:
    """Bring an older database up to this version, after a copy."""
    from db.backup import backup
    from db.place import path_of
    from db.problems import DatabaseRefused
    from db.schema import migrate as brought_up

    try:
        call.database(create=False)
        return Told([call.text(N_("The database is up to date."))], {"migrated": False, "kept": None})
    except DatabaseRefused as refused:
        if refused.code != "database_older":
            raise
    path = path_of(call.where)
    kept = path.with_name(f"{path.name}.{call.now:%Y%m%d-%H%M%S}.before")
    backup(call.where, kept, force=False)
    brought_up(path)
    lines = [
        call.text(N_("The database is brought up to this version.")),
        call.text(N_("What was there before lies in {file}."), file=str(kept)),
    ]
    return Told(lines, {"migrated": True, "kept": str(kept)})
