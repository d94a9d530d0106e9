/** SSH servers for tests and the demo: ssh2's server on loopback, with real `/bin/sh` children of the current user. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect as connectSocket, type Socket } from 'node:net'
import type { Readable, Writable } from 'node:stream'
import ssh2, { type AuthContext, type Connection, type ServerChannel, type Session } from 'ssh2'
import { outputPipes } from '../../src/connection/output-pipe.ts'

/** What a server should be like. */
export interface SshServerOptions {
  /** Loopback address; 127.0.0.1 unless told. */
  readonly address?: string | undefined
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined
  /** Its private key in OpenSSH's format; a new one unless told. */
  readonly hostKey?: string | undefined
  /** Public keys that may log in, in OpenSSH's format. */
  readonly authorizedKeys?: readonly string[] | undefined
  /** The password that may log in. */
  readonly password?: string | undefined
  /** Ask for the password by keyboard-interactive only. */
  readonly keyboardInteractive?: boolean | undefined
  /** The login shell: gets `-c` and the command line; `/bin/sh` unless told. */
  readonly shell?: string | undefined
  /** The environment of its shells; that of this process unless told. */
  readonly environment?: NodeJS.ProcessEnv | undefined
  /** Where its shells start. */
  readonly directory?: string | undefined
  /** How many channels a connection may have, as sshd's MaxSessions; any number unless told. */
  readonly maxSessions?: number | undefined
}

/** A running server. */
export interface SshServer {
  readonly address: string
  readonly port: number
  /** Its host key's public part, `ssh-ed25519 AAAA…`. */
  readonly hostPublicKey: string
  /** What was seen: connections made, ways to log in tried, channels opened. */
  readonly seen: { connections: number; readonly authentications: string[]; channels: number }
  /** Cuts all connections, as a failing network would. */
  cut(): void
  /** Takes no further connections, and ends all. */
  close(): Promise<void>
}

/** A pair of keys in OpenSSH's format. */
export interface KeyPair {
  readonly private: string
  readonly public: string
}

/** Makes an ed25519 key; encrypted where a passphrase is given. One in a hundred that ssh2 makes, it can't read itself. */
export const makeKey = (passphrase?: string): KeyPair => {
  for (;;) {
    const pair: KeyPair =
      passphrase === undefined
        ? ssh2.utils.generateKeyPairSync('ed25519')
        : ssh2.utils.generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-ctr', rounds: 4 })
    if (!(ssh2.utils.parseKey(pair.private, passphrase) instanceof Error)) return pair
  }
}

/** Starts a server. */
export const startSshServer = async (options: SshServerOptions = {}): Promise<SshServer> => {
  const hostKey = options.hostKey ?? makeKey().private
  const seen: SshServer['seen'] = { connections: 0, authentications: [], channels: 0 }
  const clients = new Set<Connection>()
  const children = new Set<ChildProcess>()
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    seen.connections += 1
    clients.add(client)
    serve(client, { options, seen, children })
    client.on('close', () => clients.delete(client))
  })
  const { address = '127.0.0.1', port = 0 } = options
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject)
    server.listen(port, address, resolve)
  })
  const cut = () => {
    for (const client of clients) socketOf(client).destroy()
  }
  return {
    address,
    port: (server.address() as AddressInfo).port,
    hostPublicKey: publicPart(hostKey),
    seen,
    cut,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      cut()
      for (const child of children) endGroup(child)
      await closed
    },
  }
}

const publicPart = (privateKey: string): string => {
  const key = ssh2.utils.parseKey(privateKey)
  if (key instanceof Error) throw key
  return `${key.type} ${key.getPublicSSH().toString('base64')}`
}

interface Serving {
  readonly options: SshServerOptions
  readonly seen: SshServer['seen']
  readonly children: Set<ChildProcess>
}

const serve = (client: Connection, serving: Serving): void => {
  socketOf(client).setNoDelay(true)
  client.on('error', () => {})
  client.on('authentication', (context) => authenticate(context, serving))
  client.on('tcpip', (accept, _reject, { destIP, destPort }) => {
    const channel = accept()
    const socket = connectSocket({ host: destIP, port: destPort, noDelay: true })
    socket.on('error', () => channel.end())
    channel.on('error', () => {})
    channel.on('close', () => socket.destroy())
    socket.pipe(channel).pipe(socket)
  })
  let open = 0
  client.on('session', (accept, reject) => {
    if (serving.options.maxSessions !== undefined && open >= serving.options.maxSessions) return void reject()
    open += 1
    const session = accept()
    session.on('close', () => {
      open -= 1
    })
    serveSession(session, serving)
  })
}

