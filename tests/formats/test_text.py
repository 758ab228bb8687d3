"""Plain text."""

import pytest
from flong.article import Image
from flong.formats.blocks import Cell
from flong.formats.grid import grid_of
from flong.formats.prose import columns, wrap

from tests.formats.casting import cast

WIDE_TABLE = (
    "<table><thead><tr><th>Port</th><th>What the harbour master says</th></tr></thead><tbody><tr><td>Brest</td>"
    "<td>The water rises by nearly seven metres at spring tide, and faster than one walks</td></tr></tbody></table>"
)


def text(body: str, **given) -> str:
    return cast(body=body, **given)["text"]


def test_lines_are_at_most_72_columns_wide():
    body = (
        "<blockquote><ul><li>" + "The sea comes and goes. " * 30 + "</li></ul></blockquote><p>" + "Wave. " * 99 + "</p>"
    )

    assert max(map(len, text(body, title="Tides " * 20).splitlines())) <= 72


def test_links_are_numbered_once_and_listed_at_the_end():
    body = '<p><a href="/a">One</a>, <a href="https://b.example/">two</a>, <a href="/a">one again</a>.</p>'

    assert "One [1], two [2], one again [1]." in text(body)
    assert "Links\n-----\n[1] https://example.org/a\n[2] https://b.example/\n" in text(body)


def test_a_link_that_shows_its_address_is_not_numbered():
    assert "[1]" not in text('<p><a href="https://b.example/">https://b.example/</a></p>')


def test_a_mail_address_is_written_once_and_whole():
    body = '<p><a href="mailto:a@b.example">a@b.example</a>, <a href="mailto:c@d.example">Write</a></p>'

    assert "a@b.example, Write [1]\n" in text(body)
    assert "[1] mailto:c@d.example\n" in text(body)


@pytest.mark.parametrize("letters", range(60, 72))
def test_the_number_of_a_link_stays_on_the_line_of_its_last_word(letters):
    found = text(f'<p>{"x" * letters} <a href="/a">a link</a> more.</p>')

    assert "link [1]" in found


def test_a_link_that_lost_its_address_is_its_words_alone():
    assert "\nOne and two [1].\n" in text('<p><a title="gone">One</a> and <a href="/b">two</a>.</p>')


def test_the_opening_picture_is_told_first_and_its_address_comes_first():
    found = text('<p><a href="/a">One</a></p>', hero=Image(url="/quay.jpg", alt="A quay at low water"))

    assert "\n[Picture: A quay at low water] [1]\n\nOne [2]\n" in found
    assert "[1] https://example.org/quay.jpg\n[2] https://example.org/a\n" in found


def test_what_frames_the_text_is_in_the_language_of_the_article():
    found = text('<p><a href="/a">واحد</a> <img src="/a.png" alt="رصيف"></p>', language="ar", tags=())

    assert "[صورة: رصيف] [2]" in found
    assert "\nالروابط\n-------\n[1] " in found
    assert "اقرأه في" in found


def test_a_note_is_raised_where_it_is_mentioned_and_where_it_stands():
    found = cast()["text"]

    assert "fall*.¹" in found
    assert "¹ Twice a day.\n" in found
    assert "↩" not in found


def test_a_narrow_table_stands_in_columns():
    assert "Port   Metres\n-----  ------\nBrest     6.9\n" in cast()["text"]


def test_a_table_too_wide_for_the_page_becomes_lines_with_names():
    assert "Port: Brest\nWhat the harbour master says: The water rises by nearly seven metres at\nspring" in text(
        WIDE_TABLE
    )


def rows(*cells: str) -> str:
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


SPANS = rows(
    '<th rowspan="2">Port</th><th colspan="2">High water</th>',
    "<th>first</th><th>second</th>",
    '<td rowspan="2">Brest</td><td>04:12</td><td>16:40</td>',
    '<td colspan="2">none on Sunday</td>',
)


