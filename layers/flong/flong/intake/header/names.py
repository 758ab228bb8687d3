"""The words that editors use for one field. Add a synonym here and nowhere else.

Where an article gives one field under two names, the earlier in its row counts.
"""

from functools import lru_cache

NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "headline", "标题", "標題"),
    "subtitle": ("subtitle", "deck", "subheadline", "tagline", "standfirst", "subheading", "副标题"),
    "kicker": ("kicker", "eyebrow"),
    "summary": (
        "summary", "description", "teaser", "excerpt", "abstract", "og summary", "og description", "seo description",
        "meta description", "spoiler", "share text", "meta", "摘要", "简介",
    ),
    "authors": ("authors", "author", "by", "byline", "author name", "username", "作者"),
    "author_url": ("author url", "author link"),
    "published": (
        "date", "published", "date published", "publish date", "published date", "published on", "pub date",
        "published at", "posted", "created at", "created", "日期", "发布日期", "发布时间", "发表时间",
    ),
    "time": ("time",),
    "updated": (
        "updated", "lastmod", "modified", "last updated", "last modified", "updated at", "date modified",
        "date updated", "更新", "更新日期", "更新时间",
    ),
    "publish_at": ("publish at", "publish on", "embargo", "embargo until", "scheduled"),
    "category": ("category", "section", "分类", "分類"),
    "categories": ("categories",),
    "tags": ("tags", "topics", "keywords", "tag", "标签", "標籤", "关键词"),
    "canonical_url": ("canonical url", "canonical", "canonical link"),
    "external_url": ("external url", "external link"),
    "sources": ("sources", "source", "来源", "來源"),
    "source_url": ("source url", "source link", "original url", "原文", "原文链接", "原文地址"),
    "coverage_of": ("coverage of",),
    "key_takeaways": ("key takeaways", "takeaways", "key takeaway", "key points", "要点"),
    "hero": (
        "image", "hero", "hero image", "og image", "thumb", "thumbnail", "cover", "main image", "primary image",
        "images", "header image", "featured image", "feature image", "photo", "cover image", "social image",
        "twitter img", "twitter image", "banner", "banner image", "teaser image",
    ),
    "hero_alt": (
        "hero alt", "image alt", "header alt", "banner alt", "cover alt", "alt", "alt text", "image alt text",
        "featured image alt", "cover image alt", "thumbnail alt", "photo alt",
    ),
    "language": ("language", "lang", "locale", "语言"),
    "amp": ("amp",),
    "slug": ("slug",),
    "permalink": ("permalink", "path", "url"),
    "status": ("status",),
    "draft": ("draft",),
    "hidden": ("hidden", "unlisted"),
    "listed": ("listed",),
    "change_kind": ("change kind", "change"),
    "correction": ("correction", "correction note"),
}  # fmt: skip

# Names with a purpose of their own (a picture for a social network, a text for a search engine): where one differs
# from the field that it can stand in for, the editor meant it to.
ALTERNATES = frozenset(
    (*NAMES["hero"], *NAMES["hero_alt"], *NAMES["permalink"], *NAMES["summary"][5:], "teaser", "topics", "keywords",
     "created at", "created", "username", "locale")
)  # fmt: skip

# What site generators and their themes write for themselves. It says nothing about the article, and every article of
# such a site has it, so it is passed over without a warning. Jekyll, Hugo, Zola, Docusaurus, Eleventy, Pelican,
# Hexo, Gatsby, Next, Hashnode, Ghost, WordPress exports, Decap, spelling checkers, translation tools.
IGNORED = (
    "layout", "type", "template", "page template", "post type", "format", "kind", "class", "classes", "css class",
    "body class", "style", "styles", "css", "js", "scripts", "third party js", "custom js", "custom js with timestamps",
    "weight", "order", "menu order", "position", "nav order", "sidebar position", "sidebar label", "sidebar", "menu",
    "menus", "nav", "parent", "grand parent", "has children", "pagination", "paginate", "prev", "next", "toc",
    "table of contents", "toc depth", "toc levels", "comments", "comment", "share", "sharing", "social", "math",
    "mathjax", "katex", "mermaid", "highlight", "aliases", "alias", "redirect from", "redirect to", "redirects",
    "redirect", "id", "uid", "uuid", "guid", "cuid", "post id", "_id", "wordpress id", "hash", "name", "key",
    "link title", "sidebar title", "nav title", "short title", "permalinks", "outputs", "output", "build", "_build",
    "cascade", "resources", "sitemap", "robots", "noindex", "indexing", "search", "search exclude",
    "exclude from search", "in search index", "version", "theme", "theme version", "engine",
    "generator", "eleventy computed", "eleventy navigation", "eleventy exclude from collections", "display in list",
    "is popular", "is featured", "featured", "pinned", "sticky", "promoted", "show", "show date", "show author",
    "show reading time", "show toc", "hide", "hide title", "hide table of contents", "reading time", "word count",
    "excerpt separator", "markdown", "markup", "encoding", "content type", "extension", "editor", "lint",
    "default lang commit", "drifted from default", "translation key", "translations", "translation id", "ref",
    "cspell:ignore", "cspell", "no list", "slug original", "newsletter", "render", "related",
    "related posts", "series order", "site", "locals", "pagefind", "analytics", "ads", "gallery",
)  # fmt: skip

YES, NO = frozenset(("true", "yes", "on", "1", "y")), frozenset(("false", "no", "off", "0", "n"))
FLAGS = YES | NO

LISTS = frozenset(("tags", "categories", "authors", "sources", "key_takeaways"))
"""Fields that hold several values."""

TABLES = frozenset(("extra", "params", "meta", "seo", "taxonomies"))
"""Fields that hold fields: Zola's `[extra]` and `[taxonomies]`, Hugo's `params`, and what editors build after them."""


def joined(name: str) -> str:
    """A name without what makes no difference: case, spaces, hyphens, underscores."""
    return "".join(name.lower().replace("_", " ").replace("-", " ").split())


FIELDS = {name: field for field, names in NAMES.items() for name in names}
BY_JOINED = {joined(name): field for name, field in FIELDS.items()}
RANKS = {joined(name): rank for names in NAMES.values() for rank, name in enumerate(names)}
QUIET = frozenset(map(joined, IGNORED))
APART = frozenset(map(joined, ALTERNATES))


@lru_cache(maxsize=2048)
def field_named(name: str) -> str | None:
    """The field that `name` means; case, spaces, hyphens and underscores make no difference."""
    return BY_JOINED.get(joined(name))


def rank_of(name: str) -> int:
    """How early in its field's row a name stands; the lower counts."""
    return RANKS.get(joined(name), len(RANKS))


def is_housekeeping(name: str) -> bool:
    return joined(name) in QUIET


def stands_apart(name: str) -> bool:
    """Whether a name may differ from its field without contradicting it."""
    return joined(name) in APART
