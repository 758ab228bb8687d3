"""Whether a source has raw HTML, which decides how closely its body is looked at."""

import pytest
from flong.intake.body.raw import GONE, SPACE, has_elements

from tests.intake.reading import article

PARTS = "\n\n- a\n- **b** [c](/c)\n\n> d\n\n| e | f |\n|---|---|\n| `g` | h |\n\n![i](i.png)\n"


@pytest.mark.parametrize(
    "source",
    ["a < b", "Vec<u8>", "Map<String, List<Item>>", "<your name>", "<https://a.example/b>", "<mailto:a@b.example>"],
)
def test_text_in_angle_brackets_is_no_element(source):
    assert not has_elements(source)


@pytest.mark.parametrize(
    "source",
    ["<div>", "</p>", "<IMG src=a>", "<br/>", "<!-- a -->", "<!doctype html>", "<?php", "<o:p>", "<your<div>", "`<b>`"],
)
def test_what_may_be_an_element_is_looked_at(source):
    assert has_elements(source)


@pytest.mark.parametrize("mark", [GONE, SPACE])
def test_a_name_that_is_not_yet_what_it_will_be_is_looked_at(mark):
    assert has_elements(f"<blo{mark}ckquote>")


@pytest.mark.parametrize("text", ["Vec<u8>", "For <your name>", "A <not-a-tag> and </not-a-tag>"])
def test_text_in_angle_brackets_changes_nothing_of_what_the_parser_wrote(text):
    assert article("title: A", text + PARTS).body == article("title: A", text.replace("<", "\\<") + PARTS).body
