"""Deviations as 4.A.3 tells them: type, place, measures and status on the cut-off; never a firm's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checklists.deviation import SEVERITIES, Deviation
from checklists.facts import Facts
from checklists.formats import natural
from checklists.measure import Measure
from checklists.section4a.firms import FirmNames
from checklists.section4a.standing import is_social, standing, supplier_of
from checklists.section4a.values import DeviationRow, MeasureTold, PlaceTold, SanctionTold

_COUNT = re.compile(r"^\d{1,6}/\d{1,6}$")


@dataclass(frozen=True)
class Telling:
    """Makes rows of deviations from the facts of a year."""

    facts: Facts
    measures: Mapping[str, tuple[Measure, ...]]
    """By deviation, in the order of their ids."""
    firms: FirmNames

    @classmethod
    def of(cls, facts: Facts) -> Telling:
        measures: dict[str, list[Measure]] = {}
        for key in sorted(facts.measures, key=natural):
            measures.setdefault(facts.measures[key].deviation, []).append(facts.measures[key])
        return cls(
            facts,
            {key: tuple(held) for key, held in measures.items()},
            FirmNames.of(s.name for s in facts.suppliers.values()),
        )

    def rows(self, found: Iterable[Deviation]) -> tuple[DeviationRow, ...]:
        """Rows, the gravest first, then by id."""
        gravest = sorted(found, key=lambda d: (-SEVERITIES.index(d.severity), natural(d.id)))
        return tuple(self.row(each) for each in gravest)

    def row(self, deviation: Deviation) -> DeviationRow:
        now = standing(deviation, self.facts.cutoff)
        company = FirmNames.of([deviation.company])

        def named(text: str) -> bool:
            return bool(self.firms.named_in(text) or company.named_in(text))

        place = deviation.place
        return DeviationRow(
            deviation=deviation.id,
            contract=deviation.contract,
            supplier=supplier_of(deviation, self.facts),
            type=deviation.type,
            severity=deviation.severity,
            social=is_social(deviation, self.facts),
            place=PlaceTold(tier=place.tier, stage=place.stage, country=place.country),
            origin=deviation.origin,
            count=deviation.count if _COUNT.match(deviation.count) else "",
            measures=tuple(self._measure(each, named(each.text)) for each in self._measures_of(deviation)),
            status=now.status,
            deadline=deviation.deadline,
            original_deadline=deviation.original_deadline,
            accepted_until=deviation.accepted_until if now.status == "accepted_until" else None,
            closed=now.closed,
            harm=deviation.harm,
            harm_reference=deviation.harm_reference,
            remediation=deviation.remediation,
            remediation_names_firm=named(deviation.remediation),
            self_reported=deviation.self_reported,
            disputed=deviation.disputed or deviation.position == "disputes",
            position=deviation.position,
            position_text=deviation.position_text,
            position_names_firm=named(deviation.position_text),
            public_text=deviation.public_text,
            sanctions=tuple(
                SanctionTold(rung=each.rung, day=each.day)
                for each in deviation.sanctions
                if each.day <= self.facts.cutoff
            ),
        )

    def _measures_of(self, deviation: Deviation) -> tuple[Measure, ...]:
        return tuple(m for m in self.measures.get(deviation.id, ()) if m.status != "cancelled")

    def _measure(self, measure: Measure, names_firm: bool) -> MeasureTold:
        done = measure.status == "done" and (measure.done is None or measure.done <= self.facts.cutoff)
        return MeasureTold(
            kind=measure.kind,
            text=measure.text,
            status="done" if done else "open",
            due=measure.due,
            done=measure.done if done else None,
            names_firm=names_firm,
        )
