"""How far two colours are apart: contrast by WCAG 2.2, success criterion 1.4.3 (level AA)."""

LEAST = 4.5
"""Of text below 24 CSS pixels, or 18.66 in bold; a sheet alone does not say how large a text is in the end."""


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, `#rrggbb`, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of sRGB (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def remedy_for(text: str, ground: str) -> str:
    """The nearest colour of the same hue that does, towards black or white."""
    target = "#000000" if contrast("#000000", ground) > contrast("#ffffff", ground) else "#ffffff"
    steps = (mixed(text, target, part / 20) for part in range(1, 21))
    return f"WCAG asks for {LEAST}: take {next((it for it in steps if contrast(it, ground) >= LEAST), target)}, say."


def mixed(one: str, other: str, part: float) -> str:
    pairs = ((int(one[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(here + (there - here) * part):02x}" for here, there in pairs)
