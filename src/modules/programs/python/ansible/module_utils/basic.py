"""AnsibleModule: what modules written in Python are made with."""
import json
import locale
import os
import sys
import tempfile
# Old modules take these from here, with `import *`.
import datetime, errno, grp, hashlib, platform, pwd, re, shlex, shutil, stat, subprocess, time, traceback, types

from ansible.module_utils._support.arguments import PASS_BOOLS, PASS_VARS, read_arguments, take_settings
from ansible.module_utils._support.attributes import Attributes
from ansible.module_utils._support.commands import Commands, heuristic_log_sanitize
from ansible.module_utils._support.files import Files
from ansible.module_utils._support.output import Output
from ansible.module_utils.common._collections_compat import (
    KeysView, Mapping, MutableMapping, Sequence, MutableSequence, Set, MutableSet,
)
from ansible.module_utils.common.arg_spec import ModuleArgumentSpecValidator
from ansible.module_utils.common.collections import is_iterable
from ansible.module_utils.common.file import (
    FILE_ATTRIBUTES, S_IRWU_RG_RO, S_IRWXU_RXG_RXO, _DEFAULT_PERM, _EXEC_PERM_BITS, _PERM_BITS, format_attributes,
    get_file_arg_spec, get_flags_from_attributes, is_executable,
)
from ansible.module_utils.common.locale import get_best_parsable_locale
from ansible.module_utils.common.parameters import (
    env_fallback, remove_values, sanitize_keys, DEFAULT_TYPE_VALIDATORS,
)
from ansible.module_utils.common.process import get_bin_path
from ansible.module_utils.common.sys_info import get_distribution, get_distribution_version, get_platform_subclass
from ansible.module_utils.common.text.converters import (
    container_to_bytes as json_dict_unicode_to_bytes, container_to_text as json_dict_bytes_to_unicode, jsonify,
    to_bytes, to_native, to_text,
)
from ansible.module_utils.common.text.formatters import SIZE_RANGES, bytes_to_human, human_to_bytes, lenient_lowercase
from ansible.module_utils.common.validation import (
    check_missing_parameters, check_type_bits, check_type_bool, check_type_bytes, check_type_dict, check_type_float,
    check_type_int, check_type_jsonarg, check_type_list, check_type_path, check_type_raw, check_type_str, safe_eval,
)
from ansible.module_utils.common.warnings import deprecate, get_deprecation_messages, get_warning_messages, warn
from ansible.module_utils.errors import AnsibleFallbackNotFound, AnsibleValidationErrorMultiple, UnsupportedError
from ansible.module_utils.pycompat24 import get_exception
from ansible.module_utils.parsing.convert_bool import BOOLEANS, BOOLEANS_FALSE, BOOLEANS_TRUE, boolean
from ansible.module_utils.six import (
    PY2, PY3, b, binary_type, integer_types, iteritems, string_types, text_type,
)
from ansible.module_utils.six.moves import map, reduce, shlex_quote

NoneType = type(None)
NUMBERTYPES = (int, float)
SEQUENCETYPE = frozenset, KeysView, Sequence
unicode, basestring = str, str
_literal_eval = __import__('ast').literal_eval

FILE_COMMON_ARGUMENTS = get_file_arg_spec()

#: Names of options that look as if they were secret.
PASSWORD_MATCH = re.compile(r'(?:^|[-_\s])pass[-_\s]?(?:word|phrase|wrd|wd)?(?:$|[-_\s])', re.I)

#: The arguments as JSON, set by whoever runs the module.
_ANSIBLE_ARGS = None


def _load_params():
    """The arguments of this module, with its settings."""
    return read_arguments(_ANSIBLE_ARGS)


def get_platform():
    """The name of the system."""
    return platform.system()


def load_platform_subclass(cls, *args, **kwargs):
    """An object of the class for this system."""
    return super(cls, get_platform_subclass(cls)).__new__(get_platform_subclass(cls))


def get_all_subclasses(cls):
    """All classes below one."""
    from ansible.module_utils.common._utils import get_all_subclasses as found
    return list(found(cls))


def missing_required_lib(library, reason=None, url=None):
    """What to tell where a Python package is missing."""
    where = "Failed to import the required Python library (%s) on %s's Python %s." % (
        library, platform.node(), sys.executable)
    why = ' This is required %s.' % reason if reason else ''
    more = ' See %s for more info.' % url if url else ''
    return '%s%s%s Please read the module documentation and install it in the appropriate location. If the required ' \
        'library is installed, but Ansible is using the wrong Python interpreter, please consult the documentation on ' \
        'ansible_python_interpreter' % (where, why, more)


