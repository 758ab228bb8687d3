"""Values to DynamoDB attributes and back."""

from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

TO, FROM = TypeSerializer(), TypeDeserializer()
Item = dict[str, Any]


def attributes(item: Item) -> Item:
    """An item as the API wants it; fields that are None are left out."""
    return {name: TO.serialize(bare(value)) for name, value in item.items() if value is not None}


def bare(value: Any) -> Any:
    """Nested values without the None fields, which a listing needs no room for."""
    if isinstance(value, dict):
        return {name: bare(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list | tuple):
        return [bare(inner) for inner in value]
    return value


def plain(attributes: Item) -> Item:
    """An item as plain values; numbers are Decimal."""
    return {name: FROM.deserialize(value) for name, value in attributes.items()}
