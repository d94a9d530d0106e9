"""HTTP for modules, with what Python brings: `open_url`, and `fetch_url`, which never raises."""
import base64
import email.utils
import gzip
import io
import http.client
import http.cookiejar as cookiejar
import mimetypes
import netrc
import os
import socket
import ssl
import tempfile
import traceback
import urllib.error as urllib_error
import urllib.request as urllib_request
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from urllib.parse import unquote, urlparse, urlunparse

from ansible.module_utils.common.collections import Mapping, is_sequence
from ansible.module_utils.common.text.converters import to_bytes, to_native, to_text

HAS_SSL = HAS_SSLCONTEXT = HAS_URLPARSE = True
HAS_GSSAPI = False


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
    return email.utils.formatdate(__import__('calendar').timegm(timetuple)).replace('-0000', zone)


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
        opener = urllib_request.build_opener(*self._handlers(settings, (url, username, password), kwargs.get('cookies')))
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
        handlers = [_Redirects(settings['follow_redirects']), urllib_request.HTTPCookieProcessor(cookies or self.cookies)]
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
            handlers += [urllib_request.HTTPBasicAuthHandler(passwords), urllib_request.HTTPDigestAuthHandler(passwords)]
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


def open_url(url, data=None, headers=None, method=None, use_proxy=True, force=False, last_mod_time=None, timeout=10,
             validate_certs=True, url_username=None, url_password=None, http_agent=None, force_basic_auth=False,
             follow_redirects='urllib2', client_cert=None, client_key=None, cookies=None, use_gssapi=False,
             unix_socket=None, ca_path=None, unredirected_headers=None, decompress=True, ciphers=None, use_netrc=True):
    """Sends a request and gives the answer. Statuses from 400 on are an HTTPError."""
    return Request().open(
        method or ('POST' if data else 'GET'), url, data=data, headers=headers, use_proxy=use_proxy, force=force,
        last_mod_time=last_mod_time, timeout=timeout, validate_certs=validate_certs, url_username=url_username,
        url_password=url_password, http_agent=http_agent, force_basic_auth=force_basic_auth,
        follow_redirects=follow_redirects, client_cert=client_cert, client_key=client_key, cookies=cookies,
        use_gssapi=use_gssapi, unix_socket=unix_socket, ca_path=ca_path, unredirected_headers=unredirected_headers,
        decompress=decompress, ciphers=ciphers, use_netrc=use_netrc)


def url_argument_spec():
    """The options that `fetch_url` reads."""
    return dict(
        url=dict(type='str'),
        force=dict(type='bool', default=False),
        http_agent=dict(type='str', default='ansible-httpget'),
        use_proxy=dict(type='bool', default=True),
        validate_certs=dict(type='bool', default=True),
        url_username=dict(type='str'),
        url_password=dict(type='str', no_log=True),
        force_basic_auth=dict(type='bool', default=False),
        client_cert=dict(type='path'),
        client_key=dict(type='path'),
        use_gssapi=dict(type='bool', default=False),
    )


def url_redirect_argument_spec():
    """The option of what redirections are followed."""
    return dict(follow_redirects=dict(type='str', default='safe', choices=['all', 'no', 'none', 'safe', 'urllib2', 'yes']))


def fetch_url(module, url, data=None, headers=None, method=None, use_proxy=None, force=False, last_mod_time=None,
              timeout=10, use_gssapi=False, unix_socket=None, ca_path=None, cookies=None, unredirected_headers=None,
              decompress=True, ciphers=None, use_netrc=True):
    """Sends a request with the options of a module. Returns the answer, or None, and what is known of it.

    That is `url`, `status` (-1 where there was no answer), `msg`, the headers in small letters, and `body` where the
    status tells of an error.
    """
    params = module.params
    tempfile.tempdir = module.tmpdir
    jar = cookies if cookies is not None else cookiejar.LWPCookieJar()
    info = dict(url=url, status=-1)
    response = None
    try:
        response = open_url(
            url, data=data, headers=headers, method=method,
            use_proxy=params.get('use_proxy', True) if use_proxy is None else use_proxy, force=force,
            last_mod_time=last_mod_time, timeout=timeout, validate_certs=params.get('validate_certs', True),
            url_username=params.get('url_username', ''), url_password=params.get('url_password', ''),
            http_agent=params.get('http_agent', 'ansible-httpget'), force_basic_auth=params.get('force_basic_auth', ''),
            follow_redirects=params.get('follow_redirects', 'urllib2'), client_cert=params.get('client_cert'),
            client_key=params.get('client_key'), cookies=jar, use_gssapi=params.get('use_gssapi', use_gssapi),
            unix_socket=unix_socket, ca_path=ca_path, unredirected_headers=unredirected_headers, decompress=decompress,
            ciphers=ciphers, use_netrc=use_netrc)
        info.update(_headers_of(response))
        info.update(_cookies_in(jar))
        info.update(msg='OK (%s bytes)' % response.headers.get('Content-Length', 'unknown'), url=response.geturl(),
                    status=response.code)
    except urllib_error.HTTPError as error:
        response = error
        info.update(_headers_of(error))
        try:
            info['body'] = error.read()
        except AttributeError:
            info['body'] = ''
        info.update(msg=to_native(error), status=error.code)
    except MissingModuleError as error:
        module.fail_json(msg=to_text(error), exception=error.import_traceback)
    except urllib_error.URLError as error:
        info.update(_problem('Request failed: %s' % to_native(error), getattr(error, 'code', None)))
    except socket.error as error:
        info.update(_problem('Connection failure: %s' % to_native(error)))
    except http.client.BadStatusLine as error:
        info.update(_problem('Connection failure: connection was closed before a valid response was received: %s' % (
            to_native(error.line))))
    except Exception as error:
        info.update(_problem('An unknown error occurred: %s' % to_native(error)), exception=traceback.format_exc())
    finally:
        tempfile.tempdir = None
    return response, info


