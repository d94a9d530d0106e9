"""Checks arguments against their declaration."""
from ansible.module_utils.common.parameters import (
    check_argument_types, check_argument_values, handle_aliases, list_deprecations, list_no_log_values, set_defaults,
    set_fallbacks, takes_options,
)
from ansible.module_utils.common.text.converters import to_native
from ansible.module_utils.common.validation import (
    check_mutually_exclusive, check_required_arguments, check_required_by, check_required_if, check_required_one_of,
    check_required_together, check_type_dict,
)
from ansible.module_utils.common.warnings import deprecate, warn
from ansible.module_utils.errors import (
    AliasError, AnsibleValidationErrorMultiple, MutuallyExclusiveError, NoLogError, RequiredByError, RequiredDefaultError,
    RequiredError, RequiredIfError, RequiredOneOfError, RequiredTogetherError, SubParameterTypeError, UnsupportedError,
)
from copy import deepcopy


class ValidationResult:
    """The arguments as they count, and what is wrong with them."""

    def __init__(self, parameters):
        self._no_log_values = set()
        self._unsupported_parameters = set()
        self._supported = ''
        self._validated_parameters = deepcopy(parameters)
        self._deprecations = []
        self._warnings = []
        self._aliases = {}
        self.errors = AnsibleValidationErrorMultiple()

    @property
    def validated_parameters(self):
        """The arguments with their types and defaults."""
        return self._validated_parameters

    @property
    def unsupported_parameters(self):
        """Names that are not declared."""
        return self._unsupported_parameters

    @property
    def error_messages(self):
        """What is wrong, as texts."""
        return self.errors.messages


class Rules:
    """How the options of one level belong together."""

    def __init__(self, spec):
        self.mutually_exclusive = spec.get('mutually_exclusive')
        self.required_together = spec.get('required_together')
        self.required_one_of = spec.get('required_one_of')
        self.required_if = spec.get('required_if')
        self.required_by = spec.get('required_by')

    def check(self, parameters, errors, options_context=None):
        """All but what excludes each other, which is asked before defaults are set."""
        for rules, check, kind in (
            (self.required_together, check_required_together, RequiredTogetherError),
            (self.required_one_of, check_required_one_of, RequiredOneOfError),
            (self.required_if, check_required_if, RequiredIfError),
            (self.required_by, check_required_by, RequiredByError),
        ):
            _attempt(lambda: check(rules, parameters, options_context), kind, errors)


class ArgumentSpecValidator:
    """Checks arguments against a declaration; `validate` does not change what it is given."""

    def __init__(self, argument_spec, mutually_exclusive=None, required_together=None, required_one_of=None,
                 required_if=None, required_by=None):
        self.argument_spec = argument_spec
        self._rules = Rules(dict(
            mutually_exclusive=mutually_exclusive, required_together=required_together, required_one_of=required_one_of,
            required_if=required_if, required_by=required_by))
        self._valid_parameter_names = set(_with_aliases(name, spec.get('aliases')) for name, spec in argument_spec.items())

    def validate(self, parameters, *args, **kwargs):
        """The result of the check."""
        result = ValidationResult(parameters)
        result._no_log_values.update(set_fallbacks(self.argument_spec, result._validated_parameters))
        try:
            result._aliases = _check_level(self.argument_spec, result._validated_parameters, self._rules, Level(result))
        except _Unreadable as unreadable:
            result.errors.append(unreadable.args[0])
            return result
        if result._unsupported_parameters:
            message = '%s. Supported parameters include: %s.' % (
                ', '.join(sorted(_dotted(path) for path in result._unsupported_parameters)),
                result._supported)
            result.errors.append(UnsupportedError(message))
        return result


class ModuleArgumentSpecValidator(ArgumentSpecValidator):
    """The same for a module, which warns of what is out of date."""

    def validate(self, parameters):
        result = super(ModuleArgumentSpecValidator, self).validate(parameters)
        own = [deprecation for deprecation in result._deprecations if '.' not in deprecation['name']]
        _tell_of_aliases(own)
        for deprecation in list_deprecations(self.argument_spec, _by_names(result, parameters)):
            deprecate(_deprecated('Param', deprecation.pop('name')), **deprecation)
        _tell_of_aliases([deprecation for deprecation in result._deprecations if deprecation not in own])
        for warning in result._warnings:
            warn('Both option {option} and its alias {alias} are set.'.format(**warning))
        return result


