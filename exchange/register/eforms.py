"""eForms notices of awarded contracts, as published on Doffin and TED: one agreement for each settled contract.

A framework agreement settled with several suppliers in one lot is one agreement, counted once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checklists.intake import ContractDraft, Problem, Reading
from checklists.values import InputRefused, Refused, cleaned
from exchange.register.agreement import Agreement, Drafting
from exchange.register.facts import draft_of, problem_of, refused_field
from exchange.register.notice import UBL, Lot, Notice, Settled, notice_of, result_of, text_at
from exchange.register.notice_unread import unread_in
from exchange.xmlfile import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage] -- lxml's only name

_AWARD = "ContractAwardNotice"
_OTHERS = ("ContractNotice", "PriorInformationNotice", "BusinessRegistrationInformationNotice")


def read_eforms(raw: bytes, name: str) -> Reading:
    """The notice as a Reading. A notice without winner, or of another kind, gives no contract and says so.

    Raises InputRefused: the codes of `parse_xml`, `xml_not_a_notice`, `notice_incomplete`.
    """
    root = parse_xml(raw, name)
    if not _is_award(root, name):
        kind = text_at(root, "cbc:NoticeTypeCode") or _tag(root)[1]
        return _reading((), (), [_about("notice_of_another_kind", kind=cleaned(kind)[0][:60])])
    result = result_of(root)
    if result is None:
        raise InputRefused("notice_incomplete", file=name, missing="NoticeResult")
    notice = notice_of(root, result)
    if not notice.id:
        raise InputRefused("notice_incomplete", file=name, missing="cbc:ID")
    agreements = _agreements(notice)
    drafts: list[ContractDraft] = []
    refused: list[Problem] = []
    removed = 0
    for line, agreement in enumerate(agreements, 1):
        facts = Drafting(notice, agreement, line, alone=len(agreements) == 1).facts()
        removed += facts.removed
        if not facts.fatal:
            try:
                drafts.append(draft_of(facts, (line,)))
                continue
            except Refused as found:
                facts.problems.append(problem_of(found, line, refused_field(facts, found)))
        refused += facts.fatal
    notes = _notes(notice, agreements) + unread_in(root, result)
    if removed:
        notes.append(_about("characters_removed", count=str(removed)))
    return _reading(tuple(drafts), tuple(refused), notes, len(agreements), removed)


def _reading(
    drafts: tuple[ContractDraft, ...],
    refused: tuple[Problem, ...],
    notes: list[Problem],
    read: int = 0,
    removed: int = 0,
) -> Reading:
    return Reading(
        format="eforms",
        counted_in="contracts",
        read=read,
        drafts=drafts,
        refused=refused,
        notes=tuple(notes),
        removed_characters=removed,
    )


def _tag(root: Element) -> tuple[str, str]:
    """Namespace and local name of the root."""
    namespace, _, kind = str(root.tag).rpartition("}")
    return namespace.removeprefix("{"), kind


def _is_award(root: Element, name: str) -> bool:
    namespace, kind = _tag(root)
    if namespace == f"{UBL}{kind}-2":
        if kind == _AWARD:
            return True
        if kind in _OTHERS:
            return False
    raise InputRefused(
        "xml_not_a_notice",
        file=name,
        root=cleaned(kind)[0][:60],
        namespace=cleaned(namespace)[0][:120],
    )


def _agreements(notice: Notice) -> list[Agreement]:
    """One for each settled contract; those of one framework lot together, in the order of the notice."""
    grouped: dict[tuple[str, ...], list[Settled]] = {}
    facts: dict[tuple[str, ...], tuple[tuple[str, ...], bool]] = {}
    for place, contract in enumerate(notice.contracts):
        lots = _lots_of(contract, notice)
        framework = _is_framework(contract, lots, notice)
        key = ("lots", *lots) if framework and lots else ("contract", contract.id, str(place))
        grouped.setdefault(key, []).append(contract)
        facts[key] = (lots, framework)
    return [Agreement(tuple(contracts), *facts[key]) for key, contracts in grouped.items()]


def _lots_of(contract: Settled, notice: Notice) -> tuple[str, ...]:
    found = {lot for result in notice.results if contract.id in result.contracts for lot in result.lots}
    found |= {
        lot for tender in contract.tenders if tender in notice.tenders for lot in notice.tenders[tender].lots
    }
    return tuple(sorted(found))


def _is_framework(contract: Settled, lots: tuple[str, ...], notice: Notice) -> bool:
    """By the technique of its lots. Where that is not told, by what the contract says of itself.

    A contract *under* a framework agreement, in a lot that is none, is a call-off: an agreement of its own.
    """
    told = {notice.lots[lot].framework for lot in lots if lot in notice.lots} or {notice.whole.framework}
    if told == {None}:
        return contract.in_framework
    return told == {True}


def _about(code: str, **params: str) -> Problem:
    return Problem(code=code, params=params, fatal=False)


def _notes(notice: Notice, agreements: list[Agreement]) -> list[Problem]:
    told: list[Problem] = []
    if not agreements:
        won = any(result.code == "selec-w" for result in notice.results)
        told.append(_about("winner_without_contract" if won else "notice_without_winner"))
    else:
        told += [
            _about("lot_without_winner", lot=", ".join(result.lots)[:60])
            for result in notice.results
            if result.code in ("clos-nw", "open-nw")
        ]
    if changed := cleaned(notice.changes)[0][:60]:
        told.append(_about("notice_changes_contract", notice=changed))
    elif notice.kind == "can-modif":
        told.append(_about("notice_changes_unknown"))
    told += [
        _about(
            "framework_counted_once",
            count=str(len(agreement.contracts)),
            lot=", ".join(_titles(agreement.lots, notice.lots))[:120],
        )
        for agreement in agreements
        if len(agreement.contracts) > 1
    ]
    return told


def _titles(lots: tuple[str, ...], known: Mapping[str, Lot]) -> list[str]:
    return [cleaned(known[lot].title)[0] or lot if lot in known else lot for lot in lots]
