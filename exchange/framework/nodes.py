"""The nodes of a requirement framework: headings and requirements with their questions, in the file's order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checklists.values import InputRefused, cleaned
from checklists.yamlfile import Yaml

Said = Mapping[str, str]
"""Language → text."""
MOST_NODES = 5_000


@dataclass(frozen=True, slots=True)
class NodeChoice:
    """One answer that may be chosen."""

    urn: str
    text: Said
    more: tuple[str, ...] = ()
    """Names of what else it says: scores, results, groups."""


@dataclass(frozen=True, slots=True)
class NodeQuestion:
    """One question about a node."""

    urn: str
    kind: str
    """unique_choice, multiple_choice, boolean, number, date, text."""
    text: Said
    choices: tuple[NodeChoice, ...] = ()
    depends_on: str = ""
    answers: tuple[str, ...] = ()
    every: bool = False
    """All of `answers` are needed, not any."""


@dataclass(frozen=True, slots=True)
class Node:
    """A heading, or a requirement to assess."""

    urn: str
    parent: str
    ref: str
    assessable: bool
    name: Said
    description: Said
    help: Said = field(default_factory=dict[str, str])
    evidence: Said = field(default_factory=dict[str, str])
    questions: tuple[NodeQuestion, ...] = ()
    more: tuple[str, ...] = ()
    """Names of what else it says."""


@dataclass(frozen=True, slots=True)
class Framework:
    """A framework with its nodes."""

    ref: str
    version: int
    language: str
    name: Said
    description: Said
    provider: str
    copyright: str
    nodes: tuple[Node, ...]


def is_framework(content: Mapping[str, Yaml]) -> bool:
    """Is this the file of such a framework, rather than a form of ours?"""
    objects = content.get("objects")
    return isinstance(objects, dict) and isinstance(objects.get("framework"), dict)


def read_framework(content: Mapping[str, Yaml], file: str) -> Framework:
    """The framework in the content of a file. Raises InputRefused when it has no nodes to assess."""
    objects = content.get("objects")
    framework = objects.get("framework") if isinstance(objects, dict) else None
    held: Mapping[str, Yaml] = framework if isinstance(framework, dict) else {}
    language = _text(content.get("locale")) or "en"
    nodes = tuple(_node(each, language) for each in _mappings(held.get("requirement_nodes")))
    refuse_unfit(nodes, file)
    return Framework(
        ref=_text(held.get("ref_id")) or _text(content.get("ref_id")),
        version=version_of(_text(content.get("version"))),
        language=language,
        name=_said(held, "name", language) or _said(content, "name", language),
        description=_said(held, "description", language),
        provider=_text(content.get("provider")),
        copyright=_text(content.get("copyright")),
        nodes=nodes,
    )


def version_of(written: str) -> int:
    """The version as a whole number; 1 where it is none of at most five digits."""
    return int(written) if re.fullmatch(r"[1-9][0-9]{0,4}", written) else 1


def refuse_unfit(nodes: tuple[Node, ...], file: str) -> None:
    """Raises InputRefused for too many nodes, none to assess, and nodes that lie within one another in a circle."""
    if len(nodes) > MOST_NODES:
        raise InputRefused("framework_too_large", file=file, nodes=len(nodes), most=MOST_NODES)
    if not any(node.assessable for node in nodes):
        raise InputRefused("framework_without_requirements", file=file)
    parents = {node.urn: node.parent for node in nodes}
    sound = {""}
    for node in nodes:
        passed: dict[str, None] = {}
        urn = node.urn
        while urn in parents and urn not in sound:
            if urn in passed:
                raise InputRefused("framework_circle", file=file, node=cleaned(urn)[0][:80])
            passed[urn] = None
            urn = parents[urn]
        sound.update(passed)


_NODE_KNOWN = frozenset(
    "urn parent_urn ref_id assessable depth name description annotation typical_evidence questions translations".split()
)
_CHOICE_KNOWN = frozenset("urn value translations".split())


def _node(held: Mapping[str, Yaml], language: str) -> Node:
    return Node(
        urn=_text(held.get("urn")),
        parent=_text(held.get("parent_urn")),
        ref=_text(held.get("ref_id")),
        assessable=held.get("assessable") is True,
        name=_said(held, "name", language),
        description=_said(held, "description", language),
        help=_said(held, "annotation", language),
        evidence=_said(held, "typical_evidence", language),
        questions=tuple(_questions(held.get("questions"), language)),
        more=tuple(
            key for key, value in held.items() if key not in _NODE_KNOWN and value not in (None, "", [])
        ),
    )


def _questions(held: Yaml, language: str) -> Iterator[NodeQuestion]:
    for urn, question in held.items() if isinstance(held, dict) else ():
        if not isinstance(question, dict):
            continue
        depends = question.get("depends_on")
        on: Mapping[str, Yaml] = depends if isinstance(depends, dict) else {}
        answers = on.get("answers")
        yield NodeQuestion(
            urn=urn,
            kind=_text(question.get("type")),
            text=_said(question, "text", language),
            choices=tuple(_choice(each, language) for each in _mappings(question.get("choices"))),
            depends_on=_text(on.get("question")),
            answers=tuple(_text(each) for each in answers) if isinstance(answers, list) else (),
            every=on.get("condition") == "all",
        )


def _choice(held: Mapping[str, Yaml], language: str) -> NodeChoice:
    more = tuple(
        key for key, value in held.items() if key not in _CHOICE_KNOWN and value not in (None, "", [])
    )
    return NodeChoice(_text(held.get("urn")), _said(held, "value", language), more)


def _mappings(held: Yaml) -> Iterator[Mapping[str, Yaml]]:
    return (each for each in (held if isinstance(held, list) else ()) if isinstance(each, dict))


def _said(held: Mapping[str, Yaml], key: str, language: str) -> Said:
    """The text in the language of the file and in those it is translated to."""
    own = _text(held.get(key))
    told = {language: own} if own else {}
    translations = held.get("translations")
    for other, texts in translations.items() if isinstance(translations, dict) else ():
        text = _text(texts.get(key)) if isinstance(texts, dict) else ""
        if text:
            told.setdefault(other, text)
    return told


def _text(value: Yaml) -> str:
    return "" if value is None or isinstance(value, bool | dict | list) else str(value).strip()
