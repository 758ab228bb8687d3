"""The tags that a site knows: what its theme's `tags.toml` says of them."""

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, Field, ValidationError

from flong.article import Value
from flong.intake.slugs import MAX_TAG, tag_id_of

FILE = "tags.toml"
SHORTEST_TYPO, LONG = 5, 10
DIGITS = re.compile("[0-9]+")


class KnownTag(Value):
    """A tag of the registry: how it is written, what it is about, and what else it is called."""

    model_config = ConfigDict(frozen=True, extra="forbid")  # a slip in a theme is its designer's to mend

    label: str = Field(min_length=1, max_length=MAX_TAG)
    description: str = ""
    aliases: tuple[str, ...] = ()


class Registry(Value):
    """Known tags by id, and the id that each label and alias leads to, by its own id."""

    tags: dict[str, KnownTag] = {}
    named: dict[str, str] = {}

    def own_id(self, name: str) -> str:
        """The id of the tag that goes by an id, a label or another name; as it is, if nothing of it can be seen."""
        id_ = tag_id_of(name) or name
        return self.named.get(id_, id_)

    def close_to(self, tag_id: str) -> KnownTag | None:
        """The known tag that an unknown id is likely a slip of the hand for.

        One slip (a letter too many, missing, wrong, or swapped with the next) in five letters, two in ten. The first
        letter and all digits have to agree: people seldom miss the first letter, and `gpt-4` is not `gpt-5`.
        """
        allowed = 0 if len(tag_id) < SHORTEST_TYPO else 1 if len(tag_id) < LONG else 2
        near = [name for name in self.named if allowed and alike(tag_id, name, allowed)]
        found = [(slips(tag_id, name), name) for name in near]
        best = min((it for it in found if it[0] <= allowed), default=None)
        return self.tags[self.named[best[1]]] if best else None


def alike(one: str, other: str, allowed: int) -> bool:
    """Whether two ids are worth comparing letter by letter, which takes a hundred times as long."""
    return (
        one[0] == other[0]
        and abs(len(one) - len(other)) <= allowed
        and len(other) >= SHORTEST_TYPO
        and len({*one} ^ {*other}) <= 2 * allowed  # a slip changes two letters at most
        and DIGITS.findall(one) == DIGITS.findall(other)
    )


def slips(one: str, other: str) -> int:
    """The distance of two words in insertions, deletions, substitutions and swaps (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def load_registry(folder: Path) -> Registry:
    """The registry of the theme in `folder`, empty without a file; ValueError names everything that is wrong in it."""
    file = folder / FILE
    if not file.exists():
        return Registry()
    try:
        return registry_of(tomllib.loads(file.read_text(encoding="utf-8")))
    except ValueError as error:
        raise ValueError(f"{file.as_posix()}: {error}") from error


def registry_of(tables: dict[str, Any]) -> Registry:
    wrong: list[str] = []
    tags = {tag_id: tag for tag_id, table in tables.items() if (tag := known_tag(tag_id, table, wrong))}
    named = {tag_id: tag_id for tag_id in tags}
    for tag_id, tag in tags.items():
        for name in (tag.label, *tag.aliases):
            claim(name, tag_id, named, wrong)
    if wrong:
        raise ValueError("; ".join(wrong))
    return Registry(tags=tags, named=named)


def known_tag(tag_id: str, table: Any, wrong: list[str]) -> KnownTag | None:
    if tag_id_of(tag_id) != tag_id:
        wrong.append(f"[{tag_id}] cannot be the id of a tag; write [{tag_id_of(tag_id)}]")
    try:
        return KnownTag.model_validate(table)
    except ValidationError as error:
        wrong += (f"[{tag_id}] {'.'.join(map(str, it['loc']))}: {it['msg']}" for it in error.errors())
        return None


def claim(name: str, tag_id: str, named: dict[str, str], wrong: list[str]) -> None:
    """Lets a name lead to a tag, unless it leads elsewhere already."""
    name_id = tag_id_of(name)
    owner = named.setdefault(name_id, tag_id) if name_id else tag_id
    if not name_id:
        wrong.append(f"[{tag_id}] has a name in which nothing can be seen")
    if owner != tag_id:
        what = "is the tag" if name_id == owner else "already names"
        wrong.append(f"[{tag_id}] cannot be called “{name}”, which {what} [{owner}]")
