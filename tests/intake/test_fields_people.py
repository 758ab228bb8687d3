"""Authors, in the shapes that headers have for them."""

import re

import pytest
from flong.article import Person
from flong.intake.fields.author_registry import authors_in
from flong.intake.fields.people import byline_of
from flong.intake.read import Reading, read_article

from tests.make import DAY, SITE


def read(header: str) -> Reading:
    return read_article("articles/note.md", f"---\ntitle: A\n{header}\n---\nText.\n".encode(), SITE, DAY, DAY.at)


def names(value: object) -> list[str]:
    return [person.name for person in byline_of(value).people]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "people"),
    [
        ("Ada Brenner", ["Ada Brenner"]),
        ("By Ada Brenner", ["Ada Brenner"]),
        ("By", ["By"]),
        ("jdoe", ["jdoe"]),
        ("sven, henry", ["sven", "henry"]),
        ("AugustinMauroy, Richard Lau", ["AugustinMauroy", "Richard Lau"]),
        ("Ada Brenner, Bo Lind, and Mei Okafor", ["Ada Brenner", "Bo Lind", "Mei Okafor"]),
        ("Hillary Lorimer et Mithula Naik", ["Hillary Lorimer", "Mithula Naik"]),
        ("Ada & Bo &amp; Cy", ["Ada", "Bo", "Cy"]),
        ("Ada Brenner; Bo Lind | Mei Okafor", ["Ada Brenner", "Bo Lind", "Mei Okafor"]),
        ("張三、李四", ["張三", "李四"]),
        ("M&eacute;lanie Blanc, Bo Lind", ["Mélanie Blanc", "Bo Lind"]),
        ("**Ada** Brenner", ["Ada Brenner"]),
        ("John Smith, Jr. and Ada Brenner, Ph.D.", ["John Smith, Jr.", "Ada Brenner, Ph.D."]),
        ("Product and Design Team", ["Product and Design Team"]),
        ("The React Team", ["The React Team"]),
        (["Ada Brenner", "Ada  brenner"], ["Ada Brenner"]),
        (["jdoe", "Bo Lind"], ["jdoe", "Bo Lind"]),
        ({"name": "Smith, John"}, ["Smith, John"]),
        ({"first_name": "Ada", "last_name": "Brenner"}, ["Ada Brenner"]),
        ({"ada": {"name": "Ada Brenner"}, "bo": {"name": "Bo Lind"}}, ["Ada Brenner", "Bo Lind"]),
        ([{"marksfik": "", "name": "Markos Sfikas", "twitter": "MarkSfik"}], ["Markos Sfikas"]),
        ({"a": "b"}, []),
        ("\u00ad", []),  # a soft hyphen: nothing to be seen
        (["\u200d", "Ada"], ["Ada"]),
        ("", []),
        (None, []),
    ],
)
def test_a_byline_names_its_people(value, people):
    found = byline_of(value)

    assert [person.name for person in found.people] == people
    assert (found.asides, found.addresses, found.doubtful) == ([], [], False)


