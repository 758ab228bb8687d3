"""Every place of an article that can hold a text, and articles with one text in it."""

import json
import re
from typing import Any, NamedTuple

from flong.article import Article
from flong.intake.read import Reading, read_article

from tests.formats.casting import THEME
from tests.make import DAY, illustrated

SITE = THEME.site
KEY = "articles/sea/tides.md"
HOSTLESS = re.compile("[\x00/]")
# Whatever YAML and TOML do not let stand in a quoted text; lone surrogates are no text at all.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
LINE_ENDS = re.compile("[\n\r]+")
FILM = "https://youtu.be/dQw4w9WgXcQ"
Fields = dict[str, Any]


class Sink(NamedTuple):
    """A place in the header: the fields that hold the text."""

    name: str
    fields: Fields


def header_sinks(text: str) -> list[Sink]:
    """The text as each field of a header, and within the fields that have parts."""
    one = {
        "title": "title", "subtitle": "subtitle", "summary": "summary", "category": "category", "tag": "tags",
        "canonical": "canonical_url", "coverage": "coverage_of", "hero": "image", "language": "language",
        "slug": "slug", "permalink": "permalink", "date": "date", "updated": "updated", "publish at": "publish_at",
        "status": "status", "draft": "draft", "change kind": "change_kind", "correction": "correction",
        "author text": "author", "source text": "source", "unknown value": "nobody_knows_this",
    }  # fmt: skip
    return [
        *(Sink(name, {field: text}) for name, field in one.items()),
        Sink("author name", {"authors": [{"name": text, "url": "https://author.example/"}]}),
        Sink("author address", {"authors": [{"name": "Ada Brenner", "url": text}]}),
        Sink("tag of a list", {"tags": ["Sea", text]}),
        Sink("takeaway", {"key_takeaways": ["One", text]}),
        Sink("source address", {"sources": ["https://source.example/", text]}),
        Sink("source title", {"sources": [f"[{text}](https://source.example/)"]}),
        Sink("hero alt", {"image": {"src": "https://image.example/a.png", "alt": text}}),
        Sink("hero alt field", {"image": "https://image.example/a.png", "image_alt": text}),
        Sink("unknown name", {text: "value"}),
    ]


def body_sinks(text: str) -> dict[str, str]:
    """The text in each place that Markdown has, as bodies apart from each other, since it may swallow what follows."""
    line = LINE_ENDS.sub(" ", text)
    return {
        "body": text,
        "paragraph": f"Before {line} after",
        "heading": f"## {line}\n\nText\n\n{line}\n===",
        "link text": f"[{line}](https://link.example/)",
        "film": f"[{line}]({FILM})\n\n<iframe src=\"{FILM}\" title='{line}'></iframe>",
        "link address": f"[shown]({line})",
        "link address in brackets": f"[shown](<{line}>)",
        "link title": f'[shown](https://link.example/ "{line}")',
        "link reference": f'[shown][r]\n\n[r]: {line} "{line}"',
        "autolink": f"<{line}>",
        "picture address": f"![shown]({line})",
        "picture address in brackets": f"![shown](<{line}>)",
        "picture text": f"![{line}](https://image.example/a.png)",
        "picture title": f'![shown](https://image.example/a.png "{line}")',
        "picture size": f"![shown](https://image.example/a.png){{width={line} height={line}}}",
        "code language": f"```{line}\ncode\n```",
        "code": f"````\n{text}\n````",
        "code in a line": f"``{line}``",
        "table": f"| a | {line} |\n|---|---|\n| {line} | b |",
        "footnote": f"Noted[^{line}] and[^n]\n\n[^{line}]: Text\n\n[^n]: {line}",
        "list": f"- {line}\n- [ ] {line}\n\n1. {line}",
        "quote": f"> {line}\n> {line}",
        "definition": f"{line}\n: {line}",
        "heading attribute": f"## Heading {{#{line} .{line} onclick={line}}}",
        "HTML attribute": f'<a href="{line}" title="{line}">a</a> <abbr title=\'{line}\'>b</abbr>',
        "bare HTML attribute": f'<img src={line} alt="{line}"> <td align={line} style="{line}">c</td>',
        "HTML element": f"<details {line}><summary>{line}</summary>{line}</details>",
        "Liquid": f"{{{{ {line} }}}}\n\n{{% raw %}}{line}{{% endraw %}}",
        "MDX": f"<Card title={{{line}}} />\n\n{{/* {line} */}}",
    }


