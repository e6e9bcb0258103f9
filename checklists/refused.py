"""A refusal: a code and parameters. Apart from the values, so that a start need not load what those are made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

type_of_parameter = str | int | Decimal | date | None
"""What a refusal may be told with."""


class Refused(Exception):
    """A rule, or the input, said no. It carries a code and parameters; `tui` puts it into words."""

    def __init__(self, code: str, **params: type_of_parameter) -> None:
        super().__init__(code, params)
        self.code = code
        self.params: Mapping[str, type_of_parameter] = params

    def __str__(self) -> str:
        told = ", ".join(f"{key}={value}" for key, value in self.params.items())
        return f"{self.code} ({told})" if told else self.code


class InputRefused(Refused):
    """A file, or a value from outside, cannot be read or is not what it says (exit code 3)."""
