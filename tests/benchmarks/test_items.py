"""Items are measured as DynamoDB measures them."""

import pytest

from benchmarks.items import EXAMPLES, main, size_of


@pytest.mark.parametrize(
    ("item", "bytes_"),
    [
        ({}, 0),
        ({"pk": {"S": "é"}}, 4),
        ({"n": {"N": "1234"}}, 5),
        ({"l": {"L": [{"S": "ab"}]}}, 7),
        ({"m": {"M": {"a": {"S": "b"}}}}, 7),
        ({"b": {"BOOL": True}}, 2),
    ],
)
def test_names_count_and_so_does_every_part(item, bytes_):
    assert size_of(item) == bytes_


@pytest.mark.embedded
def test_every_kind_of_item_is_measured(capsys):
    main(EXAMPLES[:1])

    shown = capsys.readouterr().out
    assert all(kind in shown for kind in ("ARTICLE ARTICLE", "TAG#", "CATEGORY#", "LATEST#", "TAGS", "PATH PATH"))
