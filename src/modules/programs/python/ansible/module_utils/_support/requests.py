"""Requests over HTTP, with what Python brings."""
import base64
import calendar
import email.utils
import gzip
import http.client
import http.cookiejar as cookiejar
import io
import netrc
import os
import socket
import ssl
import urllib.error as urllib_error
import urllib.request as urllib_request
from urllib.parse import unquote, urlparse, urlunparse

from ansible.module_utils.common.collections import is_sequence
from ansible.module_utils.common.text.converters import to_bytes, to_native


class ConnectionError(Exception):
    """The server can't be reached."""


class ProxyError(ConnectionError):
    """The proxy can't be reached."""


class SSLValidationError(ConnectionError):
    """The certificate of the server is not valid."""


class NoSSLError(SSLValidationError):
    """There is no TLS."""


class MissingModuleError(Exception):
    """Python lacks a package."""

    def __init__(self, message, import_traceback, module=None):
        super(MissingModuleError, self).__init__(message)
        self.import_traceback = import_traceback
        self.module = module


class UnixHTTPConnection(http.client.HTTPConnection):
    """HTTP over a socket of the file system."""

    def __init__(self, unix_socket):
        self._unix_socket = unix_socket
        self.is_secure = False

    def __call__(self, *args, **kwargs):
        super(UnixHTTPConnection, self).__init__(*args, **kwargs)
        return self

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        if self.timeout is not socket._GLOBAL_DEFAULT_TIMEOUT:
            self.sock.settimeout(self.timeout)
        try:
            self.sock.connect(self._unix_socket)
        except OSError as error:
            raise OSError('Invalid Socket File (%s): %s' % (self._unix_socket, error))


class UnixHTTPHandler(urllib_request.HTTPHandler):
    """Asks over a socket of the file system."""

    def __init__(self, unix_socket, **kwargs):
        super(UnixHTTPHandler, self).__init__(**kwargs)
        self._unix_socket = unix_socket

    def http_open(self, req):
        return self.do_open(UnixHTTPConnection(self._unix_socket), req)


class RequestWithMethod(urllib_request.Request):
    """A request with any method."""

    def __init__(self, url, method, data=None, headers=None, origin_req_host=None, unverifiable=True):
        super(RequestWithMethod, self).__init__(url, data, headers or {}, origin_req_host, unverifiable, method.upper())


class _Redirects(urllib_request.HTTPRedirectHandler):
    """Follows redirections where that is wanted: `all`, `safe` (GET and HEAD), `none`, or as Python does."""

    def __init__(self, follow):
        self._follow = {True: 'all', 'yes': 'all', False: 'none', 'no': 'none', None: 'urllib2'}.get(follow, follow)

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        method = req.get_method()
        refused = self._follow == 'none' or (self._follow == 'safe' and method not in ('GET', 'HEAD'))
        if refused or self._follow not in ('all', 'safe', 'urllib2'):
            raise urllib_error.HTTPError(newurl, code, msg, headers, fp)
        if self._follow == 'urllib2':
            return super(_Redirects, self).redirect_request(req, fp, code, msg, headers, newurl)
        keeps = code in (307, 308)
        if code == 303 or (code in (301, 302) and method == 'POST'):
            method = 'HEAD' if method == 'HEAD' else 'GET'
            keeps = False
        data = req.data if keeps or method not in ('GET', 'HEAD') else None
        gone = ('content-length', 'content-type', 'transfer-encoding') if data is None else ()
        kept = {name: value for name, value in req.headers.items() if name.lower() not in gone}
        return RequestWithMethod(
            newurl.replace(' ', '%20'), method, data=data, headers=kept, origin_req_host=req.origin_req_host)

    http_error_308 = urllib_request.HTTPRedirectHandler.http_error_302


def get_user_agent():
    """What requests call themselves."""
    return 'ansible-httpget'


def basic_auth_header(username, password):
    """The value of an Authorization header."""
    text = '%s:%s' % (username or '', password or '')
    return b'Basic ' + base64.b64encode(to_bytes(text, errors='surrogate_or_strict'))


def rfc2822_date_string(timetuple, zone='-0000'):
    """A date of a header."""
    return email.utils.formatdate(calendar.timegm(timetuple)).replace('-0000', zone)


def make_context(cafile=None, cadata=None, capath=None, ciphers=None, validate_certs=True, client_cert=None,
                 client_key=None):
    """How certificates are checked."""
    context = ssl.create_default_context(cafile=cafile, cadata=cadata, capath=capath)
    if not validate_certs:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if ciphers:
        context.set_ciphers(':'.join(ciphers) if is_sequence(ciphers) else ciphers)
    if client_cert:
        context.load_cert_chain(client_cert, keyfile=client_key)
    return context


