"""What a follow-up form is: sections of questions, what may be answered, and what an answer proposes.

These models are the file format: a form file is YAML that validates as `Form`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from checklists.conditions import Condition, Plain
from checklists.values import Code, Frozen, Key, canonical_json

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")
AnswerType = Literal[
    "yes_partly_no",
    "one",
    "many",
    "text",
    "integer",
    "number",
    "percent",
    "money",
    "date",
    "table",
    "evidence",
    "note",
]
ColumnType = Literal[
    "yes_partly_no", "one", "many", "text", "integer", "number", "percent", "money", "date", "country"
]
Strength = Literal["breach", "assess", "observation"]
Severity = Literal["observation", "minor", "major", "critical"]
FormText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]

ADDRESS = r"^([a-z0-9_]+\.[a-z0-9_]+)?$"
YES, PARTLY, NO = "yes", "partly", "no"
NOT_APPLICABLE, NOT_ASSESSED = "not_applicable", "not_assessed"
VERDICTS = (YES, PARTLY, NO)
NUMBERS: frozenset[str] = frozenset({"integer", "number", "percent", "money"})
"""Types whose answer is a number: a whole one, any, a percentage, an amount in kroner."""


class Texts(Frozen):
    """One text in three languages. Bokmål is required; a missing one falls back to it, visibly."""

    nb: FormText
    nn: FormText = ""
    en: FormText = ""

    def text(self, language: str) -> str:
        return self.own(language) or self.nb

    def own(self, language: str) -> str:
        """The text in just that language, empty if it is missing."""
        return {"nb": self.nb, "nn": self.nn, "en": self.en}.get(language, "")


class Choice(Frozen):
    """One thing that may be chosen, or one fixed row of a table."""

    code: Code
    text: Texts
    exclusive: bool = False
    """Chosen alone: `none of these`."""
    when: Condition | None = None
    """Offered only when this is true of the other answers."""


class Proposes(Frozen):
    """When the answer is so, a deviation or an observation is proposed. A person confirms, edits or dismisses it."""

    when: Condition
    strength: Strength
    type: Code
    severity: Severity = "major"
    suspected: bool = False
    self_reported: bool = False
    measure: Texts | None = None
    measure_kind: Code = "corrective"
    rows: tuple[Code, ...] = ()
    """Only for these named rows of the table; empty: for those that no other proposal of the column names."""
    clause: str = Field(default="", pattern=ADDRESS)
    """Set when it differs from the question's: one table may ask about several clauses."""


class Constraint(Frozen):
    """What an answer must fulfil, and the author's own sentence for when it does not."""

    must: Condition
    message: Texts


class RowsOf(Frozen):
    """The rows that a table of another form got, in the latest signed follow-up of the same contract and supplier."""

    form: Key
    question: Key


RowsFrom = Literal["clauses", "open_measures"] | RowsOf
"""What the first rows of a table are made of when a follow-up is started: each clause of the contract that the form
is about, each open measure (and deviation without one) of the supplier, or the rows of an earlier answer, by column.
"""
Fill = Literal["", "measure", "deadline", "overdue"]
FILLED: Mapping[str, ColumnType] = {"measure": "text", "deadline": "date", "overdue": "one"}
OVERDUE, IN_TIME = "overdue", "in_time"
"""What a column of a table of open measures is filled in with, and the type that it must have."""
Writes = Literal["", "risk", "risk_reason"]
RISK_CHOICES = ("up", "same", "down", "low", "medium", "high")
"""Codes of the choices that say a contract's level of risk, in steps or outright."""


