"""A picture of how full queues were: lines over time, readable on a light page and on a dark one."""

from collections.abc import Iterator, Sequence
from html import escape

WIDTH, HEIGHT = 960, 480
LEFT, RIGHT, TOP, BOTTOM = 72, 190, 64, 56
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9")
"""After Okabe and Ito: told apart by people who see few colours, and on both grounds."""
DASHES = ("", "7 3", "2 3", "10 3 2 3", "", "4 2")
STYLE = """
    text { font: 14px system-ui, sans-serif; fill: #1f2328 }
    .title { font-size: 17px; font-weight: 600 }
    .ground { fill: #ffffff }
    .grid { stroke: #d0d7de; stroke-width: 1 }
    .line { fill: none; stroke-width: 2.5; stroke-linejoin: round }
    @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3 }
      .ground { fill: #0d1117 }
      .grid { stroke: #30363d }
    }
"""
Depths = Sequence[tuple[float, dict[str, int]]]


def picture(title: str, depths: Depths) -> str:
    """An SVG of every queue's depth; the seconds are those of the depths."""
    until = round_up(depths[-1][0])
    most = round_up(max(max(it.values()) for _, it in depths))
    parts = [*frame(title, until, most), *lines(depths, until, most)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
            f"  <title>{escape(title)}: messages that wait, over time</title>",
            f"  <style>{STYLE}  </style>",
            f'  <rect class="ground" width="{WIDTH}" height="{HEIGHT}"/>',
            *(f"  {part}" for part in parts),
            "</svg>\n",
        ]
    )


def round_up(value: float) -> float:
    """The next value of which a fifth is a round number."""
    fifths = (factor * 10**power for power in range(9) for factor in (1, 2, 3, 4, 5, 6, 8))
    return next(5.0 * fifth for fifth in fifths if 5 * fifth >= value)


def frame(title: str, until: float, most: float) -> Iterator[str]:
    yield f'<text class="title" x="{LEFT}" y="30">{escape(title)}</text>'
    yield f'<text x="{LEFT}" y="50">messages that wait</text>'
    for part in range(6):
        y, x = down(most * part / 5, most), across(until * part / 5, until)
        yield f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 5:.1f}" text-anchor="end">{most * part / 5:,.0f}</text>'
        yield f'<path class="grid" d="M{x:.1f} {HEIGHT - BOTTOM}v5"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">{until * part / 5:,.0f}</text>'
    middle = (LEFT + WIDTH - RIGHT) / 2
    yield f'<text x="{middle}" y="{HEIGHT - 12}" text-anchor="middle">seconds of work on one core</text>'


def lines(depths: Depths, until: float, most: float) -> Iterator[str]:
    for number, name in enumerate(depths[0][1]):
        dash = f' stroke-dasharray="{DASHES[number]}"' if DASHES[number] else ""
        stroke = f'stroke="{COLOURS[number]}"{dash}'
        points = " ".join(f"{across(at, until):.1f},{down(it[name], most):.1f}" for at, it in thinned(depths))
        yield f'<polyline class="line" {stroke} points="{points}"/>'
        x, y = WIDTH - RIGHT + 20, TOP + 12 + number * 26
        yield f'<path class="line" {stroke} d="M{x} {y}h28"/>'
        yield f'<text x="{x + 36}" y="{y + 5}">{escape(name)}</text>'


def thinned(depths: Depths) -> Depths:
    """As many moments as can be told apart, with the last."""
    every = max(1, len(depths) // 350)
    return [*depths[::every], depths[-1]]


def across(at: float, until: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * at / until


def down(depth: float, most: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * depth / most
