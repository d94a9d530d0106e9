"""Runs one module of a project. What it is to do comes as a JSON object on standard input:

- `module`: its full name, such as `ansible.modules.greet`;
- `archive`: the zip file beside this one that holds the module and the project's own code that it imports;
- `arguments`: the arguments of the task with the settings that every module is given;
- `missing`: imports of `ansible.module_utils` that the library beside this file does not have, each with its place.
"""
import json
import os
import sys


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    request = json.loads(sys.stdin.read() if sys.version_info < (3,) else sys.stdin.buffer.read().decode('utf-8'))
    if sys.version_info < (3, 6):
        fail('modules need Python 3.6 or later, and %s is %d.%d' % ((sys.executable,) + tuple(sys.version_info[:2])))
    close_input()
    limit_open_files(request.get('open_files', 0))
    archive = os.path.normpath(os.path.join(here, request['archive']))
    # The library of the host goes first only for what ours lacks: the two are never mixed.
    sys.path.remove(here)
    sys.path[:0] = [archive]
    if not (request['missing'] and has_all(request['missing'])):
        if request['missing']:
            fail(told(request['missing'][0]))
        sys.path.insert(1, here)
    run(request['module'], archive, request['arguments'])


def run(name, archive, arguments):
    import runpy
    import ansible.module_utils
    import ansible.module_utils.basic as basic
    ansible.module_utils.__path__.insert(0, os.path.join(archive, 'ansible', 'module_utils'))
    modules = sys.modules.get('ansible.modules') or package('ansible.modules', archive)
    modules.__path__.insert(0, os.path.join(archive, 'ansible', 'modules'))
    basic._ANSIBLE_ARGS = json.dumps({'ANSIBLE_MODULE_ARGS': arguments}).encode('utf-8')
    runpy.run_module(name, run_name='__main__', alter_sys=True)


def package(name, archive):
    import types
    made = types.ModuleType(name)
    made.__path__ = []
    sys.modules[name] = made
    return made


def has_all(missing):
    """Whether the host has what ours lacks, in a library of its own."""
    from importlib import import_module
    try:
        for found in missing:
            import_module(found['name'])
    except ImportError:
        return False
    return True


def told(missing):
    message = '{file}:{line}: the module {module} imports {name}, which neither runbook nor Python on {host} has'
    return message.format(**missing)


def close_input():
    """A module, and what it starts, finds nothing on its standard input."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


def limit_open_files(limit):
    if not limit:
        return
    import resource
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    limited = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limited, hard))
    except (ValueError, OSError):
        pass


def fail(message):
    print(json.dumps({'failed': True, 'changed': False, 'msg': message}))
    sys.exit(1)


if __name__ == '__main__':
    main()
