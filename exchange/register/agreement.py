"""One agreement of an award notice as the facts of a contract."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checklists.contract import Supplier
from checklists.organisation import organisation_number
from checklists.values import Refused, cleaned, refuse_identity_number
from exchange.register.cells import put_value
from exchange.register.facts import Facts, note, problem_of
from exchange.register.notice import Amount, Lot, Notice, Settled
from exchange.register.places import CURRENCIES, country_code

_NOTICE_ID = re.compile(r"^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:-\d\d)?$")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Settled contracts that are one agreement, with the lots they are for."""

    contracts: tuple[Settled, ...]
    lots: tuple[str, ...]
    framework: bool

    @property
    def tenders(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(tender for contract in self.contracts for tender in contract.tenders))


class Drafting:
    """The facts of one agreement of a notice."""

    def __init__(self, notice: Notice, agreement: Agreement, line: int, *, alone: bool) -> None:
        self._notice = notice
        self._agreement = agreement
        self._alone = alone
        self._facts = Facts(line)

    def facts(self) -> Facts:
        """Everything the notice tells of it; a refused value is a problem of this agreement."""
        facts, notice, first = self._facts, self._notice, self._agreement.contracts[0]
        lot = self._lot()
        facts.fields["source"] = notice.register
        facts.fields["reference"] = self._reference(first)
        facts.fields["framework"] = self._agreement.framework
        self._text("title", (first.title if self._one_contract else "") or lot.title or first.title)
        if any(char.isalnum() for char in first.reference):
            self._text("case_reference", first.reference)
        for organisation in self._winners():
            try:
                self._supplier(organisation)
            except Refused as refused:
                facts.problems.append(problem_of(refused, facts.line, "supplier"))
        if not facts.suppliers and not facts.fatal:
            facts.problems.append(note("contract_without_supplier", facts.line, "supplier"))
        if lot.kind:
            facts.fields["kind"] = lot.kind
        if re.fullmatch(r"\d{8}", lot.cpv, re.ASCII):
            facts.fields["cpv"] = lot.cpv
        self._days(first, lot)
        self._value()
        return facts

    @property
    def _one_contract(self) -> bool:
        return len(self._agreement.contracts) == 1

    def _lot(self) -> Lot:
        lots = [self._notice.lots[lot] for lot in self._agreement.lots if lot in self._notice.lots]
        return lots[0] if len(lots) == 1 and len(self._notice.lots) > 1 else self._whole(lots)

    def _whole(self, lots: list[Lot]) -> Lot:
        """The procurement as such, with the period of its lots where they agree on one."""
        whole = self._notice.whole
        periods = {(lot.starts, lot.ends, lot.open_ended, lot.duration) for lot in lots}
        if len(periods) != 1:
            return whole
        starts, ends, open_ended, duration = periods.pop()
        return Lot(whole.title, whole.kind, whole.cpv, whole.framework, starts, ends, open_ended, duration)

    def _reference(self, first: Settled) -> str:
        """Notice and contract; for a changed contract, where its first notice is named by id, that notice's."""
        original = _NOTICE_ID.match(self._notice.changes)
        if original and len(self._notice.changed_contracts) == 1 and self._alone:
            return f"{original[1]}/{self._notice.changed_contracts[0]}"
        return f"{self._notice.id}/{first.id}"

    def _text(self, name: str, text: str) -> None:
        kept, removed = cleaned(text)
        self._facts.removed += removed
        try:
            refuse_identity_number(kept)
        except Refused as refused:
            self._facts.problems.append(problem_of(refused, self._facts.line, name))
        if kept:
            self._facts.fields[name] = kept

    def _winners(self) -> list[str]:
        """The organisations behind the agreement's tenders; where it names none, behind the lot's only tender."""
        tenders = self._agreement.tenders
        if not tenders:
            ids = {contract.id for contract in self._agreement.contracts}
            told = {
                tender
                for result in self._notice.results
                if ids & set(result.contracts)
                for tender in result.tenders
            }
            tenders = tuple(told) if len(told) == 1 else ()
        parties = [self._notice.tenders[tender].party for tender in tenders if tender in self._notice.tenders]
        return list(dict.fromkeys(firm for party in parties for firm in self._notice.parties.get(party, ())))

    def _supplier(self, firm: str) -> None:
        found = self._notice.organisations.get(firm)
        if found is None or not found.name:
            self._facts.problems.append(
                note("supplier_not_named", self._facts.line, "supplier", id=firm[:40])
            )
            return
        name, removed = cleaned(found.name)
        self._facts.removed += removed
        country = country_code(found.country) if found.country else None
        number = self._number(cleaned(found.number)[0], country)
        supplier = Supplier(name=name, number=number, country=country)
        if supplier not in self._facts.suppliers:
            self._facts.suppliers.append(supplier)

    def _number(self, written: str, country: str | None) -> str | None:
        """Nine digits, or a foreign identifier as it stands. One that is no identifier is left out, and told."""
        refuse_identity_number(written)
        number = organisation_number(written) if country in (None, "NO") else None
        if number or not any(char.isdigit() for char in written):
            return number
        if country == "NO":
            self._facts.problems.append(
                note("notice_number_invalid", self._facts.line, "number", found=written[:40])
            )
            return None
        return written

    def _days(self, first: Settled, lot: Lot) -> None:
        signed = {contract.signed for contract in self._agreement.contracts}
        fields = self._facts.fields
        if len(signed) == 1 and first.signed:
            fields["signed"] = first.signed
        if lot.starts:
            fields["starts"] = lot.starts
        if lot.ends:
            fields["ends"] = lot.ends
        if lot.open_ended:
            fields["open_ended"] = True
        if lot.duration:
            self._facts.problems.append(
                note("duration_without_start", self._facts.line, "to", duration=lot.duration[:40])
            )

    def _value(self) -> None:
        amount = self._amount()
        if amount is None:
            return
        if amount[1] not in CURRENCIES:
            self._facts.problems.append(
                note("notice_currency_unknown", self._facts.line, "currency", found=amount[1][:20])
            )
        else:
            put_value(self._facts, *amount)

    def _amount(self) -> Amount | None:
        """The winning tender's amount, or the notice's total when this is its only contract. Never a sum.

        With several tenders the agreement's value is the framework's, or the notice's total, or not known.
        """
        notice = self._notice
        tenders = [notice.tenders[tender] for tender in self._agreement.tenders if tender in notice.tenders]
        if len(tenders) == 1 and tenders[0].amount:
            return tenders[0].amount
        total = notice.total if self._alone else None
        if len(tenders) <= 1:
            return total
        ids = {contract.id for contract in self._agreement.contracts}
        of_lots = {result.framework_value for result in notice.results if ids & set(result.contracts)}
        if len(of_lots) == 1 and (value := next(iter(of_lots))):
            return value
        value = (notice.framework_total if self._alone else None) or total
        if value is None and any(tender.amount for tender in tenders):
            self._facts.problems.append(note("value_of_several_tenders", self._facts.line, "value"))
        return value
