"""Values to DynamoDB attributes and back: of the kinds that JSON has, numbers whole."""

from typing import Any

Item = dict[str, Any]


def attributes(item: Item) -> Item:
    """An item as the API wants it; fields that are None are left out, those within others too."""
    return {name: attribute(value) for name, value in item.items() if value is not None}


def attribute(value: Any) -> Item:
    """One value with its DynamoDB type; TypeError for what has none here."""
    match value:
        case str():
            return {"S": value}
        case bool():  # before int, which it is too
            return {"BOOL": value}
        case int():
            return {"N": str(value)}
        case dict():
            return {"M": attributes(value)}
        case list() | tuple():
            return {"L": [attribute(inner) for inner in value]}
    raise TypeError(f"a {type(value).__name__} cannot be kept in the table")


def plain(item: Item) -> Item:
    """An item as plain values."""
    return {name: value_of(attribute) for name, attribute in item.items()}


def value_of(attribute: Item) -> Any:
    """The plain value of one attribute."""
    ((kind, value),) = attribute.items()
    match kind:
        case "M":
            return plain(value)
        case "L":
            return [value_of(inner) for inner in value]
        case "N":
            return int(value)
        case "NULL":
            return None
    return value
