"""A requirement framework as a form: a section for each heading, a question for each requirement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from checklists.form import LANGUAGES, Form
from exchange.form_reading import Remark
from exchange.framework.nodes import Framework, Node, NodeChoice, NodeQuestion, Said

MOST_LETTERS = 4_000
"""Of a text in a form."""
_LONGEST_KEY = 60
_KINDS = {
    "unique_choice": "one",
    "single_choice": "one",
    "multiple_choice": "many",
    "boolean": "yes_partly_no",
    "number": "number",
    "date": "date",
    "text": "text",
}
_MINUTES_EACH = 2
_TRANSLATED = frozenset({"nb", "no"})


def form_of(framework: Framework) -> tuple[Form, tuple[Remark, ...]]:
    """The form, and all that it does not say of the framework."""
    return _Making(framework).made()


@dataclass(slots=True)
class _Making:
    framework: Framework
    lost: list[Remark] = field(default_factory=list[Remark])
    keys: set[str] = field(default_factory=set[str])
    next_number: dict[str, int] = field(default_factory=dict[str, int])
    """Key wanted → the number that comes after those it has been given with."""
    key_of: dict[str, str] = field(default_factory=dict[str, str])
    """URN of each question and choice → its key or code."""

    def made(self) -> tuple[Form, tuple[Remark, ...]]:
        made, nodes = self.framework, self.framework.nodes
        self._name_all(nodes)
        sections = list(self._sections(nodes))
        asked = sum(len(node.questions) or 1 for node in nodes if node.assessable)
        form = Form.model_validate(
            {
                "id": _slug(made.ref or next(iter(made.name.values()), "")) or "framework",
                "version": made.version,
                "title": self._texts(made.name, "title") or {"nb": made.ref or "–"},
                "purpose": self._texts(made.description, "description") or {"nb": "–"},
                "filled_by": "supplier",
                "method": "self_report",
                "minutes": {"full": max(1, min(600, asked * _MINUTES_EACH))},
                "source": made.provider or made.ref or "–",
                "licence": made.copyright or "–",
                "sections": sections,
            }
        )
        return form, (*self._untold(), *self.lost)

    def _lose(self, place: str, code: str, **params: str | int) -> None:
        self.lost.append(Remark(place, 0, "", code, params))

    def _untold(self) -> Iterator[Remark]:
        """What the form as a whole lacks: themes, bokmål, and languages that forms do not have."""
        yield Remark("", 0, "", "theme_not_told")
        spoken = self._languages()
        if not _TRANSLATED & spoken:
            stands_in = "en" if "en" in spoken else self.framework.language
            spoken -= {stands_in}
            yield Remark("", 0, "", "language_as_first", {"language": stands_in})
        for language in sorted(spoken - {*LANGUAGES, *_TRANSLATED}):
            yield Remark("", 0, "", "language_not_carried", {"language": language[:20]})

    def _languages(self) -> set[str]:
        return {language for node in self.framework.nodes for language in (*node.name, *node.description)}

    def _name_all(self, nodes: tuple[Node, ...]) -> None:
        """A key for every question and choice first: conditions may look ahead."""
        for node in nodes:
            base = _slug(node.ref) or _slug(node.urn.rpartition(":")[2]) or "requirement"
            if not node.questions:
                self.key_of[node.urn] = self._fresh(base)
            for number, question in enumerate(node.questions, 1):
                self.key_of[question.urn] = self._fresh(
                    f"{base}_{number}" if len(node.questions) > 1 else base
                )
                for place, choice in enumerate(question.choices, 1):
                    self.key_of[choice.urn] = f"c{place}"

    def _fresh(self, wanted: str) -> str:
        key, number = wanted[:_LONGEST_KEY], self.next_number.get(wanted, 2)
        while key in self.keys:
            key, number = f"{wanted[: _LONGEST_KEY - len(str(number)) - 1]}_{number}", number + 1
        self.keys.add(key)
        self.next_number[wanted] = number
        return key

    def _sections(self, nodes: tuple[Node, ...]) -> Iterator[dict[str, object]]:
        by_urn = {node.urn: node for node in nodes}
        parents = {node.parent for node in nodes}
        asked = [node for node in nodes if node.assessable or node.urn not in parents or node.description]

        around: dict[str, str] = {}

        def heading(node: Node) -> str:
            """The nearest node around it that is a heading; a heading with a text stands first in its own part."""
            if not node.assessable and node.urn in parents:
                return node.urn
            passed: list[str] = []
            above = by_urn.get(node.parent)
            while above is not None and above.assessable and above.urn not in around:
                passed.append(above.urn)
                above = by_urn.get(above.parent)
            found = around.get(above.urn, above.urn) if above else ""
            around.update(dict.fromkeys(passed, found))
            return found

        for number, (urn, held) in enumerate(groupby(asked, heading), 1):
            questions = [
                question for node in held for question in self._questions(node, is_heading=node.urn == urn)
            ]
            if questions:
                yield {"key": f"part_{number}", "title": self._title(by_urn, urn), "questions": questions}

    def _title(self, by_urn: Mapping[str, Node], urn: str) -> dict[str, str]:
        """The names of the headings from the top to this one."""
        path: list[Node] = []
        node = by_urn.get(urn)
        while node is not None and node not in path:
            path.insert(0, node)
            node = by_urn.get(node.parent)
        languages = {language for each in path for language in each.name}
        told = {
            language: " – ".join(
                _of(each.name, language) or each.ref for each in path if each.name or each.ref
            )
            for language in languages
        }
        return self._texts(told, urn) or self._texts(self.framework.name, urn) or {"nb": "–"}

    def _questions(self, node: Node, *, is_heading: bool) -> Iterator[dict[str, object]]:
        place = node.ref or node.urn
        for each in node.more:
            self._lose(place, "node_field", field=each)
        if not node.assessable:
            text = self._texts(node.description if is_heading else node.description or node.name, place)
            if text:
                yield {"key": self.key_of[node.urn], "type": "note", "text": text}
            return
        if not node.questions:
            yield self._requirement(node, place)
        for question in node.questions:
            yield self._question(node, question, place)

    def _requirement(self, node: Node, place: str) -> dict[str, object]:
        text = node.name if node.name and len(next(iter(node.name.values()))) > 3 else node.description
        text = text or node.name or {self.framework.language: node.ref or node.urn}
        more = {} if text is node.description else dict(node.description)
        return {
            "key": self.key_of[node.urn],
            "type": "yes_partly_no",
            "not_assessed": True,
            "text": self._texts(text, place),
            **self._optional("help", _joined(more, node.help), place),
            **self._optional("evidence", node.evidence, place),
        }

    def _question(self, node: Node, question: NodeQuestion, place: str) -> dict[str, object]:
        kind = _KINDS.get(question.kind, "")
        if not kind:
            self._lose(place, "type_changed", given=question.kind[:40], type="text")
        texts = question.text or node.name or node.description or {self.framework.language: place}
        return {
            "key": self.key_of[question.urn],
            "type": kind or "text",
            "text": self._texts(texts, place),
            **self._optional("help", _joined(node.name, node.description, node.help), place),
            **self._optional("evidence", node.evidence, place),
            **(
                {"choices": [self._choice(each, place) for each in question.choices]}
                if question.choices
                else {}
            ),
            **self._condition(question, place),
        }

    def _choice(self, choice: NodeChoice, place: str) -> dict[str, object]:
        for each in choice.more:
            self._lose(place, "node_field", field=f"choices.{each}")
        code = self.key_of[choice.urn]
        return {"code": code, "text": self._texts(choice.text, place) or {"nb": code}}

    def _condition(self, question: NodeQuestion, place: str) -> dict[str, object]:
        if not question.depends_on:
            return {}
        on = self.key_of.get(question.depends_on)
        codes = [self.key_of[urn] for urn in question.answers if urn in self.key_of]
        if on is None or not codes:
            self._lose(place, "node_condition", condition=question.depends_on)
            return {}
        if question.every:
            return {"when": {"all": [{"question": on, "includes": code} for code in codes]}}
        return {"when": {"question": on, "in": codes}}

    def _optional(self, field: str, said: Said, place: str) -> dict[str, object]:
        texts = self._texts(said, place)
        return {field: texts} if texts else {}

    def _texts(self, said: Said, place: str) -> dict[str, str]:
        """The text in our languages. Bokmål falls back to English, else to the language of the file."""
        if not said:
            return {}
        known = {"nb" if language == "no" else language: text for language, text in said.items()}
        stands_in = known.get("nb") or known.get("en") or next(iter(known.values()))
        told = {language: known[language] for language in LANGUAGES if language in known} | {"nb": stands_in}
        longest = max(len(text) for text in told.values())
        if longest > MOST_LETTERS:
            self._lose(place, "cell_cut", limit=MOST_LETTERS)
        return {
            language: text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
            for language, text in told.items()
        }


def _of(said: Said, language: str) -> str:
    return said.get(language) or next(iter(said.values()), "")


def _joined(*parts: Said) -> Said:
    """Texts one after another, in each language that any of them has."""
    languages = dict.fromkeys(language for part in parts for language in part)
    return {
        language: "\n".join(part[language] for part in parts if language in part) for language in languages
    }


def _slug(text: str) -> str:
    """Small letters, digits and underscores, beginning with a letter; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_LONGEST_KEY].rstrip("_")
    return slug if slug[:1].isalpha() or not slug else f"q_{slug}"[:_LONGEST_KEY]
