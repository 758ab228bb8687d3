"""What is wrong with each thing that an article became: the oracle's whole verdict."""

import json
import re
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from functools import cache
from typing import Any

import yaml
from flong.article import Article
from flong.intake.fields.plain import plain_text

from tests.formats.casting import THEME
from tests.hostile.harmless import PAGES, Shape, allowed, harmless, shape_of
from tests.hostile.oracle import active, nodes_of, skeleton
from tests.hostile.outputs import Outputs, pages_of
from tests.hostile.plain_oracle import (
    bad_event,
    bad_feed,
    bad_json,
    bad_key,
    bad_mail,
    bad_markdown,
    bad_path,
    bad_text,
)


def faults_of(outputs: Outputs) -> dict[str, list[str]]:
    """What is wrong with each output; the oracle's whole verdict on one article but for its structure."""
    walk = walks()
    found = {name: walk[name](outputs[name]) for name in ("html", "amp", "home", "tag", "moved")}
    found["mail"] = bad_mail(outputs["mail"], walk["mail"])
    found["text"] = bad_text(outputs["text"])
    found["markdown"] = bad_markdown(outputs["markdown"], allowed()["markdown"])
    found["json"] = bad_json(outputs["json"], allowed()["json"])
    found["feed"] = [fault for feed in outputs["feed"] for fault in bad_feed(feed, walk["feed"])]
    found["event"] = [fault for event in outputs["event"] for fault in bad_event(event)]
    found["key"] = [fault for key in outputs["key"] for fault in bad_key(key)][:1]
    found["key"] += [fault for path in outputs["path"] for fault in bad_path(path)]
    return {name: faults for name, faults in found.items() if faults}


def walks() -> dict[str, Callable[[str], list[str]]]:
    return {name: lambda html, name=name: active(nodes_of(html), allowed()[name]) for name in (*PAGES, "json", "feed")}


def report_faults(outputs: Outputs) -> dict[str, list[str]]:
    found = {"report": walks()["report"](outputs["report"]) + bad_text(outputs["report"])}
    found["event"] = [fault for event in outputs["event"] for fault in bad_event(event)]
    return {name: faults for name, faults in found.items() if faults}


def literal_faults(article: Article, outputs: Outputs) -> dict[str, list[str]]:
    """Outputs that give the title otherwise than as it is: cut, run as a template, or escaped twice."""
    page = next(node.text for node in nodes_of(outputs["html"]) if node.name == "title")
    front = yaml.load(outputs["markdown"].split("\n---\n")[0].removeprefix("---\n"), yaml.BaseLoader)
    said = {
        "html": page.removesuffix(f" · {THEME.site.name}"),
        "markdown": plain_text(front["title"]),  # as an editor's it is read as Markdown
        "json": json.loads(outputs["json"])["title"],
        "mail": message_from_bytes(outputs["mail"], policy=default)["Subject"],
    }
    meant = article.title.split()
    return {name: [f"title {text!r:.100}"] for name, text in said.items() if text.split() != meant}


def structure_faults(article: Article) -> dict[str, list[str]]:
    """Pages whose elements are not those of a harmless article of the same shape."""
    bare = article.model_copy(update={"body": ""})
    found, meant = skeletons_in(pages_of(bare)), skeletons(shape_of(bare))
    return {name: ["not the structure of a harmless article"] for name in found if found[name] != meant[name]}


@cache
def skeletons(shape: Shape) -> dict[str, Any]:
    """The elements of every page of a harmless article of this shape, its body empty."""
    return skeletons_in(pages_of(harmless(shape)))


def skeletons_in(outputs: Outputs) -> dict[str, Any]:
    pages = {name: skeleton(nodes_of(outputs[name])) for name in ("html", "amp", "home", "tag", "moved", "mail page")}
    return {**pages, "feed": [re.findall(r"<[^\s/>]+", feed) for feed in outputs["feed"]]}
