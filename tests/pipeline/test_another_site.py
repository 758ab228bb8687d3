"""A site that is not ours is made by editing a copy of the theme alone, and nothing of ours is left in it."""

import re
import shutil
import struct
import zlib
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from flong.theme import read_settings

from flong_local.embedded import EmbeddedPipeline
from flong_local.testing import open_pipeline
from flong_local.theming.examine import examine

pytestmark = pytest.mark.embedded

THEME = Path(__file__).parents[2] / "layers" / "theme"
SITE = """
name = "Delta Courier"
tagline = "News of the estuary"
url = "https://delta.example"
language = "en"
zone = "Asia/Kolkata"
sender_name = "The Courier"
postal_address = "Delta Courier, 7 Mangrove Road, Portville"
logo = "/assets/heron.png"
icon = "/assets/heron.svg"
card = "/assets/card.png"
findings = "https://delta.example/findings"

[colours.light]
paper = "#f4faf7"
ink = "#10241d"
soft = "#4a5f57"
accent = "#0b6350"
line = "#c5d6ce"
tint = "#e6f2ec"
shade = "#10241d30"
mark = "#ffe08a"
mark_ink = "#10241e"
success = "#0b6351"
warning = "#a86a10"
ground = "#e0ece6"

[colours.dark]
paper = "#0c1613"
ink = "#dcebe4"
soft = "#98ada4"
accent = "#6fd3b6"
line = "#2a3a34"
tint = "#15221d"
shade = "#000000a0"
mark = "#ffe08a"
mark_ink = "#10241e"
success = "#0b6351"
warning = "#a86a10"
ground = "#060c0a"

[fonts]
text = 'Heron, "Iowan Old Style", serif'
headings = '"Gill Sans", sans-serif'
interface = '"Gill Sans", "Trebuchet MS", sans-serif'
code = '"Courier Prime", monospace'

[fonts.mail]
text = "'Iowan Old Style', 'Palatino Linotype', serif"

[social]
same_as = ["https://encyclopedia.example/delta-courier"]
fediverse = "@courier@social.example"
twitter = "@deltacourier"

[social.links]
Mastodon = "https://social.example/@courier"

[authors."Mira Sandhu"]
url = "https://delta.example/people/mira-sandhu"
aliases = ["M. Sandhu"]
same_as = ["https://orcid.example/mira-sandhu"]
fediverse = "@mira@social.example"
"""
ARTICLE = """---
title: Tides
tags: [Sea]
author: m. sandhu
amp: true
date: 2026-03-01T09:30
---
The <mark>sea</mark> comes and goes in `waves`.

| Port | Metres |
|---|---|
| Brest | 6.9 |
"""
OURS = ("Flong Review", "example.org", "Foundry Lane", "One article, cast", "logo.png", "icon.svg", "Charter")


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes((width + 1) * height))), (b"IEND", b""))
    written = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(written)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The theme of another site."""
    copy = tmp_path_factory.mktemp("site") / "theme"
    shutil.copytree(THEME, copy, ignore=shutil.ignore_patterns("compiled", "__pycache__"))
    (copy / "site.toml").write_text(SITE)
    shutil.rmtree(copy / "assets")
    (copy / "assets").mkdir()
    (copy / "assets" / "heron.png").write_bytes(png(300, 100))
    (copy / "assets" / "card.png").write_bytes(png(1200, 630))
    (copy / "assets" / "heron.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    (copy / "assets" / "heron.woff2").write_bytes(b"wOF2")
    (copy / "fonts.css").write_text('@font-face { font-family: Heron; src: url("/assets/heron.woff2"); }')
    labels = copy / "labels" / "en.toml"
    labels.write_text(labels.read_text().replace('by = "By"', 'by = "Words by"'))
    return copy


@pytest.fixture(scope="module")
def pipeline(folder: Path) -> Iterator[EmbeddedPipeline]:
    """The site, with one article on it."""
    with open_pipeline(environment={"FLONG_THEME": str(folder), "FLONG_SITE_URL": ""}) as pipeline:
        pipeline.subscribe("reader@example.com")
        pipeline.upload("articles/sea/tides.md", ARTICLE)
        pipeline.settle()
        yield pipeline


@pytest.fixture(scope="module")
def made(pipeline: EmbeddedPipeline) -> dict[str, str]:
    """Everything that readers get, by what it is."""
    paths = {
        "page": "/articles/tides/",
        "AMP": "/articles/tides/amp/",
        "text": "/articles/tides/index.txt",
        "Markdown": "/articles/tides/index.md",
        "JSON": "/articles/tides/article.json",
        "home": "/",
        "tag": "/tags/sea/",
        "feed": "/feeds/latest.atom",
        "tag feed": "/tags/sea/feed.atom",
    }
    made = {name: (pipeline.site(path) or b"").decode() for name, path in paths.items()}
    [mail] = pipeline.mail
    parts = {part.get_content_type(): part.get_content() for part in mail.walk() if not part.is_multipart()}
    made |= {"mail": parts["text/html"], "mail's text": parts["text/plain"], "sender": mail["From"]}
    [goodbye] = re.findall(r"https://delta\.example(/subscriptions/unsubscribe/\S+)", made["mail's text"])
    made["unsubscribe"] = pipeline.request("GET", goodbye).body.decode()
    made["report"] = (pipeline.report_file("articles/sea/tides.md", "html") or b"").decode()
    return made


def test_the_theme_of_another_site_is_fit(folder):
    assert examine(folder) == []


def test_nothing_of_ours_is_left(made):
    settings = read_settings(str(THEME))
    colours = {colour for scheme in settings["colours"].values() for colour in scheme.values()}

    assert all(made.values())
    left = {(name, ours) for name, text in made.items() for ours in {*OURS, *colours} if ours in text}
    assert left == set()


EVERYWHERE = {
    "Delta Courier": ("page", "AMP", "JSON", "mail", "mail's text", "home", "tag", "feed", "tag feed"),
    "https://delta.example": ("page", "AMP", "text", "Markdown", "JSON", "mail", "home", "tag", "feed", "tag feed"),
    "https://delta.example/people/mira-sandhu": ("page", "AMP", "Markdown", "JSON", "mail", "feed", "tag feed"),
    "https://orcid.example/mira-sandhu": ("page", "AMP"),
    "https://encyclopedia.example/delta-courier": ("page", "AMP"),
    "News of the estuary": ("page", "AMP", "home", "tag"),
    "The Courier": ("sender",),
    "7 Mangrove Road": ("mail", "mail's text"),
    "Words by": ("page", "AMP", "mail", "mail's text", "home", "tag"),
    "2026-03-01T09:30:00+05:30": ("page", "AMP", "JSON"),
    "https://delta.example/assets/heron.png": ("page", "AMP", "home", "tag"),
    "https://delta.example/assets/heron.svg": ("page", "AMP", "home", "tag"),
    "https://delta.example/assets/card.png": ("page", "AMP", "home", "tag"),
    "https://social.example/@courier": ("page", "AMP", "home", "tag"),
    '<link rel="me" href="https://social.example/@courier">': ("page", "home", "tag"),
    'name="fediverse:creator" content="@mira@social.example"': ("page", "AMP"),
    'name="twitter:site" content="@deltacourier"': ("page", "AMP", "home", "tag"),
    "--paper:#f4faf7": ("page", "AMP", "home", "tag", "unsubscribe", "report"),
    "--paper:#0c1613": ("page", "AMP", "home", "tag"),
    "background: var(--success)": ("report",),
    "--success:#0b6351": ("report",),
    '--font-text:Heron, "Iowan Old Style", serif': ("page", "AMP", "home", "tag"),
    "background-color:#f4faf7": ("mail",),
    "background-color: #0c1613": ("mail",),
    "color:#10241d": ("mail",),
    "background-color:#ffe08a;color:#10241e": ("mail",),
    "font-family:'Iowan Old Style','Palatino Linotype',serif": ("mail",),
    "font-family:'Palatino Linotype',serif !important": ("mail",),
    "font-family:'Gill Sans',sans-serif": ("mail",),
    'src: url("/assets/heron.woff2")': ("page", "home", "tag"),
    'src: url("https://delta.example/assets/heron.woff2")': ("AMP",),
    "font-src 'self'": ("page", "home", "tag"),
}


@pytest.mark.parametrize("value", EVERYWHERE)
def test_what_the_theme_says_is_wherever_readers_meet_it(made, value):
    missed = [name for name in EVERYWHERE[value] if value not in unescape(made[name])]

    assert missed == []


def test_the_publishers_logo_has_its_size(made):
    for name in ("page", "AMP"):
        logo = re.search(
            r'"logo":\{.*?heron\.png","width":\{[^}]*"value":300.*?"height":\{[^}]*"value":100', made[name]
        )
        assert logo, name
    assert 'heron.png" alt="" width="108" height="36">' in made["page"]
    assert 'heron.png" alt="" width="108" height="36" layout="intrinsic">' in made["AMP"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("heron.png", "image/png"),
        ("heron.svg", "image/svg+xml"),
        ("heron.woff2", "font/woff2"),
        ("card.png", "image/png"),
    ],
)
def test_the_themes_files_are_on_the_site(pipeline, folder, name, kind):
    found = pipeline.clients.s3.get_object(Bucket=pipeline.environment["FLONG_SITE_BUCKET"], Key=f"assets/{name}")

    assert found["Body"].read() == (folder / "assets" / name).read_bytes()
    assert found["ContentType"] == kind
    assert found["CacheControl"] == "public, max-age=3600, stale-while-revalidate=86400"


def test_a_file_is_written_again_only_where_it_is_gone_or_another(pipeline, folder):
    written: list[str] = []
    pipeline.hooks.before.append(
        lambda call: written.append(call.parameters["Key"]) if call.action == "s3.PutObject" else None
    )
    pipeline.clients.s3.delete_object(Bucket=pipeline.environment["FLONG_SITE_BUCKET"], Key="assets/heron.png")
    pipeline.upload("articles/sea/winds.md", "# Winds\n\n**Author:** Bo\n\nThey blow.")
    pipeline.settle()

    assert "index.html" in written
    assert [key for key in written if key.startswith("assets/")] == ["assets/heron.png"]
