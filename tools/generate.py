"""Writes the documents that are made from the sources; with --check says which are out of step.

A generator is a module in `tools/generators/` with `generate() -> dict[str, str]`: path and text.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENERATORS = Path(__file__).with_name("generators")


def generated() -> dict[str, str]:
    """Every generated document: its path from the project's root, and what it should say."""
    documents: dict[str, str] = {}
    for path in sorted(GENERATORS.glob("*.py")):
        spec = importlib.util.spec_from_file_location(f"generators_{path.stem}", path)
        if spec is None or spec.loader is None:
            raise ImportError(f"{path} cannot be loaded")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        for name, text in module.generate().items():
            if name in documents:
                raise ValueError(f"{path.name} writes {name}, which another generator writes")
            documents[name] = text.rstrip("\n") + "\n"
    return documents


def out_of_step() -> dict[str, str]:
    """The documents that do not say what they should."""
    return {
        name: text
        for name, text in generated().items()
        if not (ROOT / name).is_file() or (ROOT / name).read_text(encoding="utf-8") != text
    }


def main() -> int:
    """Writes what is out of step; with --check, 1 if anything is."""
    sys.path.insert(0, str(ROOT))
    stale = out_of_step()
    if "--check" in sys.argv[1:]:
        print(
            "\n".join(f"{name} is out of step; tools/generate writes it" for name in stale) or "all in step"
        )
        return 1 if stale else 0
    for name, text in stale.items():
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(text, encoding="utf-8")
        print(f"wrote {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
