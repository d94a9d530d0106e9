"""JSON of what modules have."""
import datetime
import json
from collections.abc import Mapping

from ansible.module_utils.common.collections import is_sequence
from ansible.module_utils.common.text.converters import to_text


def json_dump(structure):
    """Text that a person reads."""
    return json.dumps(structure, cls=AnsibleJSONEncoder, sort_keys=True, indent=4)


class AnsibleJSONEncoder(json.JSONEncoder):
    """Writes dates, mappings and sequences of any type."""

    def __init__(self, preprocess_unsafe=False, vault_to_text=False, **kwargs):
        super(AnsibleJSONEncoder, self).__init__(**kwargs)

    def default(self, o):
        if isinstance(o, (datetime.date, datetime.datetime)):
            return o.isoformat()
        if isinstance(o, Mapping):
            return dict(o)
        if is_sequence(o) or isinstance(o, (set, frozenset)):
            return list(o)
        if isinstance(o, bytes):
            return to_text(o)
        return super(AnsibleJSONEncoder, self).default(o)