def test_a_cell_stands_under_each_of_its_columns_and_in_each_of_its_rows():
    assert text(SPANS).split("\n\n")[2] == "\n".join(
        [
            "Port   High water",
            "       first  second",
            "-----  -----  -------",
            "Brest  04:12  16:40",
            "Brest  none on Sunday",
        ]
    )


def test_a_wide_table_says_the_names_above_each_cell():
    found = text(SPANS.replace("none on Sunday", "none on Sunday, since the moon " + "sleeps and " * 6))

    assert (
        "Port: Brest\nHigh water first: 04:12\nHigh water second: 16:40\n\nPort: Brest\nHigh water first: none" in found
    )


def test_a_table_without_a_head_has_no_rule():
    assert "\na   b\ncc  d\n" in text(rows("<td>a</td><td>b</td>", "<td>cc</td><td>d</td>"))


@pytest.mark.parametrize("attributes", ['colspan="99999"', 'rowspan="99999"', 'rowspan="99999" colspan="99999"'])
def test_a_claim_to_any_number_of_columns_or_rows_makes_no_more_text(attributes):
    cells = "".join(f"<td {attributes}>{n}</td>" for n in range(200))

    assert len(text(rows(*[cells] * 20), tags=())) < 6 * len("0 199" * 200 * 20)


def test_cells_that_go_down_for_ever_make_no_more_places_than_can_be_written():
    cells = [[Cell((0, 1, ()), "", False, down=1000)] * 500, *[[Cell((0, 1, ()), "", False)]] * 1000]
    places = [place for row in grid_of(cells, lambda span: "a") for place in row]

    assert len(places) < 10_000
    assert len([place for place in places if not place.comes_down]) == 1500


def test_a_link_within_code_is_one():
    body = '<p><code>Tide&lt;<a href="https://a.example/sea">Sea</a>&gt;</code> rises</p>'

    assert "`Tide<``Sea` [1]`>` rises" in text(body)
    assert "`Tide<`[`Sea`](https://a.example/sea)`>` rises" in cast(body=body)["markdown"]


def test_code_is_set_in_and_kept_as_it_is():
    long_line = "x = " + "1 + " * 40 + "1"

    assert f"\n    {long_line}\n\n        y = 2\n" in text(f"<pre><code>{long_line}\n\n    y = 2\n</code></pre>")


def test_an_address_is_never_broken():
    address = "https://example.org/" + "a" * 100

    assert address in wrap(f"See {address} for more of this, which goes on and on and on until the line is full", 72)


@pytest.mark.parametrize("text", ["潮" * 100, "कखग" * 60, "a b " * 60 + "潮" * 80])
def test_wrapping_loses_nothing(text):
    assert "".join(wrap(text, 72)).replace(" ", "") == text.replace(" ", "")


def test_scripts_of_double_width_keep_to_the_columns_too():
    assert max(map(len, wrap("潮" * 100, 72))) == 36


@pytest.mark.parametrize("start", range(12))
def test_a_line_of_a_script_without_spaces_ends_before_a_word_and_after_what_closes(start):
    lines = wrap("潮" * start + "这是一个关于TypeScript和machine-learning的说明（见“附录”）。" * 6, 72)

    assert all(word in "\n".join(lines) for word in ("TypeScript", "machine-learning"))
    assert "".join(lines).count("TypeScript") == sum(line.count("TypeScript") for line in lines) == 6
    assert not {line[0] for line in lines} & set("”）。")
    assert not {line[-1] for line in lines} & set("（“")
    assert max(map(columns, lines)) <= 72


def test_a_script_of_double_width_with_spaces_ends_its_lines_there():
    assert {line.strip()[-1] for line in wrap("바다는 하루에 두 번 왔다가 간다. " * 6, 72)} <= set("는에번가.")


def test_what_an_author_deleted_and_raised_can_still_be_told():
    assert "~old~ new, H_2O, x^2" in text("<p><del>old</del> new, H<sub>2</sub>O, x<sup>2</sup></p>")
