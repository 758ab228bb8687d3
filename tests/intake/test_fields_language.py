"""The language of an article: given, hinted at by its address, told by its script."""

import pytest
from flong.intake.fields.language import tag_of
from flong.intake.read import Reading, read_article

from tests.make import DAY, SITE

FRENCH = "La mer monte et descend deux fois par jour, et c'est pour la lune que nous levons les yeux vers le ciel."
ENGLISH = "The sea comes and goes twice a day, and it is the moon that we look up to in the sky."
RUSSIAN = "Море приходит и уходит дважды в день, и мы смотрим на луну."
JAPANESE = "海は一日に二度満ち引きします。"
CHINESE = "大海一天潮起潮落两次。"


def read(text: str, key: str = "articles/note.md", language: str = "en", header: str = "") -> Reading:
    site = SITE.model_copy(update={"language": language})
    return read_article(key, f"---\ntitle: A\n{header}\n---\n{text}\n".encode(), site, DAY, DAY.at)


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("en", "en"), ("en_US", "en-US"), ("EN-us", "en-US"), ("en_US.UTF-8", "en-US"), ("zh-hant-tw", "zh-Hant-TW"),
        ("French", "fr"), ("français", "fr"), ("eng", "en"), ("es-419", "es-419"), ("de-1996", "de-1996"),
        ("zh-hans", "zh-Hans"), ("Brazilian Portuguese", "pt-BR"), ("gsw", "gsw"),
        ("jp", None), ("english please", None), ("e", None), ("en-", None), ("en--US", None), ("<b>", None),
    ],
)  # fmt: skip
def test_a_language_is_a_tag_or_a_name(written, tag):
    assert tag_of(written) == tag


def test_no_language_is_refused_with_what_was_meant():
    [finding] = read(ENGLISH, header="lang: jp").findings

    assert (finding.code, finding.line, finding.column) == ("language-invalid", 3, 7)
    assert "`ja`" in finding.remedy


@pytest.mark.parametrize(
    ("text", "key", "language", "source"),
    [
        (FRENCH, "articles/fr/note.md", "fr", "the file name"),
        (FRENCH, "articles/fr-marees.md", "fr", "the file name"),
        (FRENCH, "articles/tides/index.fr.md", "fr", "the file name"),
        (ENGLISH, "articles/fr/note.md", "en", "the site's own language"),
        (ENGLISH, "articles/is-it-high.md", "en", "the site's own language"),
        (ENGLISH, "articles/zh/note.md", "en", "the site's own language"),
        (CHINESE, "articles/zh-hant-note.md", "zh-Hant", "the file name"),
        (CHINESE, "articles/zh/note.md", "zh", "the file name"),
        (RUSSIAN, "articles/uk-note.md", "uk", "the file name"),
    ],
)
def test_an_address_tells_the_language_if_the_text_agrees(text, key, language, source):
    found = read(text, key)

    assert (found.article.language, found.article.derived["language"]) == (language, source)
    assert found.findings == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (JAPANESE, "ja"), ("바다는 하루에 두 번 오고 갑니다.", "ko"), ("הים בא והולך פעמיים ביום.", "he"),
        ("Η θάλασσα έρχεται και φεύγει.", "el"), ("ทะเลขึ้นลงวันละสองครั้ง", "th"), ("கடல் வந்து செல்கிறது.", "ta"),
        (f"{JAPANESE} See `a_very_long_name_of_a_function` at https://example.org/very/long.", "ja"),
    ],
)  # fmt: skip
def test_a_script_of_one_language_tells_it(text, language):
    found = read(text)

    assert (found.article.language, found.article.derived["language"]) == (language, "the text's script")
    assert found.findings == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (RUSSIAN, "ru"), ("Море приходить і їде двічі на день.", "uk"), ("Мора прыходзіць, ўсё адыходзіць.", "be"),
        ("Морето идва и си отива два пъти на ден.", "bg"), (CHINESE, "zh"), ("البحر يأتي ويذهب مرتين في اليوم.", "ar"),
        ("دریا روزی دو بار می‌آید و چیزی می‌گوید.", "fa"), ("समुद्र दिन में दो बार आता है।", "hi"),
    ],
)  # fmt: skip
def test_a_script_of_several_languages_is_a_guess_that_is_told(text, language):
    found = read(text)

    assert found.article.language == language
    [finding] = found.findings
    assert (finding.code, finding.level, finding.line, finding.column) == ("language-guessed", "warning", 1, 1)


@pytest.mark.parametrize(("text", "site"), [(RUSSIAN, "uk"), (CHINESE, "zh-Hant"), (CHINESE, "ja"), (ENGLISH, "ru")])
def test_a_text_in_the_script_of_the_site_is_in_its_language(text, site):
    found = read(text, language=site)

    assert (found.article.language, found.findings) == (site, ())


def test_a_word_in_another_script_makes_no_other_language():
    assert read(f"{ENGLISH} {ENGLISH} The word is «Море».").article.language == "en"
