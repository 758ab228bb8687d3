"""Where an article is read: its category, its slug, and the address that it has elsewhere."""

import re
from urllib.parse import unquote

from flong.article import DEFAULT_CATEGORY
from flong.intake.fields.draft import Draft
from flong.intake.fields.markup import web_url_within
from flong.intake.slugs import RESERVED, name_of_file, slug_of
from flong.intake.urls import web_url

LAST = re.compile(r"[^/\\]*$")
UPWARDS = re.compile(r"(?:^|[/\\])\.{1,2}(?:[/\\]|$)|^[/\\]")
EXAMPLES = {"slug": "`slug: my-article`.", "category": "`category: Science`."}
EXTENSION = re.compile(r"\.(?:html?|md|mdx|markdown)$", re.IGNORECASE)
DOMAIN = re.compile(r"(?:h*t*ps?[:/]*)?((?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?)", re.IGNORECASE)
DATE_PATH = re.compile(r"(?:^|/)\d{4}/\d{1,2}(?:/\d{1,2})?$")


def category_of(draft: Draft) -> str:
    """`category`, else the first of `categories`, else the site's own."""
    for name in ("category", "categories"):
        # The others of a list are the tags, where there are no others.
        if given := draft.prose(name, of_many=name == "categories" or not draft.given("tags")):
            return given
    draft.derive("category", "the site's own setting")
    return DEFAULT_CATEGORY


def path_of(draft: Draft, category: str, article_id: str, title: str) -> str:
    """`/<category>/<slug>/`: the slug given, else the end of permalink or canonical URL, else the file's name."""
    section, slug = slug_of(category), given_slug(draft) or slug_of_name(draft, article_id, title)
    if section in RESERVED:
        what = f"cannot be `{category}`: the site uses that address itself"
        draft.wrong("category", what, "Choose another word.", code="category-reserved")
    elif section and UPWARDS.search(category):
        what = f"leads out of its folder, which no category may; of `{category[:80]}` only `{section}` is kept"
        draft.warn("category", what, f"Write `category: {section}`.", code="category-changed")
    for name, part in (("category", section), ("slug", slug or not title)):
        if not part:
            draft.wrong(name, "has no letter or digit", f"Write a word, such as {EXAMPLES[name]}")
    return f"/{section}/{slug}/" if section and slug else ""


def slug_of_name(draft: Draft, article_id: str, title: str) -> str:
    """The slug of an article whose header gives none."""
    for source, slug in (("the file name", name_of_file(article_id)), ("the title", slug_of(title))):
        if slug:
            draft.derive("path", source)
            return slug
    return ""


def given_slug(draft: Draft) -> str:
    """The slug that a field gives; whatever a path could do with it, only letters, digits and hyphens are left."""
    if given := draft.text("slug"):
        slug = slug_of(last_segment(given))
        draft.path_from = "slug"
        if slug and slug != given.strip("/"):
            draft.warn(
                "slug",
                f"is not fit for an address as it stands; the article is at `{slug}`",
                f"Write `slug: {slug}`.",
                code="slug-changed",
            )
        return slug
    for name, source in (("permalink", "the permalink"), ("canonical_url", "the canonical URL")):
        if slug := slug_of(last_segment(draft.address(name) or "")):
            draft.path_from = name
            draft.derive("path", source)
            return slug
    return ""


def last_segment(address: str) -> str:
    """The last segment of a path or URL, decoded, without query and extension; none of a path that is but a date."""
    path = unquote(address.split("?")[0].split("#")[0]).rstrip("/\\")
    if DATE_PATH.search(path) or (path.count("/") == 2 and "://" in path):
        return ""
    last = LAST.search(path)
    return EXTENSION.sub("", last.group() if last else "")


def canonical_of(draft: Draft) -> str | None:
    """`canonical_url`; of an article that only points elsewhere, where it points to."""
    for name in ("canonical_url", "external_url"):
        if text := draft.address(name):
            if url := web_url(text):
                if name == "external_url":
                    draft.derive("canonical_url", "the external URL")
                return url
            draft.wrong(name, f"is not a full web address: `{text[:80]}`", written_out(text))
    return None


def written_out(text: str, example: str = "https://example.org/name") -> str:
    """The remedy for what is no full web address, with the one that is likely meant."""
    return f"Write `{fixed}`." if (fixed := full_address(text)) else f"Write it out, `{example}`."


def full_address(text: str) -> str | None:
    """The web address that stands among other words, or that a text without a proper scheme may mean.

    Only suggested, and wider than `urls.mended`.
    """
    match = DOMAIN.fullmatch(text)
    return web_url(f"https://{match[1]}") if match else web_url_within(text)
