/** Requests to a Docker engine through its socket on the host, by whatever the host has that can talk to one. */

import type { Answer } from './answer.ts'
import { RemoteFailure } from './failure.ts'
import { quote, ShellScript, sh } from './sh.ts'

export interface DockerRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With its query: `/containers/web/json`. */
  readonly path: string
  readonly body?: unknown
  /** The engine's address; the usual socket unless told. */
  readonly host?: string | undefined
}

export interface DockerResponse {
  readonly status: number
  /** Parsed when it is JSON, the text otherwise; `null` when it is empty. */
  readonly body: unknown
}

/** The host has no way to reach the engine, or the engine did not answer. */
export class DockerUnavailable extends RemoteFailure {
  override readonly name = 'DockerUnavailable'
}

/** The version of the API that is asked for: of Docker 20.10, which newer engines answer as well. */
const apiVersion = 'v1.41'

/** A script that sends the request and prints the response as it comes. */
export const dockerRequest = ({ method, path, body, host }: DockerRequest, before = ''): ShellScript => {
  const content = body === undefined ? '' : JSON.stringify(body)
  const head = [
    `${method} /${apiVersion}${path} HTTP/1.0`,
    'Host: docker',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(content)}`,
  ]
  return sh`${talk}
${ShellScript.trusted(before)}rb_docker ${socketOf(host)} ${`${head.join('\r\n')}\r\n\r\n${content}`}`
}

/**
 * The same as a command: fails unless the engine says that it was done (or the status is among `accept`), so that no
 * further command is run after it.
 */
export const dockerCommand = (request: DockerRequest, accept: readonly number[] = []): ShellScript => {
  const good = ['2??', ...accept].join('|')
  return sh`${dockerRequest(request, 'rb_response=$(')}
)
printf '%s' "$rb_response"
rb_code=\${rb_response#HTTP/1.? }; rb_code=\${rb_code%%" "*}
case $rb_code in ${ShellScript.trusted(good)}) ;; *) exit 22 ;; esac
case $rb_response in *'"error":"'*) exit 22 ;; esac`
}

/** The meaning of an answer. Throws a {@link DockerUnavailable} when it is no response of an engine. */
export const dockerResponse = (answer: Answer): DockerResponse => {
  const text = answer.stdout.toString('utf8')
  const match = /^HTTP\/1\.[01] (\d{3})[^\r\n]*\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(text)
  if (!match) throw new DockerUnavailable(answer.stderr.toString('utf8').trim() || 'the Docker engine did not answer')
  const [, status, headers, rest] = match as unknown as [string, string, string, string]
  const body = /^transfer-encoding:\s*chunked/im.test(headers) ? unchunked(rest) : rest
  return { status: Number(status), body: parsed(body) }
}

/** What an engine says is wrong, in a response that is an error. */
export const dockerMessage = ({ status, body }: DockerResponse): string => {
  const message = body instanceof Object && 'message' in body ? String(body.message) : String(body ?? '')
  return message || `the Docker engine answered with status ${status}`
}

const parsed = (text: string): unknown => {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

const unchunked = (text: string): string => {
  const bytes = Buffer.from(text, 'utf8')
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at)
    const size = end < 0 ? 0 : Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16)
    if (!size) return Buffer.concat(parts).toString('utf8')
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

const socketOf = (host: string | undefined): string =>
  host === undefined || host === '' ? '/var/run/docker.sock' : host.replace(/^unix:\/\//, '')

/** In Perl, which most systems have: sends its argument and prints what comes back. */
const perl = [
  'use IO::Socket::UNIX;',
  'my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "cannot connect to $ARGV[0]: $!\\n";',
  'print $s $ARGV[1]; $s->flush;',
  'my $b; binmode STDOUT; print $b while sysread($s, $b, 65536);',
].join(' ')

/**
 * `rb_docker SOCKET REQUEST`. The way in must stay open until the response is complete (an engine ends the work for a
 * client that closes it): it is a FIFO which this shell holds open for reading and writing.
 */
const talk = ShellScript.trusted(`rb_docker() {
  [ -S "$1" ] || { echo "there is no Docker socket at $1" >&2; return 1; }
  [ -w "$1" ] || { echo "permission denied at the Docker socket $1: use become, or a member of the docker group" >&2; return 1; }
  if command -v perl >/dev/null 2>&1 && perl -MIO::Socket::UNIX -e1 2>/dev/null; then perl -e ${quote(perl)} "$1" "$2"; return; fi
  rb_fifo=$(mktemp -d "\${TMPDIR:-/tmp}/rb-docker.XXXXXX") && mkfifo "$rb_fifo/in" || return 1
  exec 9<>"$rb_fifo/in"; rm -rf "$rb_fifo"
  printf '%s' "$2" >&9 &
  if command -v socat >/dev/null 2>&1; then socat -t 0.05 - "UNIX-CONNECT:$1" <&9
  elif command -v docker >/dev/null 2>&1; then docker -H "unix://$1" system dial-stdio <&9
  elif nc -h 2>&1 | grep -q -- -U; then nc -U "$1" <&9
  else echo "nothing on the host can talk to a Docker socket: it needs perl, socat, docker or nc with -U" >&2; exec 9>&-; return 1
  fi
  rb_status=$?; exec 9>&-; return $rb_status
}`)
