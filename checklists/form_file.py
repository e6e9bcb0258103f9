"""A form written as a form file: the YAML that a person reads, changes and checks."""

from __future__ import annotations

import re
from typing import Final

import yaml

from checklists.form import Form

_PLAIN: Final = re.compile(r"[^\W\d_][^:#\n\"'{}\[\],&*?|<>=!%@`\\]*", re.UNICODE)
_WORDS: Final = frozenset("y n yes no on off true false null nan inf".split())
"""Words that other readers of YAML take for something else than text."""


def form_file(form: Form) -> str:
    """The text of the form's file. Read back, it is the same form."""
    content = form.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return yaml.dump(
        content,
        Dumper=_Writer,
        allow_unicode=True,
        sort_keys=False,
        width=1_000_000,
        default_flow_style=False,
    )


class _Writer(yaml.SafeDumper):
    """Without references to other places, and with quotation marks where a text may be misread."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if "\n" in text:
        style = "|"
    elif _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS:
        style = None
    else:
        style = '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style)  # pyright: ignore[reportUnknownMemberType]


_Writer.add_representer(str, _text)
