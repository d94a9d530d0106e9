"""Loads each YAML text of a JSON list with PyYAML and writes a JSON list of the documents, or null where that fails."""
import datetime
import json
import sys

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def plain(value):
    if isinstance(value, dict):
        return {"dict": [[plain(key), plain(item)] for key, item in value.items()]}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return {"int": str(value)}
    if isinstance(value, float):
        return {"float": repr(value)}
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {"date": str(value)}
    return {"other": repr(value)}


def load(text):
    try:
        return [plain(document) for document in yaml.load_all(text, Loader)]
    except (yaml.YAMLError, ValueError, TypeError):
        return None


json.dump([load(text) for text in json.load(sys.stdin)], sys.stdout)
