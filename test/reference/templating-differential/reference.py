"""Renders the templates given as JSON on standard input with Jinja2, as Ansible sets it up; JSON on standard output."""

import ast
import json
import re
import signal
import sys
from collections.abc import Iterator, Mapping, MappingView, Sequence

import jinja2
import jinja2.runtime
from jinja2.nativetypes import NativeEnvironment
from jinja2.utils import missing

LAZY = (Iterator, MappingView, range)


def unrolled(value):
    return list(value) if isinstance(value, LAZY) else value


def refuse_undefined(value):
    """Ansible prints nothing that has something undefined in it."""
    if isinstance(value, Mapping):
        for item in value.values():
            refuse_undefined(item)
    elif isinstance(value, jinja2.Undefined):
        str(value)
    elif isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        for item in value:
            refuse_undefined(item)
    return value


def unrolling(function):
    def call(*args, **kwargs):
        return unrolled(function(*args, **kwargs))

    for name in dir(function):
        if name.startswith("jinja_"):
            setattr(call, name, getattr(function, name))
    return call


class KeptText(str):
    """What some filters give: never taken for a list or dict."""


def keeping(function):
    def call(*args, **kwargs):
        return KeptText(function(*args, **kwargs))

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

    def __contains__(self, item):
        self._fail_with_undefined_error()

    def __repr__(self):
        owner = "missing" if self._undefined_obj is missing else repr(self._undefined_obj)
        return "AnsibleUndefined(hint=%r, obj=%s, name=%r)" % (self._undefined_hint, owner, self._undefined_name)


class JsonNames(ast.NodeTransformer):
    NAMES = {"true": True, "false": False, "null": None}

    def visit_Name(self, node):
        return ast.Constant(self.NAMES[node.id]) if node.id in self.NAMES else node


def literal(text, names):
    tree = ast.parse(text, mode="eval")
    return ast.literal_eval(ast.fix_missing_locations(JsonNames().visit(tree)) if names else tree)


NO_LITERAL = (TypeError, ValueError, SyntaxError, MemoryError)