@pytest.mark.parametrize(
    ("value", "people", "aside"),
    [
        ("Calvin Rodo, Cloud and Site (SRE) Team Lead", ["Calvin Rodo"], "Cloud and Site (SRE) Team Lead"),
        ("Brock Higgins, Talent", ["Brock Higgins"], "Talent"),
        ("Jennifer\xa0Fletcher, partenariats publics", ["Jennifer Fletcher"], "partenariats publics"),
        ("Ada Brenner, Editor, and Mei Okafor", ["Ada Brenner", "Mei Okafor"], "Editor"),
        ("Julius Volz (@juliusv)", ["Julius Volz"], "(@juliusv)"),
        ("Stéfan van der Walt <stefanv>", ["Stéfan van der Walt"], "<stefanv>"),
        ("Ada Brenner at Reuters", ["Ada Brenner"], "at Reuters"),
        ("[Ada](https://a.example) (Elastic)", ["Ada"], "(Elastic)"),
        ("[Ada](https://a.example)（微软）、[Bo](https://b.example)", ["Ada", "Bo"], "（微软）"),
        ("[Ada](https://a.example) Intern @ [RH](https://r.example), and Bo Lind", ["Ada", "Bo Lind"], "Intern @ RH"),
        ("[Ada](https://a.example), on behalf of the [Board](https://b.example)", ["Ada"], "on behalf of the Board"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_is_kept_apart(value, people, aside):
    found = byline_of(value)

    assert ([person.name for person in found.people], found.asides) == (people, [aside])


@pytest.mark.parametrize(
    "value",
    [
        "[Ada Brenner](https://a.example/b_(c))",
        '<a class="x" href="https://a.example/b_(c)">Ada Brenner</a>',
        {"name": "Ada Brenner", "url": "https://a.example/b_(c)"},
        {"name": "Ada Brenner", "link": "https://a.example/b_(c)"},
    ],
)
def test_an_author_may_have_an_address(value):
    [person] = byline_of(value).people

    assert (person.name, person.url) == ("Ada Brenner", "https://a.example/b_(c)")


@pytest.mark.parametrize(
    "byline", ["Ada Brenner, Editor", "Brenner, Ada", "Julius Volz (@juliusv)", "Ada O'Neil, Bo Lind, Editor"]
)
def test_what_is_said_to_write_for_authors_is_read_without_a_doubt(byline):
    [finding] = read(f'author: "{byline}"').findings
    written = re.findall("`([^`]*)`", finding.remedy)

    assert len(written) == 2
    assert [read(header).findings for header in written] == [(), ()]


def test_an_address_of_nobody_is_told():
    [finding] = read("author url: https://a.example/ada").findings

    assert (finding.code, finding.line, finding.column) == ("author-url-unclear", 3, 13)


def test_an_address_may_stand_beside_a_single_author():
    found = read("author_name: Ada Brenner\nauthor_link: https://a.example").article

    assert [(person.name, person.url) for person in found.authors] == [("Ada Brenner", "https://a.example")]


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("author: Brenner, Ada", "author-comma"),
        ("author: Ada Brenner, Editor", "author-aside"),
        ("author: '[Ada](/people/ada)'", "author-address"),
        ("author: '[Ada](javascript:alert(1))'", "author-address"),
        ("author: Ada\nauthor url: /people/ada", "author-url-invalid"),
        ("author: [Ada, Bo]\nauthor url: https://a.example/ada", "author-url-unclear"),
        ("author: '[Ada](https://a.example)'\nauthor url: https://b.example", "author-url-unclear"),
    ],
)
def test_what_may_have_been_meant_otherwise_is_a_warning(header, code):
    found = read(header)

    assert [(finding.code, finding.level) for finding in found.findings] == [(code, "warning")]
    assert found.article.authors


@pytest.mark.parametrize("header", ["author: {twitter: ada}", "author: [{}]"])
def test_a_byline_of_nobody_is_an_error(header):
    assert [finding.code for finding in read(header).findings] == ["authors-invalid"]


def test_the_first_author_too_many_is_refused_where_she_stands():
    listed = "authors:\n" + "\n".join(f"- Ada {number}" for number in range(22))

    [found] = read(listed).findings

    assert (found.level, found.code, found.line) == ("error", "too-many-authors", 24)
    assert not read(listed.replace("- Ada 20", "- ada 1").replace("- Ada 21", "- ADA 2")).findings


def test_a_long_byline_takes_no_time_to_speak_of():
    assert len(names("(" * 400 + "[" * 400 + "<" * 190)) <= 1


KNOWN = SITE.model_copy(
    update={
        "authors": authors_in(
            {"Ada Brenner": {"url": "https://sea.example/people/ada", "aliases": ["A. Brenner", "Зоя Ким"]}}
        )
    }
)


@pytest.mark.parametrize(
    ("header", "people"),
    [
        ("author: Ada Brenner", [("Ada Brenner", "https://sea.example/people/ada")]),
        ("author: ada  BRENNER", [("ada BRENNER", "https://sea.example/people/ada")]),
        ("author: ЗОЯ КИМ", [("ЗОЯ КИМ", "https://sea.example/people/ada")]),
        ("authors: [A. Brenner, Bo]", [("A. Brenner", "https://sea.example/people/ada"), ("Bo", None)]),
        ("authors: [{name: Ada Brenner, url: https://a.example}]", [("Ada Brenner", "https://a.example")]),
        ("author: Ada Brenner\nauthor url: https://a.example", [("Ada Brenner", "https://a.example")]),
    ],
)
def test_an_author_whom_the_site_knows_gets_the_address_that_an_article_does_not_give(header, people):
    data = f"---\ntitle: A\n{header}\n---\nText.\n".encode()
    found = read_article("articles/note.md", data, KNOWN, DAY, DAY.at).article

    assert [(person.name, person.url) for person in found.authors] == people


def test_the_sites_own_author_may_be_one_whom_it_knows():
    site = KNOWN.model_copy(update={"author": "Ada Brenner"})
    found = read_article("articles/note.md", b"# A\n\nText.\n", site, DAY, DAY.at).article

    assert [person.url for person in found.authors] == ["https://sea.example/people/ada"]


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        ({"Ada": {}}, "url: Field required"),
        ({"Ada": {"url": "sea.example"}}, "has an address that is none: sea.example"),
        ({"Ada": {"url": "https://a.example", "alias": ["A"]}}, "alias: Extra inputs"),
        (
            {"Ada": {"url": "https://a.example"}, "Bo": {"url": "https://b.example", "aliases": ["ADA"]}},
            "cannot be called “ADA”, which is a name of “Ada”",
        ),
    ],
)
def test_a_register_of_authors_that_cannot_be_is_refused_with_the_reason(tables, reason):
    with pytest.raises(ValueError, match=reason):
        authors_in(tables)


def test_an_address_of_a_known_author_is_the_same_however_it_is_spelt():
    authors = authors_in({"Ada": {"url": " https://a.example/[ada]"}})

    assert authors.behind(Person(name="Ada", url="https://a.example/%5Bada%5D"))
