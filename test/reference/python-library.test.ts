/** Our library for modules beside that of the reference: the same code is run with each, and what it prints compared. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../rig/source-files.ts'

/** The Python that has the reference. */
const python = /^ {2}python version .*\((.*)\)$/m.exec(
  execFileSync('ansible-playbook', ['--version'], { encoding: 'utf8' }),
)![1]!

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'runbook-python-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const printed = (code: string, library: string): string => {
  const env = {
    PATH: process.env.PATH,
    HOME: '/root',
    PYTHONPATH: library,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONHASHSEED: '0',
  }
  return execFileSync('sh', ['-c', '"$0" -c "$1" 2>&1 </dev/null || true', python, code], {
    encoding: 'utf8',
    env,
    cwd: folder,
  })
}

const both = (code: string) => ({
  ours: printed(code, join(root, 'src/modules/programs/python')),
  reference: printed(code, ''),
})

/** A module with these parameters of AnsibleModule, called with these arguments; its result. */
const called = (parameters: string, args: Readonly<Record<string, unknown>>) => {
  const text = JSON.stringify(JSON.stringify({ ANSIBLE_MODULE_ARGS: { _ansible_module_name: 'mod', ...args } }))
  const { ours, reference } = both(`
from ansible.module_utils import basic
from ansible.module_utils.basic import *
basic._ANSIBLE_ARGS = to_bytes(${text})
module = AnsibleModule(${parameters})
module.exit_json(changed=False, params=module.params)
`)
  return { ours: JSON.parse(ours), reference: JSON.parse(reference) }
}

const deep = 'dict(a=dict(type="dict", options=dict(x=dict(type="int", required=True), y=dict(default=3, type="int"))))'
const nested =
  'dict(a=dict(type="list", elements="dict", options=dict(x=dict(type="dict", options=dict(z=dict(required=True))))))'

describe('the arguments of a module', () => {
  it.each<[string, Record<string, unknown>]>([
    ['dict(a=dict(required=True), b=dict(required=True))', {}],
    ['dict(a=dict(choices=["x", "y"]))', { a: 'z' }],
    ['dict(a=dict(type="list", choices=["x", "y"]))', { a: 'z,q' }],
    ['dict(a=dict(choices=["yes", "no"]))', { a: true }],
    ['dict(a=dict(aliases=["q", "b"]), c=dict())', { foo: 1, bar: 2, q: 3 }],
    ['dict(b=dict(aliases=["c"]))', { b: 1, c: 2 }],
    ['dict(a=dict(type="int"))', { a: 'x' }],
    ['dict(a=dict(type="int"))', { a: 1.5 }],
    ['dict(a=dict(type="bool"))', { a: [] }],
    ['dict(a=dict(type="float"))', { a: '3' }],
    ['dict(a=dict(type="dict"))', { a: 'x=1,y=2 z="a b"' }],
    ['dict(a=dict(type="dict"))', { a: '{"a": 1}' }],
    ['dict(a=dict(type="dict"))', { a: "{'a': 1}" }],
    ['dict(a=dict(type="dict"))', { a: "{'a'" }],
    ['dict(a=dict(type="dict"))', { a: 'abc' }],
    ['dict(a=dict(type="list", elements="int"))', { a: '1,x' }],
    ['dict(a=dict(type="list", elements="int"))', { a: '1,2' }],
    ['dict(a=dict(type="list"))', { a: { x: 1 } }],
    ['dict(a=dict(type="path"))', { a: '~/x/$HOME' }],
    ['dict(a=dict(type="bytes"), b=dict(type="bits"))', { a: '1.5K', b: '1Mb' }],
    ['dict(a=dict(type="bits"))', { a: '1MB' }],
    ['dict(a=dict(type="jsonarg"))', { a: { x: [1] } }],
    ['dict(a=dict(type=int))', { a: '4' }],
    ['dict(a=dict(type="str"))', { a: [1, 'x'] }],
    ['dict(a=dict(type="int", required=True))', { a: null }],
    ['dict(a=dict(), b=dict()), mutually_exclusive=[["a", "b"]]', { a: 1, b: 2 }],
    ['dict(a=dict(), b=dict()), required_together=[["a", "b"]]', { a: 1 }],
    ['dict(a=dict(), b=dict()), required_one_of=[["a", "b"]]', {}],
    ['dict(a=dict(), b=dict(), c=dict()), required_if=[["a", "1", ["b", "c"]]]', { a: 1 }],
    ['dict(a=dict(), b=dict(), c=dict()), required_if=[["a", "1", ["b", "c"], True]]', { a: 1 }],
    ['dict(a=dict(), b=dict(), c=dict()), required_by=dict(a=["b", "c"])', { a: 1 }],
    ['dict(a=dict(no_log=True), b=dict())', { a: 'secret', b: 'my secret is' }],
    ['dict(a=dict(type="dict", no_log=True), b=dict(type="int"))', { a: { k: 'v1', n: { m: [555] } }, b: 5551 }],
    ['dict(password=dict())', { password: 'x' }],
    [deep, { a: { x: '1' } }],
    [deep, { a: { y: '1' } }],
    [deep, { a: { x: 'b' } }],
    [deep, { a: { x: 1, zz: 2 } }],
    [nested, { a: [{ x: {} }] }],
    [nested, { a: [{ x: { z: 1, w: 2 } }] }],
    ['dict(a=dict(type="dict", apply_defaults=True, options=dict(y=dict(default=1))))', {}],
    ['dict(a=dict(type="dict", options=dict(x=dict())))', { a: 'x=5' }],
    ['dict(a=dict(removed_in_version="2.20", removed_from_collection="x.y"))', { a: 1 }],
    ['dict(b=dict(aliases=["c"], deprecated_aliases=[dict(name="c", version="9")]))', { c: 2 }],
    ['dict(b=dict(fallback=(env_fallback, ["HOME"])))', {}],
    ['dict(a=dict()), add_file_common_args=True', {}],
    ['dict(a=dict())', { _ansible_check_mode: true }],
    ['dict(a=dict()), supports_check_mode=True', { _ansible_check_mode: true }],
  ])('%s with %j', (parameters, args) => {
    const { ours, reference } = called(parameters, args)
    expect(ours).toEqual(reference)
  })
})

