"""What is generated is in step with its sources, pins are exact, and no text names a place only we have."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import generate
import pytest
import rooms
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "deb.debian" + ".org",
    "proxy.golang" + ".org",
)
OUR_PLACES = re.compile(r"(?<![\w.\-])/(?:work|root)/|" + "|".join(re.escape(host) for host in HOSTS))
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;]+)(?: ; (.+))?$")


def test_generated_documents_are_in_step() -> None:
    stale = generate.out_of_step()
    assert not stale, f"tools/generate writes: {', '.join(stale)}"


def test_no_text_names_our_machines_or_a_registry() -> None:
    wrong: list[str] = []
    for path in rooms.files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture, a workbook
        name = path.relative_to(rooms.ROOT)
        wrong += [
            f"{name}:{number}: {line.strip()[:80]}"
            for number, line in enumerate(lines, 1)
            if OUR_PLACES.search(line)
        ]
    assert not wrong, "\n".join(wrong)


def pins(name: str) -> dict[str, list[str]]:
    """Versions of each package in a file of pins; more than one where they depend on the Python."""
    found: dict[str, list[str]] = {}
    for line in (rooms.ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            match = PINNED.match(line)
            assert match, f"{name}: not an exact pin: {line}"
            found.setdefault(canonicalize_name(match[1]), []).append(match[2])
    return found


def asked(*groups: str) -> list[Requirement]:
    project = tomllib.loads((rooms.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines: list[str] = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for group in groups:
        lines += project["dependency-groups"].get(group, [])
        lines += project["project"]["optional-dependencies"].get(group, [])
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(
    ("name", "groups"),
    [("requirements.txt", ("build",)), ("requirements-dev.txt", ("build", "dev", "postgresql"))],
)
def test_the_pins_are_what_the_project_asks_for(name: str, groups: tuple[str, ...]) -> None:
    found = pins(name)
    wrong = [
        f"{requirement}: {found.get(canonicalize_name(requirement.name), 'not pinned')}"
        for requirement in asked(*groups)
        if not any(
            requirement.specifier.contains(v) for v in found.get(canonicalize_name(requirement.name), [])
        )
    ]
    assert not wrong, f"tools/pin writes {name} anew:\n" + "\n".join(wrong)


def test_both_files_pin_the_same_versions() -> None:
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert run.items() <= dev.items()


def test_the_scripts_can_be_started() -> None:
    for name in ("check", "demo", "tools/pin", "tools/generate", ".ci/run"):
        path = rooms.ROOT / name
        assert path.stat().st_mode & 0o111, f"{name} is not executable"
        assert Path(path).read_bytes().startswith(b"#!")
