"""Programs of the host."""
import os

from ansible.module_utils.common.file import is_executable

_SYSTEM = ('/sbin', '/usr/sbin', '/usr/local/sbin')


def get_bin_path(arg, opt_dirs=None, required=None):
    """The path of a program, looked for in further directories, along PATH and where systems keep theirs."""
    if os.path.isabs(arg) and is_program(arg):
        return arg
    searched = [path for path in opt_dirs or [] if path is not None and os.path.exists(path)]
    searched += os.environ.get('PATH', '').split(os.pathsep)
    searched += [path for path in _SYSTEM if path not in searched and os.path.exists(path)]
    for folder in searched:
        path = os.path.join(folder, arg)
        if folder and is_program(path):
            return path
    raise ValueError('Failed to find required executable "%s" in paths: %s' % (arg, os.pathsep.join(searched)))


def is_program(path):
    """True for a file that can be run."""
    return os.path.exists(path) and not os.path.isdir(path) and bool(is_executable(path))
