"""`flong list` and `flong tags`: what stands in the index, as an editor asks for it."""

import json
from shutil import copytree

import pytest
from flong.settings import settings

from tests.cli.spoiling import THEME

pytestmark = pytest.mark.embedded
ARTICLES = {
    "moon/tides": ("Tides", "Moon, Sea", "Science", "Ann Ebb", "2026-03-05"),
    "moon/phases": ("Phases", "Moon", "Science", "Bo Flow", "2026-02-04"),
    "sea/waves": ("Waves [and wind]", "Sea, Machine Learning", "Weather", "Ann Ebb", "2026-02-03"),
}
TEXT = "---\ntitle: '{}'\ntags: [{}]\ncategory: {}\nauthor: {}\ndate: {}\n---\n\nWords.\n"


@pytest.fixture
def find(pipeline, run):
    """Runs a command beside a stack with three articles."""
    for name, about in ARTICLES.items():
        pipeline.upload(f"articles/{name}.md", TEXT.format(*about))
    pipeline.settle()
    return run


def ids(output: str) -> list[str]:
    return [word for word in output.split() if word in ARTICLES]


def test_articles_are_listed_newest_first_with_date_title_id_and_tags(find):
    code, output = find("list")

    assert code == 0
    assert ids(output) == ["moon/tides", "moon/phases", "sea/waves"]
    assert "2026-02-03  Waves [and wind]\n            sea/waves\n            sea, machine-learning" in output


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--tag", "moon"], ["moon/tides", "moon/phases"]),
        (["--tag", "Moon", "--tag", "sea"], ["moon/tides"]),
        (["--tag", "moon", "--tag", "sea", "--any"], ["moon/tides", "moon/phases", "sea/waves"]),
        (["--category", "Science", "--tag", "sea"], ["moon/tides"]),
        (["--category", "science"], ["moon/tides", "moon/phases"]),
        (["--author", "Ann Ebb"], ["moon/tides", "sea/waves"]),
        (["--author", "ann-ebb", "--until", "2026-02"], ["sea/waves"]),
        (["--month", "2026-02"], ["moon/phases", "sea/waves"]),
        (["--since", "2026-02-04"], ["moon/tides", "moon/phases"]),
        (["--since", "2026-02-04T00:00:01Z"], ["moon/tides"]),
        (["--since", "2026-02-04", "--until", "2026-02-04"], ["moon/phases"]),
        (["--limit", "1"], ["moon/tides"]),
    ],
)
def test_what_is_asked_for_is_found(find, options, found):
    code, output = find("list", *options)

    assert (code, ids(output)) == (0, found)


def test_a_list_that_goes_on_says_so(find):
    assert "2 are shown, and there are more" in find("list", "--limit", "2")[1]
    assert "there are more" not in find("list", "--limit", "3")[1]


def test_nothing_found_is_no_success(find):
    code, output = find("list", "--since", "2027")

    assert (code, output.strip()) == (1, "No published article is all of that.")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--tag", "mooon"], "No article has the tag `mooon`. Did you mean `moon`?"),
        (["--tag", "machine lerning"], "Did you mean `machine-learning`?"),
        (["--author", "Ann Eb"], "No article has the author `Ann Eb`. Did you mean `ann-ebb`?"),
        (["--tag", "volcanoes"], "No article has the tag `volcanoes`.\n"),
    ],
)
def test_what_nobody_has_is_told_with_what_may_be_meant(find, options, said):
    code, output = find("list", *options)

    assert code == 1
    assert said in output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--since", "yesterday"], "--since yesterday is no time. Write 2026,"),
        (["--until", "2026-02-30"], "--until 2026-02-30 is no time."),
        (["--month", "2026"], "--month 2026 is no month. Write 2026-01"),
    ],
)
def test_what_is_no_time_is_told_with_what_to_write(run, options, said):
    code, output = run("list", *options)

    assert code == 2
    assert said in output


def test_scripts_get_a_list_as_json(find):
    [it] = json.loads(find("list", "--tag", "moon", "--tag", "sea", "--format", "json")[1])

    assert (it["id"], it["revision"], it["published"]["precision"]) == ("moon/tides", 1, "day")
    assert it["tags"] == [{"id": "moon", "label": "Moon"}, {"id": "sea", "label": "Sea"}]


def test_tags_are_listed_the_most_used_first_with_the_date_of_the_article_that_came_last(find):
    code, output = find("tags")

    assert code == 0
    assert [line.split()[-1] for line in output.splitlines()[1:]] == ["Moon", "Sea", "Learning"]
    assert "       1  2026-02-03  machine-learning  Machine Learning" in output


def test_a_tag_is_shown_with_its_articles_and_the_tags_beside_it(find):
    code, output = find("tags", "Machine Learning")

    assert code == 0
    assert output.splitlines()[:2] == [
        "Machine Learning  machine-learning, 1 article",
        "with  sea (1)",
    ]
    assert ids(output) == ["sea/waves"]
    assert find("tags", "show", "machine-learning")[1] == output


def test_scripts_get_tags_as_json(find):
    listed = json.loads(find("tags", "--format", "json")[1])
    shown = json.loads(find("tags", "moon", "--format", "json")[1])

    assert [(it["id"], it["count"]) for it in listed] == [("moon", 2), ("sea", 2), ("machine-learning", 1)]
    assert listed[2]["last_published"] == "2026-02-03T00:00:00Z"
    assert shown["beside"] == [{"id": "sea", "label": "Sea", "count": 1}]
    assert [it["id"] for it in shown["articles"]] == ["moon/tides", "moon/phases"]


def test_a_long_id_is_not_broken_and_a_label_that_says_no_more_is_left_out(find, pipeline):
    long = "a-tag-that-is-much-longer-than-what-a-column-of-a-terminal-holds"
    pipeline.upload("articles/long.md", TEXT.format("Long", f"{long}, Short Words", "Sea", "Bo", "2026-01-01"))
    pipeline.settle()
    lines = find("tags")[1].splitlines()

    assert f"       1  2026-01-01  {long}" in lines
    assert f"       1  2026-01-01  {'short-words':<32}  Short Words" in lines


def test_a_tag_may_be_called_by_a_name_that_the_theme_gives_it(find, tmp_path):
    theme = copytree(THEME, tmp_path / "theme")
    (theme / "tags.toml").write_text('[machine-learning]\nlabel = "Machine learning"\naliases = ["ML"]\n')
    state = tmp_path / ".flong" / "dev.json"
    state.write_text(json.dumps({**json.loads(state.read_text()), "FLONG_THEME": str(theme)}))
    settings.cache_clear()

    assert ids(find("list", "--tag", "ml")[1]) == ["sea/waves"]
    settings.cache_clear()


@pytest.mark.parametrize("option", ["--tag", "--category", "--author"])
def test_an_option_that_says_nothing_does_not_find_everything(find, option):
    """In a script, a variable that is not set."""
    code, output = find("list", option, "")

    assert (code, output.strip()) == (2, f"Say which {option[2:]}: none is called by nothing.")
