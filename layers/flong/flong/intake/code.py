"""Code that other systems would run: Liquid, Jinja, Hugo, MDX, PHP, ASP."""

import re

from flong.intake import kinds
from flong.intake.locate import Survey
from flong.intake.notices import Notices

# A brace after a letter or a sign of TeX's is a formula's: `x^{{a}}`, `\frac{{a}}{b}`.
OPENING = re.compile(
    rb"(?<![\w}^_\\$])(?:\{\{|\{%)|<%|<\?(?:php|=)"
    rb"|(?m:^(?:import[ \t]+(?:[\w*{][^\n]{0,300}?[ \t]from[ \t]+)?[\"'][^\"'\n]+[\"'];?"
    rb"|export[ \t]+(?:const|let|var|default|function|class)[ \t][^\n]{0,300})[ \t]*$)"
)
CLOSING = {b"{{": b"}}", b"{%": b"%}", b"<%": b"%>", b"<?php": b"", b"<?=": b""}
LONGEST = 1_000
SIGNS = ("{{", "{%", "<%", "<?", "\nimport ", "\nexport ")


def has_code(markdown: str) -> bool:
    """Cheap; what it finds may stand in code, or be no code at all."""
    return any(sign in markdown for sign in SIGNS) or markdown.startswith(("import ", "export "))


def template_code(survey: Survey, notices: Notices) -> None:
    data = survey.without(survey.code)
    last = 0
    for match in OPENING.finditer(data):
        if match.start() < last:
            continue
        closing = CLOSING.get(match[0])
        end = data.find(closing, match.end(), match.start() + LONGEST) if closing else match.end()
        if end >= 0:
            last = end + len(closing or b"")
            notices.add(kinds.TEMPLATE_CODE, match.start(), last)
