"""The arguments that a module is given, and its settings among them."""
import json
import os
import sys

from ansible.module_utils.common.text.converters import to_native

_SETTINGS = {
    'check_mode': ('check_mode', False),
    'debug': ('_debug', False),
    'diff': ('_diff', False),
    'keep_remote_files': ('_keep_remote_files', False),
    'module_name': ('_name', None),
    'no_log': ('no_log', False),
    'remote_tmp': ('_remote_tmp', None),
    'selinux_special_fs': ('_selinux_special_fs', ['fuse', 'nfs', 'vboxsf', 'ramfs', '9p', 'vfat']),
    'shell_executable': ('_shell', '/bin/sh'),
    'socket': ('_socket_path', None),
    'string_conversion_action': ('_string_conversion_action', ''),
    'syslog_facility': ('_syslog_facility', 'INFO'),
    'tmpdir': ('_tmpdir', None),
    'verbosity': ('_verbosity', 0),
    'version': ('ansible_version', '0.0'),
}


def read_arguments(given):
    """The arguments: those given, else those in the file named on the command line, else those on standard input."""
    if given is None:
        given = _from_file_or_input()
    try:
        read = json.loads(given.decode('utf-8'))
        return read['ANSIBLE_MODULE_ARGS']
    except ValueError:
        _refuse('Error: Module unable to decode valid JSON on stdin.  Unable to figure out what parameters were passed')
    except (KeyError, TypeError):
        _refuse('Error: Module unable to locate ANSIBLE_MODULE_ARGS in json data from stdin.  '
                'Unable to figure out what parameters were passed')


def _from_file_or_input():
    if len(sys.argv) > 1:
        if os.path.isfile(sys.argv[1]):
            with open(sys.argv[1], 'rb') as file:
                return file.read()
        return sys.argv[1].encode('utf-8', 'surrogateescape')
    return sys.stdin.buffer.read()


def _refuse(message):
    print('\n{"msg": %s, "failed": true}' % json.dumps(to_native(message)))
    sys.exit(1)


def take_settings(module, parameters):
    """Sets the attributes of a module from its settings, which are no arguments."""
    for setting, (attribute, default) in _SETTINGS.items():
        value = parameters.pop('_ansible_' + setting, default)
        if value is not None or not hasattr(module, attribute):
            setattr(module, attribute, default if value is None else value)
    for name in [name for name in parameters if name.startswith('_ansible_')]:
        del parameters[name]


PASS_VARS = {setting: (attribute, default) for setting, (attribute, default) in _SETTINGS.items()}
PASS_BOOLS = ('check_mode', 'debug', 'diff', 'keep_remote_files', 'no_log')
