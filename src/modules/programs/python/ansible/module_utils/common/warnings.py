"""What a module warns of: it is part of its result."""

_warnings = []
_deprecations = []


def warn(warning):
    """Adds a warning."""
    if not isinstance(warning, str):
        raise TypeError('warn requires a string not a %s' % type(warning))
    _warnings.append(warning)


def deprecate(msg, version=None, date=None, collection_name=None):
    """Adds a warning of what will be gone in a version or after a date."""
    if not isinstance(msg, str):
        raise TypeError('deprecate requires a string not a %s' % type(msg))
    until = {'date': date} if date is not None else {'version': version}
    _deprecations.append(dict(msg=msg, **dict(until, collection_name=collection_name)))


def get_warning_messages():
    """All warnings so far."""
    return tuple(_warnings)


def get_deprecation_messages():
    """All deprecations so far."""
    return tuple(_deprecations)
