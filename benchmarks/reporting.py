"""Section 4.A of a database with very many answers, and its Word document."""

from __future__ import annotations

import io
import json
import sqlite3
import time
import zipfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.figures import Figure, Limit, middle
from benchmarks.sides import Measured, Wrong, alternated
from benchmarks.workshop import Workshop

YEAR = 2025
CONTRACTS = 1_000
ANSWERS = 100
"""Of each follow-up."""


def answered_database(shop: Workshop, path: Path, followups: int) -> None:
    """Signed follow-ups of a hundred answers each, spread evenly over ten years, past the journal."""
    beside = path.with_suffix(".making")
    beside.unlink(missing_ok=True)
    register = shop.register(min(CONTRACTS, shop.sizes.contracts))
    shop.run("--db", str(beside), "import", str(register))
    with closing(sqlite3.connect(beside, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        links = connection.execute("SELECT contract_id, supplier_id FROM contract_supplier").fetchall()
        _put(connection, "followup", (_followup(n, *links[n % len(links)]) for n in range(1, followups + 1)))
        answers = [_answer(number) for number in range(ANSWERS)]
        for n in range(1, followups + 1):
            _put(connection, "answer", ({**each, "followup_id": f"O-{n}"} for each in answers))
        connection.execute("COMMIT")
    beside.rename(path)


def _put(connection: sqlite3.Connection, name: str, rows: Iterator[Mapping[str, object]]) -> None:
    first = next(rows)
    columns, marks = ", ".join(first), ", ".join("?" * len(first))
    held = [tuple(first.values()), *(tuple(row.values()) for row in rows)]
    connection.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", held)  # noqa: S608 - names of ours


def _followup(n: int, contract: str, supplier: str) -> Mapping[str, object]:
    from checklists.followup import FollowUp
    from db.rows import followup_row

    day = date(YEAR - n % 10, 1 + n % 12, 1 + n % 28)
    facts: dict[str, object] = {
        "id": f"O-{n}",
        "contract": contract,
        "supplier": supplier,
        "day": day,
        "signed": day,
    }
    facts |= {"method": ("document_check", "status_meeting", "wage_spot_check")[n % 3], "status": "signed"}
    facts |= {"themes": ("human_rights", "working_conditions"), "outcome": "ok", "signed_by": "leder"}
    return followup_row(FollowUp.model_validate(facts))


def _answer(number: int) -> Mapping[str, object]:
    from checklists.answer import Answer
    from db.rows import answer_row

    theme = ("human_rights", "working_conditions")[number % 2]
    answer = Answer(question=f"question_{number:03}", value=("yes", "partly")[number % 2], depth="document")
    return answer_row("O-0", answer, theme, 1)


def summed(database: str) -> Generator[Measured]:
    """The facts of a year read and its section 4.A worked out."""
    from checklists.section4a import summary
    from db.database import Database

    db = Database.open(database, create=False, now=datetime.now(UTC))
    try:
        while True:
            begun = time.perf_counter()
            made = summary(db.reports.facts(YEAR), "nb", date(YEAR, 12, 31))
            yield {"seconds": time.perf_counter() - begun, "followed": _followed(made)}
    finally:
        db.close()


def _followed(made: object) -> float:
    """The largest figure of the summary: follow-ups done in the year."""
    told = json.loads(getattr(made, "model_dump_json")())  # noqa: B009
    return max((each["value"] for each in _numbers(told) if isinstance(each["value"], int)), default=0)


def _numbers(told: object) -> Iterator[dict[str, object]]:
    if isinstance(told, dict):
        if "value" in told:
            yield told
        for each in told.values():
            yield from _numbers(each)
    elif isinstance(told, list):
        for each in told:
            yield from _numbers(each)


ONE_SQL = (
    "SELECT f.year, a.theme, a.depth, count(*), count(DISTINCT f.id) FROM followup f JOIN answer a ON "
    "a.followup_id = f.id WHERE f.status = 'signed' AND a.counts = 1 GROUP BY f.year, a.theme, a.depth"
)
_COVERING = (
    "CREATE INDEX IF NOT EXISTS measured_answer ON answer (followup_id, counts, theme, depth)",
    "CREATE INDEX IF NOT EXISTS measured_followup ON followup (id, status, year)",
)


def counted(database: str) -> Generator[Measured]:
    """Every answer counted by year, theme and depth in one statement over covering indexes."""
    with closing(sqlite3.connect(database)) as connection:
        for statement in _COVERING:
            connection.execute(statement)
        connection.commit()
        while True:
            begun = time.perf_counter()
            rows = connection.execute(ONE_SQL).fetchall()
            seconds = time.perf_counter() - begun
            yield {"seconds": seconds, "answers": sum(row[3] for row in rows)}


def section_4a(shop: Workshop) -> Iterator[Figure]:
    """The year's section against the one statement that counts the same answers."""
    followups = shop.sizes.followups
    path = shop.folder / f"answered_{followups}.db"
    if not path.exists():
        answered_database(shop, path, followups)
    copy = path.with_suffix(".counted.db")
    if not copy.exists():
        copy.write_bytes(path.read_bytes())
    found = alternated(
        {
            "ours": shop.child("benchmarks.reporting:summed", database=path),
            "sql": shop.child("benchmarks.reporting:counted", database=copy),
        },
        shop.rounds,
    )
    answers = found["sql"][0]["answers"]
    if answers != followups * ANSWERS:
        raise Wrong(f"{answers} answers were counted")
    ours, theirs = middle(found["ours"]), middle(found["sql"])
    yield Figure(
        f"section 4.A, {followups * ANSWERS:,} answers", "the one SQL", ours, theirs, Limit(1.5, 1.1)
    )


HEADER = ("Nr.", "Funnet", "Leverandør", "Hva", "Status", "Frist")


def rows_of(count: int) -> tuple[tuple[str, ...], ...]:
    """Rows as the list of deviations has them."""
    return tuple(
        (
            f"A-{n}",
            "1.6.2025",
            f"Bø Hansker {n % 50} AS",
            f"For lav lønn på sted {n} & <flere>",
            "åpent",
            "1.9.2025",
        )
        for n in range(count)
    )


def document(rows: int) -> Generator[Measured]:
    """Our Word document with one table."""
    from exchange.document import docx
    from exchange.document.blocks import Heading, Outline, Table

    table = Table("Avvik", HEADER, rows_of(rows))
    told = Outline("Avvik", "nb", "Eksempel kommune", "4.A", (Heading(1, "Avvik"), table))
    while True:
        begun = time.perf_counter()
        content = docx.written(told, datetime(2025, 12, 31, tzinfo=UTC))
        seconds = time.perf_counter() - begun
        _refuse_unless_read(content, rows)
        yield {"seconds": seconds}


def streamed(rows: int) -> Generator[Measured]:
    """Rows of plain cells streamed into a shell that python-docx saved."""
    from docx import Document

    held = rows_of(rows)
    while True:
        begun = time.perf_counter()
        shell, saved, made = Document(), io.BytesIO(), io.BytesIO()
        shell.add_heading("Avvik", level=1)
        shell.add_paragraph("TABLE")
        shell.save(saved)
        _fill(saved, made, (HEADER, *held))
        seconds = time.perf_counter() - begun
        _refuse_unless_read(made.getvalue(), rows)
        yield {"seconds": seconds}


def _fill(saved: io.BytesIO, made: io.BytesIO, rows: Sequence[tuple[str, ...]]) -> None:
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            with target.open(name, "w") as member:
                if name != "word/document.xml":
                    member.write(source.read(name))
                    continue
                before, after = source.read(name).decode().split("<w:p><w:r><w:t>TABLE</w:t></w:r></w:p>")
                member.write(f"{before}<w:tbl><w:tblPr/><w:tblGrid/>".encode())
                for row in rows:
                    cells = (f"<w:tc><w:p><w:r><w:t>{escape(cell)}</w:t></w:r></w:p></w:tc>" for cell in row)
                    member.write(f"<w:tr>{''.join(cells)}</w:tr>".encode())
                member.write(f"</w:tbl><w:p/>{after}".encode())


def _refuse_unless_read(content: bytes, rows: int) -> None:
    from docx import Document
    from docx.oxml.ns import qn

    there = sum(1 for _ in Document(io.BytesIO(content)).element.iter(qn("w:tr")))
    if there != rows + 1:
        raise Wrong(f"the document has {there} rows of {rows + 1}")


def documents(shop: Workshop) -> Iterator[Figure]:
    """Word documents, written and opened again."""
    for rows in shop.sizes.rows:
        found = alternated(
            {
                name: shop.child(f"benchmarks.reporting:{name}", rows=rows)
                for name in ("document", "streamed")
            },
            shop.rounds,
        )
        ours, theirs = middle(found["document"]), middle(found["streamed"])
        yield Figure(f"DOCX of {rows:,} rows", "rows streamed into a shell", ours, theirs, Limit(2, 1.3))