/** Prints the value of an expression, or what the module told when it ended. */
const evaluated = (expression: string) =>
  both(`
import io, json, os, sys, contextlib
from ansible.module_utils import basic
from ansible.module_utils.basic import *
from ansible.module_utils.common.dict_transformations import *
from ansible.module_utils.common.network import *
from ansible.module_utils.common.text.converters import *
from ansible.module_utils.common.text.formatters import *
from ansible.module_utils.compat.version import LooseVersion, StrictVersion
from ansible.module_utils.six.moves import configparser, shlex_quote
from ansible.module_utils.six.moves.urllib.parse import urlparse
basic._ANSIBLE_ARGS = b'{"ANSIBLE_MODULE_ARGS": {"_ansible_tmpdir": "."}}'
module = AnsibleModule({})
os.umask(0o22)
with open('f', 'w') as file: file.write('text')
os.chmod('f', 0o640)
printed = io.StringIO()
try:
    with contextlib.redirect_stdout(printed):
        value = ${expression}
    print(ascii(value))
except SystemExit as end:
    told = json.loads(printed.getvalue())
    told.pop('exception', None)
    print(end.code, json.dumps(told, sort_keys=True))
except Exception as error:
    print(ascii(error))
`)

it.each([
  `module.run_command('echo $HOME "a b"')`,
  `module.run_command(['echo', '~'])`,
  `module.run_command('echo $HOME; exit 3', use_unsafe_shell=True)`,
  `module.run_command(['false'], check_rc=True)`,
  `module.run_command(['/nonexistent', 'x'])`,
  `module.run_command('cat', data='hi')`,
  `module.run_command('cat', data='hi', binary_data=True)`,
  `module.run_command(['printf', '\\\\377'])`,
  `module.run_command(['printf', 'x'], encoding=None)`,
  `module.run_command('pwd', cwd='/')`,
  `module.run_command('env', environ_update={'A': 'b'})[1].count('A=b')`,
  `module.run_command("sh -c 'printf Password:; sleep 5'", prompt_regex='Password:')`,
  `module.run_command(['false', '--password', 'x', 'http://u:p@h/'], check_rc=True)`,
  `module.run_command('sh -c umask', umask=0o77)`,
  `module.run_command({})`,
  `module.get_bin_path('nope', True, ['/opt'])`,
  `module.get_bin_path('sh')`,
  `module.exit_json(changed=True, path='/etc/hostname')`,
  `module.exit_json(warnings=['w'], deprecations=['d', ('e', '2')])`,
  `module.fail_json(msg='x', a=1)`,
  `module.fail_on_missing_params(['a', 'b'])`,
  `module.sha1('f')`,
  `module.digest_from_file('/etc', 'sha1')`,
  `[module.boolean(word) for word in ('yes', None, 0, 'off')]`,
  `module.load_file_common_arguments({'path': 'x', 'mode': '0644', 'owner': 'root'})`,
  `[(module.set_mode_if_different('f', mode, False), oct(os.stat('f').st_mode)) for mode in ('0644', 'u=rwX,go=', 'a+x', 'o=u', '+t', 'g=u-w', 'u+s', '=r', 0o755)]`,
  `module.set_mode_if_different('f', 'u+q', False)`,
  `module.set_owner_if_different('f', 'nosuch', False)`,
  `(module.atomic_move('f', 'g'), oct(os.stat('g').st_mode), os.path.exists('f'))`,
  `module.atomic_move('f', '/nope/x')`,
  `missing_required_lib('foo', 'for x', 'http://u')`,
  `[camel_dict_to_snake_dict({name: {'aB': 1}}) for name in ('HTTPEndpoint', 'TargetGroupARNs', 'URLs', 'aB')]`,
  `[snake_dict_to_camel_dict({'a_b': [{'c_d': 1}]}, capital) for capital in (True, False)]`,
  `(recursive_diff({'a': 1, 'b': {'c': 1}}, {'a': 2, 'b': {'c': 1, 'd': 2}}), dict_merge({'a': {'b': 1}}, {'a': {'c': 2}}))`,
  `[human_to_bytes(size) for size in ('1', '1.5k', '10 MB', '1 byte', '1 kilobytes')]`,
  `human_to_bytes('1Kb')`,
  `[bytes_to_human(size) for size in (0, 1023, 1024, 1500000)]`,
  `(to_netmask(24), to_masklen('255.255.0.0'), to_subnet('192.168.1.5', 24), to_ipv6_subnet('2001:db8:1:2:3::5'))`,
  `(LooseVersion('1.2') < LooseVersion('1.10'), StrictVersion('1.2b1') < StrictVersion('1.2'))`,
  `(to_bytes('\\udcff'), to_bytes('\\u20ac', 'latin-1'), to_text(b'\\xff'), to_text(None), jsonify({'a': {1}}))`,
  `(shlex_quote('a b'), urlparse('http://h/p').netloc, configparser.__name__)`,
  `(get_distribution(), get_distribution_version())`,
])('%s', (expression) => {
  const { ours, reference } = evaluated(expression)
  expect(ours).toBe(reference)
})

