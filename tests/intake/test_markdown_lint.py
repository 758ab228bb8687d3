"""What an editor is told of a body, each with its place; and what is right and is not told."""

import pytest
from flong.intake.body.markdown import body_of


def told(markdown: str) -> list[tuple[str, int | None, int | None]]:
    return [(finding.code, finding.line, finding.column) for finding in body_of(markdown, "/sea/tides/", 10).findings]


def codes(markdown: str) -> set[str]:
    return {code for code, *_ in told(markdown)}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("Öl ![](https://a.example/b.png)", ("image-alt", 10, 4)),
        ("One.\n\n[x](www.a.example/b)", ("link-scheme", 12, 5)),
        ("[x](http://https://a.example)", ("link-scheme", 10, 5)),
        ("see https://https://a.example/", ("link-scheme", 10, 5)),
        ("Öl [x](ftp://a.example)", ("link-address", 10, 8)),
        ("> ![b](b.bmp)", ("picture-address", 10, 8)),
        ('One.\n\n<img src="b.bmp" alt="b">', ("picture-address", 12, 11)),
        ("One []() two", ("link-empty", 10, 5)),
        ("One [](https://a.example) two", ("link-empty", 10, 5)),
        ("[x](#nowhere)", ("link-anchor", 10, 5)),
        ("One [x](/a b) two", ("link-syntax", 10, 5)),
        ("One [x] (https://a.example) two", ("link-syntax", 10, 5)),
        ("One [x][y] two", ("reference-missing", 10, 5)),
        ("One.\n\n[x]: https://a.example", ("reference-unused", 12, 1)),
        ("One[^a] two", ("footnote-missing", 10, 4)),
        ("One.\n\n[^a]: Two.", ("footnote-unused", 12, 1)),
        ("## A\n\n#### B", ("heading-skip", 12, 1)),
        ("One.\n\n##\n\nTwo.", ("heading-empty", 12, 1)),
        ("One.\n\n# A", ("second-h1", 12, 1)),
        ("One.\n\n```\ntwo", ("fence-unclosed", 12, 1)),
        ("> ~~~\n> one\n\ntwo", ("fence-unclosed", 10, 3)),
        ("One– two", ("dash-spaces", 10, 4)),
        ("One —two", ("dash-spaces", 10, 5)),
        ("one- two", ("dash-spaces", 10, 4)),
        ("(one)— two", ("dash-spaces", 10, 6)),
        ('"one"— two', ("dash-spaces", 10, 6)),
        ("one.— two", ("dash-spaces", 10, 5)),
        ("one,– two", ("dash-spaces", 10, 5)),
        ("**one**— two", ("dash-spaces", 10, 8)),
        ("**one** —two", ("dash-spaces", 10, 9)),
        ("`one`— two", ("dash-spaces", 10, 6)),
        ("`one` —two", ("dash-spaces", 10, 7)),
        ("[one](/a)— two", ("dash-spaces", 10, 10)),
        ("one— **two**", ("dash-spaces", 10, 4)),
        ("plan-- which", ("dash-spaces", 10, 5)),
        ("plan--- which", ("dash-spaces", 10, 5)),
        ("One —two\n\nthree —four— five", ("dash-spaces", 10, 5)),
        ("one **two ** three", ("emphasis-unclosed", 10, 5)),
        ("| a |\n|---|\n| 1 | 2 |", ("table-cells", 12, 1)),
        ("One.\n{: .lead}", ("attribute-list", 11, 1)),
        ('![A](/a.png){:width="100%"}', ("attribute-list", 10, 13)),
        ('![A](/a.png){width="50%" height=20}', ("attribute-list", 10, 13)),
        ("[x](//www.a.example/b)", ("link-scheme", 10, 5)),
        ("See [the chart](chart.png).", ("link-address", 10, 17)),
        ('One ![](https://a.example/b.png align="left")', ("link-syntax", 10, 5)),
        ("One [](https://a.example/b c)", ("link-syntax", 10, 5)),
        ("| a | b | c |\n|---|---|\n| 1 | 2 | 3 |", ("table-cells", 11, 1)),
        ("One.\n\n<h1>A</h1>\n\n## B", ("second-h1", 12, 1)),
        ("One.\n\n<h3>A</h3>\n\n## B", ("heading-skip", 12, 1)),
        ("- ****a：**b", ("emphasis-unclosed", 10, 3)),
        ("Nicole Wong**,** U.S. Deputy", ("emphasis-unclosed", 10, 12)),
        ("* one two.** Three.", ("emphasis-unclosed", 10, 11)),
        ("<p>see [x](https://a.example)</p>", ("markdown-in-html", 10, 8)),
        ("<div>\n<p>see **it** and **that**\n</div>", ("markdown-in-html", 11, 8)),
        ("1. One\n\n    ```\ntwo\n```\n\nThree.", ("fence-unclosed", 12, 5)),
        ("One.\n\n## {#two}", ("heading-empty", 12, 1)),
        ("潮汐**“涨落”**每天", ("emphasis-unclosed", 10, 3)),
        ("**「潮」**은 하루", ("emphasis-unclosed", 10, 6)),
        ("one <!-- two\n\nthree", ("html-unclosed", 10, 5)),
        ('one <a href="https://a.example>two</a>', ("html-unclosed", 10, 5)),
        ('<div class="a>\n\nOne "two" three', ("html-unclosed", 10, 1)),
        ("<div\n\none", ("html-unclosed", 10, 1)),
        ("![ ](https://a.example/b.png)", ("image-alt", 10, 1)),
        ("One ![&nbsp;](https://a.example/b.png)", ("image-alt", 10, 5)),
        ("One ![&#8203;](https://a.example/b.png)", ("image-alt", 10, 5)),
        ('One <img src="/b.png" alt=" ">', ("image-alt", 10, 5)),
        ('One <img src="/b.png" alt="&nbsp;">', ("image-alt", 10, 5)),
        ('One <img src="/b.png" data-alt="c">', ("image-alt", 10, 5)),
        ("One [ ](https://a.example)", ("link-empty", 10, 5)),
        ("One [&nbsp;\u200b](https://a.example)", ("link-empty", 10, 5)),
        ('One.\n\n<div class="note"\nThis is a note.\n</div>', ("html-unclosed", 12, 1)),
        ("<p *i702* <iframe>one</p>", ("html-unclosed", 10, 1)),
        ("<div>\n<p\nOne two.\n</p>\n</div>", ("html-unclosed", 11, 1)),
        ('<p class="a" One two</p>', ("html-unclosed", 10, 1)),
        ("<h2 Title</h2>", ("html-unclosed", 10, 1)),
        ('<div id="a>one</div> <p id="b">two</p>', ("html-unclosed", 10, 1)),
        ("<p>\nif a <p and b> c\n</p>", ("html-unclosed", 11, 6)),
        ('<div class="a"\n一段 文字\n>', ("html-unclosed", 10, 1)),
        ("** one two ** three", ("emphasis-unclosed", 10, 1)),
        ("one ~~ two ~~ three", ("emphasis-unclosed", 10, 5)),
        ("##One two", ("heading-syntax", 10, 1)),
        ("One.\n\n#Two three\n\nFour.", ("heading-syntax", 12, 1)),
        ("＃ One", ("heading-syntax", 10, 1)),
        ("• one\n• two", ("list-syntax", 10, 1)),
        ("One\n-two\n-three", ("list-syntax", 11, 1)),
        ("1.One\n2.Two", ("list-syntax", 10, 1)),
        ("- [x]one", ("list-syntax", 10, 1)),
        ("1. one\n  - two\n2. three", ("list-syntax", 11, 3)),
        ("|a|b|\n|—|—|\n|1|2|", ("table-cells", 10, 1)),
        ("|a|b|\n\n|-|-|\n|1|2|", ("table-cells", 12, 1)),
        ("One [x](https://a.example two", ("link-syntax", 10, 5)),
        ("One (x)[https://a.example] two", ("link-syntax", 10, 5)),
        ("One [x]\n(https://a.example) two", ("link-syntax", 10, 5)),
        ("见 [x]（https://a.example）", ("link-syntax", 10, 3)),
        ("One ![x] (/a.png) two", ("link-syntax", 10, 5)),
        ("One [[Moon|two]] three", ("link-syntax", 10, 5)),
        ("![[moon.png]]", ("link-syntax", 10, 1)),
        ("one ==two== three", ("markup-unknown", 10, 5)),
        ("one ++two++ three", ("markup-unknown", 10, 5)),
        ("m^2^ and one", ("markup-unknown", 10, 2)),
        ("H~2~O", ("markup-unknown", 10, 2)),
        ("one %%two%% three", ("markup-unknown", 10, 5)),
        ("one^[two three four]", ("markup-unknown", 10, 4)),
        ("*[HTML]: one", ("markup-unknown", 10, 1)),
        ("[TOC]\n\none", ("markup-unknown", 10, 1)),
        ("one \\(a_1 + b\\)", ("markup-unknown", 10, 5)),
        ("one<o:p>", ("markup-unknown", 10, 4)),
        ("```js\none\n``` js", ("fence-unclosed", 10, 1)),
        ('<img src="/a.png" alt="b" width="50%">', ("html-attribute-dropped", 10, 1)),
        ("One {{ two\n\nthree", ("template-code", 10, 5)),
        ("{% if two\n\nthree", ("template-code", 10, 1)),
        ("One {props.title}", ("template-code", 10, 5)),
        ("One {new Date().getFullYear()}", ("template-code", 10, 5)),
        ('One.\n\nimport {\n  Two\n} from "three"\n\nFour.', ("template-code", 12, 1)),
        ("One.\n\nexport { two } from 'three'", ("template-code", 12, 1)),
        ("One.\n\nexport async function two() {}", ("template-code", 12, 1)),
        ("::: {.callout-note}\nOne\n:::", ("template-code", 10, 1)),
        ('??? note "One"\n    Two', ("template-code", 10, 1)),
    ],
)
def test_a_slip_is_told_at_its_place(text, finding):
    assert told(text) == [finding]


