"""HTTP for modules: `open_url`, and `fetch_url`, which never raises."""
import email.policy
import http.client
import http.cookiejar as cookiejar
import mimetypes
import os
import socket
import tempfile
import traceback
import urllib.error as urllib_error
import urllib.request as urllib_request
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from urllib.parse import urlparse

from ansible.module_utils._support.requests import (
    ConnectionError, MissingModuleError, NoSSLError, ProxyError, Request, RequestWithMethod, SSLValidationError,
    UnixHTTPConnection, UnixHTTPHandler, basic_auth_header, get_user_agent, make_context, rfc2822_date_string,
)
from ansible.module_utils.common.collections import Mapping
from ansible.module_utils.common.text.converters import to_bytes, to_native, to_text

HAS_SSL = HAS_SSLCONTEXT = HAS_URLPARSE = True
HAS_GSSAPI = False


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