const authenticate = (context: AuthContext, { options, seen }: Serving): void => {
  seen.authentications.push(context.method)
  const settle = (right: boolean) => (right ? context.accept() : context.reject(acceptedMethods(options)))
  const accepted = acceptedMethods(options).some((method) => method === context.method)
  if (accepted && context.method === 'password') settle(context.password === options.password)
  else if (accepted && context.method === 'publickey') settle(isAuthorized(context, options))
  else if (accepted && context.method === 'keyboard-interactive')
    context.prompt([{ prompt: 'Password: ', echo: false }], ([answer]) => settle(answer === options.password))
  else settle(false)
}

const acceptedMethods = ({ authorizedKeys, password, keyboardInteractive }: SshServerOptions) => [
  ...(authorizedKeys ? (['publickey'] as const) : []),
  ...(password === undefined ? [] : ([keyboardInteractive ? 'keyboard-interactive' : 'password'] as const)),
]

const isAuthorized = (context: ssh2.PublicKeyAuthContext, { authorizedKeys = [] }: SshServerOptions): boolean =>
  authorizedKeys.some((text) => {
    const key = ssh2.utils.parseKey(text)
    if (key instanceof Error || !key.getPublicSSH().equals(context.key.data)) return false
    if (!context.signature || !context.blob) return true
    return key.verify(context.blob, context.signature, context.hashAlgo) === true
  })

const serveSession = (session: Session, { options, seen, children }: Serving): void => {
  session.on('exec', async (accept, _reject, { command }) => {
    seen.channels += 1
    const channel = accept()
    const { shell = '/bin/sh', environment = process.env, directory } = options
    const pipes = await outputPipes(2)
    const [stdout, stderr] = pipes.map(({ reader }) => reader) as [Readable, Readable]
    const stdio = ['pipe', ...pipes.map(({ writer }) => writer)] as const
    const child = spawn(shell, ['-c', command], { detached: true, env: environment, cwd: directory, stdio: [...stdio] })
    for (const pipe of pipes) pipe.handOver()
    children.add(child)
    child.on('close', () => children.delete(child))
    join(channel, child, { stdin: child.stdin as Writable, stdout, stderr })
  })
}

interface Streams {
  readonly stdin: Writable
  readonly stdout: Readable
  readonly stderr: Readable
}

const join = (channel: ServerChannel, child: ChildProcess, { stdin, stdout, stderr }: Streams): void => {
  for (const stream of [channel, stdin, stdout, stderr]) stream.on('error', () => {})
  const closed = Promise.all([once(stdout, 'close'), once(stderr, 'close')])
  channel.pipe(stdin)
  const send = sender(channel)
  stdout.on('data', (chunk: Buffer) => send(stdout, channel, chunk))
  stderr.on('data', (chunk: Buffer) => send(stderr, channel.stderr, chunk))
  child.on('exit', async (status, signal) => {
    if (signal) channel.exit(signal.replace('SIG', ''))
    else channel.exit(status ?? 0)
    await closed
    await send.idle()
    channel.end()
  })
  channel.on('close', () => {
    for (const stream of [stdin, stdout, stderr]) stream.destroy()
  })
}

/**
 * Sends one chunk at a time: when output and errors wait for the client's window at once, ssh2's server sends what it has
 * sent before again, since it forgets neither chunk.
 */
const sender = (channel: ServerChannel) => {
  let last = Promise.resolve()
  const send = (from: Readable, to: Writable, chunk: Buffer): void => {
    from.pause()
    last = last.then(async () => {
      await new Promise((resolve) => to.write(chunk, resolve))
      Object.assign(channel, { _chunk: undefined, _chunkcb: undefined, _chunkErr: undefined, _chunkcbErr: undefined })
      from.resume()
    })
  }
  return Object.assign(send, { idle: () => last })
}

const endGroup = (child: ChildProcess): void => {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

/** ssh2 does not tell its types of the socket. */
const socketOf = (client: Connection): Socket => (client as unknown as { _sock: Socket })._sock