def _problem(message, status=None):
    return dict(msg=message, status=-1 if status is None else int(status))


def _headers_of(response):
    """By names in small letters; several of one name are put together."""
    headers = {}
    for name, value in response.headers.items():
        known = headers.get(name.lower())
        headers[name.lower()] = '%s, %s' % (known, value) if known is not None else value
    return headers


def _cookies_in(jar):
    values = {cookie.name: cookie.value for cookie in jar}
    # The last one that was set stands first.
    text = '; '.join('%s=%s' % (cookie.name, cookie.value) for cookie in jar)
    return dict(cookies=values, cookies_string=text)


def getpeercert(response, binary_form=False):
    """The certificate of who answered."""
    return response.fp.raw._sock.getpeercert(binary_form)


def fetch_file(module, url, data=None, headers=None, method=None, use_proxy=True, force=False, last_mod_time=None,
               timeout=10, unredirected_headers=None, decompress=True, ciphers=None):
    """Stores what an address gives in a file that is removed when the module ends, and returns its path."""
    base, extension = os.path.splitext(os.path.basename(urlparse(url).path))
    file = tempfile.NamedTemporaryFile(dir=module.tmpdir, prefix=base, suffix=extension, delete=False)
    module.add_cleanup_file(file.name)
    response, info = fetch_url(
        module, url, data, headers, method, use_proxy, force, last_mod_time, timeout,
        unredirected_headers=unredirected_headers, decompress=decompress, ciphers=ciphers)
    if response is None or info['status'] >= 400:
        module.fail_json(msg='Failure downloading %s, %s' % (url, info['msg']))
    try:
        with file:
            for block in iter(lambda: response.read(1 << 16), b''):
                file.write(block)
    except Exception as error:
        module.fail_json(msg='Failure downloading %s, %s' % (url, to_native(error)))
    return file.name


def prepare_multipart(fields):
    """The type and body of a form: text, or dictionaries with `content` or `filename`, and `mime_type`."""
    if not isinstance(fields, Mapping):
        raise TypeError('Mapping is required, cannot be type %s' % fields.__class__.__name__)
    form = MIMEMultipart('form-data')
    for name, value in sorted(fields.items()):
        part = _part(name, value)
        part.add_header('Content-Disposition', 'form-data')
        part.set_param('name', name, header='Content-Disposition')
        if isinstance(value, Mapping) and value.get('filename'):
            part.set_param('filename', to_native(os.path.basename(value['filename'])), header='Content-Disposition')
        del part['MIME-Version']
        form.attach(part)
    import email.policy
    head, _, body = form.as_bytes(policy=email.policy.HTTP).partition(b'\r\n\r\n')
    return form['content-type'].replace('\n', ''), body


def _part(name, value):
    if isinstance(value, (str, bytes)):
        part = MIMENonMultipart('text', 'plain')
        part.set_payload(to_text(value))
        return part
    if not isinstance(value, Mapping):
        raise TypeError('value must be a string, or mapping, cannot be type %s' % value.__class__.__name__)
    content, filename = value.get('content'), value.get('filename')
    if content is None and filename is None:
        raise ValueError('at least one of filename or content must be provided')
    mime = value.get('mime_type') or (mimetypes.guess_type(filename or '', strict=False)[0]) or 'application/octet-stream'
    main, _, sub = mime.partition('/')
    if content is None:
        with open(to_bytes(filename, errors='surrogate_or_strict'), 'rb') as file:
            part = MIMEApplication(file.read())
        del part['Content-Type']
        part.add_header('Content-Type', '%s/%s' % (main, sub))
        return part
    part = MIMENonMultipart(main, sub)
    part.set_payload(to_bytes(content))
    return part
