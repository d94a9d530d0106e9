"""How a module ends and what it tells."""
import os
import pwd
import grp
import stat
import sys
import syslog
import traceback

from ansible.module_utils.common.collections import is_sequence
from ansible.module_utils.common.parameters import remove_values
from ansible.module_utils.common.text.converters import jsonify, to_native
from ansible.module_utils.common.warnings import deprecate, get_deprecation_messages, get_warning_messages, warn
from collections.abc import Mapping


class Output:
    """Results, warnings and the log."""

    def warn(self, warning):
        """Warns of something."""
        warn(warning)
        self.log('[WARNING] %s' % warning)

    def deprecate(self, msg, version=None, date=None, collection_name=None):
        """Warns of what will be gone in a version or after a date."""
        if version is not None and date is not None:
            raise AssertionError('implementation error -- version and date must not both be set')
        deprecate(msg, version=version, date=date, collection_name=collection_name)
        self.log('[DEPRECATION WARNING] %s %s' % (msg, date if date is not None else version))

    def debug(self, msg):
        """Logs a message where debugging is asked for."""
        if self._debug:
            self.log('[debug] %s' % msg)

    def log(self, msg, log_args=None):
        """Writes to the system's log, unless nothing is to be logged."""
        if self.no_log:
            return
        if not isinstance(msg, (str, bytes)):
            raise TypeError('msg should be a string (got %s)' % type(msg))
        text = remove_values(to_native(msg), self.no_log_values)
        facility = getattr(syslog, self._syslog_facility, syslog.LOG_USER)
        syslog.openlog('ansible-%s' % os.path.basename(self._name or 'module'), 0, facility)
        syslog.syslog(syslog.LOG_INFO, text.replace('\0', ' ').encode('utf-8', 'replace').decode('utf-8'))

    def jsonify(self, data):
        """JSON text."""
        try:
            return jsonify(data)
        except UnicodeError as error:
            self.fail_json(msg=to_native(error))

    def exit_json(self, **kwargs):
        """Ends the module with its result."""
        self.do_cleanup_files()
        self._return_formatted(kwargs)
        sys.exit(0)

    def fail_json(self, msg, **kwargs):
        """Ends the module with a failure."""
        kwargs['failed'] = True
        kwargs['msg'] = msg
        if 'exception' not in kwargs and sys.exc_info()[2] and (self._debug or self._verbosity >= 3):
            kwargs['exception'] = ''.join(traceback.format_tb(sys.exc_info()[2]))
        self.do_cleanup_files()
        self._return_formatted(kwargs)
        sys.exit(1)

    def fail_on_missing_params(self, required_params=None):
        """Fails unless these options were given."""
        missing = [name for name in required_params or [] if not self.params.get(name)]
        if missing:
            self.fail_json(msg='missing required arguments: %s' % ', '.join(missing))

    def add_path_info(self, kwargs):
        """Adds what the file of the result is like."""
        path = kwargs.get('path', kwargs.get('dest', None))
        if path is None or not os.path.lexists(os.fsencode(path) if isinstance(path, str) else path):
            return kwargs
        status = os.lstat(path)
        kwargs.update(
            uid=status.st_uid, gid=status.st_gid, owner=_name_of(pwd.getpwuid, status.st_uid),
            group=_name_of(grp.getgrgid, status.st_gid), mode='0%03o' % stat.S_IMODE(status.st_mode),
            state=_state_of(path, status), size=status.st_size)
        if self.selinux_enabled():
            kwargs['secontext'] = ':'.join(self.selinux_context(path))
        return kwargs

    def _return_formatted(self, kwargs):
        self.add_path_info(kwargs)
        kwargs.setdefault('invocation', {'module_args': self.params})
        self._add_warnings(kwargs)
        kwargs = remove_values(kwargs, self.no_log_values)
        print('\n%s' % self.jsonify(kwargs))

    def _add_warnings(self, kwargs):
        for warning in _listed(kwargs.get('warnings')):
            self.warn(warning)
        if get_warning_messages():
            kwargs['warnings'] = get_warning_messages()
        for deprecation in _listed(kwargs.get('deprecations')):
            if is_sequence(deprecation) and len(deprecation) == 2:
                self.deprecate(deprecation[0], version=deprecation[1])
            elif isinstance(deprecation, Mapping):
                self.deprecate(
                    deprecation['msg'], version=deprecation.get('version'), date=deprecation.get('date'),
                    collection_name=deprecation.get('collection_name'))
            else:
                self.deprecate(deprecation)
        if get_deprecation_messages():
            kwargs['deprecations'] = get_deprecation_messages()


def _listed(value):
    if value is None:
        return []
    return value if isinstance(value, (list, tuple)) else [value]


def _name_of(find, number):
    try:
        return find(number)[0]
    except KeyError:
        return str(number)


def _state_of(path, status):
    if stat.S_ISLNK(status.st_mode):
        return 'link'
    if stat.S_ISDIR(status.st_mode):
        return 'directory'
    return 'hard' if status.st_nlink > 1 else 'file'