def quoted(text: str) -> str:
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


def written(value: Any, sign: str) -> str:
    """A value as YAML's and JSON's flow style (`sign` is a colon) or TOML's inline values (an equals sign) have it."""
    if isinstance(value, list):
        return f"[{', '.join(written(item, sign) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{quoted(name)} {sign} {written(inner, sign)}' for name, inner in value.items())}}}"
    return quoted(value)


def yaml(fields: Fields) -> str:
    return "\n".join(["---", *(f"{quoted(name)}: {written(value, ':')}" for name, value in fields.items()), "---", ""])


def bare_yaml(fields: Fields) -> str:
    """As a careless editor writes it: no quotes."""
    lines = (f"{name}: {LINE_ENDS.sub(' ', value)}" for name, value in fields.items() if isinstance(value, str))
    return "\n".join(["---", *lines, "---", ""])


def toml(fields: Fields) -> str:
    return "\n".join(["+++", *(f"{quoted(name)} = {written(value, '=')}" for name, value in fields.items()), "+++", ""])


def json_header(fields: Fields) -> str:
    return json.dumps(fields, indent=1) + "\n"


def dialect(fields: Fields) -> str:
    """A first heading and bold labels; what cannot be said in one line is left out."""
    rows = {name: LINE_ENDS.sub(" ", value) for name, value in fields.items() if isinstance(value, str)}
    title, coverage = rows.pop("title", "Tides"), rows.pop("coverage_of", "")
    labels = [f"**{name.replace('_', ' ')}:** {value}" for name, value in rows.items()]
    return "\n".join(
        [f"# {title}", "", *([f"> Coverage of {coverage}", ""] if coverage else []), *labels, "", "---", ""]
    )


CONTAINERS = {"YAML": yaml, "bare YAML": bare_yaml, "TOML": toml, "JSON": json_header, "dialect": dialect}


def read(source: str, key: str = KEY) -> Reading:
    """What the product makes of a source; a lone surrogate in it becomes a byte that is no UTF-8."""
    data = source.encode("utf-8", "surrogateescape" if escaped(source) else "replace")
    return illustrated(read_article(key, data, SITE, DAY, DAY.at))


def escaped(source: str) -> bool:
    return any("\udc80" <= letter <= "\udcff" for letter in source) and not any(
        "\ud800" <= letter < "\udc80" or "\udcff" < letter <= "\udfff" for letter in source
    )


def merged(sinks: list[Sink]) -> Fields:
    """One header of all these; lists of the same field are joined, else the first stands."""
    fields: Fields = {}
    for sink in sinks:
        for name, value in sink.fields.items():
            if isinstance(value, list) and isinstance(fields.get(name), list):
                fields[name] = fields[name] + value
            else:
                fields.setdefault(name, value)
    return {"title": "Tides", **fields}


def file_name(text: str) -> str:
    """A file's name as near to the text as a disk allows."""
    name = HOSTLESS.sub("_", text).encode("utf-8", "surrogateescape" if escaped(text) else "replace")[:180]
    return name.decode("utf-8", "ignore") + ".md"


def joined(article: Article, bodies: list[str]) -> Article:
    """The article with several bodies, each of them read and cleaned by itself, one after the other."""
    return article.model_copy(update={"body": "\n".join([article.body, *bodies])})
