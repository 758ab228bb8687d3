"""A page costs little even where little of much fits: it ends early, and the next goes on."""

import os
from unittest.mock import patch

import pytest
from flong.count import counter_of
from flong.finding import MOST_EXAMINED, MOST_MONTHS, Asked
from flong.index import entries_of

from flong_local.testing import open_pipeline
from tests.indexed import every, expected, make_indexed, pages, put, put_all, put_entries

pytestmark = pytest.mark.embedded


def test_lists_that_hardly_meet_are_read_in_bounded_steps_to_their_end():
    both = make_indexed("both", "2025-01-01", tags=("Moon", "Sea"))
    moon = [make_indexed(f"moon{it}", "2026-01-01", tags=("Moon",)) for it in range(MOST_EXAMINED + 20)]
    with open_pipeline() as pipeline, patch.dict(os.environ, pipeline.environment):
        put(pipeline, {key: it for record in moon for key, it in entries_of(record).items() if key[0] == "TAG#moon"})
        put(pipeline, {counter_of("TAGS", "moon"): {"label": "Moon", "count": len(moon) + 1}})
        put_entries(pipeline, both)

        assert pages(Asked(tags=("moon",), language="ar"), 20) == [[], []]
        put(pipeline, {counter_of("TAGS", "sea"): {"label": "Sea", "count": len(moon) + 2}})
        assert pages(Asked(tags=("moon", "sea")), 20) == [[], ["both"]]
        put(pipeline, {counter_of("TAGS", "sea"): {"label": "Sea", "count": 1}})
        assert pages(Asked(tags=("moon", "sea")), 20) == [["both"]]


def test_a_site_of_many_months_is_read_in_bounded_steps_to_its_end():
    months = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    articles = [make_indexed(f"of-{month}", f"{month}-05") for month in months]
    arabic = make_indexed("arabic", "2022-12-05", language="ar")
    with open_pipeline() as pipeline, patch.dict(os.environ, pipeline.environment):
        put_all(pipeline, *articles, arabic)

        assert pages(Asked(language="ar"), 20) == [[], ["arabic"]]
        found = pages(Asked(), 100)
        assert every(found) == expected([*articles, arabic], lambda it: True)
        assert len(found[0]) == MOST_MONTHS
