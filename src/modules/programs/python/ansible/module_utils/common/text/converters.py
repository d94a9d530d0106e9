"""Between text and bytes, whatever is given."""
import codecs
import json

from ansible.module_utils.common.collections import is_iterable
from ansible.module_utils.six import binary_type, text_type
from collections.abc import Mapping, Set
import datetime

_HANDLERS = {
    None: 'surrogateescape',
    'surrogate_or_strict': 'surrogateescape',
    'surrogate_or_replace': 'surrogateescape',
    'surrogate_then_replace': 'surrogateescape',
}


def to_bytes(obj, encoding='utf-8', errors=None, nonstring='simplerepr'):
    """Bytes of text. Bytes that were read as text with surrogate escapes come out as they were."""
    if isinstance(obj, bytes):
        return obj
    if isinstance(obj, str):
        return _encode(obj, encoding, errors)
    if nonstring == 'passthru':
        return obj
    return _encode(_text_of(obj, nonstring), encoding, errors)


def to_text(obj, encoding='utf-8', errors=None, nonstring='simplerepr'):
    """Text of bytes. Bytes that are no text become surrogate escapes, unless another handler is named."""
    if isinstance(obj, str):
        return obj
    if isinstance(obj, bytes):
        return obj.decode(encoding, _HANDLERS.get(errors, errors))
    if nonstring == 'passthru':
        return obj
    return _text_of(obj, nonstring)


to_native = to_text


def _encode(text, encoding, errors):
    if errors not in (None, 'surrogate_then_replace'):
        return text.encode(encoding, _HANDLERS.get(errors, errors))
    try:
        return text.encode(encoding, 'surrogateescape')
    except UnicodeEncodeError:
        # Surrogates that stand for no byte, or characters that the encoding lacks.
        whole = text.encode('utf-8', 'surrogateescape' if _is_escaped(text) else 'surrogatepass')
        return whole.decode('utf-8', 'replace').encode(encoding, 'replace')


def _is_escaped(text):
    try:
        text.encode('utf-8', 'surrogateescape')
    except UnicodeEncodeError:
        return False
    return True


def _text_of(obj, nonstring):
    if nonstring == 'empty':
        return ''
    if nonstring == 'simplerepr':
        return _printed(obj)
    if nonstring == 'strict':
        raise TypeError('obj must be a string type')
    raise TypeError("Invalid value %s for to_text's nonstring parameter" % nonstring)


def _printed(obj):
    try:
        return str(obj)
    except UnicodeError:
        return repr(obj)


def _json_encode_fallback(obj):
    """What JSON has no type for."""
    if isinstance(obj, Set):
        return list(obj)
    if isinstance(obj, datetime.datetime):
        return obj.isoformat()
    raise TypeError('Cannot json serialize %s' % to_native(obj))


def jsonify(data, **kwargs):
    """JSON text. Bytes are taken as UTF-8, or as Latin-1 where they are not."""
    for encoding in ('utf-8', 'latin-1'):
        try:
            text = container_to_text(data, encoding=encoding, errors='strict')
            return json.dumps(text, default=_json_encode_fallback, **kwargs)
        except UnicodeDecodeError:
            continue
    raise UnicodeError('Invalid unicode encoding encountered')


def container_to_bytes(d, encoding='utf-8', errors='surrogate_or_strict'):
    """The same with all text in it, also that of keys, as bytes."""
    return _converted(d, str, lambda text: to_bytes(text, encoding=encoding, errors=errors))


def container_to_text(d, encoding='utf-8', errors='surrogate_or_strict'):
    """The same with all bytes in it, also those of keys, as text."""
    return _converted(d, bytes, lambda data: to_text(data, encoding=encoding, errors=errors))


def _converted(value, kind, convert):
    if isinstance(value, kind):
        return convert(value)
    if isinstance(value, dict):
        return {_converted(key, kind, convert): _converted(item, kind, convert) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_converted(item, kind, convert) for item in value) if type(value) in (list, tuple) else [
            _converted(item, kind, convert) for item in value
        ]
    return value
