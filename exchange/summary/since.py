"""What has changed since a year was frozen: figure by figure, and the person's own texts."""

from __future__ import annotations

from collections.abc import Iterator

from checklists.formats import whole
from checklists.section4a.phrases import Telling
from checklists.section4a.values import PARTS, Figure, Summary
from checklists.words import N_
from exchange.summary.figures import Row, deviations, followed_up, key_figures

SAME: str = N_("{figure}: {number} as then, but counting other records")
OTHER: str = N_("{figure}: {now}; it was {then}")


def since(made: Summary, language: str) -> tuple[str, ...]:
    """A line for each thing that is not as it was frozen; none where nothing has changed, or nothing is frozen."""
    then, telling = made.then, Telling(language)
    if then is None:
        return ()
    before = dict(_rows(then, telling))
    told = [_told(name, before[name], now, telling) for name, now in _rows(made, telling) if name in before]
    for part in PARTS:
        if made.own_texts.get(part) != then.own_texts.get(part):
            told.append(telling.words.text(N_("The text of {part} is another"), part=part))
    return tuple(dict.fromkeys(each for each in told if each))


def _rows(made: Summary, telling: Telling) -> Iterator[Row]:
    """Every figure by its name; what stands under another one is told with it."""
    yield from key_figures(made, telling)
    for _, rows in followed_up(made, telling):
        yield from _with_heads(rows)
    yield from _with_heads(tuple(deviations(made, telling)))


def _with_heads(rows: tuple[Row, ...]) -> Iterator[Row]:
    head = ""
    for name, figure in rows:
        under = name.removeprefix("– ")
        head = head if under != name else name
        yield (name if under == name else f"{head}, {under}"), figure


def _told(name: str, then: Figure | str, now: Figure | str, telling: Telling) -> str:
    if then == now:
        return ""
    text, before, after = telling.words.text, _number(then, telling), _number(now, telling)
    if before == after:
        return text(SAME, figure=name, number=after)
    return text(OTHER, figure=name, now=after, then=before)


def _number(figure: Figure | str, telling: Telling) -> str:
    return figure if isinstance(figure, str) else whole(figure.value, telling.language)
