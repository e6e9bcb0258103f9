"""What a run of the program gave, for the tests of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Done:
    """Exit code, and what was said on stdout and stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout; numbers with a point as text, so that nothing is rounded."""
        return json.loads(self.out, parse_float=str)


Run = Callable[..., Done]
