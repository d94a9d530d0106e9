"""What counts as true and false."""
from ansible.module_utils.common.text.converters import to_text

BOOLEANS_TRUE = frozenset(('y', 'yes', 'on', '1', 'true', 't', 1, 1.0, True))
BOOLEANS_FALSE = frozenset(('n', 'no', 'off', '0', 'false', 'f', 0, 0.0, False))
BOOLEANS = BOOLEANS_TRUE.union(BOOLEANS_FALSE)


def boolean(value, strict=True):
    """The bool that a value stands for. What stands for none is a TypeError, or False where that is allowed."""
    if isinstance(value, bool):
        return value
    word = to_text(value, errors='surrogate_or_strict').lower().strip() if isinstance(value, (str, bytes)) else value
    if _is_in(word, BOOLEANS_TRUE):
        return True
    if not strict or _is_in(word, BOOLEANS_FALSE):
        return False
    valid = ', '.join(repr(known) for known in BOOLEANS)
    raise TypeError("The value '%s' is not a valid boolean.  Valid booleans include: %s" % (to_text(value), valid))


def _is_in(word, words):
    try:
        return word in words
    except TypeError:
        return False
