"""What modules that also ran on Python 2 take from six, for Python 3."""
import builtins
import functools
import io
import operator
import sys
import types

from ansible.module_utils.six import moves

PY2 = False
PY3 = True
PY34 = True

string_types = (str,)
integer_types = (int,)
class_types = (type,)
text_type = str
binary_type = bytes
MAXSIZE = sys.maxsize

StringIO = io.StringIO
BytesIO = io.BytesIO
Iterator = object
next = advance_iterator = builtins.next
callable = builtins.callable
unichr = chr
int2byte = operator.methodcaller('to_bytes', 1, 'big')
byte2int = operator.itemgetter(0)
indexbytes = operator.getitem
iterbytes = iter
get_method_function = operator.attrgetter('__func__')
get_method_self = operator.attrgetter('__self__')
get_function_closure = operator.attrgetter('__closure__')
get_function_code = operator.attrgetter('__code__')
get_function_defaults = operator.attrgetter('__defaults__')
get_function_globals = operator.attrgetter('__globals__')
wraps = functools.wraps
exec_ = builtins.exec
print_ = builtins.print
create_bound_method = types.MethodType


def iteritems(d, **kwargs):
    """The pairs of a mapping."""
    return iter(d.items(**kwargs))


def iterkeys(d, **kwargs):
    """The keys of a mapping."""
    return iter(d.keys(**kwargs))


def itervalues(d, **kwargs):
    """The values of a mapping."""
    return iter(d.values(**kwargs))


def iterlists(d, **kwargs):
    """The pairs of a mapping that has lists of values."""
    return iter(d.lists(**kwargs))


viewitems = operator.methodcaller('items')
viewkeys = operator.methodcaller('keys')
viewvalues = operator.methodcaller('values')


def b(s):
    """Bytes of a literal."""
    return s.encode('latin-1')


def u(s):
    """Text of a literal."""
    return s


def ensure_text(s, encoding='utf-8', errors='strict'):
    """Text of text or bytes."""
    return s.decode(encoding, errors) if isinstance(s, bytes) else _only(str, s)


def ensure_binary(s, encoding='utf-8', errors='strict'):
    """Bytes of text or bytes."""
    return s.encode(encoding, errors) if isinstance(s, str) else _only(bytes, s)


ensure_str = ensure_text


def _only(kind, s):
    if not isinstance(s, kind):
        raise TypeError("not expecting type '%s'" % type(s))
    return s


def reraise(tp, value, tb=None):
    """Raises an exception again, with its traceback."""
    raised = tp() if value is None else value
    raise raised.with_traceback(tb) if raised.__traceback__ is not tb else raised


def raise_from(value, from_value):
    """Raises with a cause."""
    raise value from from_value


def with_metaclass(meta, *bases):
    """A base class that makes its subclasses with this metaclass."""
    return meta('temporary_class', bases, {})


def add_metaclass(metaclass):
    """A decorator that makes the class again with this metaclass."""
    def made_again(cls):
        body = {key: value for key, value in vars(cls).items() if key not in ('__dict__', '__weakref__')}
        for slot in [body.get('__slots__')] if isinstance(body.get('__slots__'), str) else body.get('__slots__') or ():
            body.pop(slot, None)
        return metaclass(cls.__name__, cls.__bases__, body)
    return made_again


def python_2_unicode_compatible(cls):
    """Nothing: text is Unicode."""
    return cls


def get_unbound_function(unbound):
    """Nothing: functions are not bound by their class."""
    return unbound


def create_unbound_method(func, cls):
    """Nothing: functions are not bound by their class."""
    return func


def add_move(move):
    """Adds an attribute to `moves`."""
    setattr(moves, move.name, move._resolve())
