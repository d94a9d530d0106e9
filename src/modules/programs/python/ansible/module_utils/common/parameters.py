"""The arguments of a module: defaults, aliases, fallbacks, types, choices, and what of them is secret."""
import os

from ansible.module_utils.common._hide import remove_values, sanitize_keys
from ansible.module_utils.common.collections import is_iterable
from ansible.module_utils.common.text.converters import to_native, to_text
from ansible.module_utils.common.text.formatters import lenient_lowercase
from ansible.module_utils.common.validation import (
    check_type_bits, check_type_bool, check_type_bytes, check_type_dict, check_type_float, check_type_int,
    check_type_jsonarg, check_type_list, check_type_path, check_type_raw, check_type_str,
)
from ansible.module_utils.errors import (
    AliasError, AnsibleFallbackNotFound, ArgumentTypeError, ArgumentValueError, ElementError,
)
from ansible.module_utils.parsing.convert_bool import BOOLEANS_FALSE, BOOLEANS_TRUE

DEFAULT_TYPE_VALIDATORS = {
    'str': check_type_str,
    'list': check_type_list,
    'dict': check_type_dict,
    'bool': check_type_bool,
    'int': check_type_int,
    'float': check_type_float,
    'path': check_type_path,
    'raw': check_type_raw,
    'jsonarg': check_type_jsonarg,
    'json': check_type_jsonarg,
    'bytes': check_type_bytes,
    'bits': check_type_bits,
}


def env_fallback(*args, **kwargs):
    """The first of the named variables of the environment that is set."""
    for name in args:
        if name in os.environ:
            return os.environ[name]
    raise AnsibleFallbackNotFound


def set_fallbacks(argument_spec, parameters):
    """Asks the fallbacks of options that are not given. Returns the secrets among what they gave."""
    secrets = set()
    for name, spec in argument_spec.items():
        fallback = spec.get('fallback', (None,))
        if name in parameters or not fallback[0]:
            continue
        try:
            parameters[name] = _asked(fallback)
        except AnsibleFallbackNotFound:
            continue
        if spec.get('no_log') and parameters[name]:
            secrets.add(parameters[name])
    return secrets


def _asked(fallback):
    positional, named = [], {}
    for item in fallback[1:]:
        if isinstance(item, dict):
            named = item
        else:
            positional = item
    return fallback[0](*positional, **named)


def handle_aliases(argument_spec, parameters, alias_warnings=None, alias_deprecations=None):
    """Options given by an alias get their names. Returns the names by alias."""
    names = {}
    for name, spec in argument_spec.items():
        _check_default(name, spec)
        aliases = spec.get('aliases')
        if aliases is None:
            continue
        if not is_iterable(aliases):
            raise AliasError('internal error: aliases must be a list or tuple')
        for deprecation in spec.get('deprecated_aliases') or []:
            if deprecation['name'] in parameters and alias_deprecations is not None:
                alias_deprecations.append(deprecation)
        for alias in aliases:
            names[alias] = name
            if alias not in parameters:
                continue
            if name in parameters and alias_warnings is not None:
                alias_warnings.append((name, alias))
            parameters[name] = parameters[alias]
    return names


def _check_default(name, spec):
    if spec.get('required') and spec.get('default') is not None:
        raise ValueError('internal error: required and default are mutually exclusive for %s' % name)


def set_defaults(argument_spec, parameters, set_default=True):
    """Options that are not given have their defaults; those without one are None in the second round."""
    secrets = set()
    for name, spec in argument_spec.items():
        default = spec.get('default')
        if default and spec.get('no_log'):
            secrets.add(default)
        if name not in parameters and (default is not None or set_default):
            parameters[name] = default
    return secrets


def list_no_log_values(argument_spec, parameters, secrets=None):
    """The secret texts among the arguments, also those of options of options.

    Where something can't be read, what was found before is in the set that was given.
    """
    secrets = set() if secrets is None else secrets
    for name, spec in argument_spec.items():
        value = parameters.get(name)
        if spec.get('no_log') and value:
            try:
                secrets.update(secret_texts(value))
            except TypeError as error:
                raise TypeError('Failed to convert "%s": %s' % (name, to_native(error)))
        options = spec.get('options')
        if options is not None and value is not None and takes_options(spec):
            for item in value if isinstance(value, list) else [value]:
                given = item if isinstance(item, dict) else check_type_dict(item) if isinstance(item, str) else None
                if given is None:
                    raise TypeError("Value '%s' in the sub parameter field '%s' must be a %s, not '%s'" % (
                        item, name, spec.get('type'), item.__class__.__name__))
                list_no_log_values(options, given, secrets)
    return secrets


