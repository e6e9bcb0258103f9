"""Where the measuring happens: sizes, a folder, and the databases in it, made when they are first asked for."""

from __future__ import annotations

import compileall
import contextlib
import io
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks import made
from benchmarks.sides import ROOT, Child, Wrong, environment

PROGRAM = "import sys; from tui.cli.main import main; sys.exit(main())"
"""What the installed `aktsom` does."""
ROOMS = ("tui", "db", "exchange", "checklists", "benchmarks")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured on."""

    contracts: int = 100_000
    few: int = 100
    questions: int = 100
    few_questions: int = 5
    large_questions: int = 900
    usual_questions: int = 20
    opened: int = 5
    """Times a form is opened in one round."""
    given: int = 20
    """Answers on the screen in one round, at most."""
    followups: int = 10_000
    """Of a hundred answers each, over ten years."""
    rows: tuple[int, ...] = (1_000, 50_000)
    """Of a Word document."""
    keys: int = 30
    answers: int = 300
    """In one round."""
    pressed: tuple[int, int] = (500, 5_000)
    """Keys after which memory is compared."""
    screens: tuple[tuple[int, int], ...] = ((80, 24), (200, 60))


TINY = Sizes(
    contracts=250,
    questions=12,
    large_questions=40,
    usual_questions=10,
    opened=1,
    given=4,
    followups=20,
    rows=(50,),
    keys=4,
    answers=20,
    pressed=(50, 100),
    screens=((80, 24),),
)
"""Enough to see that everything is measured and comes out right."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """A folder with what is measured on."""

    folder: Path
    sizes: Sizes
    rounds: int
    heavy: int
    """Rounds of what takes many seconds each."""

    def child(self, where: str, *, fps: str = "", **options: object) -> Child:
        """A side in a process of its own; paths are handed over as text."""
        told = {name: str(value) if isinstance(value, Path) else value for name, value in options.items()}
        return Child(where, self.home, fps=fps, **told)

    def run(self, *arguments: str) -> None:
        """The program's command line in a process of its own. Raises `Wrong` unless it ends well."""
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
            env=environment(self.home),
        )
        if done.returncode != 0:
            raise Wrong(
                f"aktsom {' '.join(arguments[2:3])} ended with {done.returncode}: {done.stderr[-300:]}"
            )

    @property
    def home(self) -> Path:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return home

    def register(self, contracts: int) -> Path:
        """A CSV file with so many contracts."""
        path = self.folder / f"register_{contracts}_{date.today():%Y%m%d}.csv"
        if not path.exists():
            made.register(path, contracts, date.today())
        return path

    def contracts(self, contracts: int) -> Path:
        """A database with so many contracts, taken in by the program itself."""
        path = self.folder / f"contracts_{contracts}_{date.today():%Y%m%d}.db"
        if not path.exists():
            beside = path.with_suffix(".making")
            beside.unlink(missing_ok=True)
            self.run("--db", str(beside), "import", str(self.register(contracts)))
            beside.rename(path)
        return path

    def review(self, questions: int) -> Path:
        """A database with one follow-up, on a form of so many questions."""
        path = self.folder / f"review_{questions}.db"
        if not path.exists():
            _one_followup(path, questions)
        return path


def run_program(*arguments: str) -> None:
    """Run the command line in this process, quietly. Raises `Wrong` unless it ends well."""
    from tui.cli.main import main

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as told:
        code = main(["--lang", "en", "--actor", "bench", *arguments])
    if code != 0:
        raise Wrong(f"aktsom {arguments[2]} ended with {code}: {told.getvalue()[:300]}")


def _one_followup(path: Path, questions: int) -> None:
    from checklists.change import Act
    from checklists.contract import Contract, Supplier
    from checklists.followup import FollowUp
    from checklists.library import checked_form
    from db.database import Database

    now = datetime.now(UTC)
    act = Act("bench", now)
    form = checked_form(made.form_yaml(questions), "measured_form.yaml")
    database = Database.open(str(path), create=True, now=now)
    try:
        contract = database.contracts.add(
            Contract(reference="1", title="Arbeidstøy"), (Supplier(name="Bø Hansker AS"),), act
        )
        planned = FollowUp(
            contract=contract.id, supplier=contract.suppliers[0], method="document_check", day=act.today
        )
        database.followups.start(planned, form, act)
    finally:
        database.close()


def compile_all() -> None:
    """Both sides run compiled: ours, and every library. An install without compiled files is several times slower."""
    for folder in (*(str(ROOT / room) for room in ROOMS), sysconfig.get_paths()["purelib"]):
        compileall.compile_dir(folder, quiet=2, workers=0)