class Level:
    """Where a check stands: the options of the module, or those of an option."""

    def __init__(self, result, path=(), shown=''):
        self.result = result
        self.path = path
        self.shown = shown

    def within(self, name, index=None):
        """The level of the options of an option, or of an item of it."""
        place = name if index is None else '%s[%d]' % (name, index)
        return Level(self.result, self.path + (name,), '%s%s.' % (self.shown, place))


class _Unreadable(Exception):
    """The declaration or the arguments are such that no more can be said."""


def _check_level(spec, parameters, rules, level):
    result, context = level.result, list(level.path)
    errors = result.errors
    aliases = _read_aliases(spec, parameters, level)
    try:
        list_no_log_values(spec, parameters, result._no_log_values)
    except TypeError as error:
        errors.append(NoLogError(to_native(error)))
    _note_unsupported(spec, parameters, aliases, level)
    exclusive = rules.mutually_exclusive
    _attempt(lambda: check_mutually_exclusive(exclusive, parameters, context), MutuallyExclusiveError, errors)
    result._no_log_values.update(set_defaults(spec, parameters, set_default=False))
    _attempt(lambda: check_required_arguments(spec, parameters, context), RequiredError, errors)
    check_argument_types(spec, parameters, errors, options_context=context)
    check_argument_values(spec, parameters, errors, context)
    rules.check(parameters, errors, context)
    set_defaults(spec, parameters)
    _check_options(spec, parameters, level)
    return aliases


def _read_aliases(spec, parameters, level):
    result, shown = level.result, level.shown
    warnings, deprecations = [], []
    try:
        aliases = handle_aliases(spec, parameters, warnings, deprecations)
    except ValueError as error:
        raise _Unreadable(RequiredDefaultError(to_native(error)))
    except AliasError as error:
        raise _Unreadable(error)
    result._warnings.extend({'option': shown + option, 'alias': shown + alias} for option, alias in warnings)
    result._deprecations.extend(dict(deprecation, name=shown + deprecation['name']) for deprecation in deprecations)
    return aliases


def _note_unsupported(spec, parameters, aliases, level):
    known = set(spec).union(aliases)
    unknown = {name for name in parameters if name not in known}
    result = level.result
    if unknown and not result._supported:
        result._supported = _names(spec)
    for name in unknown:
        result._unsupported_parameters.add(level.path + (name,) if level.path else name)


def _check_options(spec, parameters, level):
    """The options of options."""
    for name, option in spec.items():
        options = option.get('options')
        if not takes_options(option):
            continue
        if option.get('apply_defaults', False) and options is not None and parameters.get(name) is None:
            parameters[name] = {}
        if options is None or parameters.get(name) is None:
            continue
        if isinstance(parameters[name], list):
            parameters[name] = [
                _checked_options((name, index), value, option, level) for index, value in enumerate(parameters[name])
            ]
        else:
            parameters[name] = _checked_options((name, None), parameters[name], option, level)


def _checked_options(place, value, option, level):
    (name, index), options = place, option['options']
    if isinstance(value, str):
        value = check_type_dict(value)
    if not isinstance(value, dict):
        level.result.errors.append(SubParameterTypeError(
            'value of %s must be of type dict or list of dicts%s' % (
                name, ' found in %s' % ' -> '.join(level.path) if level.path else '')))
        return value
    level.result._no_log_values.update(set_fallbacks(options, value))
    _check_level(options, value, Rules(option), level.within(name, index))
    return value


def _by_names(result, parameters):
    return {result._aliases.get(name, name): value for name, value in parameters.items()}


def _tell_of_aliases(deprecations):
    for deprecation in deprecations:
        deprecate(
            _deprecated('Alias', deprecation['name']), version=deprecation.get('version'), date=deprecation.get('date'),
            collection_name=deprecation.get('collection_name'))


def _deprecated(kind, name):
    return "%s '%s' is deprecated. See the module docs for more information" % (kind, name)


def _attempt(check, kind, errors):
    try:
        check()
    except TypeError as error:
        errors.append(kind(to_native(error)))


def _names(spec):
    aliases = sorted(alias for option in spec.values() for alias in option.get('aliases') or ())
    return ', '.join(sorted(spec)) + (' (%s)' % ', '.join(aliases) if aliases else '')


def _with_aliases(name, aliases):
    return '{name} ({aliases})'.format(name=name, aliases=', '.join(sorted(aliases))) if aliases else name


def _dotted(path):
    return path if isinstance(path, str) else '.'.join(path)
