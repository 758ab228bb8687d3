"""`flong preview`: every variant of an article for its editor alone, a draft or not, uploaded or not."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from flong.formats.visible import visible
from rich.console import Console
from rich.markup import escape

from flong_local.cli.reach import StackOption, leave, reach

if TYPE_CHECKING:
    from flong.article import Article
    from flong.theme import Site

    from flong_local.previewing import Files

LONGEST = 7 * 24
"""Hours that S3 signs an address for, at most."""
FOLDER = Path("preview")


def preview(
    article: Annotated[str, typer.Argument(help="A file, or the id of an article that was uploaded.")],
    out: Annotated[Path | None, typer.Option(help="A folder to write to; of a file it is `preview`.")] = None,
    hours: Annotated[int, typer.Option(help="How long the addresses work.", min=1, max=LONGEST)] = 24,
    stack: StackOption = None,
) -> None:
    """Show every variant of an article to its editor alone: drafts and articles that wait for their time, too.

    A file is rendered here. Of an uploaded article the addresses are secret, and work for some hours; with `--out` it
    is written to a folder instead.
    """
    file = Path(article)
    if file.is_file():
        return write(rendered(file), out or FOLDER)
    reach(stack)
    found = built(article)
    return write(found, out) if out else share(found, hours)


def rendered(file: Path) -> "Files":
    from flong.formats.templates import Theme

    from flong_local.cli.check import THEME
    from flong_local.previewing import cast, with_pictures

    theme = Theme.load(str(THEME))
    article = accepted(file, theme.site)
    pictures = beside(article, file)
    made = cast(article, theme)
    return {**with_pictures(made, {name: name for name in pictures}, article.path, theme.site), **pictures}


def accepted(file: Path, site: "Site") -> "Article":
    """The article that a file would become; ends the command with what is wrong with it if it would be rejected."""
    from flong.article import ARTICLES

    from flong_local.cli.findings import Paper, Telling
    from flong_local.cli.judging import Judge
    from flong_local.cli.sources import Source

    source = Source(str(file), ARTICLES + file.name, file)
    checked = Judge(site).check(source, *source.read())
    if checked.article is None:
        typer.echo("\n".join(Telling(Paper.of(Console())).findings(checked)))
        leave(f"{file} would be rejected.", code=1)
    return checked.article


def beside(article: "Article", file: Path) -> "Files":
    from flong_local.beside import file_of

    return {it.file: file_of(it.key, article.key, file).read_bytes() for it in article.pictures}


def built(article: str) -> "Files":
    """The variants and pictures of the build that stands in the article's record."""
    from flong.article import ARTICLES, id_of
    from flong.aws import articles, builds
    from flong.errors import BuildMissing
    from flong.settings import settings
    from flong.theme import load_site

    from flong_local.previewing import files_of, kept, with_pictures

    record = articles.record(id_of(article) if article.startswith(ARTICLES) else article)
    if record is None or not record.variants:
        leave(f"There is no article `{article}` to be seen. `flong status` says what became of it.", code=1)
    try:
        files = files_of({name: builds.read(variant.key) for name, variant in record.variants.items()})
        pictures = kept(record.id, record.pictures, builds.read)
    except BuildMissing:
        leave(f"The build of `{article}` has expired: `flong audit --repair` has it made again.", code=1)
    site = load_site(settings().theme, settings().site_url)
    return {**with_pictures(files, {name: name for name in pictures}, record.path or "/", site), **pictures}


def write(files: "Files", folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
        typer.echo(folder / name)


def share(files: "Files", hours: int) -> None:
    from flong_local import previewing

    folder, seconds = secrets.token_hex(16), hours * 3600
    pictures = {name: content for name, content in files.items() if previewing.is_picture(name)}
    shown = {name: previewing.share(folder, name, content, seconds) for name, content in pictures.items()}
    console = Console(highlight=False, soft_wrap=True)
    for name, content in files.items():
        if name not in pictures:
            address = previewing.share(folder, name, previewing.showing(content, shown), seconds)
            console.print(f"[bold]{name:<13}[/bold]{escape(visible(address))}")
    end = ", or until your sign-in ends if that is sooner" if previewing.signed_for_now() else ""
    console.print(f"\nWhoever has these addresses can read for {hours} hours{end}.", style="dim")
