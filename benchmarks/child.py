"""The process of one side: each line on standard input is one round, answered with one line of JSON."""

from __future__ import annotations

import asyncio
import gc
import importlib
import json
import os
import sys
from collections.abc import AsyncGenerator, Generator
from typing import TextIO


def main() -> None:
    """Serve `module:function` with its options, both given as arguments."""
    module, _, name = sys.argv[1].partition(":")
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever is printed is no answer
    side = getattr(importlib.import_module(module), name)(**json.loads(sys.argv[2]))
    asks = sys.stdin
    if isinstance(side, AsyncGenerator):
        asyncio.run(_served_async(side, asks, answers))
    else:
        _served(side, asks, answers)


def _served(side: Generator[dict[str, float]], asks: TextIO, answers: TextIO) -> None:
    try:
        for _ in asks:
            gc.collect()
            _answer(answers, next(side))
    except Exception as error:  # noqa: BLE001 - whatever it was is told by the one who asked
        _answer(answers, {"wrong": f"{type(error).__name__}: {error}"})
    finally:
        side.close()


async def _served_async(side: AsyncGenerator[dict[str, float]], asks: TextIO, answers: TextIO) -> None:
    try:
        while await asyncio.to_thread(asks.readline):
            gc.collect()
            _answer(answers, await anext(side))
    except Exception as error:  # noqa: BLE001 - as above
        _answer(answers, {"wrong": f"{type(error).__name__}: {error}"})
    finally:
        await side.aclose()


def _answer(answers: TextIO, told: dict[str, float] | dict[str, str]) -> None:
    answers.write(json.dumps(told) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
