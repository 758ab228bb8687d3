"""The tags of an article: each as the registry or else its editor writes it, and once."""

from flong.article import MAX_TAGS, Tag
from flong.intake.fields.draft import Draft, like
from flong.intake.fields.plain import plain_text
from flong.intake.fields.tag_registry import Registry
from flong.intake.slugs import MAX_TAG, tag_id_of


def tags_of(draft: Draft) -> tuple[Tag, ...]:
    """The tags of an article, from `tags`, or else from a list of categories; what is wrong goes to `draft`."""
    name = field_of(draft)
    tags: dict[str, Tag] = {}
    for given in draft.texts(name):
        label = like(given, plain_text(given))
        tag = tag_of(label, draft.site.tags)
        if not tag.id or len(label) > MAX_TAG:
            refuse(label, name, draft)
        elif tags.setdefault(tag.id, tag) is tag and len(tags) == MAX_TAGS + 1:
            draft.wrong(
                name,
                f"has more than {MAX_TAGS} tags, of which this is the first too many",
                "Keep those that readers would follow.",
                code="too-many-tags",
                at=label,
            )
        else:
            warn_if_close(label, name, draft)
    return tuple(tags.values())


def field_of(draft: Draft) -> str:
    if draft.given("tags"):
        return "tags"
    name = next((it for it in ("categories", "category") if isinstance(draft.given(it), list)), "tags")
    if name != "tags":
        draft.derive("tags", "the categories")
    return name


def tag_of(label: str, registry: Registry) -> Tag:
    """The tag that a label names: a known one in the registry's own writing, or a new one in its editor's."""
    tag_id = tag_id_of(label)
    known = registry.named.get(tag_id)
    return Tag(id=known, label=registry.tags[known].label) if known else Tag(id=tag_id, label=str(label))


def refuse(label: str, name: str, draft: Draft) -> None:
    if len(label) > MAX_TAG:
        what = f"has one of {len(label)} characters; a tag may have {MAX_TAG}"
        draft.wrong(name, what, "Shorten it, or write commas between tags.", code="tag-too-long", at=label)
    else:
        what = "has one in which nothing can be seen, and which is left out"
        draft.warn(name, what, "Delete it.", code="tag-empty", at=label)


def warn_if_close(label: str, name: str, draft: Draft) -> None:
    registry, tag_id = draft.site.tags, tag_id_of(label)
    close = None if tag_id in registry.named else registry.close_to(tag_id)
    if close:
        what = f"has “{label}”, which the site does not know; it knows “{close.label}”"
        draft.warn(name, what, f"Did you mean “{close.label}”?", code="tag-close", at=label)
