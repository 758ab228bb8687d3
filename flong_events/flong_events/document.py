"""The whole article, `article.json`: a news item of IPTC ninjs 3.1, and under `flong` what ninjs has no name for.

https://iptc.org/standards/ninjs/. Of these models the schema `article.v1.json` is made. What is not known is left out.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, ConfigDict, Field

from .models import ChangeKind, Count, Moment, Number, Text, Value

Href = Annotated[str, Field(pattern="^https?://[!-~]+$", json_schema_extra={"format": "uri"})]
TextType = Literal["text/plain"]


class Standard(Value):
    """The standard, and this schema, which narrows and extends it."""

    name: Literal["ninjs"]
    version: Literal["3.1"]
    schema_: Href = Field(alias="schema", description="This schema, where the site has it.")


class License(Value):
    """Terms of use."""

    linkedRights: Href = Field(description="The terms under which it may be used.")  # noqa: N815 - as ninjs has it


class Headline(Value):
    """The title, or the subtitle."""

    role: Literal["main", "subhead"]
    contentType: TextType  # noqa: N815
    value: Text


class Description(Value):
    """The summary."""

    role: Literal["summary"]
    contentType: TextType  # noqa: N815
    value: Text


class Alternative(Value):
    """What a picture shows, for those who cannot see it."""

    role: Literal["alt"]
    contentType: TextType  # noqa: N815
    value: Text


class InfoSource(Value):
    """An author, the publisher, or what the article draws on."""

    model_config = ConfigDict(json_schema_extra={"anyOf": [{"required": ["name"]}, {"required": ["uri"]}]})

    name: Text | None = Field(None, description="A name; of a source its title.")
    role: Literal["author", "publisher", "source"]
    uri: Href | None = None


class Subject(Value):
    """A tag."""

    name: Text = Field(description="The tag as it is written.")
    rel: Literal["about"]
    uri: Href = Field(description="The page of the tag.")
    literal: Text = Field(description="The tag's id.")


class Size(Value):
    """A picture in one size."""

    name: Text
    href: Href
    width: Number | None = Field(None, description="In CSS pixels.")
    height: Number | None = Field(None, description="In CSS pixels.")


class Association(Value):
    """The picture that stands for the article."""

    name: Literal["hero"]
    uri: Href
    type: Literal["picture"]
    title: Text
    descriptions: Annotated[tuple[Alternative, ...], Field(min_length=1, max_length=1)] | None = Field(
        None, description="What it shows, for those who cannot see it."
    )
    renditions: tuple[Size, ...] = Field(min_length=1)


class Rendition(Value):
    """A variant that can be fetched."""

    name: Text = Field(description="The variant: `html`, `amp`, `text`, `markdown`, `json`.")
    href: Href
    contentType: str = Field(pattern="^[a-z]+/[a-z.+-]+$")  # noqa: N815


class AltId(Value):
    """Another name of the article."""

    role: Text
    value: Text


class Body(Value):
    """The text in one form."""

    role: Literal["main", "text"]
    contentType: Literal["text/html", "text/plain"]  # noqa: N815
    wordCount: Count = Field(description="Of the text, the same in each.")  # noqa: N815
    value: str


class Extension(Value):
    """What ninjs has no name for."""

    id: Text = Field(description="The article's id.")
    url: Href = Field(description="Where it is read.")
    canonical_url: Href = Field(description="Where it first appeared, if that is elsewhere; else as `url`.")
    direction: Literal["ltr", "rtl"] = Field(description="In which direction its language is written.")
    category: Text
    published: Moment
    updated: Moment | None = None
    coverage_of: Text | None = Field(None, description="Whom or what the article covers.")
    key_takeaways: Annotated[tuple[Text, ...], Field(min_length=1)] | None = None
    correction: Text | None = Field(None, description="What was wrong before.")
    change_kind: ChangeKind = Field(description="How much the last edit matters to readers.")
    reading_minutes: Number
    derived: Annotated[dict[str, str], Field(min_length=1)] | None = Field(
        None, description="Fields that the editor did not state, and what each was taken from."
    )


class ArticleDocument(Value):
    """One article: a news item of IPTC ninjs 3.1, and under `flong` what ninjs has no name for.

    What is not known is left out.
    """

    uri: str = Field(
        pattern="^urn:uuid:[0-9a-f-]{36}$",
        json_schema_extra={"format": "uri"},
        description="What the article is known by for ever, whatever its title, date or address; the same as the id of "
        "its entry in feeds.",
    )
    type: Literal["text"]
    standard: Standard
    representationType: Literal["full"]  # noqa: N815
    version: Text = Field(description="A hash of this document, this field left out.")
    pubStatus: Literal["usable", "withheld", "canceled"] = Field(  # noqa: N815
        description="`usable` if the article is published, `withheld` if it is a draft, `canceled` if it is withdrawn."
    )
    title: Text = Field(description="The same as the main headline.")
    language: str = Field(pattern="^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*$", description="A tag of BCP 47.")
    copyrightNotice: Text | None = Field(None, description="The notice that the site passes on.")  # noqa: N815
    rightsInfo: License | None = None  # noqa: N815
    by: Text | None = Field(None, description="The names of those who sign the article, as a reader sees them.")
    slugline: Text = Field(description="The last segment of the article's address.")
    contentCreated: AwareDatetime = Field(  # noqa: N815
        description="When it was published; a day, month or year as its first instant. `flong.published` says how "
        "precise it is."
    )
    versionCreated: AwareDatetime = Field(  # noqa: N815
        description="When it was updated, as its editor says; without that as `contentCreated`."
    )
    embargoedUntil: AwareDatetime | None = Field(None, description="When it was to go live.")  # noqa: N815
    headlines: tuple[Headline, ...] = Field(
        min_length=1, description="The title, with the role `main`; the subtitle, if there is one, with `subhead`."
    )
    descriptions: tuple[Description, ...] = Field(min_length=1, description="The summary, with the role `summary`.")
    infoSources: tuple[InfoSource, ...] = Field(  # noqa: N815
        min_length=1, description="Each author, the site as publisher, and each source that the article names."
    )
    subjects: Annotated[tuple[Subject, ...], Field(min_length=1)] | None = Field(
        None, description="The tags, in the editor's order."
    )
    associations: Annotated[tuple[Association, ...], Field(min_length=1, max_length=1)] | None = Field(
        None, description="The picture that stands for the article, if its editor named one."
    )
    renditions: tuple[Rendition, ...] = Field(
        min_length=1,
        description="Every variant that can be fetched, this document too. The addresses always hold the latest.",
    )
    altIds: tuple[AltId, ...] = Field(  # noqa: N815
        min_length=1, description="The article's id, with the role `article`: the `subject` of its events."
    )
    bodies: tuple[Body, ...] = Field(
        min_length=2,
        description="The text as HTML, with the role `main`, and as plain text, with the role `text`. Neither holds "
        "the title. In the HTML, headings begin at h2, every address but fragments is absolute, and nothing is active.",
    )
    flong: Extension

    @property
    def id(self) -> str:
        """The article's id: the `subject` of its events."""
        return self.flong.id
