"""The organisation's settings."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, insert, select, update

from checklists.change import Act
from checklists.contract import Contract
from checklists.deadlines import Deadlines
from checklists.library import requirement_sets
from checklists.settings import Setting, Settings
from db.rows import setting_row, setting_value
from db.store.records import row_of
from db.tables import setting
from db.writing import Reader, Write, Writer

_ALL = select(*setting.columns).order_by(setting.c.key)
_ONE = select(*setting.columns).where(setting.c.key == bindparam("wanted"))
_INSERT = insert(setting)
_CHANGE = update(setting).where(setting.c.key == bindparam("wanted"))
_DELETE = delete(setting).where(setting.c.key == bindparam("wanted"))


class SettingsStore:
    """Settings as they are set; an empty value takes a setting away, and its default holds."""

    def __init__(self, writer: Writer, reader: Reader) -> None:
        self._writer = writer
        self._reader = reader

    def all(self) -> Settings:
        with self._reader.transaction() as connection:
            rows = connection.execute(_ALL).mappings()
            held = [setting_value(row_of(row)) for row in rows]
        return Settings({each.key: each.value for each in held})

    def deadlines(self, contract: Contract) -> Deadlines:
        """The usual deadlines of deviations in the contract: the organisation's, and the contract's own."""
        return Deadlines(self.all().deadline_days, contract, requirement_sets())

    def set(self, setting: Setting, act: Act) -> None:
        """Keep a setting that `checked_setting` has let through."""
        with self._writer.transaction(act) as write:
            kept_setting(write, setting.key, setting if setting.value else None)


def kept_setting(write: Write, key: str, after: Setting | None) -> None:
    """Keep a setting, or take it away, within a transaction."""
    found = write.connection.execute(_ONE, {"wanted": key}).mappings().first()
    before = setting_value(row_of(found)) if found else None
    if before == after:
        return
    if after is None:
        write.run(_DELETE, {"wanted": key})
        write.tell("setting", key, "removed", before, None)
    elif before is None:
        write.run(_INSERT, setting_row(after))
        write.tell("setting", key, "created", None, after)
    else:
        write.run(_CHANGE, {"value": after.value, "wanted": key})
        write.tell("setting", key, "changed", before, after)
