"""Checks of arguments: which belong together, and the types of single values."""
import json
import os
import re
from ast import literal_eval

from ansible.module_utils.common.collections import is_iterable
from ansible.module_utils.common.text.converters import jsonify, to_native
from ansible.module_utils.common.text.formatters import human_to_bytes
from ansible.module_utils.parsing.convert_bool import boolean


def count_terms(terms, parameters):
    """How many of the names are given."""
    names = [terms] if not is_iterable(terms) else terms
    return len(set(names).intersection(parameters))


def check_mutually_exclusive(terms, parameters, options_context=None):
    """At most one of each group is given."""
    groups = [group for group in terms or [] if count_terms(group, parameters) > 1]
    if groups:
        _refuse('parameters are mutually exclusive: %s' % ', '.join('|'.join(group) for group in groups), options_context)
    return groups


def check_required_one_of(terms, parameters, options_context=None):
    """At least one of each group is given."""
    missing = [group for group in terms or [] if count_terms(group, parameters) == 0]
    for group in missing:
        _refuse('one of the following is required: %s' % ', '.join(group), options_context)
    return missing


def check_required_together(terms, parameters, options_context=None):
    """All of each group are given, or none."""
    missing = [group for group in terms or [] if 0 < count_terms(group, parameters) < len(group)]
    for group in missing:
        _refuse('parameters are required together: %s' % ', '.join(group), options_context)
    return missing


def check_required_by(requirements, parameters, options_context=None):
    """What a given option asks for is given as well."""
    result = {}
    for key, required in (requirements or {}).items():
        if parameters.get(key) is None:
            continue
        names = [required] if isinstance(required, str) else required
        result[key] = [name for name in names if parameters.get(name) is None]
    for key, missing in result.items():
        if missing:
            _refuse("missing parameter(s) required by '%s': %s" % (key, ', '.join(missing)), options_context)
    return result


def check_required_arguments(argument_spec, parameters, options_context=None):
    """All required options are given."""
    missing = [name for name, spec in (argument_spec or {}).items() if spec.get('required') and name not in parameters]
    if missing:
        _refuse('missing required arguments: %s' % ', '.join(sorted(missing)), options_context)
    return missing


def check_required_if(requirements, parameters, options_context=None):
    """What the value of an option asks for is given: all of it, or any where the rule ends with True."""
    results = []
    for rule in requirements or []:
        (key, value, names), is_one_of = rule[:3], len(rule) > 3 and rule[3]
        if key not in parameters or parameters[key] != value:
            continue
        missing = [name for name in names if count_terms(name, parameters) == 0]
        if not missing or (is_one_of and len(missing) < len(names)):
            continue
        term = 'any' if is_one_of else 'all'
        results.append({
            'missing': missing, 'requires': term, 'parameter': key, 'value': value, 'requirements': names,
        })
        _refuse('%s is %s but %s of the following are missing: %s' % (key, value, term, ', '.join(missing)), options_context)
    return results


def check_missing_parameters(parameters, required_parameters=None):
    """These options are given."""
    missing = [name for name in required_parameters or [] if not parameters.get(name)]
    if missing:
        raise TypeError('missing required arguments: %s' % ', '.join(missing))
    return missing


def _refuse(message, options_context):
    if options_context:
        message = '%s found in %s' % (message, ' -> '.join(options_context))
    raise TypeError(message)


def safe_eval(value, locals=None, include_exceptions=False):
    """What a text that is a Python literal says; any other text as it is."""
    evaluated, problem = value, None
    # Calls and imports are no literals: their text stays.
    if isinstance(value, str) and not re.search(r'\w\.\w+\(|import \w+', value):
        try:
            evaluated = literal_eval(value)
        except Exception as error:
            problem = error
    return (evaluated, problem) if include_exceptions else evaluated


def check_type_str(value, allow_conversion=True, param=None, prefix=''):
    """Text, or what it would print where that is allowed."""
    if isinstance(value, str):
        return value
    if allow_conversion and value is not None:
        return to_native(value, errors='surrogate_or_strict')
    raise TypeError("'%r' is not a string and conversion is not allowed" % value)


def check_type_list(value):
    """A list; text is split at its commas."""
    if isinstance(value, list):
        return value
    if isinstance(value, str):
        return value.split(',')
    if isinstance(value, (int, float)):
        return [str(value)]
    raise TypeError('%s cannot be converted to a list' % type(value))


def check_type_dict(value):
    """A dictionary; text is read as JSON, as a Python literal or as `key=value` pairs."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, str):
        raise TypeError('%s cannot be converted to a dict' % type(value))
    if value.startswith('{'):
        try:
            return json.loads(value)
        except ValueError:
            read, problem = safe_eval(value, {}, include_exceptions=True)
            if problem is not None:
                raise TypeError('unable to evaluate string as dictionary')
            return read
    if '=' in value:
        return dict(pair.split('=', 1) for pair in _pairs(value))
    raise TypeError('dictionary requested, could not parse JSON or key=value')


def _pairs(text):
    """Words apart by commas or blanks that are neither quoted nor escaped."""
    words, word, quoted, escaped = [], '', None, False
    for character in text.strip():
        if escaped:
            word, escaped = word + character, False
        elif character == '\\':
            escaped = True
        elif quoted is None and character in ('"', "'"):
            quoted = character
        elif quoted == character:
            quoted = None
        elif quoted is None and character in (',', ' '):
            words, word = words + [word] if word else words, ''
        else:
            word += character
    return words + [word] if word else words


def check_type_bool(value):
    """A bool, or a word or number that stands for one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (str, int, float)):
        return boolean(value)
    raise TypeError('%s cannot be converted to a bool' % type(value))


def check_type_int(value):
    """A whole number, or text that is one."""
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
    raise TypeError('%s cannot be converted to an int' % type(value))


def check_type_float(value):
    """A number, or text that is one."""
    if isinstance(value, float):
        return value
    if isinstance(value, (str, bytes, int)):
        try:
            return float(value)
        except ValueError:
            pass
    raise TypeError('%s cannot be converted to a float' % type(value))


def check_type_path(value):
    """The path with `~` and variables of the environment resolved."""
    return os.path.expanduser(os.path.expandvars(check_type_str(value)))


def check_type_raw(value):
    """Anything."""
    return value


def check_type_bytes(value):
    """The number of bytes in a size such as `10M`."""
    try:
        return human_to_bytes(value)
    except ValueError:
        raise TypeError('%s cannot be converted to a Byte value' % type(value))


def check_type_bits(value):
    """The number of bits in a size such as `10Mb`."""
    try:
        return human_to_bytes(value, isbits=True)
    except ValueError:
        raise TypeError('%s cannot be converted to a Bit value' % type(value))


def check_type_jsonarg(value):
    """JSON text of a value; text is taken to be that already."""
    if isinstance(value, (str, bytes)):
        return value.strip()
    if isinstance(value, (list, tuple, dict)):
        return jsonify(value)
    raise TypeError('%s cannot be converted to a json string' % type(value))
