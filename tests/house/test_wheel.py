"""What is installed is whole: compiled catalogues, forms, styles and migrations travel in the wheel."""

from __future__ import annotations

import gettext
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import rooms

SOURCES = ("pyproject.toml", "hatch_build.py", "LICENSE", "README.md", *rooms.ROOMS)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a clean copy: no compiled catalogue lies about in it beforehand."""
    copy = tmp_path_factory.mktemp("wheel")
    for path in rooms.files():
        name = path.relative_to(rooms.ROOT)
        if name.parts[0] in SOURCES:
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / name)
    (copy / "README.md").touch()
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(copy / "made")],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = (copy / "made").glob("aktsom-*.whl")
    return zipfile.ZipFile(made)


def test_the_wheel_has_every_file_of_the_rooms(wheel: zipfile.ZipFile) -> None:
    wanted = {path.relative_to(rooms.ROOT) for path in rooms.files()}
    wanted = {name for name in wanted if name.parts[0] in rooms.ROOMS}
    assert {name.as_posix() for name in wanted} <= set(wheel.namelist())


def test_the_wheel_has_compiled_catalogues(wheel: zipfile.ZipFile) -> None:
    sources = [path.relative_to(rooms.ROOT) for path in rooms.files() if path.suffix == ".po"]
    if not sources:
        pytest.skip("no catalogue is written yet")
    for name in sources:
        compiled = wheel.read(name.with_suffix(".mo").as_posix())
        assert compiled[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")


def test_the_wheel_has_no_more_than_the_rooms(wheel: zipfile.ZipFile) -> None:
    tops = {Path(name).parts[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} <= set(rooms.ROOMS)


def test_a_catalogue_is_compiled_at_every_build(tmp_path: Path) -> None:
    """Also by an editable install, and again when its source is newer."""
    folder = tmp_path / "checklists" / "locale" / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    source = folder / "aktsom.po"
    for wanted in ("Kontrakt", "Avtale"):
        source.write_text(f'{head}msgid "Contract"\nmsgstr "{wanted}"\n', encoding="utf-8")
        program = (
            "import sys, pathlib, hatch_build; hatch_build.compile_catalogues(pathlib.Path(sys.argv[1]))"
        )
        subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=rooms.ROOT, check=True)
        with (folder / "aktsom.mo").open("rb") as compiled:
            found = gettext.GNUTranslations(compiled)
        assert found.gettext("Contract") == wanted
