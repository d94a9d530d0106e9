"""Hides secrets in what is printed."""
import datetime

from ansible.module_utils.common.text.converters import to_native

HIDDEN = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'


def remove_values(value, no_log_strings):
    """The same value with secrets replaced, wherever they stand in its texts and numbers."""
    secrets = {to_native(secret, errors='surrogate_or_strict') for secret in no_log_strings}
    return _without(value, secrets)


def _without(value, secrets):
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, str):
        return _hidden(value, secrets)
    if isinstance(value, bytes):
        return _hidden(value.decode('utf-8', 'surrogateescape'), secrets).encode('utf-8', 'surrogateescape')
    if isinstance(value, dict):
        return {key: _without(item, secrets) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [_without(item, secrets) for item in value]
        return items if isinstance(value, (list, tuple)) else set(items)
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    if isinstance(value, (int, float)):
        text = to_native(value, nonstring='simplerepr')
        return HIDDEN if any(secret in text for secret in secrets) else value
    raise TypeError('Value of unknown type: %s, %s' % (type(value), value))


def _hidden(text, secrets):
    if text in secrets:
        return HIDDEN
    for secret in secrets:
        text = text.replace(secret, '*' * 8)
    return text


def sanitize_keys(obj, no_log_strings, ignore_keys=frozenset()):
    """The same with secrets in the keys of dictionaries replaced."""
    secrets = {to_native(secret, errors='surrogate_or_strict') for secret in no_log_strings}
    return _with_clean_keys(obj, secrets, ignore_keys)


def _with_clean_keys(obj, secrets, ignored):
    if isinstance(obj, dict):
        return {
            key if key in ignored or str(key).startswith('_ansible') else _without(key, secrets):
            _with_clean_keys(item, secrets, ignored)
            for key, item in obj.items()
        }
    if isinstance(obj, (list, tuple)):
        return [_with_clean_keys(item, secrets, ignored) for item in obj]
    return obj
