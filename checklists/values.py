"""What every value of the field is made of: frozen models, clean text, refusals with a code, exact money."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from checklists.cleaning import NAME_LIMIT as NAME_LIMIT
from checklists.cleaning import TEXT_LIMIT as TEXT_LIMIT
from checklists.cleaning import clean as clean
from checklists.cleaning import cleaned as cleaned
from checklists.cleaning import is_unwanted as is_unwanted
from checklists.cleaning import refuse_identity_number as refuse_identity_number
from checklists.refused import InputRefused as InputRefused
from checklists.refused import Refused as Refused
from checklists.refused import type_of_parameter as type_of_parameter


class Frozen(BaseModel):
    """A value: it never changes, and it refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    def canonical(self) -> str:
        """This value as canonical JSON: sorted keys, no blanks, decimals as text."""
        return canonical_json(self.model_dump(mode="json"))


def canonical_json(value: object) -> str:
    """JSON that is the same text for the same value, whoever writes it."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _name(value: object) -> object:
    return clean(value, limit=NAME_LIMIT) if isinstance(value, str) else value


def _text(value: object) -> object:
    return clean(value, lines=True) if isinstance(value, str) else value


Name = Annotated[str, BeforeValidator(_name)]
"""One line of clean text, at most `NAME_LIMIT` characters."""
Text = Annotated[str, BeforeValidator(_text)]
"""Clean text of several lines, at most `TEXT_LIMIT` characters."""
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""A permanent key: English snake_case."""
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]{0,63}$")]
"""A code of a code list."""
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
"""ISO 4217."""
Stamp = datetime
"""An instant in UTC, with its zone."""

LARGEST = Decimal(2**63 - 1) / 1000
_FINEST = Decimal("0.001")


def exact(amount: Decimal) -> Decimal:
    """`amount` normalised, if whole thousandths of it fit 64 bits; anything else is refused."""
    if amount.is_finite() and abs(amount) <= LARGEST:
        whole = int(amount)
        if amount == whole:
            return Decimal(whole)
        if amount == amount.quantize(_FINEST):
            return plain(amount)
    raise Refused("amount_out_of_range", amount=str(amount)[:40])


def plain(number: Decimal) -> Decimal:
    """`number` without trailing zeros, exponent or minus zero: the same number is the same text."""
    bare = number.normalize() + 0
    return bare.quantize(Decimal(1)) if bare == bare.to_integral_value() else bare


def _amount(value: object) -> Decimal:
    try:
        return exact(Decimal(str(value)))  # floats come as their text
    except InvalidOperation:
        raise ValueError("not a number") from None


class Money(Frozen):
    """An amount in one currency. Amounts in different currencies are never added."""

    amount: Annotated[Decimal, BeforeValidator(_amount)]
    currency: Currency = "NOK"

    @property
    def thousandths(self) -> int:
        """Whole thousandths, as a row holds it."""
        return int(self.amount * 1000)

    @classmethod
    def of_thousandths(cls, thousandths: int, currency: str) -> Money:
        return cls(amount=Decimal(thousandths) / 1000, currency=currency)
