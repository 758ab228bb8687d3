"""Which articles stand under tags that `tags.toml` has come to call otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flong.article import Tag, key_of
from flong.aws import articles, collections
from flong.events import Listing
from flong.index import tag_pk
from flong.intake.fields.tag_registry import Registry, load_registry
from flong.settings import settings


@dataclass(frozen=True)
class Retag:
    """A tag as articles have it, and as the site's registry has it now; `ids` are those of the articles."""

    old: Tag
    new: Tag
    ids: frozenset[str]

    @property
    def is_merge(self) -> bool:
        return self.old.id != self.new.id


def known_as(tag: Tag, registry: Registry) -> Tag:
    """How a registry writes a tag; as it is, if it does not know it."""
    known = registry.named.get(tag.id)
    return Tag(id=known, label=registry.tags[known].label) if known else tag


def retags_of(tag_id: str, listings: list[Listing], registry: Registry) -> list[Retag]:
    """How one tag is written in articles that have it, where the registry writes it otherwise."""
    written: dict[Tag, set[str]] = {}
    for listing in listings:
        for tag in listing.tags:
            if tag.id == tag_id and known_as(tag, registry) != tag:
                written.setdefault(tag, set()).add(listing.id)
    return [Retag(tag, known_as(tag, registry), frozenset(ids)) for tag, ids in written.items()]


def registry_of_the_theme() -> Registry:
    """What `tags.toml` of the theme says now."""
    return load_registry(Path(settings().theme))


def found(registry: Registry) -> Iterator[Retag]:
    """All that a stack's articles call otherwise than the registry does, in the order of the tags' ids.

    A label is looked for in every article: a tag is called as the article that came last calls it.
    """
    for tag_id in used(registry):
        entries = articles.query(tag_pk(tag_id))
        yield from retags_of(tag_id, [Listing.model_validate(it["listing"]) for it in entries], registry)


def used(registry: Registry) -> list[str]:
    """The ids that the registry knows and articles have, or once had."""
    return sorted(it["sk"] for it in collections.counters("TAGS") if it["sk"] in registry.named)


def keys_after(after: str) -> list[str]:
    """The source keys of all articles concerned, each once, in an order that a later run can go on in."""
    ids = {id_ for it in found(registry_of_the_theme()) for id_ in it.ids}
    return sorted(key for key in map(key_of, ids) if key > after)


def rebuild_pages(registry: Registry, retags: list[Retag]) -> None:
    """Has the pages of old and new tags made anew, those of tags that no article has any more among them."""
    merged = [it for it in used(registry) if registry.named[it] != it]
    ids = dict.fromkeys([*merged, *(registry.named[it] for it in merged), *(it.new.id for it in retags)])
    collections.rebuild_later([f"tag/{id_}" for id_ in ids])
