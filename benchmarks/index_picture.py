"""A picture of what the tag index costs: three panels, readable on a light page and on a dark one."""

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from tests.faults.load_picture import COLOURS, DASHES, STYLE, round_up

WIDTH, HEIGHT = 960, 1_010
LEFT, RIGHT, PANEL, TALL, GAP = 72, 190, 60, 220, 110
SPREAD = ("DIRTY", "TAGS")
"""Kinds that would be one partition if they were not spread over several on purpose."""
Point = tuple[float, float]
Line = tuple[str, Sequence[Point]]


def picture(values: dict[str, Any]) -> str:
    """An SVG of what `benchmarks.index` has measured."""
    title = "What the tag index costs"
    panels = [
        *panel(0, "Write units of one article, by how many articles there are", "articles", growth(values)),
        *bars(1, "Write units a second of the hottest partition, at a hundred uploads a second", hottest(values)),
        *panel(2, "Read units to rebuild a tag’s page, by how many articles it has", "articles", rebuilt(values)),
    ]
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"  <title>{escape(title)}</title>",
        f"  <style>{STYLE}  </style>",
        f'  <rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
        *(f"  {part}" for part in panels),
        "</svg>\n",
    ]
    return "\n".join(lines)


def growth(values: dict[str, Any]) -> list[Line]:
    kinds = (("new", "a new one"), ("edit", "an edit"))
    return [(name, [(it["size"], it[kind]["write_units"]) for it in values["articles"]]) for kind, name in kinds]


def rebuilt(values: dict[str, Any]) -> list[Line]:
    return [("its front page", [(it["articles"], it["read_units"]) for it in values["rebuilds"]])]


def hottest(values: dict[str, Any]) -> dict[str, dict[str, float]]:
    """Of each kind of partition, one by one in a partition a kind, and together in as many as there are."""
    alone, together = values["burst"]["one by one"], values["burst"]["together"]
    return {
        "one by one": {kind: it["all" if kind in SPREAD else "hottest"] for kind, it in alone.items()},
        "together": {kind: it["hottest"] for kind, it in together.items()},
    }


def top(number: int) -> int:
    return PANEL + number * (TALL + GAP)


def panel(number: int, title: str, unit: str, lines: Sequence[Line]) -> Iterator[str]:
    """Lines over powers of ten; the value begins at nothing, so that what looks level is."""
    most = round_up(1.2 * max(y for _, points in lines for _, y in points))
    first, last = (pick(x for _, points in lines for x, _ in points) for pick in (min, max))
    decades = range(low := math.floor(math.log10(first)), max(low + 1, math.ceil(math.log10(last))) + 1)
    yield from frame(number, title, most)
    for decade in decades:
        x = across(10**decade, decades)
        yield f'<text x="{x:.1f}" y="{top(number) + TALL + 20}" text-anchor="middle">{10**decade:,}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{top(number) + TALL + 42}" text-anchor="middle">{unit}</text>'
    for place, (name, points) in enumerate(lines):
        at = [(across(x, decades), down(number, y, most)) for x, y in points]
        yield from line(place, number, name, at)


def line(place: int, number: int, name: str, points: Sequence[Point]) -> Iterator[str]:
    dash = f' stroke-dasharray="{DASHES[place]}"' if DASHES[place] else ""
    stroke = f'stroke="{COLOURS[place]}"{dash}'
    yield f'<polyline class="line" {stroke} points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{COLOURS[place]}"/>' for x, y in points)
    x, y = WIDTH - RIGHT + 20, top(number) + 12 + place * 26
    yield f'<path class="line" {stroke} d="M{x} {y}h28"/>'
    yield f'<text x="{x + 36}" y="{y + 5}">{escape(name)}</text>'


def bars(number: int, title: str, bursts: dict[str, dict[str, float]]) -> Iterator[str]:
    """Two bars for each kind of partition, and the line that none may pass."""
    kinds = list(next(iter(bursts.values())))
    most = round_up(1.05 * max(1_000, *(it for found in bursts.values() for it in found.values())))
    yield from frame(number, title, most)
    wide = (WIDTH - LEFT - RIGHT) / len(kinds)
    for place, (way, found) in enumerate(bursts.items()):
        x, y = WIDTH - RIGHT + 20, top(number) + 12 + place * 26
        yield f'<rect x="{x}" y="{y - 6}" width="28" height="12" fill="{COLOURS[place]}"/>'
        yield f'<text x="{x + 36}" y="{y + 5}">{escape(way)}</text>'
        for column, kind in enumerate(kinds):
            left, upper = LEFT + wide * column + 8 + place * (wide / 2 - 8), down(number, found[kind], most)
            size = f'width="{wide / 2 - 10:.1f}" height="{max(1, top(number) + TALL - upper):.1f}"'
            yield f'<rect x="{left:.1f}" y="{upper:.1f}" {size} fill="{COLOURS[place]}"/>'
    for column, kind in enumerate(kinds):
        x = LEFT + wide * (column + 0.5)
        at = f'x="{x:.1f}" y="{top(number) + TALL + 20}"'
        yield f'<text {at} text-anchor="middle" style="font-size: 10px">{kind}</text>'
    limit = down(number, 1_000, most)
    yield f'<path class="line" stroke="#d55e00" stroke-dasharray="6 4" d="M{LEFT} {limit:.1f}H{WIDTH - RIGHT}"/>'
    yield f'<text x="{WIDTH - RIGHT + 20}" y="{limit + 5:.1f}">what one takes</text>'


def frame(number: int, title: str, most: float) -> Iterator[str]:
    yield f'<text class="title" x="{LEFT}" y="{top(number) - 22}">{escape(title)}</text>'
    for part in range(6):
        y = down(number, most * part / 5, most)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{most * part / 5:,.0f}</text>'


def across(value: float, decades: range) -> float:
    share = (math.log10(value) - decades[0]) / (decades[-1] - decades[0])
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def down(number: int, value: float, most: float) -> float:
    return top(number) + TALL - TALL * value / most
