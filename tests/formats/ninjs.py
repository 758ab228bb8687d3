"""IPTC ninjs 3.1 as far as an article uses it: which properties an object may have, and what each holds.

Stated anew from the standard (https://www.iptc.org/std/ninjs/userguide/, Creative Commons Attribution 4.0). As there,
no object may have any other property.
"""

from typing import Any

TEXT, NUMBER = {"type": "string"}, {"type": "integer"}
URI, MOMENT = {"type": "string", "format": "uri"}, {"type": "string", "format": "date-time"}
PERCENT = {"type": "integer", "minimum": 0, "maximum": 100}

Shape = dict[str, Any]


def thing(required: str = "", **properties: Shape) -> Shape:
    """An object with these properties at most, those that `required` names among them."""
    return {"type": "object", "required": required.split(), "properties": properties, "additionalProperties": False}


def many(item: Shape) -> Shape:
    return {"type": "array", "items": item}


def one_of(*values: str) -> Shape:
    return {"enum": [*values]}


WRITTEN = {"role": TEXT, "contentType": TEXT, "value": TEXT}
NAMED = {"name": TEXT, "uri": URI, "literal": TEXT}
RENDITION = thing(
    "name", name=TEXT, href=URI, contentType=TEXT, title=TEXT, width=NUMBER, height=NUMBER, sizeInBytes=NUMBER
)
ITEM: dict[str, Shape] = {
    "uri": URI,
    "type": one_of("text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"),
    "representationType": one_of("full", "partial"),
    "profile": TEXT,
    "version": TEXT,
    **dict.fromkeys(("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "expires"), MOMENT),
    "pubStatus": one_of("usable", "withheld", "canceled"),
    **dict.fromkeys(("copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "language", "located"), TEXT),
    **dict.fromkeys(("title", "by", "slugline"), TEXT),
    "headlines": many(thing("value", **WRITTEN)),
    "descriptions": many(thing("value", **WRITTEN)),
    "bodies": many(thing("value", **WRITTEN, charCount=NUMBER, wordCount=NUMBER)),
    "infoSources": many(thing(**NAMED, role=TEXT)),
    "subjects": many(thing(**NAMED, rel=TEXT, creator=TEXT, relevance=PERCENT, confidence=PERCENT)),
    "renditions": many(RENDITION),
    "altIds": many(thing(role=TEXT, value=TEXT)),
    "standard": thing(name=TEXT, version=TEXT, schema=URI),
    "genres": many(thing(name=TEXT, uri=TEXT, literal=TEXT)),
    "rightsInfo": thing(langId=URI, linkedRights=URI, encodedRights=TEXT),
    "digitalSourceType": thing(**NAMED),
}
NINJS = thing("uri", **ITEM, associations=many(thing("name uri", **ITEM, name=TEXT, rel=TEXT)))