@pytest.mark.parametrize(
    "text",
    [
        '<img src="https://a.example/b.png" alt="">',
        "[![Alt](https://a.example/b.png)](https://a.example)",
        "[x](#top) and [y](#the-sea)\n\n## The sea",
        "[x](#v14) and [y](#dont)\n\n## v1.4\n\n## Don't",
        "[1] (see https://a.example)",
        "a[i][j] and x[0](y)",
        "[x][Y  z]\n\n[y Z]: https://a.example",
        "[//]: # (a comment)\n\nOne.",
        "One[^a].\n\n[^a]: Two.",
        "a regex [^a-z]",
        "## A\n\n### B\n\n## C\n\n### D",
        "```\none\n```\n\n~~~\n```\n~~~",
        "one – two, three—four, 1–2, pre- and post-war, El mar —dicen— viene",
        "He said so. –Unknown",
        "(one) —Two, *One.* —Two, 1.— Title, 5,– Euro, (1990– ), *— Author*, «— one»",
        "—Hola —dijo él—. El mar —dicen los\nmarineros (a)— viene.\n\n—Hola —dijo.",
        "one<br>— two, i-- and C-- and git --all -- one, one -- two, 1--2",
        "```\nplan-- which\n```\n\n`plan-- which` <!-- one -->",
        "price** of it\n\n**Without tax",
        "2**3 and `**x`",
        "| a | b |\n|---|---|\n| 1 \\| 2 | 3 |\n| 1 |",
        "use -v or --all",
        "a {b} c {d: e}",
        "[x](index.md) and [y](../b.html) and [z](/a.pdf)",
        "if a<n and b>c, a<i and b>c, a<B && c==d>e",
        "<p>if a<n && b>c</p>",
        "a \\{{a} \\over b} $x_{a.b}$ \\text{c.d} {e} {1.5} /users/{user.id}",
        "价格**，含税",
        "one #two #three\n\n#four five\n\n#!six",
        "-v one\n\n-h two\n\n|x| = 3",
        "- [x](https://a.example) and [ ]: one",
        "2 ** 3 ** 4, a == b and c == d, C++ and D++, 2^10, x^2^3, ~5 to ~10, 50%% off",
        "a[[i]] f(x)[1] [see](note that this is one) (b)[c]",
        "```\n##one\n• two\n• three\n[[Four]] ==five==\n```",
        "1. one\n   - two\n2. three",
        '<img src="/a.png" alt="b" width="50">',
        "`<a href=` \\<a href=`",
        "```\n<!-- one\n```\n\n???  one",
        "<pre>\n[x](https://a.example) **b**\n</pre>",
        "<div>\n\n**b**\n\n</div>",
        "- one\n\n  ```\n  two\n   ```\n\nThree.",
        "s**** and [](int x) { f(x); }",
    ],
)
def test_what_is_right_is_not_told(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "closer"),
    [("`````py\none\n```", "`````"), ("~~~~\none", "~~~~"), ("- one\n\n  > ```\n  > two", "  > ```")],
)
def test_a_fence_without_an_end_is_told_with_the_line_that_closes_it(text, closer):
    assert [finding.remedy for finding in body_of(text, "/").findings] == [f"End it with this line: {closer}"]
    assert body_of(f"{text}\n{closer}", "/").findings == []


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("[x](https://a.example “One”)", '[x](https://a.example "One")'),
        ("==one==", "<mark>one</mark>"),
        ("H~2~O", "H<sub>2</sub>O"),
        ("##One", "## One"),
        ("- []one", "- [ ] one"),
        ("**「潮」**的", "「**潮**」的"),
        ("1. one\n  - two\n2. three", "1. one\n   - two\n2. three"),
        ("|a|b|\n|—|—|\n|1|2|", "|a|b|\n|---|---|\n|1|2|"),
        ("%%one%%", "<!-- one -->"),
        ("!!! note\n    One", "> [!NOTE]\n> One"),
    ],
)
def test_a_slip_is_mended_by_what_its_remedy_says(text, mended):
    assert len(codes(text)) == 1
    assert codes(mended) == set()


