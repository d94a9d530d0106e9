"""What has another name in Python 3, and the modules of it, which can be imported from here by either name."""
import builtins
import collections
import functools
import importlib
import importlib.machinery
import io
import itertools
import os
import shlex
import subprocess
import sys
import types

cStringIO = StringIO = io.StringIO
filter = builtins.filter
map = builtins.map
zip = builtins.zip
range = xrange = builtins.range
input = raw_input = builtins.input
intern = sys.intern
getcwd = os.getcwd
getcwdb = os.getcwdb
getoutput = subprocess.getoutput
filterfalse = itertools.filterfalse
zip_longest = itertools.zip_longest
reduce = functools.reduce
reload_module = importlib.reload
shlex_quote = shlex.quote
unichr = builtins.chr
UserDict = collections.UserDict
UserList = collections.UserList
UserString = collections.UserString

_MODULES = {
    'builtins': 'builtins',
    'configparser': 'configparser',
    'copyreg': 'copyreg',
    'cPickle': 'pickle',
    'collections_abc': 'collections.abc',
    'email_mime_base': 'email.mime.base',
    'email_mime_multipart': 'email.mime.multipart',
    'email_mime_text': 'email.mime.text',
    'html_entities': 'html.entities',
    'html_parser': 'html.parser',
    'http_client': 'http.client',
    'http_cookiejar': 'http.cookiejar',
    'http_cookies': 'http.cookies',
    'queue': 'queue',
    'reprlib': 'reprlib',
    'socketserver': 'socketserver',
    '_thread': '_thread',
    'urllib': 'urllib',
    'urllib.error': 'urllib.error',
    'urllib.parse': 'urllib.parse',
    'urllib.request': 'urllib.request',
    'urllib.response': 'urllib.response',
    'urllib.robotparser': 'urllib.robotparser',
    'urllib_error': 'urllib.error',
    'urllib_parse': 'urllib.parse',
    'xmlrpc_client': 'xmlrpc.client',
    'xmlrpc_server': 'xmlrpc.server',
}

__path__ = []


class _Moved:
    """Finds `six.moves.NAME` as the module that it is."""

    def find_spec(self, fullname, path=None, target=None):
        if not fullname.startswith(__name__ + '.') or fullname[len(__name__) + 1:] not in _MODULES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self)

    def create_module(self, spec):
        found = importlib.import_module(_MODULES[spec.name[len(__name__) + 1:]])
        # The module keeps what it knows of itself.
        self._own = (found.__spec__, getattr(found, '__loader__', None), getattr(found, '__package__', None))
        return found

    def exec_module(self, module):
        module.__spec__, module.__loader__, module.__package__ = self._own


# Before all others: urllib has submodules, which would be found, and loaded again, as those of ours.
sys.meta_path.insert(0, _Moved())


class _Moves(types.ModuleType):
    """This module: its attributes are imported when they are asked for, in Python 3.6 as well."""

    def __getattr__(self, name):
        if name not in _MODULES:
            raise AttributeError('module %r has no attribute %r' % (__name__, name))
        for part in _MODULES:
            if part.startswith(name + '.'):
                importlib.import_module(_MODULES[part])
        return importlib.import_module(_MODULES[name])


sys.modules[__name__].__class__ = _Moves
