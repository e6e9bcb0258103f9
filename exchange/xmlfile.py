"""XML from outside: no document type, no entity, nothing fetched, and not deeper or larger than a notice is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from checklists.values import InputRefused
from exchange.files import unmarked_utf16

if TYPE_CHECKING:
    from lxml import etree

_MOST_TAGS = 600_000
_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii", "utf-16", "iso-8859-1", "latin-1", "windows-1252"}
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Before the root element only declarations, comments and instructions can stand.
_PROLOG = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)


def parse_xml(raw: bytes, name: str) -> etree._Element:  # pyright: ignore[reportPrivateUsage] -- lxml's only name
    """The root element. Raises InputRefused with the line for a document type, an entity, or broken XML."""
    from lxml import etree

    if raw.count(b"<") > _MOST_TAGS:
        raise InputRefused("xml_too_large", file=name, limit=_MOST_TAGS)
    _refuse_declarations(raw, name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t "), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        if "depth" in (error.msg or "").lower():
            raise InputRefused("xml_too_deep", file=name, line=line) from None
        raise InputRefused("xml_malformed", file=name, line=line, column=column) from None
    except (ValueError, LookupError):
        raise InputRefused("xml_malformed", file=name, line=1, column=1) from None
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise InputRefused("xml_declares_type", file=name, line=1)
    return root


def _refuse_declarations(raw: bytes, name: str) -> None:
    wide = unmarked_utf16(raw[:400])
    text = raw.decode(wide or "latin-1", "replace").removeprefix("\ufeff").removeprefix("ï»¿")
    declared = _DECLARED.match(text[:400])
    if declared and declared.group(1).lower() not in _ENCODINGS:
        raise InputRefused("xml_encoding", file=name, encoding=declared.group(1))
    prolog = _PROLOG.match(text)
    end = prolog.end() if prolog else 0
    if text[end : end + 9].upper() == "<!DOCTYPE":
        raise InputRefused("xml_declares_type", file=name, line=text.count("\n", 0, end) + 1)
