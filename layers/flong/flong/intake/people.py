"""Who signed an article, in the shapes that headers have for it."""

import re

from flong.article import Person
from flong.intake.place import Value
from flong.intake.urls import web_url

MARKDOWN_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
BETWEEN = re.compile(r" ?(?:, ?and |;|,| and | & ) ?")


def people_of(value: Value | str | None) -> tuple[Person, ...]:
    """People from a name, `A, B and C`, Markdown links, a list of these, or mappings with `name` and `url`."""
    if value is None or value == "":
        return ()
    if isinstance(value, list):
        return tuple(person for item in value for person in people_of(item))
    if isinstance(value, dict):
        return mapped(value)
    value = " ".join(value.split())
    if links := MARKDOWN_LINK.findall(value):
        return tuple(Person(name=name, url=web_url(url)) for name, url in links)
    return tuple(Person(name=" ".join(name.split())) for name in BETWEEN.split(value) if name.strip())


def mapped(value: dict[str, Value]) -> tuple[Person, ...]:
    name, url = value.get("name"), value.get("url")
    if not isinstance(name, str) or not name.strip():
        return ()
    return (Person(name=" ".join(name.split()), url=web_url(url) if isinstance(url, str) else None),)