class Column(Frozen):
    """One column of a table question."""

    key: Key
    text: Texts
    type: ColumnType = "text"
    choices: tuple[Choice, ...] = ()
    help: Texts | None = None
    required: bool = False
    when: Condition | None = None
    """Asked only in the rows where this is true, of the other cells of the row or of other questions."""
    default: Plain | tuple[Plain, ...] | None = None
    """A cell that is suggested: it stands in the empty cell, and counts once a person has taken it."""
    constraint: Constraint | None = None
    role: Literal["", "company", "country", "tier", "stage", "site", "sample"] = ""
    """What the cell tells of a deviation's place."""
    fill: Fill = ""
    """What it is filled in with in a table of open measures."""
    proposes: tuple[Proposes, ...] = Field(default=(), max_length=20)
    """One; or one for each group of named rows, and one without rows for those that no other names."""

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What decides whether a cell is asked, or what may be chosen in it."""
        return (*((self.when,) if self.when else ()), *(c.when for c in self.choices if c.when is not None))


class Question(Frozen):
    """One question with its permanent key."""

    key: Key
    type: AnswerType
    text: Texts
    help: Texts | None = None
    clause: str = Field(default="", pattern=ADDRESS)
    """Family of requirement sets and clause: `human_rights.policy`."""
    theme: Code = ""
    """Set when it differs from the section's."""
    evidence: Texts | None = None
    """What should be shown."""
    required: bool = False
    lead: bool = False
    short: bool = False
    """Also part of the short form."""
    not_assessed: bool = False
    """May be answered `not_assessed`."""
    weight: int = Field(default=1, ge=0, le=100)
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Choice, ...] = ()
    """Fixed rows of a table; empty: rows are added."""
    rows_from: RowsFrom | None = None
    """What the first rows are made of; people add others, and take away what does not belong."""
    writes: Writes = ""
    """What the answer becomes on the contract when the follow-up is signed."""
    hears_supplier: bool = False
    """The supplier's own comments: deviations without them are pointed out before signing."""
    when: Condition | None = None
    default: Plain | tuple[Plain, ...] | None = None
    """An answer that is suggested: it stands beside the question, and counts once a person has taken it."""
    constraint: Constraint | None = None
    proposes: tuple[Proposes, ...] = ()

    @property
    def answerable(self) -> bool:
        return self.type != "note"

    @property
    def fixed(self) -> bool:
        """Are the rows of the table those that it names, and no others?"""
        return bool(self.rows) and self.rows_from is None


class Section(Frozen):
    """Questions under one heading, with their theme."""

    key: Key
    title: Texts
    theme: Code = ""
    help: Texts | None = None
    when: Condition | None = None
    questions: tuple[Question, ...] = Field(min_length=1)


class Minutes(Frozen):
    """Estimated minutes to answer."""

    full: int = Field(ge=1, le=600)
    short: int | None = Field(default=None, ge=1, le=600)


class Form(Frozen):
    """A form in one version. A published version never changes; a follow-up stays on it for ever."""

    id: Key
    version: int = Field(ge=1, le=999_999_999)
    title: Texts
    purpose: Texts
    filled_by: Literal["buyer", "supplier", "both"]
    method: Code
    requirement_set: str = ""
    """Family of requirement sets that it asks about; empty when it is generated or general."""
    minutes: Minutes
    due_days: int | None = Field(default=None, ge=1, le=365)
    """Days from sending to the answer's deadline."""
    delete_days: int | None = Field(default=None, ge=1, le=3650)
    """Days from closing until details about persons are to be deleted; None: they are no concern of this form."""
    source: str
    licence: str
    change_note: str = ""
    sections: tuple[Section, ...] = Field(min_length=1)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def section_of(self) -> Mapping[str, Section]:
        return {question.key: section for section in self.sections for question in section.questions}

    @cached_property
    def steering(self) -> frozenset[str]:
        """Keys of the questions whose answers decide whether another, or a cell, is asked, or what may be chosen."""
        whens = [part.when for part in (*self.sections, *self.questions) if part.when is not None]
        whens += [c.when for key in self.narrowed for c in self.by_key[key].choices if c.when is not None]
        return frozenset(key for when in whens for key in when.questions).union(*self.cells_on.values())

    @cached_property
    def narrowed(self) -> frozenset[str]:
        """Keys of the questions with choices that are offered only when a condition holds."""
        return frozenset(q.key for q in self.questions if any(c.when is not None for c in q.choices))

    @cached_property
    def by_row(self) -> frozenset[str]:
        """Keys of the tables in whose rows a cell is asked, or a choice offered, only when a condition holds."""
        return frozenset(q.key for q in self.questions if any(c.conditions for c in q.columns))

    @cached_property
    def cells_on(self) -> Mapping[str, frozenset[str]]:
        """Key of each such table → keys of the questions that its conditions look at."""
        whens = {
            key: [when for c in self.by_key[key].columns for when in c.conditions] for key in self.by_row
        }
        return {
            key: frozenset(each for when in held for each in when.questions) for key, held in whens.items()
        }

    def theme_of(self, key: str) -> str:
        """The theme of a question: its own or its section's."""
        return self.by_key[key].theme or self.section_of[key].theme

    def stored(self) -> str:
        """The form as canonical JSON by its file names: what is kept when it is published."""
        return canonical_json(self.model_dump(mode="json", by_alias=True, exclude_defaults=True))

    @cached_property
    def content_hash(self) -> str:
        """SHA-256 of `stored()`, in hex: two forms with the same are the same form."""
        return hashlib.sha256(self.stored().encode()).hexdigest()
