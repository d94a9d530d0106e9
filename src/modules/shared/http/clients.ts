/** curl, GNU wget, perl and busybox wget: the first that the host has makes the request. */
import { type ShellScript, sh } from '../../../remote/sh.ts'
import { ModuleFailure } from '../../kit/change.ts'
import type { HttpOptions } from './options.ts'
import { perlClient } from './perl-client.ts'
import type { HttpRequest } from './request.ts'

/**
 * What the clients read instead of arguments, as passwords and headers are nobody else's business: a section for each,
 * headed by a line `#NAME`. The script cuts it into files.
 */
export const configText = (options: HttpOptions, request: HttpRequest, body: string | undefined): string => {
  const headers = allHeaders(options, request)
  for (const [name, value] of headers) {
    if (/[\r\n]/.test(name + value)) throw new ModuleFailure(`the header ${name} can't have a line break in its value`)
  }
  return [
    '#curl',
    ...curlConfig(options, request, { headers, body }),
    '#wget',
    ...wgetConfig(options, headers),
    '#head',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    '',
  ].join('\n')
}

const allHeaders = (options: HttpOptions, request: HttpRequest): readonly (readonly [string, string])[] => {
  const has = (wanted: string): boolean => [...request.headers.keys()].some((name) => name.toLowerCase() === wanted)
  return [
    ...(has('user-agent') ? [] : [['User-Agent', options.http_agent] as const]),
    ...request.headers,
    ...(options.force_basic_auth && options.url_username !== undefined && !has('authorization')
      ? [['Authorization', `Basic ${Buffer.from(credentials(options)).toString('base64')}`] as const]
      : []),
  ]
}

const credentials = ({ url_username = '', url_password }: HttpOptions): string =>
  `${url_username}:${url_password?.reveal() ?? ''}`

interface Parts {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string | undefined
}

const curlConfig = (options: HttpOptions, request: HttpRequest, { headers, body }: Parts): readonly string[] => {
  const line = (name: string, value: string | number | undefined): string[] =>
    value === undefined ? [] : [`${name} = "${String(value).replace(/[\\"]/g, '\\$&')}"`]
  const asks = options.url_username !== undefined && !options.force_basic_auth
  return [
    ...line('url', request.url),
    ...line('output', request.output),
    ...(request.method === 'HEAD'
      ? ['head']
      : request.method === 'GET' && !body
        ? []
        : line('request', request.method)),
    ...headers.flatMap(([name, value]) => line('header', value === '' ? `${name};` : `${name}: ${value}`)),
    ...(body === undefined ? [] : [...line('data-binary', `@${body}`), ...line('header', 'Expect:')]),
    ...(body !== undefined && !headers.some(([name]) => /^content-type$/i.test(name))
      ? line('header', 'Content-Type: application/x-www-form-urlencoded')
      : []),
    ...line('connect-timeout', request.timeout),
    ...line('speed-time', request.timeout),
    ...line('speed-limit', 1),
    ...(asks ? [...line('user', credentials(options)), 'anyauth'] : []),
    ...(options.use_gssapi ? ['negotiate', ...(asks ? [] : line('user', ':'))] : []),
    ...(options.use_netrc ? ['netrc-optional'] : []),
    ...(options.validate_certs ? [] : ['insecure']),
    ...(options.use_proxy ? [] : line('noproxy', '*')),
    ...line('cert', options.client_cert),
    ...line('key', options.client_key),
    ...line('cacert', options.ca_path),
    ...line('unix-socket', options.unix_socket),
    ...line('ciphers', options.ciphers?.join(':')),
  ]
}

const wgetConfig = (options: HttpOptions, headers: Parts['headers']): readonly string[] => [
  'http_keep_alive = off',
  ...headers.filter(([name]) => !/^user-agent$/i.test(name)).map(([name, value]) => `header = ${name}: ${value}`),
  ...headers.filter(([name]) => /^user-agent$/i.test(name)).map(([, value]) => `user_agent = ${value}`),
  ...(options.url_username === undefined || options.force_basic_auth
    ? []
    : [`user = ${options.url_username}`, `password = ${options.url_password?.reveal() ?? ''}`]),
]

