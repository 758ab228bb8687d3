"""Labels in the language of the reader: a catalogue a language, in the theme."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flong.article import Moment
from flong.formats.labels import labels_for, load_labels
from flong.intake.fields import sections

from tests.formats.casting import FOLDER, THEME

EN, AR = THEME.labels("en"), THEME.labels("ar")


def moment(precision: str) -> Moment:
    return Moment(at=datetime(2026, 1, 22, 9, 30, tzinfo=UTC), precision=precision)


@pytest.mark.parametrize(
    ("precision", "english", "arabic"),
    [
        ("year", "2026", "٢٠٢٦"),
        ("month", "January 2026", "يناير ٢٠٢٦"),
        ("day", "22 January 2026", "٢٢ يناير ٢٠٢٦"),
        ("second", "22 January 2026, 09:30 UTC", "٢٢ يناير ٢٠٢٦ في ٠٩:٣٠ UTC"),
    ],
)
def test_a_date_is_written_no_more_precisely_than_it_was_given(precision, english, arabic):
    assert (EN.written(moment(precision)), AR.written(moment(precision))) == (english, arabic)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "قراءة في دقيقة"),
        (2, "قراءة في دقيقتين"),
        (3, "قراءة في ٣ دقائق"),
        (10, "قراءة في ١٠ دقائق"),
        (11, "قراءة في ١١ دقيقة"),
        (99, "قراءة في ٩٩ دقيقة"),
        (103, "قراءة في ١٠٣ دقائق"),
    ],
)
def test_arabic_counts_in_six_ways(number, text):
    assert AR.counted(AR.minutes, number) == text


def test_chinese_counts_in_one_way_and_begins_a_date_with_the_year():
    chinese = THEME.labels("zh-Hans")

    assert chinese.counted(chinese.minutes, 1) == "阅读约需 1 分钟"
    assert [chinese.written(moment(precision)) for precision in ("month", "day")] == ["2026年1月", "2026年1月22日"]


@pytest.mark.parametrize("labels", THEME.catalogues.values(), ids=THEME.catalogues)
def test_a_heading_that_flong_writes_is_one_that_it_reads(labels):
    assert labels.key_takeaways.casefold() in sections.TAKEAWAYS
    assert labels.sources.casefold() in sections.SOURCES


def test_names_are_listed():
    assert [EN.enumerated(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert AR.enumerated(["سليم", "هدى", "مي"]) == "سليم وهدى ومي"


@pytest.mark.parametrize(
    ("language", "site", "answer"),
    [("ar", "en", "ar"), ("ar-EG", "en", "ar"), ("fr", "ar", "ar"), ("fr", "de", "en"), ("AR", "en", "ar")],
)
def test_a_language_without_labels_gets_those_of_the_site_or_english(language, site, answer):
    assert labels_for(language, site, THEME.catalogues).language == answer


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (("skip =", "# skip ="), "skip"),
        (("skip =", "skipp ="), "skip"),
        (('digits = "', 'other = "x"\ndigits = "'), "other"),
    ],
)
def test_a_label_that_is_missing_or_unknown_is_named(tmp_path, line, name):
    folder = Path(shutil.copytree(Path(FOLDER, "labels"), tmp_path / "labels"))
    english = folder / "en.toml"
    english.write_text(english.read_text().replace(*line, 1))

    with pytest.raises(ValueError, match=f"labels/en.toml: {name}"):
        load_labels(folder)


def test_english_is_always_there(tmp_path):
    with pytest.raises(ValueError, match=r"labels/en\.toml is missing"):
        load_labels(tmp_path)
