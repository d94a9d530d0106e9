"""Renders the templates given as JSON on standard input with Jinja2, as Ansible sets it up; JSON on standard output."""

import ast
import json
import sys
from collections.abc import Iterator, MappingView

import jinja2


def unrolled(value):
    return list(value) if isinstance(value, (Iterator, MappingView, range)) else value


def finalize(value):
    value = unrolled(value)
    return "" if value is None else value


def unrolling(function):
    def call(*args, **kwargs):
        return unrolled(function(*args, **kwargs))

    for name in dir(function):
        if name.startswith("jinja_"):
            setattr(call, name, getattr(function, name))
    return call


class Chainable(jinja2.StrictUndefined):
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __getitem__(self, name):
        return self

    def __repr__(self):
        # Ansible refuses to print a container with something undefined in it.
        self._fail_with_undefined_error()


def environment():
    made = jinja2.Environment(undefined=Chainable, finalize=finalize, trim_blocks=True)
    for name, function in list(made.filters.items()):
        made.filters[name] = unrolling(function)
    return made


def outcome(env, case):
    try:
        names = {name: ast.literal_eval(text) for name, text in case["vars"].items()}
        return {"text": env.from_string(case["template"]).render(names)}
    except RecursionError:
        return {"error": "recursion"}
    except Exception as error:  # noqa: BLE001
        return {"error": "%s: %s" % (type(error).__name__, error)}


env = environment()
json.dump([outcome(env, case) for case in json.load(sys.stdin)], sys.stdout)
