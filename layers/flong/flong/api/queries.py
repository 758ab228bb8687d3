"""What may follow the `?`, and what it asks for. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal
from urllib.parse import quote, urlencode

from pydantic import BaseModel, Field, field_validator
from pydantic.fields import FieldInfo

from flong.api.problems import Fault
from flong.finding import Asked, period
from flong.intake.fields.tag_registry import Registry
from flong.intake.slugs import slug_of

LONGEST_ID = 512
"""Bytes of an article's key, at most."""
LONGEST_PATH = 1024
"""Bytes of a path, at most: two names of 80 characters in any script."""
MOST_TAGS = 10
"""Each is a partition to read."""


class PageQuery(BaseModel):
    """A page of a list."""

    limit: int = Field(20, ge=1, le=100, description="How many there are on a page, at most.")
    cursor: str | None = Field(None, description="Where the page before ended: its `next`.")


class ListsQuery(BaseModel):
    """A page of a list of lists, which are small."""

    limit: int = Field(100, ge=1, le=1000, description="How many there are on a page, at most.")
    cursor: str | None = Field(None, description="Where the page before ended: its `next`.")


class ArticlesQuery(PageQuery):
    """Which articles: those that everything is true of."""

    tag: list[str] = Field(
        [],
        max_length=MOST_TAGS,
        description="A tag by its id, or by another name that the site has for it; repeatable, or with commas.",
    )
    match: Literal["all", "any"] = Field("all", description="Of several tags: whether an article has all, or any.")
    category: str | None = Field(None, min_length=1, max_length=200, description="A category, by its id or name.")
    author: str | None = Field(
        None, min_length=1, max_length=200, description="An author, by the id in `/api/authors`."
    )
    month: str | None = Field(None, pattern=r"^[0-9]{4}-[0-9]{2}$", description="A month in UTC, such as `2026-01`.")
    since: str | None = Field(
        None, description="The first year, month, day (UTC) or moment (RFC 3339) of publication, such as `2026-01-22`."
    )
    until: str | None = Field(None, description="The last year, month, day or moment; it is meant to be part of it.")
    language: str | None = Field(
        None, pattern=r"^[A-Za-z0-9-]{1,35}$", description="A language (BCP 47); `en` finds `en-GB`, too."
    )

    @field_validator("tag")
    @classmethod
    def _named(cls, tags: list[str]) -> list[str]:
        if any(not 1 <= len(tag) <= 200 for tag in tags):
            raise ValueError("a tag has between 1 and 200 characters")
        return tags

    @field_validator("category")
    @classmethod
    def _sluggable(cls, category: str | None) -> str | None:
        if category is not None and not slug_of(category):
            raise ValueError("a category has a letter or a digit")
        return category

    @field_validator("month", "since", "until")
    @classmethod
    def _in_time(cls, text: str | None) -> str | None:
        try:
            return text if text is None or period(text) else None
        except ValueError as error:
            raise ValueError(
                "no such time; write 2026, 2026-01, 2026-01-22 or 2026-01-22T09:30:00Z, a + as %2B"
            ) from error


def faults_in(given: Mapping[str, Sequence[str]], fields: Mapping[str, FieldInfo]) -> list[Fault]:
    """What is unknown among parameters, and what has more than one value and can have only one."""
    there = f"there are {', '.join(fields)}" if fields else "there are none"
    unknown = [Fault(parameter=name, detail=f"unknown; {there}") for name in given if name not in fields]
    single = [name for name, field in fields.items() if field.annotation != list[str]]
    repeated = [name for name in single if len(given.get(name, ())) > 1]
    return unknown + [Fault(parameter=name, detail="given more than once") for name in repeated]


def asked_of(query: ArticlesQuery, known: Registry) -> Asked:
    """What a query asks for, tags by their own ids."""
    return Asked(
        tags=tuple(sorted({known.own_id(tag) for tag in query.tag})),
        match=query.match,
        category=slug_of(query.category) if query.category else None,
        author=query.author,
        month=query.month,
        since=period(query.since)[0] if query.since else None,
        until=period(query.until)[1] if query.until else None,
        language=query.language,
    )


def links(path: str, query: PageQuery | ListsQuery, following: str | None, absolute: Callable[[str], str]) -> str:
    """The header that leads to the first page and to the next (RFC 8288)."""
    stated = query.model_dump(exclude_defaults=True, exclude={"cursor"})
    pages = {"first": stated, **({"next": {**stated, "cursor": following}} if following else {})}
    return ", ".join(f'<{absolute(address(path, given))}>; rel="{rel}"' for rel, given in pages.items())


def address(path: str, given: dict[str, object]) -> str:
    return f"{path}?{urlencode(given, doseq=True, quote_via=quote)}" if given else path
