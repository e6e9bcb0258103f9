"""The program as the documents describe it, scripted without looking at how it is made."""

from __future__ import annotations

from tests.cli.conftest import aktsom, contract, database, empty_database, program

__all__ = ["aktsom", "contract", "database", "empty_database", "program"]
