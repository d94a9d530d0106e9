"""Runs the module again with another Python, where that has a package that it needs."""
import os
import subprocess
import sys

_MARK = '_RUNBOOK_RESPAWNED'
_CODE = '''
import runpy, sys
for path in reversed({path!r}):
    if path not in sys.path:
        sys.path.insert(0, path)
import ansible.module_utils, ansible.module_utils.basic as basic, types
for name, package in {packages!r}:
    module = sys.modules.get(name)
    if module is None:
        module = sys.modules[name] = types.ModuleType(name)
    module.__path__ = package
basic._ANSIBLE_ARGS = {arguments!r}
runpy.run_module({name!r}, run_name='__main__', alter_sys=True)
'''


def has_respawned():
    """True in a module that was run again."""
    return _MARK in os.environ


def respawn_module(interpreter_path):
    """Runs the module again with this Python, and ends as it does. It can be done once."""
    if has_respawned():
        raise Exception('module has already been respawned')
    code = _payload().encode('utf-8')
    environment = dict(os.environ, **{_MARK: '1'})
    process = subprocess.Popen([interpreter_path, '-'], stdin=subprocess.PIPE, env=environment)
    process.communicate(code)
    sys.exit(process.returncode)


def _payload():
    import ansible.module_utils
    from ansible.module_utils import basic
    names = [name for name in ('ansible.module_utils', 'ansible.modules') if name in sys.modules]
    packages = [(name, list(sys.modules[name].__path__)) for name in names]
    library = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(basic.__file__))))
    name = sys.modules['__main__'].__spec__.name
    ours = os.path.dirname(library)
    path = [entry for entry in sys.path if entry.endswith('.zip') and ours.startswith(os.path.dirname(entry))]
    return _CODE.format(path=path + [library], packages=packages, arguments=basic._ANSIBLE_ARGS, name=name)


def probe_interpreters_for_module(interpreter_paths, module_name):
    """The first Python that is there and can import the module; None where there is none."""
    for path in interpreter_paths:
        if not os.path.exists(path):
            continue
        try:
            command = [path, '-c', 'import %s' % module_name]
            if subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
                return path
        except OSError:
            continue
    return None
