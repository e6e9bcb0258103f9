"""Lists for screens and the command line: read-only, light values, always with a limit."""

from __future__ import annotations

from db.registers.register import Registers

__all__ = ["Registers"]
