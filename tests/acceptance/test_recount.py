"""Years made up at random, entered by commands, and every figure of section 4.A counted again by somebody else."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest
from command_line import Run
from recount import EXTENDED, Agreement, Breach, Control, Records, recount

YEAR = 2023
THEMES = ("human_rights", "working_conditions", "integrity", "climate_environment", "animal_welfare")
FORM = """
id: {id}
version: 1
title: {{nb: Liten}}
purpose: {{nb: Liten}}
filled_by: buyer
method: {method}
minutes: {{full: 5}}
source: egen
licence: CC0
sections:
  - key: all
    title: {{nb: Alt}}
    theme: integrity
    questions:
      - {{key: fine, type: yes_partly_no, required: true, text: {{nb: I orden?}}}}
"""
ThingT = TypeVar("ThingT")


class Office:
    """Somebody who enters whatever comes to mind, and notes it down beside."""

    def __init__(self, aktsom: Run, folder: Path, seed: int) -> None:
        self.aktsom = aktsom
        self.folder = folder
        self.chance = random.Random(seed)
        self.notes = Records(kickoff_counts=self.chance.random() < 0.3)

    def says(self, *argv: str) -> str:
        return self.aktsom(*argv).out.strip()

    def day(self, first: date = date(YEAR - 1, 7, 1), last: date = date(YEAR + 1, 5, 1)) -> date:
        return first + timedelta(self.chance.randrange((last - first).days + 1))

    def maybe(self, made: Callable[[], ThingT], share: float = 0.5) -> ThingT | None:
        return made() if self.chance.random() < share else None

    def takes_the_register_in(self) -> None:
        rows = ["Referanse;Tittel;Leverandør;Organisasjonsnummer;Signert;Fra;Til;Opsjon til"]
        numbers = {"F-0 AS": "998701961", "F-1 AS": "914791723"}
        for n in range(self.chance.randint(4, 9)):
            firms = self.chance.sample([f"F-{k} AS" for k in range(7)], self.chance.choice((1, 1, 2, 3)))
            signed = self.maybe(self.day, 0.7)
            starts = self.maybe(lambda: self.day(date(YEAR - 3, 1, 1), date(YEAR + 1, 3, 1)), 0.8)
            began = starts or date(YEAR - 3, 1, 1)
            ends = self.maybe(lambda began=began: self.day(began, date(YEAR + 2, 1, 1)), 0.7)
            until = ends + timedelta(365) if ends else None
            for firm in firms:
                cells = (f"R-{n}", f"Avtale {n}", firm, numbers.get(firm, ""), signed, starts, ends, until)
                rows.append(";".join(str(cell or "") for cell in cells))
            self.notes.agreements.append(Agreement(f"R-{n}", firms, signed, starts, ends))
        file = self.folder / "register.csv"
        file.write_text("\n".join(rows) + "\n", encoding="utf-8")
        self.says("import", str(file))
        for agreement in self.notes.agreements:
            self._changes(agreement)

    def _changes(self, agreement: Agreement) -> None:
        """From the reference to what is known of it afterwards: ids, options, terminations."""
        changes: list[str] = []
        if agreement.ends and self.chance.random() < 0.3:
            agreement.exercised = agreement.ends + timedelta(365)
            changes.append(f"option={agreement.exercised},exercised")
        if self.chance.random() < 0.2:
            agreement.terminated = self.day()
            changes.append(f"terminated={agreement.terminated}")
        if self.chance.random() < 0.3:
            agreement.building_project = True
            changes.append("building_project=yes")
        if changes:
            self.says("contract", "change", agreement.id, *changes)
        shown = self.aktsom("contract", "show", agreement.id, "--json").json
        assert shown["suppliers"] == agreement.suppliers
        agreement.id, agreement.suppliers = shown["id"], shown["supplier_ids"]

    def publishes(self) -> None:
        for method in ("self_report", "document_check"):
            file = self.folder / f"{method}.yaml"
            file.write_text(FORM.format(id=f"tiny_{method}", method=method), encoding="utf-8")
            self.says("forms", "publish", str(file))

    def records(self) -> None:
        """A control done elsewhere, of any kind."""
        agreement, supplier = self._somebody()
        kinds = ("kickoff_meeting", "status_meeting", "self_report", "requirements_review", *EXTENDED)
        method, day = self.chance.choice(kinds), self.day()
        themes = tuple(self.chance.sample(THEMES, self.chance.randint(1, 3)))
        id = self.says(
            "followup", "record", agreement, method, "--supplier", supplier, "--date", str(day),
            "--themes", ",".join(themes), "--outcome", self.chance.choice(("ok", "remarks", "deviations")),
        )  # fmt: skip
        counts_as = "status_meeting" if method == "requirements_review" else method
        self.notes.controls.append(Control(id, agreement, supplier, counts_as, day, themes))

    def checks(self) -> None:
        """A follow-up on a form: signed, perhaps with nothing assessed; or left lying."""
        agreement, supplier = self._somebody()
        day = self.day()
        id = self.says(
            "followup", "start", agreement, "tiny_document_check", "--supplier", supplier, "--date", str(day)
        )
        note = Control(id, agreement, supplier, "document_check", day, signed=False)
        self.notes.controls.append(note)
        answer = self.chance.choice(("yes", "no", "not_applicable", ""))
        if answer:
            reason = ("fine.reason=not_in_contract",) if answer == "not_applicable" else ()
            self.says("followup", "answer", id, f"fine={answer}", *reason)
            self.says("followup", "sign", id, "--date", str(day + timedelta(self.chance.choice((0, 200)))))
            note.signed, note.themes = True, () if answer == "not_applicable" else ("integrity",)

    def reports(self) -> None:
        """A self-report that gets some of the way."""
        agreement, supplier = self._somebody()
        sent = self.day(date(YEAR - 1, 3, 1))
        id = self.says(
            "followup", "start", agreement, "tiny_self_report", "--supplier", supplier, "--date", str(sent)
        )
        note = Control(id, agreement, supplier, "self_report", sent, signed=False)
        self.notes.controls.append(note)
        reached = self.chance.randint(0, 4)
        if reached > 0:
            note.sent, note.due = sent, sent + timedelta(self.chance.randint(1, 60))
            self.says("followup", "send", id, "--date", str(sent), "--due", str(note.due))
        if reached == 2:
            note.withdrawn = True
            self.says("followup", "withdraw", id, "--reason", "Sendt til feil firma")
        if reached == 1 and self.chance.random() < 0.4:
            note.due = (note.due or sent) + timedelta(30)
            self.says("followup", "extend", id, "--due", str(note.due))
        if reached > 2:
            note.received = sent + timedelta(self.chance.randint(0, 120))
            self.says("followup", "receive", id, "--date", str(note.received))
        if reached > 3 and note.received:
            self.says("followup", "answer", id, "fine=yes")
            note.day = note.received + timedelta(self.chance.randint(0, 90))
            self.says("followup", "sign", id, "--date", str(note.day))
            note.signed, note.themes = True, ("integrity",)

    def finds(self) -> None:
        """A deviation, an observation or a suspicion, and what becomes of it."""
        agreement, supplier = self._somebody()
        severity = self.chance.choice(("observation", "minor", "major", "critical"))
        day = self.day()
        due = None
        if severity != "observation":
            due = day + timedelta({"minor": 180, "major": 90, "critical": 90}[severity])
        note = Breach("", severity, day, supplier, due, due, suspected=self.chance.random() < 0.2)
        type = self.chance.choice(("wages", "tax", "transport"))
        note.id = self.says(
            "deviation", "add", agreement, "--supplier", supplier, "--type", type, "--severity", severity,
            "--found", str(day), *(["--suspected"] if note.suspected else []),
        )  # fmt: skip
        self.notes.breaches.append(note)
        if self.chance.random() < 0.3:
            note.disputed = True
            self.says("deviation", "step", note.id, "disputed", "--reason", "Leverandøren er uenig")
        if due and self.chance.random() < 0.3:
            note.now_due = due + timedelta(40)
            self.says("deviation", "extend", note.id, "--deadline", str(note.now_due), "--reason", "Ferie")
        self._goes_on(note)

    def _goes_on(self, note: Breach) -> None:
        lives: tuple[tuple[str, ...], ...] = (
            (),
            ("correcting",),
            ("verifying", "closed"),
            ("supplier_notified", "plan_agreed", "verifying", "closed"),
            ("verifying", "closed", "again", "verifying", "closed"),
            ("verifying", "closed", "again"),
            ("dismissed",),
            ("answered", "closed_uncorrected"),
        )
        wanted = self.chance.choice(lives)
        day = note.found
        for status in wanted if not note.suspected else wanted[:1]:
            day = min(day + timedelta(self.chance.randint(0, 150)), date(YEAR + 1, 12, 1))
            dated = ("--date", str(day), "--reason", "Det er slik")
            if status == "again":
                self.says("deviation", "reopen", note.id, *dated)
                note.steps.append(("correcting", day))
                continue
            proof = ("--by", "fagansvarlig", "--evidence", "Bilder") if status == "closed" else ()
            self.says("deviation", "step", note.id, status, *dated, *proof)
            note.steps.append((status, day))

    def _somebody(self) -> tuple[str, str]:
        agreement = self.chance.choice(self.notes.agreements)
        return agreement.id, self.chance.choice(agreement.suppliers)


def told(section: dict[str, Any]) -> dict[str, object]:
    """The same figures out of the summary, by the names of the recount; each with as many records as it says."""
    part2, part3 = section["4.A.2"], section["4.A.3"]
    figures: dict[str, Any] = {
        **{name: section["key_figures"][name] for name in ("active_agreements", "agreements_followed_up")},
        **{name: part2[name] for name in part2 if name.startswith("suppliers")},
        **{name: part2[name] for name in ("kickoff_only", "building_projects", "not_active")},
        **{f"method {name}": figure for name, figure in part2["by_method"].items()},
        **{f"theme {name}": figure for name, figure in part2["by_theme"].items()},
        **{name: figure for name, figure in part3.items() if isinstance(figure, dict)},
    }
    reports = part2["self_reports"]
    for name in ("sent", "answered", "assessed", "overdue"):
        figures[f"self-reports {name}"] = {"value": reports[name], "records": reports["records"][name]}
    for name, figure in figures.items():
        assert figure["value"] == len(figure["records"]) == len(set(figure["records"])), name
    found: dict[str, object] = {name: set(figure["records"]) for name, figure in figures.items()}
    extended = {row["contract"] for row in part2["extended"]}
    return {**found, "extended": extended, "answer": part3["answer"]}


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_what_the_definitions_say(aktsom: Run, tmp_path: Path, seed: int) -> None:
    office = Office(aktsom, tmp_path, seed)
    office.says("settings", "set", "kickoff_counts", str(office.notes.kickoff_counts).lower())
    office.takes_the_register_in()
    office.publishes()
    chance = office.chance
    weights = chance.choice(((6, 3, 4, 7), (2, 1, 3, 0), (0, 0, 4, 2), (5, 2, 2, 1)))
    acts = (office.records, office.checks, office.reports, office.finds)
    for act in chance.choices(acts, weights, k=22):
        act()
    for cutoff in (date(YEAR, 12, 31), office.day(date(YEAR, 2, 1), date(YEAR, 12, 1))):
        section = aktsom("summary", str(YEAR), "--cutoff", str(cutoff), "--format", "json").json
        expected = recount(office.notes, YEAR, cutoff)
        found = told(section)
        assert {name: found.get(name, set()) for name in expected} == expected
        assert section["cutoff"] == str(cutoff)
        assert {row["deviation"] for row in section["4.A.3"]["rows"]} == expected["deviations"]