def text_of(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def shown(value):
    """The repr of a result; sets read from a text have no order of their own, so they are sorted."""
    if type(value) is set and value:
        return "{%s}" % ", ".join(sorted(map(shown, value)))
    if type(value) is dict:
        return "{%s}" % ", ".join("%s: %s" % (shown(key), shown(item)) for key, item in value.items())
    if type(value) is list:
        return "[%s]" % ", ".join(map(shown, value))
    if type(value) is tuple:
        return "(%s%s)" % (", ".join(map(shown, value)), "," if len(value) == 1 else "")
    return repr(value)


def as_text(pieces):
    return "".join([text_of(piece) for piece in pieces])


# Blocks that are called give text, as they do in later versions of Jinja2.
jinja2.runtime.concat = as_text


def as_converted(pieces):
    pieces = list(pieces)
    if not pieces:
        return ""
    if len(pieces) == 1 and isinstance(pieces[0], KeptText):
        return pieces[0]
    text = as_text(pieces)
    if text.startswith(("{", "[")) or text in ("True", "False"):
        try:
            return literal(text, names=True)
        except NO_LITERAL:
            pass
    return text


def as_native(pieces):
    pieces = list(pieces)
    if not pieces:
        return None
    if len(pieces) == 1 and (isinstance(pieces[0], KeptText) or not isinstance(pieces[0], str)):
        return pieces[0]
    text = as_text(pieces)
    try:
        value = literal(text, names=False)
    except NO_LITERAL:
        return text
    return text[0] + value + text[0] if isinstance(value, str) else value


CONCAT = {"text": as_text, "convert": as_converted, "native": as_native}
TEXT_FILTERS = ("string",)


def unique(env, value, case_sensitive=None, attribute=None):
    """As Ansible has it, what can't be hashed included."""
    try:
        return list(jinja2.filters.do_unique(env, value, case_sensitive, attribute))
    except Exception:
        if attribute or case_sensitive is False:
            raise
        kept = []
        for item in value:
            if item not in kept:
                kept.append(item)
        return kept


def environment(mode, options, files):
    def finalize(value):
        value = unrolled(refuse_undefined(value))
        return "" if value is None and mode != "native" else value

    made = NativeEnvironment(
        undefined=Chainable,
        finalize=finalize,
        trim_blocks=options["trimBlocks"],
        lstrip_blocks=options["lstripBlocks"],
        loader=jinja2.DictLoader(files),
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"],
        cache_size=0,
    )
    made.filters["unique"] = jinja2.pass_environment(unique)
    for name, function in list(made.filters.items()):
        kept = keeping(function) if name in TEXT_FILTERS else function
        made.filters[name] = unrolling(kept)
    made.concat = CONCAT[mode]
    return made


LONE = re.compile(r"^{{\s*(\w*)\s*}}$")


def outcome(case):
    try:
        names = {name: ast.literal_eval(text) for name, text in case["vars"].items()}
        mode = case["mode"]
        env = environment(mode, case, case["files"])
        template = env.from_string(case["template"])
        lone = LONE.match(case["template"]) if mode != "text" else None
        if lone and isinstance(names.get(lone[1], ""), (bool, int, float, type(None))):
            return {"text": repr(names[lone[1]])}
        names = {**template.globals, **names}
        result = env.concat(template.root_render_func(template.new_context(names, shared=True)))
        if isinstance(result, str):
            ends = len(case["template"]) - len(case["template"].rstrip("\n"))
            result += "\n" * max(0, ends - (len(result) - len(result.rstrip("\n"))))
            return {"text": result} if mode == "text" else {"text": repr(str(result))}
        if isinstance(result, jinja2.Undefined):
            return {"text": repr(str(result))}
        return {"text": shown(unrolled(result))}
    except RecursionError:
        return {"error": "recursion"}
    except Exception as error:  # noqa: BLE001
        return {"error": "%s: %s" % (type(error).__name__, error)}




class Ordered(set):
    """A set that keeps the order of insertion, as results are compared by their text."""

    def __init__(self, items=()):
        self.items = list(dict.fromkeys(items))
        set.__init__(self, self.items)

    def __iter__(self):
        return iter(self.items)

    def __repr__(self):
        return "{%s}" % ", ".join(map(repr, self.items)) if self.items else "set()"

    def __and__(self, other):
        return Ordered(item for item in self.items if item in other)

    def __sub__(self, other):
        return Ordered(item for item in self.items if item not in other)

    def __or__(self, other):
        return Ordered(self.items + list(other))

    def __xor__(self, other):
        return Ordered(list(self - other) + [item for item in other if item not in self])


class Ansible:
    """Ansible's own templating, in a folder for the files of the case that runs."""

    def __init__(self):
        import tempfile

        import ansible.template
        from ansible.parsing.dataloader import DataLoader
        from ansible.utils.display import Display

        Display.warning = Display.deprecated = lambda *args, **kwargs: None
        from ansible.plugins.loader import filter_loader

        for name in ("union", "intersect", "difference", "symmetric_difference"):
            filter_loader.get(name).j2_function.__globals__["set"] = Ordered
        self.module = ansible.template
        self.folder = tempfile.mkdtemp()
        self.loader = DataLoader()
        self.loader.set_basedir(self.folder)

    def render(self, case, names):
        import os

        for name in os.listdir(self.folder):
            os.unlink(os.path.join(self.folder, name))
        for name, text in case["files"].items():
            with open(os.path.join(self.folder, name), "w", newline="") as file:
                file.write(text)
        constants = self.module.C
        constants.DEFAULT_JINJA2_NATIVE = case["mode"] == "native"
        constants.DEFAULT_JINJA2_EXTENSIONS = "jinja2.ext.do,jinja2.ext.loopcontrols"
        templar = self.module.Templar(self.loader, variables=names)
        templar.environment.loader.searchpath = [self.folder]
        if case["mode"] != "text":
            result = unrolled(templar.template(case["template"]))
            return shown(str(result) if isinstance(result, str) else result)
        templar = templar.copy_with_new_env(
            environment_class=self.module.AnsibleEnvironment,
            searchpath=[self.folder],
            available_variables=names,
            trim_blocks=case["trimBlocks"],
            lstrip_blocks=case["lstripBlocks"],
        )
        return str(templar.do_template(case["template"], escape_backslashes=False))


def ansible_outcome(ansible, case):
    names = {name: ast.literal_eval(text) for name, text in case["vars"].items()}
    try:
        text = ansible.render(case, names)
        # What fails while constants are folded is given back as it was written.
        unchanged = "{" in case["template"] and text in (case["template"], repr(case["template"]))
        return {"left_out": True} if unchanged else {"text": text}
    except RecursionError:
        return {"error": "recursion"}
    except NameError:
        # Infinity as a folded constant is a name in the code that Jinja2 makes.
        return {"left_out": True}
    except Exception as error:  # noqa: BLE001
        return {"error": "%s: %s" % (type(error).__name__, error)}


class TooLong(BaseException):
    pass


def give_up(*_):
    raise TooLong()


def limited(function):
    """What a case gives, unless that takes too long."""
    signal.signal(signal.SIGALRM, give_up)

    def call(case):
        signal.setitimer(signal.ITIMER_REAL, 5)
        try:
            return function(case)
        except TooLong:
            return {"left_out": True}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    return call


CASES = json.load(sys.stdin)
if any(case["ansible"] for case in CASES):
    ANSIBLE = Ansible()
    OUTCOME = limited(lambda case: ansible_outcome(ANSIBLE, case))
else:
    OUTCOME = limited(outcome)
json.dump([OUTCOME(case) for case in CASES], sys.stdout)