/** A server within the same process; the answers of `fetch_url` to some requests of it. */
const fetched = `
import gzip, http.server, json, threading
from ansible.module_utils import basic
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.urls import *

class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *words):
        pass
    def answer(self, code, body=b'', **headers):
        self.send_response(code)
        for name, value in dict(headers, Content_Length=len(body)).items():
            self.send_header(name.replace('_', '-'), str(value))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        if self.path == '/moved':
            return self.answer(302, Location='/ok')
        if self.path == '/private' and 'Authorization' not in self.headers:
            return self.answer(401, WWW_Authenticate='Basic realm="x"')
        if self.path == '/packed':
            return self.answer(200, gzip.compress(b'text'), Content_Encoding='gzip')
        told = {name: self.headers[name] for name in ('Authorization', 'X-Own', 'Cache-Control')}
        self.answer(404 if self.path == '/none' else 200, json.dumps(told).encode(), Set_Cookie='a=b')
    def do_POST(self):
        self.answer(200, self.rfile.read(int(self.headers['Content-Length'])))

server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
basic._ANSIBLE_ARGS = b'{"ANSIBLE_MODULE_ARGS": {"url_username": "u", "url_password": "p", "_ansible_tmpdir": "."}}'
module = AnsibleModule(url_argument_spec())
for path, options in (
    ('ok', {}), ('moved', {}), ('private', {}), ('none', {}), ('packed', {}), ('post', dict(data='x=1', method='POST')),
    ('ok', dict(headers={'X-Own': '1'}, force=True)),
):
    response, info = fetch_url(module, 'http://127.0.0.1:%d/%s' % (server.server_port, path), **options)
    shown = {name: str(value) for name, value in info.items() if name not in ('date', 'server', 'url', 'content-length', 'msg')}
    print(path, response.read(), json.dumps(shown, sort_keys=True))
print(fetch_url(module, 'nonsense://x'))
`

it('asks servers', () => {
  const { ours, reference } = both(fetched)
  expect(ours).toContain('"status": "404"')
  expect(ours).toBe(reference)
})