interface Sent {
  readonly request: HttpRequest
  /** The file on the host that holds the body. */
  readonly file: string | undefined
}

/** Prints the headers of the response; the body goes to the file. Fails when there was no response. */
export const clientScript = (directory: string, options: HttpOptions, { request, file }: Sent): ShellScript => {
  const { url, output, method, timeout } = request
  if (url.startsWith('file:')) return copyFile(decodeURIComponent(new URL(url).pathname), output)
  return sh`d=${directory} o=${output} u=${url} m=${method} t=${timeout} b=${file ?? ''}
f=/dev/null; while IFS= read -r l; do case $l in '#curl') f=$d/curl;; '#wget') f=$d/wget;; '#head') f=$d/head;;
*) printf '%s\n' "$l" >>"$f";; esac; done
: >"$o" && : >>"$d/head" || exit
export d o u m t b
has() { command -v "$1" >/dev/null 2>&1; }
if has curl; then
curl -q -sS -g -D "$d/headers" -K "$d/curl" >/dev/null 2>"$d/error"; s=$?
[ $s = 0 ] || { [ $s = 18 ] && [ -s "$d/headers" ] && [ ! -s "$o" ]; } || { sed 's/^curl: ([0-9]*) //' "$d/error" >&2; exit 1; }
cat "$d/headers"
elif has wget && wget --version 2>/dev/null | grep -q GNU; then
set -- -nv -S -O "$o" -T "$t" --tries=1 --max-redirect=0 --content-on-error --config="$d/wget" ${wgetWords(options)}
if [ "$m" = HEAD ]; then set -- "$@" --spider; else set -- "$@" --method="$m"; fi
[ -z "$b" ] || set -- "$@" --body-file="$b"
LC_ALL=C wget "$@" -- "$u" 2>"$d/error"
grep -q '^ *HTTP/' "$d/error" || { cat "$d/error" >&2; exit 1; }
cat "$d/error"
elif has perl; then perl -e ${perlClient(options)}
elif has wget; then
set -- -S -O "$o"
while IFS= read -r l; do set -- "$@" --header "$l"; done <"$d/head"
case $m in GET) ;; HEAD) set -- "$@" --spider;; POST) set -- "$@" --post-file "$b";;
*) echo "busybox wget can't make a $m request: install curl" >&2; exit 1;; esac
set -- "$@" ${options.validate_certs ? [] : ['--no-check-certificate']} -- "$u"
wget -T "$t" "$@" 2>"$d/error"; s=$?
[ $s -lt 128 ] || { wget "$@" 2>"$d/error"; s=$?; } # -T makes some builds crash
sed 's/^wget: server returned error: //' "$d/error" | grep -q '^ *HTTP/' || {
[ $s = 0 ] && { echo 'HTTP/1.0 200 OK'; exit 0; }; cat "$d/error" >&2; exit 1; }
sed 's/^wget: server returned error: //' "$d/error"
else echo 'there is neither curl nor wget nor perl on the host' >&2; exit 1; fi`
}

const wgetWords = (options: HttpOptions): readonly string[] => [
  ...(options.force_basic_auth ? ['--auth-no-challenge'] : []),
  ...(options.validate_certs ? [] : ['--no-check-certificate']),
  ...(options.use_proxy ? [] : ['--no-proxy']),
  ...(options.client_cert === undefined ? [] : [`--certificate=${options.client_cert}`]),
  ...(options.client_key === undefined ? [] : [`--private-key=${options.client_key}`]),
  ...(options.ca_path === undefined ? [] : [`--ca-certificate=${options.ca_path}`]),
  ...(options.ciphers === undefined ? [] : [`--ciphers=${options.ciphers.join(':')}`]),
]

const copyFile = (path: string, output: string): ShellScript =>
  sh`LC_ALL=C cat -- ${path} >${output} && printf 'HTTP/1.0 200 OK\nContent-Length: %s\n' "$(wc -c <${output} | tr -d ' ')"`