class Request:
    """Requests that have settings in common; each method takes the same ones for itself."""

    def __init__(self, headers=None, use_proxy=True, force=False, timeout=10, validate_certs=True, url_username=None,
                 url_password=None, http_agent=None, force_basic_auth=False, follow_redirects='urllib2',
                 client_cert=None, client_key=None, cookies=None, unix_socket=None, ca_path=None,
                 unredirected_headers=None, decompress=True, ciphers=None, use_netrc=True, context=None):
        if headers is not None and not isinstance(headers, dict):
            raise ValueError('headers must be a dict: %r' % headers)
        self.headers = headers or {}
        self.cookies = cookies if isinstance(cookies, cookiejar.CookieJar) else cookiejar.CookieJar()
        given = dict(locals())
        self._settings = {name: given[name] for name in _SETTINGS}

    def open(self, method, url, data=None, headers=None, last_mod_time=None, use_gssapi=False, **kwargs):
        """Sends a request and gives the answer. Statuses from 400 on are an HTTPError."""
        unknown = set(kwargs) - set(_SETTINGS) - {'cookies', 'force'}
        if unknown:
            raise TypeError('open() got an unexpected keyword argument %r' % sorted(unknown)[0])
        if use_gssapi:
            raise MissingModuleError('gssapi is not available', import_traceback='')
        if headers is not None and not isinstance(headers, dict):
            raise ValueError('headers must be a dict')
        settings = dict(self._settings, **{name: value for name, value in kwargs.items() if value is not None})
        url, username, password = _credentials(url, settings)
        request = RequestWithMethod(url, method, to_bytes(data, nonstring='passthru') if data is not None else None)
        for name, value in self._headers(request, headers, settings, (username, password), last_mod_time).items():
            if name.lower() in [header.lower() for header in settings['unredirected_headers'] or ()]:
                request.add_unredirected_header(name, value)
            else:
                request.add_header(name, value)
        handlers = self._handlers(settings, (url, username, password), kwargs.get('cookies'))
        opener = urllib_request.build_opener(*handlers)
        response = opener.open(request, None, settings['timeout'])
        if settings['decompress'] and response.headers.get('content-encoding', '').lower() == 'gzip':
            return _Unpacked(response)
        return response

    def _headers(self, request, headers, settings, credentials, last_mod_time):
        username, password = credentials
        all_headers = {'User-agent': settings['http_agent'] or get_user_agent()}
        if settings['decompress']:
            all_headers['Accept-encoding'] = 'gzip'
        if settings['force']:
            all_headers['Cache-control'] = 'no-cache'
        elif last_mod_time:
            all_headers['If-modified-since'] = rfc2822_date_string(last_mod_time.timetuple(), 'GMT')
        if username and settings['force_basic_auth']:
            all_headers['Authorization'] = to_native(basic_auth_header(username, password))
        elif settings['use_netrc'] and not username:
            found = _from_netrc(request.host)
            if found:
                all_headers['Authorization'] = to_native(basic_auth_header(*found))
        return dict(all_headers, **dict(self.headers, **(headers or {})))

    def _handlers(self, settings, target, cookies):
        url, username, password = target
        jar = self.cookies if cookies is None else cookies
        handlers = [_Redirects(settings['follow_redirects']), urllib_request.HTTPCookieProcessor(jar)]
        context = settings['context'] or make_context(
            cafile=settings['ca_path'] if settings['ca_path'] and os.path.isfile(settings['ca_path']) else None,
            ciphers=settings['ciphers'], validate_certs=settings['validate_certs'], client_cert=settings['client_cert'],
            client_key=settings['client_key'])
        handlers.append(urllib_request.HTTPSHandler(context=context))
        if settings['unix_socket']:
            handlers.append(UnixHTTPHandler(settings['unix_socket']))
        if not settings['use_proxy']:
            handlers.append(urllib_request.ProxyHandler({}))
        if username and not settings['force_basic_auth']:
            passwords = urllib_request.HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, url, username, password)
            handlers.append(urllib_request.HTTPBasicAuthHandler(passwords))
            handlers.append(urllib_request.HTTPDigestAuthHandler(passwords))
        return handlers

    def get(self, url, **kwargs):
        """GET"""
        return self.open('GET', url, **kwargs)

    def options(self, url, **kwargs):
        """OPTIONS"""
        return self.open('OPTIONS', url, **kwargs)

    def head(self, url, **kwargs):
        """HEAD"""
        return self.open('HEAD', url, **kwargs)

    def post(self, url, data=None, **kwargs):
        """POST"""
        return self.open('POST', url, data=data, **kwargs)

    def put(self, url, data=None, **kwargs):
        """PUT"""
        return self.open('PUT', url, data=data, **kwargs)

    def patch(self, url, data=None, **kwargs):
        """PATCH"""
        return self.open('PATCH', url, data=data, **kwargs)

    def delete(self, url, **kwargs):
        """DELETE"""
        return self.open('DELETE', url, **kwargs)


_SETTINGS = (
    'use_proxy', 'force', 'timeout', 'validate_certs', 'url_username', 'url_password', 'http_agent', 'force_basic_auth',
    'follow_redirects', 'client_cert', 'client_key', 'unix_socket', 'ca_path', 'unredirected_headers', 'decompress',
    'ciphers', 'use_netrc', 'context',
)


class _Unpacked:
    """An answer whose body was sent packed."""

    def __init__(self, response):
        self._response = response
        self._body = gzip.GzipFile(fileobj=io.BytesIO(response.read()))
        self.fp = self._body

    def __getattr__(self, name):
        return getattr(self._response, name)

    def __iter__(self):
        return iter(self._body)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self._response.close()

    def read(self, *args):
        """The body, or so many bytes of it."""
        return self._body.read(*args)

    def readline(self, *args):
        """A line of the body."""
        return self._body.readline(*args)


def _credentials(url, settings):
    """The address without the user in it, and who asks."""
    parts = urlparse(url)
    username, password = settings['url_username'], settings['url_password']
    if '@' not in parts.netloc or parts.scheme not in ('http', 'https'):
        return url, username, password or ''
    user, _, host = parts.netloc.rpartition('@')
    name, _, secret = user.partition(':')
    if not username:
        username, password = unquote(name), unquote(secret)
    return urlunparse(parts._replace(netloc=host)), username, password or ''


def _from_netrc(host):
    try:
        found = netrc.netrc(os.environ.get('NETRC')).authenticators((host or '').split(':')[0])
    except (IOError, netrc.NetrcParseError):
        return None
    return (found[0], found[2]) if found else None
