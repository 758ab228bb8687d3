"""Values that stand in Markdown or HTML: what is said, and which address is meant."""

import pytest
from flong.article import Article, State

from tests.intake.reading import article, bare, codes, read

ADDRESS = "https://e.example/a_(b)"


def labelled(labels: str) -> Article:
    found = bare(f"# Tides\n\n{labels}\n\nThe sea comes and goes.")
    assert found.article, found.findings
    assert codes(found) == []
    return found.article


ADDRESSES = [
    ADDRESS,
    f"<{ADDRESS}>",
    f"`{ADDRESS}`",
    f"**{ADDRESS}**",
    f"[{ADDRESS}]({ADDRESS})",
    f"[The *original*]({ADDRESS})",
    f'[The original](<{ADDRESS}> "A title")',
    f"*[The original]({ADDRESS})*",
    ADDRESS.replace("_", "\\_"),
]


@pytest.mark.parametrize("written", ADDRESSES)
def test_an_address_may_be_marked_up(written):
    found = labelled(f"**Author:** Ada\n**Author URL:** {written}\n**Canonical URL:** {written}\n**Source:** {written}")

    assert found.canonical_url == found.authors[0].url == found.sources[0].url == ADDRESS
    assert found.path == "/articles/a-b/"


@pytest.mark.parametrize(
    "header",
    [
        f"canonical: <{ADDRESS}>",
        f'canonical: "[A]({ADDRESS})"',
        f'external url: "`{ADDRESS}`"',
        f"canonical: {ADDRESS}",
    ],
)
def test_an_address_may_be_marked_up_in_front_matter(header):
    assert article(header).canonical_url == ADDRESS


@pytest.mark.parametrize("written", ["*January 22, 2026*", "**2026-01-22**", "__22 January 2026__", "`2026-01-22`",
    "[January 22, 2026](/2026)", "<time datetime='2026-01-22'>January 22, 2026</time>",
    "_**2026-01-22**_"])  # fmt: skip
def test_a_date_may_be_marked_up(written):
    assert labelled(f"**Published:** {written}").published.iso == "2026-01-22"
    assert labelled(f"Published: {written}").published.iso == "2026-01-22"
    assert article(f'date: "{written}"').published.iso == "2026-01-22"


def test_a_word_may_be_marked_up():
    found = labelled("**Status:** `draft`\n**Language:** *fr*\n**Slug:** `my-tides`\n**Change:** **minor**")

    assert (found.status, found.language, found.path) == (State.DRAFT, "fr", "/articles/my-tides/")
    assert found.change_kind == "minor"


@pytest.mark.parametrize(
    "written", ["*Sea, The Moon*", "**Sea**, **The Moon**", "`Sea`, `The Moon`", "[Sea, The Moon]",
                "[Sea](/tags/sea), [The Moon](/tags/moon)", "**Sea, The Moon**"]
)  # fmt: skip
def test_tags_may_be_marked_up(written):
    assert [tag.label for tag in labelled(f"**Tags:** {written}").tags] == ["Sea", "The Moon"]


@pytest.mark.parametrize("written", ["*Ada and Bo Lind*", "**By Ada and Bo Lind**", "*Ada* and *Bo Lind*",
    "![Ada](/a.png) Ada [![in](/in.svg)](https://e.example/ada), Bo Lind"])  # fmt: skip
def test_names_may_be_marked_up(written):
    assert [person.name for person in labelled(f"**Author:** {written}").authors] == ["Ada", "Bo Lind"]


@pytest.mark.parametrize("between", [" and ", "; ", ", ", " & ", " | ", " / ", " ", "、"])
def test_sources_may_be_parted_in_several_ways(between):
    written = between.join(["[A](https://a.example/x,y)", "<https://b.example>", "[C](https://c.example)"])
    found = labelled(f"**Sources:** {written}").sources

    assert [(source.url, source.title) for source in found] == [
        ("https://a.example/x,y", "A"),
        ("https://b.example", None),
        ("https://c.example", "C"),
    ]


def test_an_address_within_an_address_is_no_second_source():
    [found] = labelled("**Source:** https://web.example/2026/https://a.example/b").sources

    assert found.url == "https://web.example/2026/https://a.example/b"


@pytest.mark.parametrize(
    "written",
    [
        "![The beach](/b.png)",
        '![The beach](/b.png "At noon")',
        "[![The beach](/b.png)](https://e.example)",
        '<img src="/b.png" width="3" alt="The beach">',
    ],
)
def test_a_picture_may_be_written_as_in_the_text(written):
    for found in (labelled(f"**Image:** {written}"), article(f"image: '{written}'")):
        assert (found.hero.url, found.hero.alt) == ("/b.png", "The beach")


def test_what_is_said_of_a_picture_beside_it_comes_first():
    assert article("image: '![The beach](/b.png)'\nimage alt: The shore").hero.alt == "The shore"


@pytest.mark.parametrize("address", ["<https://e.example/b.png>", "`https://e.example/b.png`"])
def test_the_address_of_a_picture_may_be_marked_up(address):
    assert article(f'image: {{url: "{address}", alt: The beach}}').hero.url == "https://e.example/b.png"


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("canonical", "https://e.example/a (archived)"),
        ("canonical", "see https://e.example/a."),
        ("canonical", "[A](https://e.example/a) and [B](https://e.example/b)"),
        ("source", "The Institute (https://e.example/a)"),
        ("image", "The beach, https://e.example/a"),
        ("author url", "Ada: https://e.example/a"),
    ],
)
def test_a_remedy_names_the_address_that_is_there(field, written):
    header = f'title: A\nauthor: Ada\n{field}: "{written}"'
    for found in (read(header), bare(f"# A\n\n**Author:** Ada\n**{field}:** {written}\n\nB")):
        assert [finding.remedy for finding in found.findings] == ["Write `https://e.example/a`."]


def test_marks_that_are_not_about_the_whole_stay():
    assert codes(read('title: A\nstatus: "*draft* or *live*"')) == ["status-invalid"]
    assert article('slug: "__init__"').path == "/articles/init/"
    assert [tag.label for tag in article('tags: ["C*", "*D"]').tags] == ["C*", "*D"]
