"""An article, and what it becomes; each test states only how its own differs."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flong.formats.rendering import render_variants
from flong.formats.templates import Theme

from tests.make import make_article

FOLDER = str(Path(__file__).parents[2] / "layers" / "theme")
THEME = Theme.load(FOLDER)
BUILD = "b" * 64
UNSUBSCRIBE = f"[[{BUILD}:unsubscribe_url]]"
PREFERENCES = f"[[{BUILD}:preferences_url]]"

BODY = """<p>Tides <em>rise</em> &amp; <strong>fall</strong>.\
<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup></p>
<h3 id="s-moon">The moon</h3>
<ul>
<li>spring, see <a href="https://tides.example/spring">the table</a></li>
<li>neap
<ol start="3">
<li>first</li>
</ol>
</li>
</ul>
<blockquote>
<p>Time and tide.</p>
</blockquote>
<table><thead><tr><th class="left">Port</th><th class="right">Metres</th></tr></thead>
<tbody><tr><td class="left">Brest</td><td class="right">6.9</td></tr></tbody></table>
<pre><code class="language-python">height = "6 m" if spring else '2 m'
</code></pre>
<p><img src="https://tides.example/quay.jpg" alt="A quay at low water"></p>
<ul>
<li class="task"><input type="checkbox" disabled checked> measured</li>
</ul>
<hr>
<p>More under <a href="/tags/sea/">sea</a> and <a href="#s-moon">above</a>.</p>
<section class="footnotes"><ol>\
<li id="fn-1"><p>Twice a day. <a href="#fnref-1" class="footnote-back">↩</a></p></li></ol></section>"""


def cast(**given: Any) -> dict[str, str]:
    """Every variant of an article, as text."""
    article = make_article(**{"body": BODY, **given})
    return {name: variant.content.decode() for name, variant in render_variants(article, THEME, BUILD).variants.items()}


def mail(**given: Any) -> dict[str, str]:
    """The parts of an article's email."""
    return dict(json.loads(cast(**given)["email"]))


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


class Page(HTMLParser):
    """What a browser would find: elements with their attributes, text, and the content of scripts and styles apart."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.scripts: list[str] = []
        self._inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style", "title"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] == "script":
            self.scripts.append(data)
        elif not self._inside:
            self.text += f" {data}"

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def pictures(self, tag: str = "img") -> list[dict[str, str | None]]:
        """Those of the text, and not the logo at the head of the page."""
        names = [name for name, _ in self.elements]
        return [attributes for name, attributes in self.elements[names.index("main") :] if name == tag]


def visible(body: str) -> list[str]:
    """The words of a body."""
    return words(unescape(re.sub(r"<[^>]*>", " ", body)))
