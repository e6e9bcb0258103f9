"""What a survey asks under each of its names, as conditions need to know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the survey: its key in our form, its type, and the codes behind the names of its choices."""

    key: str
    type: str
    codes: Mapping[str, str] = field(default_factory=dict[str, str])
    """Name of a choice as the file has it → code."""
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Names that several choices have, and the code of each of them."""
    is_cell: bool = False
    """A column of the row that the condition belongs to?"""

    @property
    def about(self) -> Mapping[str, str]:
        """What a test that looks at it says of that."""
        return {"column" if self.is_cell else "question": self.key}

    def code_of(self, name: str) -> str:
        """The code of a choice; a name that is no choice stays as it is."""
        return self.codes.get(name, name)

    def codes_of(self, name: str) -> tuple[str, ...]:
        """The codes of all choices with that name."""
        return self.twins.get(name) or (self.code_of(name),)

    def name_of(self, code: str) -> str:
        return next((name for name, each in self.codes.items() if each == code), code)
