"""What can be asked: each route reads, and says what it found."""

from typing import Annotated, Any, cast
from urllib.parse import parse_qs, quote, unquote

from aws_lambda_powertools.event_handler import LambdaFunctionUrlResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.openapi.params import Query

from flong.api.answers import text_of
from flong.api.problems import PROBLEM_JSON, Elsewhere, Fault, Problem, Refused, invalid, problem_of
from flong.api.queries import LONGEST_ID, LONGEST_PATH, ArticlesQuery, ListsQuery, PageQuery, asked_of, faults_in, links
from flong.api.resources import (
    Articles,
    Groups,
    TagWhole,
    Whole,
    article_path,
    articles_page,
    group,
    path_path,
    tag_resource,
    tag_whole,
    whole,
)
from flong.article import State
from flong.aws import finding
from flong.cursors import BadCursor, key_of, read_cursor, write_cursor
from flong.finding import Asked, Count
from flong.runtime import logger
from flong.settings import settings
from flong.theme import Site, load_site

JSON = "application/json"
NOWHERE = "Nothing is here. /api/openapi.json says what there is."
LISTS = {"tags": "TAGS", "categories": "CATEGORIES", "authors": "AUTHORS", "months": "MONTHS"}

app = LambdaFunctionUrlResolver(enable_validation=True, serializer=text_of)


def answers(*statuses: int) -> Any:
    """What a route may answer, for the description of the API."""
    words = {400: "A parameter is wrong.", 404: "There is none.", 410: "It was withdrawn.", 308: "It has moved."}
    content = {PROBLEM_JSON: {"model": Problem}}
    others = {it: {"description": words[it], **({"content": content} if it >= 400 else {})} for it in statuses}
    return {200: {"description": "What was asked for."}, **others}


def site() -> Site:
    return load_site(settings().theme, settings().site_url)


# ---- articles


@app.get("/api/articles", summary="Articles, newest first", tags=["articles"], responses=answers(400))
def list_articles(query: Annotated[ArticlesQuery, Query()]) -> Response[Articles]:
    """Every filter narrows. A page may be short and have a `next` all the same: it looks at 500 entries at most."""
    return articles("/api/articles", query, asked_of(query, site().tags))


@app.get("/api/articles/<article_id>", summary="An article", tags=["articles"], responses=answers(308, 400, 404, 410))
def show_article(article_id: str) -> Response[Whole]:
    """By its id, whose slashes may be encoded or not."""
    return article(unquote(article_id))


@app.get(
    "/api/paths/<path>", summary="The article at an address", tags=["articles"], responses=answers(308, 400, 404, 410)
)
def show_path(path: str) -> Response[Whole]:
    """By the path of its page on the site; a path that it had before leads on to the one that it has.

    The last path of an article that was withdrawn is nobody's any more.
    """
    asked = f"/{unquote(path).strip('/')}/"
    owner = finding.owner_of(asked) if len(asked.encode()) <= LONGEST_PATH else None
    if owner is None:
        raise Refused("not-found", f"No article is read at {asked}.")
    return article(owner, asked)


# ---- lists


@app.get(
    "/api/tags/<tag_id>/articles", summary="The articles of a tag", tags=["tags"], responses=answers(308, 400, 404)
)
def list_tag(tag_id: str, query: Annotated[PageQuery, Query()]) -> Response[Articles]:
    """Newest first."""
    tag = own_name(tag_id, "/articles")
    answer = articles(f"{tag_resource(tag)}/articles", query, Asked(tags=(tag,)))
    if not cast(Articles, answer.body).items and query.cursor is None:
        known_tag(tag)
    return answer


@app.get("/api/tags/<tag_id>", summary="A tag", tags=["tags"], responses=answers(308, 400, 404))
def show_tag(tag_id: str) -> Response[TagWhole]:
    """With the tags that stand beside it in its newest 100 articles. Another name of a tag leads to its own."""
    count = known_tag(own_name(tag_id))
    return found(tag_whole(count, finding.tags_beside(count.id), site()))


@app.get("/api/tags", summary="The tags in use", tags=["tags"], responses=answers(400))
def list_tags(query: Annotated[ListsQuery, Query()]) -> Response[Groups]:
    """In the order of their ids."""
    return groups("tags", query)


@app.get("/api/categories", summary="The categories in use", tags=["lists"], responses=answers(400))
def list_categories(query: Annotated[ListsQuery, Query()]) -> Response[Groups]:
    """In the order of their ids."""
    return groups("categories", query)


@app.get("/api/authors", summary="Those who sign articles", tags=["lists"], responses=answers(400))
def list_authors(query: Annotated[ListsQuery, Query()]) -> Response[Groups]:
    """In the order of their ids."""
    return groups("authors", query)


@app.get("/api/months", summary="The months that have articles", tags=["lists"], responses=answers(400))
def list_months(query: Annotated[ListsQuery, Query()]) -> Response[Groups]:
    """The newest first."""
    return groups("months", query)


