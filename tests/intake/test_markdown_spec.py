"""How much of CommonMark and of GitHub's Markdown the parser reads as their specifications do."""

import json
import re
from html.parser import HTMLParser

import pytest
from flong.intake.body.dialect import PARSER
from flong.intake.body.markdown import body_of
from pyromark import Markdown, Options

from tests.corpus import CORPUS

VECTORS = CORPUS.parent / "vectors"
COMMONMARK = VECTORS / "md_commonmark_0_31_2.jsonl"
GFM = VECTORS / "md_gfm_spec.jsonl"

BLOCKS = {
    "article", "header", "aside", "hgroup", "blockquote", "hr", "iframe", "body", "li", "map", "button", "object",
    "canvas", "ol", "caption", "output", "col", "p", "colgroup", "pre", "dd", "progress", "div", "section", "dl",
    "table", "td", "dt", "tbody", "embed", "textarea", "fieldset", "tfoot", "figcaption", "th", "figure", "thead",
    "footer", "tr", "form", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "video", "script", "style",
}  # fmt: skip


class Normal(HTMLParser):
    """HTML as `test/normalize.py` of commonmark-spec compares it: no white space round blocks, attributes sorted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out = ""
        self.last = ("start", "")
        self.pre = 0

    def handle_data(self, data: str) -> None:
        if not self.pre:
            data = re.sub(r"\s+", " ", data)
            if self.last[0] in ("start", "end") and self.last[1] in BLOCKS | {"br"}:
                data = data.lstrip()
            if not data:
                return
        self.out += data.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        self.last = ("data", "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.pre += tag == "pre"
        if tag in BLOCKS:
            self.out = self.out.rstrip() if not self.pre or tag == "pre" else self.out
        self.out += f"<{tag}{''.join(f' {name}={value!r}' for name, value in sorted(attrs, key=str))}>"
        self.last = ("start", tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.last = ("end", tag)

    def handle_endtag(self, tag: str) -> None:
        self.pre -= tag == "pre"
        if tag in BLOCKS and not self.pre:
            self.out = self.out.rstrip()
        self.out += f"</{tag}>"
        self.last = ("end", tag)

    def handle_comment(self, data: str) -> None:
        self.out += f"<!--{data}-->"

    def handle_pi(self, data: str) -> None:
        self.out += f"<?{data}>"

    def handle_decl(self, decl: str) -> None:
        self.out += f"<!{decl}>"

    def unknown_decl(self, data: str) -> None:
        self.out += f"<![{data}]>"


def normal(html: str) -> str:
    parser = Normal()
    parser.feed(html)
    parser.close()
    return parser.out.strip()


def examples(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not COMMONMARK.exists(), reason=f"no vectors at {VECTORS}: set FLONG_CORPUS")
def test_the_parser_passes_652_of_652_examples_of_commonmark_0_31_2():
    parser = Markdown(options=Options(0))
    cases = examples(COMMONMARK)
    wrong = [case["id"] for case in cases if normal(parser.html(case["input"])) != normal(case["expected"])]

    assert (len(cases), wrong) == (652, [])


GFM_SECTIONS = {"table": 8, "strikethrough": 2}
"""The extensions in use that the parser knows, and how many examples the specification has of each."""


@pytest.mark.skipif(not GFM.exists(), reason=f"no vectors at {VECTORS}: set FLONG_CORPUS")
@pytest.mark.parametrize("extension", sorted(GFM_SECTIONS))
def test_the_parser_passes_githubs_examples_of(extension):
    cases = [case for case in examples(GFM) if case["ext"].split()[:1] == [extension]]
    wrong = [case["id"] for case in cases if normal(as_github(PARSER.html(case["input"]))) != normal(case["expected"])]

    assert (len(cases), wrong) == (GFM_SECTIONS[extension], [])


def as_github(html: str) -> str:
    """The same in the words of HTML that GitHub's specification chose."""
    return re.sub(r'style="text-align: (\w+)"', r'align="\1"', html).replace("<tbody>\n</tbody>", "")


@pytest.mark.skipif(not GFM.exists(), reason=f"no vectors at {VECTORS}: set FLONG_CORPUS")
def test_bare_addresses_of_the_web_become_links_as_on_github():
    cases = [case for case in examples(GFM) if case["ext"].split()[:1] == ["autolink"]]
    wrong = [case["input"] for case in cases if shown(case) != with_https(normal(case["expected"]))]

    assert len(cases) == 11
    assert [text for text in wrong if "ftp://" not in text] == []


def shown(case: dict[str, str]) -> str:
    return normal(body_of(case["input"], "/").html)


def with_https(html: str) -> str:
    """A host without a scheme is asked by `https` first, as browsers do now."""
    return html.replace("'http://www.", "'https://www.")