def list_deprecations(argument_spec, parameters, prefix=''):
    """The given options that will be gone."""
    found = []
    for name, spec in argument_spec.items():
        if name not in parameters:
            continue
        shown = '%s["%s"]' % (prefix, name) if prefix else name
        collection = spec.get('removed_from_collection')
        if spec.get('removed_at_date') is not None:
            found.append(dict(name=shown, date=spec['removed_at_date'], collection_name=collection))
        elif spec.get('removed_in_version') is not None:
            found.append(dict(name=shown, version=spec['removed_in_version'], collection_name=collection))
        if spec.get('options') is not None:
            values = parameters[name] if isinstance(parameters[name], list) else [parameters[name]]
            for value in values:
                if isinstance(value, dict):
                    found += list_deprecations(spec['options'], value, shown)
    return found


def takes_options(spec):
    """True for an option that is a dictionary with options of its own, or a list of such."""
    return spec.get('type') == 'dict' or (spec.get('type') == 'list' and spec.get('elements', '') == 'dict')


def secret_texts(value):
    """All texts within a value, those of numbers as well."""
    if isinstance(value, (str, bytes)):
        return {to_native(value, errors='surrogate_or_strict')} if value else set()
    if isinstance(value, dict) or is_iterable(value):
        items = value.values() if isinstance(value, dict) else value
        return set().union(*[secret_texts(item) for item in items])
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, (int, float)):
        return {to_native(value, nonstring='simplerepr')}
    raise TypeError('struct type of %s is not supported' % type(value))


def type_checker(wanted):
    """The function that checks a type, by its name or itself, and the name in messages."""
    if callable(wanted):
        return wanted, getattr(wanted, '__name__', str(wanted))
    name = 'str' if wanted is None else wanted
    return DEFAULT_TYPE_VALIDATORS.get(name), name


def check_argument_types(argument_spec, parameters, errors, prefix='', options_context=None):
    """Values get the types that are declared."""
    for name, spec in argument_spec.items():
        if parameters.get(name) is None:
            continue
        wanted = spec.get('type')
        check, type_name = type_checker(wanted)
        if check is None:
            reason = 'unsupported type'
            errors.append(ArgumentTypeError(_type_message(name, parameters[name], type_name, reason, options_context)))
            continue
        try:
            parameters[name] = check(parameters[name])
        except (TypeError, ValueError) as error:
            errors.append(ArgumentTypeError(
                _type_message(name, parameters[name], type_name, to_native(error), options_context)))
            continue
        if spec.get('elements') is not None and wanted == 'list':
            parameters[name] = _checked_items(name, spec['elements'], parameters[name], errors)


def _type_message(name, value, type_name, reason, options_context):
    where = " found in '%s'." % ' -> '.join(options_context) if options_context else ''
    return "argument '%s' is of type %s%s and we were unable to convert to %s: %s" % (
        name, type(value), where, type_name, reason)


def _checked_items(name, elements, items, errors):
    check, type_name = type_checker(elements)
    checked = []
    for item in items:
        try:
            checked.append(check(item))
        except (TypeError, ValueError) as error:
            errors.append(ElementError(
                "Elements value for option '%s' is of type %s and we were unable to convert to %s: %s" % (
                    name, type(item), type_name, to_native(error))))
    return checked


def check_argument_values(argument_spec, parameters, errors, options_context=None):
    """Values are among the choices that are declared."""
    for name, spec in argument_spec.items():
        choices = spec.get('choices')
        if choices is None or name not in parameters:
            continue
        if not isinstance(choices, (frozenset, list, set, tuple, type({}.keys()))):
            errors.append(ArgumentTypeError(
                'internal error: choices for argument %s are not iterable: %s' % (name, choices)))
        elif isinstance(parameters[name], list):
            _check_items(name, choices, parameters[name], errors, options_context)
        else:
            _check_choice(name, choices, parameters, errors, options_context)


def _check_items(name, choices, items, errors, options_context):
    others = ', '.join(to_native(item) for item in items if item not in choices)
    if others:
        message = 'value of %s must be one or more of: %s. Got no match for: %s' % (name, _listed(choices), others)
        errors.append(ArgumentValueError(_found_in(message, options_context)))


def _check_choice(name, choices, parameters, errors, options_context):
    value = parameters[name]
    if value in choices:
        return
    # YAML reads yes and off as bools: the one choice that means the same was meant.
    for word, words in ((True, BOOLEANS_TRUE), (False, BOOLEANS_FALSE)):
        meant = [choice for choice in choices if choice in words]
        if value == str(word) and len(meant) == 1:
            parameters[name] = meant[0]
            return
    message = 'value of %s must be one of: %s, got: %s' % (name, _listed(choices), to_native(value))
    errors.append(ArgumentValueError(_found_in(message, options_context)))


def _listed(choices):
    return ', '.join(to_native(choice) for choice in choices)


def _found_in(message, options_context):
    return '%s found in %s' % (message, ' -> '.join(options_context)) if options_context else message
