"""A newsroom that never was, and the events that Flong would tell of it: for tests, the same for the same seed."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flong_events.models import Event
from flong_events.parsing import parse

WORDS = (
    *("sea", "tide", "moon", "harbour", "wind", "press", "mould", "plate", "type", "ink", "paper", "letter"),
    *("news", "wire", "post", "night"),
)
AUTHORS = ("Ada Brenner", "Ibn al-Haytham", "王丽", "The night desk")
CATEGORIES = {"ocean": "Ocean", "technology": "Technology", "culture": "Culture"}
SITE = "https://news.example.com"
START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
CONTENT_TYPES = {
    "html": ("", "text/html; charset=utf-8"),
    "amp": ("amp/", "text/html; charset=utf-8"),
    "json": ("article.json", "application/json"),
    "markdown": ("index.md", "text/markdown; charset=utf-8"),
    "text": ("index.txt", "text/plain; charset=utf-8"),
}


@dataclass
class Article:
    """What the newsroom knows of one article."""

    id: str
    title: str = ""
    words: str = ""
    category: str = "ocean"
    slug: str = ""
    tags: list[str] = field(default_factory=list)
    author: str = AUTHORS[0]
    state: str = "none"
    revision: int = 0
    announced: int = 0
    told_tags: list[str] = field(default_factory=list)
    told_paths: list[str] = field(default_factory=list)
    verdicts: int = 0
    published: datetime = START

    @property
    def path(self) -> str:
        return f"/{self.category}/{self.slug}/"


class Newsroom:
    """Publishes, changes and withdraws articles, and keeps every event of it in `events`, oldest first."""

    def __init__(
        self, seed: int = 0, site: str = "https://news.example.com", prefix: str = "com.example.flong"
    ) -> None:
        self.events: list[Event] = []
        self.articles: dict[str, Article] = {}
        self.documents: dict[str, bytes] = {}
        """What can be fetched at each `data.document.url`."""
        self._chance = random.Random(seed)  # noqa: S311
        self._site, self._prefix, self._now = site, prefix, START

    @property
    def live(self) -> dict[str, Article]:
        """What a reader finds, by id: where everybody who has heard all of it has to end."""
        return {it.id: it for it in self.articles.values() if it.state == "published"}

    # ---- what an editor does

    def publish(self, article_id: str, **fields: Any) -> Event:
        """Brings an article live that is not: a new one, one that was withdrawn, or one that is due."""
        article = self._changed(article_id, fields)
        article.state, article.published = "published", self._now
        return self._tell("published", article)

    def update(self, article_id: str, **fields: Any) -> Event:
        """Changes a live article: `title`, `words`, `tags`, `category`, `slug`; the look alone if none is given."""
        old = self.articles[article_id]
        before = (old.title, old.words, list(old.tags), old.path)
        article = self._changed(article_id, fields)
        after = (article.title, article.words, list(article.tags), article.path)
        names = ("metadata", "content", "tags", "path")
        changed = sorted(name for name, one, other in zip(names, before, after, strict=True) if one != other)
        return self._tell("updated", article, changed=changed or ["rendering"])

    def correct(self, article_id: str, note: str = "The tide was lower.") -> Event:
        """Corrects a live article."""
        article = self._changed(article_id, {"words": self._some(9)})
        return self._tell("corrected", article, changed=["content"], change_kind="correction", correction=note)

    def withdraw(self, article_id: str) -> Event:
        """Takes a live article away."""
        article = self._changed(article_id, {})
        article.state = "withdrawn"
        self._drop_documents(article)
        return self._tell("withdrawn", article)

    def schedule(self, article_id: str, days: int = 7, **fields: Any) -> list[Event]:
        """Has an article go live later; one that is live is withdrawn for it, by an event of the same revision."""
        was_live = article_id in self.live
        article = self._changed(article_id, fields)
        article.state = "scheduled"
        self._drop_documents(article)
        due = {"publish_at": (self._now + timedelta(days=days)).isoformat()}
        return [self._tell(kind, article, **due) for kind in (["withdrawn"] if was_live else []) + ["scheduled"]]

    def unschedule(self, article_id: str) -> Event:
        """Thinks better of an article that was to go live."""
        article = self._changed(article_id, {})
        article.state = "draft"
        return self._tell("unscheduled", article)

    def rename(self, article_id: str, new_id: str) -> list[Event]:
        """Has a live article go on under another id, at the address that it has."""
        old = self._changed(article_id, {})
        old.state = "withdrawn"
        fields = {"title": old.title, "words": old.words, "tags": list(old.tags), "category": old.category}
        new = self._changed(new_id, {**fields, "slug": old.slug})
        new.state, new.author, new.published = "published", old.author, old.published
        gone = self._tell("withdrawn", old, successor=new_id)
        return [gone, self._tell("published", new, continues=article_id)]

    def reject(self, article_id: str) -> Event:
        """Has an upload refused; what is live stays live."""
        self._pass_time()
        article = self.articles.setdefault(article_id, Article(article_id))
        article.verdicts += 1
        finding = {
            "level": "error",
            "code": "no-title",
            "message": "The article has no title.",
            "remedy": "Begin the file with `# The title`, or put `title: The title` into the front matter.",
            "line": 1,
            "also": [],
            "docs": "https://flong.dev/findings#no-title",
        }
        key = f"articles/{article_id}.md"
        data = {"article_id": article_id, "key": key, "report": f"reports/{key}.json", "findings": [finding]}
        return self._send("rejected", article, f"v{article.verdicts}", article.verdicts, data)

    # ---- parts

    def _changed(self, article_id: str, fields: Mapping[str, Any]) -> Article:
        self._pass_time()
        article = self.articles.setdefault(article_id, Article(article_id))
        if not article.title:
            article.title, article.words, article.slug = self._some(3), self._some(12), article_id.rpartition("/")[2]
            article.author = self._chance.choice(AUTHORS)
        for name, value in fields.items():
            setattr(article, name, value)
        article.revision += 1
        return article

    def _pass_time(self) -> None:
        self._now += timedelta(seconds=self._chance.randint(1, 40_000))

    def _some(self, count: int) -> str:
        return " ".join(self._chance.choices(WORDS, k=count)).capitalize()

    def _tell(self, kind: str, article: Article, **more: Any) -> Event:
        live = article.state == "published" and kind != "withdrawn"
        data = self._data(article, live) | {"change_kind": "material", "changed": []} | more
        event = self._send(kind, article, str(article.revision), article.revision, data)
        article.announced = article.revision
        article.told_tags = list(article.tags) if live else []
        if live and article.path not in article.told_paths:
            article.told_paths.append(article.path)
        return event

    def _data(self, article: Article, live: bool) -> dict[str, Any]:
        now = list(article.tags) if live else []
        return {
            "article_id": article.id,
            "revision": article.revision,
            **({"previous_revision": article.announced} if article.announced else {}),
            "url": self._site + article.path,
            "path": article.path,
            "former_urls": [self._site + it for it in article.told_paths if not live or it != article.path],
            "title": article.title,
            "summary": f"{article.words}.",
            "authors": [{"name": article.author}],
            "category": CATEGORIES.get(article.category, article.category.capitalize()),
            "category_id": article.category,
            "tags": [{"id": it, "label": it.capitalize()} for it in article.tags],
            "tags_added": [it for it in now if it not in article.told_tags],
            "tags_removed": [it for it in article.told_tags if it not in now],
            "language": "en",
            "published": article.published.isoformat(),
            "dates": {"published": moment_of(article.published)},
            **(self._files(article) if live else {"variants": {}}),
        }

    def _files(self, article: Article) -> dict[str, Any]:
        """What there is to read of a live article; the whole of it can be fetched from `documents`."""
        content = json.dumps(whole(article, self._site), ensure_ascii=False).encode()
        hash_, folder = sha256(content).hexdigest(), self._site + article.path
        document = {"url": f"{folder}article.{hash_[:16]}.json", "sha256": hash_, "bytes": len(content)}
        self.documents[document["url"]] = content  # type: ignore[index]
        told: dict[str, Any] = {"email": {"sha256": sha256(b"mail" + content).hexdigest()}}
        for name, (file, type_) in CONTENT_TYPES.items():
            own = hash_ if name == "json" else sha256(name.encode() + content).hexdigest()
            told[name] = {"url": folder + file, "sha256": own, "bytes": len(content), "content_type": type_}
        return {"document": document, "variants": told}

    def _drop_documents(self, article: Article) -> None:
        folders = tuple(f"{self._site}{path}article." for path in {article.path, *article.told_paths})
        self.documents = {url: it for url, it in self.documents.items() if not url.startswith(folders)}

    def _send(self, kind: str, article: Article, number: str, sequence: int, data: Mapping[str, Any]) -> Event:
        event = parse(
            {
                "specversion": "1.0",
                "id": f"{article.id}@{number}:article.{kind}",
                "source": self._site,
                "type": f"{self._prefix}.article.{kind}.v1",
                "subject": article.id,
                "time": self._now.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "datacontenttype": "application/json",
                "dataschema": f"{self._site}/schemas/article.{kind}.v1.json",
                "sequence": str(sequence),
                **({"dataref": data["document"]["url"]} if "document" in data else {}),
                "data": data,
            }
        )
        self.events.append(event)
        return event


def moment_of(at: datetime) -> dict[str, str]:
    instant = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"date": at.isoformat(), "instant": instant, "precision": "second", "zone": "UTC"}


def whole(article: Article, site: str) -> dict[str, Any]:
    """The document of an article, as it is published: `ArticleDocument` reads it."""
    url, at = site + article.path, moment_of(article.published)
    plain, words = {"contentType": "text/plain"}, len(article.words.split())
    return {
        "uri": uuid5(NAMESPACE_URL, f"{site}/{article.id}").urn,
        "type": "text",
        "standard": {"name": "ninjs", "version": "3.1", "schema": f"{site}/schemas/article.v1.json"},
        "representationType": "full",
        "version": sha256(article.words.encode()).hexdigest()[:16],
        "pubStatus": "usable",
        "title": article.title,
        "language": "en",
        "by": article.author,
        "slugline": article.slug,
        "contentCreated": at["instant"],
        "versionCreated": at["instant"],
        "headlines": [{"role": "main", **plain, "value": article.title}],
        "descriptions": [{"role": "summary", **plain, "value": f"{article.words}."}],
        "infoSources": [{"role": "author", "name": article.author}],
        "renditions": [
            {"name": name, "href": url + file, "contentType": type_.partition(";")[0]}
            for name, (file, type_) in CONTENT_TYPES.items()
        ],
        "altIds": [{"role": "article", "value": article.id}],
        "bodies": [
            {"role": "main", "contentType": "text/html", "wordCount": words, "value": f"<p>{article.words}.</p>"},
            {"role": "text", **plain, "wordCount": words, "value": f"{article.words}."},
        ],
        "flong": {
            "id": article.id,
            "url": url,
            "canonical_url": url,
            "direction": "ltr",
            "category": CATEGORIES.get(article.category, article.category.capitalize()),
            "published": at,
            "change_kind": "material",
            "reading_minutes": 1,
        },
    }
