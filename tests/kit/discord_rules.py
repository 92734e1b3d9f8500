"""What Discord takes: its OpenAPI document where that is at hand, and the limits of its documentation in any case."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from tests.kit.stage import Stage, components

CALLBACKS = {
    4: "CreateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
MOST_COMPONENTS, MOST_TEXT = 40, 4_000
TEXT, SECTION, GALLERY, BUTTON, ROW, THUMBNAIL = 10, 9, 12, 2, 1, 11


@cache
def _document(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


def schema_faults(data: Path, name: str, value: Any) -> list[str]:
    """Hold a value against a schema of Discord's OpenAPI document."""
    document = _document(data / "discord-openapi.json")
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    error = best_match(Draft202012Validator(schema).iter_errors(value))
    return [f"{error.json_path}: {error.message[:300]}"] if error else []


def limit_faults(shown: list[dict[str, Any]]) -> list[str]:
    """Hold a message's components against the documented limits."""
    every = list(components(shown))
    text = sum(len(part["content"]) for part in every if part["type"] == TEXT)
    custom_ids = [part["custom_id"] for part in every if "custom_id" in part]
    faults = [
        f"{len(every)} components" if len(every) > MOST_COMPONENTS else "",
        f"{text} characters" if text > MOST_TEXT else "",
        "a custom_id twice" if len(set(custom_ids)) < len(custom_ids) else "",
        *(_part_fault(part) for part in every),
    ]
    return [fault for fault in faults if fault]


def _part_fault(part: dict[str, Any]) -> str:  # noqa: PLR0911 - one a rule
    match part["type"]:
        case 10 if not part["content"].strip():
            return "an empty text"
        case 2 if (
            len(part.get("label", "")) > 80 or len(part.get("custom_id", "")) > 100 or len(part.get("url", "")) > 512
        ):
            return f"button {part}"
        case 1 if not 1 <= len(part["components"]) <= 5:
            return f"a row of {len(part['components'])}"
        case 9 if not 1 <= len(part["components"]) <= 3:
            return f"a section of {len(part['components'])}"
        case 12 if not 1 <= len(part["items"]) <= 10 or not all(item.get("description") for item in part["items"]):
            return "a gallery without alt text"
        case 11 if not part.get("description") or len(part["description"]) > 1024:
            return "a thumbnail without alt text"
    return ""


def callbacks(stage: Stage) -> Iterator[dict[str, Any]]:
    for entry in stage.env.http_requests:
        if entry.path.endswith("/callback"):
            assert isinstance(entry.json, dict)
            payload = deepcopy(entry.json)
            for attachment in payload["data"].get("attachments", ()):
                # discord.py numbers new files with integers, which Discord takes and its document calls strings
                attachment["id"] = str(attachment["id"])
            for part in components(payload["data"].get("components", ())):
                for chosen in part.get("default_values", ()):  # and so it does with what a select shows
                    chosen["id"] = str(chosen["id"])
            yield payload
