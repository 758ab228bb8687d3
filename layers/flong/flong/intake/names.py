"""The words that editors use for one field. Add a synonym here and nowhere else."""

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "subtitle": ("subtitle", "deck", "subheadline", "tagline", "standfirst"),
    "summary": ("summary", "description", "teaser", "excerpt", "abstract"),
    "authors": ("author", "authors", "by", "byline", "author name"),
    "published": ("published", "date", "date published", "pub date", "published at", "created at"),
    "updated": ("updated", "last updated", "lastmod", "modified", "last modified"),
    "category": ("category", "categories", "section"),
    "tags": ("tags", "tag", "topics", "keywords"),
    "canonical_url": ("canonical url", "canonical"),
    "sources": ("sources", "source", "source url"),
    "coverage_of": ("coverage of",),
    "key_takeaways": ("key takeaways", "takeaways"),
    "language": ("language", "lang", "locale"),
    "slug": ("slug",),
    "permalink": ("permalink", "path", "url"),
    "status": ("status",),
    "draft": ("draft",),
    "change_kind": ("change", "change kind"),
    "correction": ("correction", "correction note"),
}

FIELDS = {name: field for field, names in NAMES.items() for name in names}


def field_named(name: str) -> str | None:
    """The field that `name` means; case, spaces, hyphens and underscores make no difference."""
    words = name.strip().lower().replace("_", " ").replace("-", " ")
    return FIELDS.get(words) or FIELDS.get(words.replace(" ", "")) or BY_JOINED.get(words.replace(" ", ""))


BY_JOINED = {name.replace(" ", ""): field for name, field in FIELDS.items()}