@app.get("/api/openapi.json", include_in_schema=False)
def describe() -> Response[dict[str, Any]]:
    from flong.api.openapi import description  # nearly nobody asks

    return found(description())


# ---- parts


def articles(path: str, query: PageQuery, asked: Asked) -> Response[Articles]:
    page = finding.articles(asked, query.limit, position(query, asked.model_dump()))
    following = cursor(page.next, asked.model_dump())
    return found(articles_page(page.entries, following, site()), links(path, query, following, site().absolute))


def groups(name: str, query: ListsQuery) -> Response[Groups]:
    at = position(query, name)
    items, last = finding.some_counts(LISTS[name], query.limit, at, newest_first=name == "months")
    following = cursor(last, name)
    body = Groups(items=[group(it) for it in items], next=following)
    return found(body, links(f"/api/{name}", query, following, site().absolute))


def article(article_id: str, path: str | None = None) -> Response[Whole]:
    """An article by its id; or, if it is asked for by a path that it has no more, the way to the one that it has."""
    record = finding.record(article_id) if len(article_id.encode()) <= LONGEST_ID else None
    if record is None or not record.first_public:
        raise Refused("not-found", f"There is no article {article_id}.")
    if record.successor:
        raise Elsewhere(article_path(record.successor))
    if record.state is not State.PUBLISHED or record.listing is None:
        raise Refused("gone", f"The article {article_id} was withdrawn at {record.withdrawn or record.committed}.")
    if path and path != record.path:
        raise Elsewhere(path_path(record.path or ""))
    return found(whole(record, record.listing, site()))


def known_tag(tag_id: str) -> Count:
    if count := finding.one_count("TAGS", tag_id):
        return count
    raise Refused("not-found", f"No article has the tag {tag_id}.")


def own_name(tag_id: str, below: str = "") -> str:
    """The tag that is asked for; Elsewhere if that was by another of its names."""
    asked = unquote(tag_id)
    if len(asked.encode()) > LONGEST_ID:
        raise Refused("not-found", "No tag has so long a name.")
    own = site().tags.own_id(asked)
    if own != asked:
        query = app.current_event.raw_query_string
        raise Elsewhere(tag_resource(own) + below + (f"?{query}" if query else ""))
    return own


def found(body: Any, link: str = "") -> Response[Any]:
    return Response(200, JSON, body, headers={"Link": link} if link else {})


def position(query: PageQuery | ListsQuery, asked: Any) -> str | None:
    try:
        return read_cursor(query.cursor, asked, key_of(settings().origin_secret)) if query.cursor is not None else None
    except BadCursor as error:
        raise invalid(Fault(parameter="cursor", detail=f"{error}; begin again without it")) from error


def cursor(at: str | None, asked: Any) -> str | None:
    return write_cursor(at, asked, key_of(settings().origin_secret)) if at else None


# ---- what goes wrong


def known_parameters(resolver: LambdaFunctionUrlResolver, following: NextMiddleware) -> Response[Any]:
    """A slip in a filter's name would find everything, and of two values of a parameter one would be passed over."""
    models = [it.field_info.annotation for it in resolver.context["_route"].dependant.query_params]
    fields = {name: field for model in models for name, field in model.model_fields.items()}
    given = parse_qs(resolver.current_event.raw_query_string, keep_blank_values=True)
    if faults := faults_in(given, fields):
        raise invalid(*faults)
    return following(resolver)


app.use([known_parameters])


def told(error: Refused) -> Response[str]:
    problem = problem_of(error, quote(unquote(app.current_event.path)))
    headers = {"Retry-After": "1"} if error.kind == "unavailable" else {}
    return Response(problem.status, PROBLEM_JSON, text_of(problem.model_dump()), headers=headers)


def told_of_move(error: Elsewhere) -> Response[str]:
    """308 and not 301, so that no program turns the request into another."""
    return Response(308, headers={"Location": site().absolute(error.path)})


def told_of_parameters(error: RequestValidationError) -> Response[str]:
    if error.errors()[0]["loc"][0] == "response":  # ours
        return told_of_failure(error)
    says = [(name_of(it["loc"]), it["msg"].removeprefix("Value error, ")) for it in error.errors()]
    return told(invalid(*(Fault(parameter=name, detail=detail) for name, detail in says)))


def name_of(place: tuple[str | int, ...]) -> str:
    """The parameter in the place of an error: `("query", "query", "tag", 0)` is in `tag`."""
    return [it for it in place if isinstance(it, str)][-1]


def told_of_failure(error: Exception) -> Response[str]:
    if finding.is_busy(error):
        return told(Refused("unavailable", "Come again in a moment."))
    logger.exception("failed")
    return told(Refused("internal-error", "It has been noted. Try again later."))


app.exception_handler(Refused)(told)
app.exception_handler(Elsewhere)(told_of_move)
app.exception_handler(RequestValidationError)(told_of_parameters)
app.exception_handler(NotFoundError)(lambda _: told(Refused("not-found", NOWHERE)))
app.exception_handler(Exception)(told_of_failure)
