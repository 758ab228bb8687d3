"""What stands in tags of raw HTML behind their names: attributes, or text that they took in."""

import pytest
from flong.intake.body.markdown import body_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('<div class="note"\nThis is a note of importance.\n</div>', "This is a note of importance."),
        ("<p *i702* <iframe>sea and tide</p>", "sea and tide"),
        ('<div class="a" ' + "word " * 200 + "\n</div>", "word " * 199),
        ('<div class="a" <b>sea</b></div>', "<b>sea</b>"),
        ("</div\nThe sea, again.\n<p>And more.</p>", "The sea, again."),
    ],
)
def test_text_that_a_tag_without_its_end_took_in_is_shown(text, shown):
    body = body_of(text, "/")

    assert shown in body.html
    assert "html-unclosed" in [finding.code for finding in body.findings]


@pytest.mark.parametrize(
    "tag",
    [
        '<p v-if="x" @click="y" :key="z" #slot>',
        '<p xml:lang="en" (click)="x" [y]="z" *ngIf="w">',
        "<p hidden itemscope draggable>",
        "<p align=center Text here>",
        "<p style=color: red; font-family: Times New Roman>",
        '<p class="a",id="b">',
        '<p {% if a and b %}class="c"{% endif %}>',
        "<p {{ Some Words here }}>",
        '<p title="1 < 2" id=\'a"b\'>',
        "<p uk-grid uk-margin foo bar>",
    ],
)
def test_attributes_of_other_systems_and_slips_in_them_are_no_text(tag):
    assert body_of(f"{tag}sea</p>", "/").html == "<p>sea</p>"


def test_a_description_of_spaces_is_none():
    assert body_of("![&nbsp;](/b.png)", "/").html == '<p><img src="/b.png" alt=""></p>'
    assert body_of('<img src="/b.png" alt=" ">', "/").html == '<img src="/b.png" alt="">'
    assert body_of("a [&nbsp;](https://a.example) b", "/").html == "<p>a  b</p>"