def test_a_title_in_curly_quotation_marks_is_told_as_that():
    assert "straight quotes" in body_of("[x](https://a.example “One”)", "/").findings[0].remedy


def test_a_note_in_a_box_is_told_with_the_quote_that_stands_for_it():
    findings = body_of("!!! note\n    One", "/").findings

    assert "`> [!NOTE]`" in findings[0].remedy


@pytest.mark.parametrize(
    "markdown",
    [
        "![B](https://a.example/b.png){width=300 height=200}",
        '![B](https://a.example/b.png){: width="300" height="200px"}',
        "![B](https://a.example/b.png =300x200)",
    ],
)
def test_a_picture_can_be_given_its_size(markdown):
    html = body_of(markdown, "/").html

    assert 'width="300"' in html
    assert 'height="200"' in html
    assert html.endswith("></p>")


def test_an_alert_begins_with_its_kind():
    assert "<p><strong>Note</strong></p>\n<p>One.</p>" in body_of("> [!NOTE]\n> One.", "/").html


def test_a_definition_list_is_read():
    assert body_of("Sea\n: Water", "/").html == "<dl>\n<dt>Sea</dt>\n<dd>Water</dd>\n</dl>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Moon\n:tada: rock", "<p>Moon\n:tada: rock</p>"),
        ("> Moon\n> :x", "<p>Moon\n:x</p>"),
        ("1. Moon\n   :x:", "<li>Moon\n:x:</li>"),
        ("```\n:x\n```", "<code>:x\n</code>"),
        ("a | b\n:--- | ---:\n1 | 2", '<td class="left">1</td>'),
    ],
)
def test_a_colon_that_defines_nothing_stays_and_leaves_definition_lists_alone(text, shown):
    html = body_of(f"Sea\n: Water\n\n{text}", "/").html

    assert "<dd>Water</dd>" in html
    assert shown in html


def test_the_place_is_in_characters_of_the_source():
    assert told("漢字 {: .x} ![](https://a.example/b.png)") == [("attribute-list", 10, 4), ("image-alt", 10, 11)]


def test_a_fence_that_a_list_cuts_off_says_what_shows_as_code_for_it():
    finding = body_of("1. One\n\n    ```\ntwo\n```\n\nThree.", "/").findings[0]

    assert "If line 5 was to close it" in finding.message
    assert "shows as code to line 7" in finding.message


def test_what_is_found_is_what_the_author_wrote():
    findings = body_of("#### A {/*b*/}\n\n<p className='x'>c</p>", "/").findings

    assert [finding.found for finding in findings] == ["#### A {/*b*/}", "className"]