class AnsibleModule(Output, Commands, Files, Attributes):
    """The arguments of a module, checked, and the ways to act on them and to answer."""

    def __init__(self, argument_spec, bypass_checks=False, no_log=False, mutually_exclusive=None,
                 required_together=None, required_one_of=None, add_file_common_args=False, supports_check_mode=False,
                 required_if=None, required_by=None):
        self._name = os.path.basename(__file__)
        self.argument_spec = argument_spec
        self.supports_check_mode = supports_check_mode
        self.bypass_checks = bypass_checks
        self.mutually_exclusive = mutually_exclusive
        self.required_together = required_together
        self.required_one_of = required_one_of
        self.required_if = required_if
        self.required_by = required_by
        self.cleanup_files = []
        self.no_log_values = set()
        self.run_command_environ_update = {}
        self._clean = {}
        self._string_conversion_action = ''
        self._made_tmpdir = None
        if add_file_common_args:
            for name, option in FILE_COMMON_ARGUMENTS.items():
                self.argument_spec.setdefault(name, option)
        self._load_params()
        # What is said while the settings are read is said by these.
        self._debug, self._verbosity, self.no_log, self._syslog_facility = False, 0, no_log, 'LOG_USER'
        take_settings(self, self.params)
        self.no_log = self.no_log or no_log
        self._set_cwd()
        self._check_arguments()
        self._check_locale()

    def _load_params(self):
        self.params = _load_params()

    def _check_arguments(self):
        validator = ModuleArgumentSpecValidator(
            self.argument_spec, self.mutually_exclusive, self.required_together, self.required_one_of, self.required_if,
            self.required_by)
        result = self.validation_result = validator.validate(self.params)
        self.params.update(result.validated_parameters)
        self.no_log_values.update(result._no_log_values)
        self.aliases = result._aliases
        error = result.errors[0] if result.errors.errors else None
        if error is not None and not (self.bypass_checks and not isinstance(error, UnsupportedError)):
            message = result.errors.msg
            if isinstance(error, UnsupportedError):
                message = 'Unsupported parameters for (%s) %s: %s' % (self._name, 'module', message)
            self.fail_json(msg=message)
        if self.check_mode and not self.supports_check_mode:
            self.exit_json(skipped=True, msg='remote module (%s) does not support check mode' % self._name)

        if not self.no_log:
            self._log_invocation()

    def _log_invocation(self):
        told = {}
        for name, value in self.params.items():
            hidden = self.argument_spec.get(self.aliases.get(name, name), {}).get('no_log')
            if hidden is None and PASSWORD_MATCH.search(name):
                told[name] = 'NOT_LOGGING_PASSWORD'
                self.warn('Module did not set no_log for %s' % name)
            else:
                told[name] = 'NOT_LOGGING_PARAMETER' if hidden else heuristic_log_sanitize(to_text(value), self.no_log_values)
        words = ' '.join('%s=%s' % pair for pair in told.items())
        self.log('Invoked with %s' % words if words else 'Invoked', log_args=told)

    @property
    def tmpdir(self):
        """A directory of the module's own."""
        if self._tmpdir is None:
            base = os.path.expanduser(os.path.expandvars(self._remote_tmp or '~/.ansible/tmp'))
            if not os.path.isdir(base):
                base = tempfile.gettempdir()
            import atexit
            self._tmpdir = tempfile.mkdtemp(prefix='ansible-moduletmp-', dir=base)
            atexit.register(shutil.rmtree, self._tmpdir, True)
        return self._tmpdir

    def boolean(self, arg):
        """The bool that a value stands for; None stays None."""
        if arg is None:
            return arg
        try:
            return boolean(arg)
        except TypeError as error:
            self.fail_json(msg=to_native(error))

    def from_json(self, data):
        """The value of JSON text."""
        return json.loads(data)

    def safe_eval(self, value, locals=None, include_exceptions=False):
        """What a text that is a Python literal says."""
        return safe_eval(value, locals, include_exceptions)

    def bytes_to_human(self, size):
        """A size as people write it."""
        return bytes_to_human(size)

    pretty_bytes = bytes_to_human

    def human_to_bytes(self, number, isbits=False):
        """The number in a size as people write it."""
        return human_to_bytes(number, isbits)

    def get_buffer_size(self, fd):
        """How much is read of a pipe at once."""
        return 9000

    def _set_cwd(self):
        """Goes where one can be: the directory of whoever started the module may be closed to it."""
        try:
            here = os.getcwd()
            if os.access(here, os.F_OK | os.R_OK):
                return here
        except OSError:
            pass
        for folder in [self._tmpdir, os.path.expandvars('$HOME'), tempfile.gettempdir()]:
            try:
                if folder and os.access(folder, os.F_OK | os.R_OK):
                    os.chdir(folder)
                    return folder
            except OSError:
                continue
        return None

    def _check_locale(self):
        """A locale that the host does not have would fail in every program."""
        try:
            locale.setlocale(locale.LC_ALL, '')
        except locale.Error:
            best = get_best_parsable_locale(self)
            locale.setlocale(locale.LC_ALL, best)
            os.environ.update({'LANG': best, 'LC_ALL': best, 'LC_MESSAGES': best})


def get_module_path():
    """The directory of the module."""
    return os.path.dirname(os.path.realpath(__file__))
