"""One call of the program: what was asked, by whom, when, in which language and of which database."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from checklists.words import N_, Words
from tui.config import Config

if TYPE_CHECKING:
    from checklists.change import Act
    from checklists.library import Library
    from db.database import Database


@dataclass
class Call:
    """What a command is given. The database is opened when it is first asked for."""

    args: argparse.Namespace
    words: Words
    where: str
    asked_actor: str
    config: Config
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    _opened: Database | None = None

    @property
    def language(self) -> str:
        return self.words.language

    def text(self, msgid: str, **params: object) -> str:
        return self.words.text(msgid, **params)

    @cached_property
    def actor(self) -> str:
        """`--actor`, AKTSOM_ACTOR, the person's file, else the operating system's user."""
        from checklists.cleaning import NAME_LIMIT, clean

        named = (clean(each, limit=NAME_LIMIT) for each in (self.asked_actor, self.config.actor, _user()))
        return next(filter(None, named), "-")

    def act(self, why: str = "") -> Act:
        from checklists.act import Act
        from checklists.cleaning import clean

        return Act(self.actor, self.now, clean(why, lines=True))

    @property
    def today(self) -> date:
        from checklists.act import OSLO

        return self.now.astimezone(OSLO).date()

    def day(self, given: str) -> date:
        """The date that was typed; today where none was."""
        from tui.given import day_of

        return day_of(given) or self.today

    def database(self, *, create: bool = True) -> Database:
        """The database; a new one is said on stderr. Raises DatabaseRefused."""
        if self._opened is None:
            from db.database import Database

            self._opened = Database.open(self.where, create=create, now=self.now)
            if self._opened.created:
                self.say(self.text(N_("Created the database {database}."), database=self.shown_where))
        return self._opened

    def database_if_there(self) -> Database | None:
        """The database, or None where none has been made yet. Raises DatabaseRefused for one that cannot be used."""
        from db.problems import DatabaseRefused

        try:
            return self.database(create=False)
        except DatabaseRefused as refused:
            if refused.code not in ("database_missing", "folder_missing"):
                raise
            return None

    @property
    def shown_where(self) -> str:
        """The database as it may be told: without a password."""
        return re.sub(r"//[^@/]*@", "//…@", self.where)

    def say(self, line: str) -> None:
        """One line on stderr: progress, not the answer."""
        from tui.cli.streams import say
        from tui.plain import visible

        say(visible(line))

    @cached_property
    def library(self) -> Library:
        """Every form: shipped, in the database, in the person's folder. What cannot be used is said on stderr."""
        from tui.folder import library_of
        from tui.refusals import worded

        found = library_of(self.config.forms_folder, self.database_if_there())
        for refused in found.refused:
            self.say(worded(refused, self.language))
        return found

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None


def _user() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
