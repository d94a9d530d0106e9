"""Dictionaries with their keys in other styles, put together and compared."""
import re
from collections.abc import MutableMapping
from copy import deepcopy


def camel_dict_to_snake_dict(camel_dict, reversible=False, ignore_list=()):
    """`{'HTTPEndpoint': 1}` as `{'http_endpoint': 1}`; values of ignored keys stay as they are."""
    def converted(value):
        if isinstance(value, dict):
            return camel_dict_to_snake_dict(value, reversible)
        return [converted(item) for item in value] if isinstance(value, list) else value

    return {
        _camel_to_snake(key, reversible=reversible): value if key in ignore_list else converted(value)
        for key, value in camel_dict.items()
    }


def snake_dict_to_camel_dict(snake_dict, capitalize_first=False):
    """`{'http_endpoint': 1}` as `{'httpEndpoint': 1}`, or `HttpEndpoint`."""
    def converted(value):
        if isinstance(value, dict):
            return {_snake_to_camel(key, capitalize_first): converted(item) for key, item in value.items()}
        return [converted(item) for item in value] if isinstance(value, list) else value

    return converted(snake_dict)


def _camel_to_snake(name, reversible=False):
    def with_underscore(match):
        return ('_' if match.start() else '') + match.group().lower()

    if reversible:
        return re.sub(r'[A-Z]', with_underscore, name)
    # The s of a plural belongs to its acronym: TargetGroupARNs.
    name = re.sub(r'[A-Z]{3,}s$', with_underscore, name)
    name = re.sub(r'(.)([A-Z][a-z]+)', r'\1_\2', name)
    return re.sub(r'([a-z0-9])([A-Z])', r'\1_\2', name).lower()


def _snake_to_camel(name, capitalize_first=False):
    words = name.split('_')
    if capitalize_first:
        return ''.join(word.capitalize() or '_' for word in words)
    return words[0] + ''.join(word.capitalize() or '_' for word in words[1:])


def dict_merge(a, b):
    """The first with what the second has besides or otherwise, at every depth."""
    if not isinstance(b, dict):
        return b
    merged = deepcopy(a)
    for key, value in b.items():
        known = merged.get(key)
        merged[key] = dict_merge(known, value) if isinstance(known, dict) else deepcopy(value)
    return merged


def recursive_diff(dict1, dict2):
    """What each has that the other has not, as two dictionaries; None where they are the same."""
    if not all(isinstance(item, MutableMapping) for item in (dict1, dict2)):
        raise TypeError("Unable to diff 'dict1' %s and 'dict2' %s. Both must be a dictionary." % (type(dict1), type(dict2)))
    left = {key: value for key, value in dict1.items() if key not in dict2}
    right = {key: value for key, value in dict2.items() if key not in dict1}
    for key in [key for key in dict1 if key in dict2]:
        one, other = dict1[key], dict2[key]
        if isinstance(one, dict) and isinstance(other, dict):
            found = recursive_diff(one, other)
            if found:
                left[key], right[key] = found
        elif one != other:
            left[key], right[key] = one, other
    return (left, right) if left or right else None
