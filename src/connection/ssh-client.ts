/** Connecting and logging in with ssh2. The only place that makes a client, and it can't make one without a host key check. */
import type { Duplex } from 'node:stream'
import ssh2, { type AnyAuthMethod, type ConnectConfig, type ServerHostKeyAlgorithm } from 'ssh2'
import { deferred } from '../util/deferred.ts'
import { type SshSettings, Unreachable } from './connection.ts'
import { type HostKeyCheck, hostKeyCheck } from './host-key.ts'
import { type Authentication, authentication } from './ssh-authentication.ts'
import { networkWords, sshFailure } from './ssh-failure.ts'
import { directSocket, proxySocket } from './ssh-socket.ts'

/** A client that is logged in. */
export interface SshLogin {
  readonly client: ssh2.Client
  readonly ended: Promise<Unreachable>
  close(): Promise<void>
}

/** Connects, checks the host's key and logs in. Rejects with {@link Unreachable}, naming the cause. */
export const sshLogin = async (settings: SshSettings): Promise<SshLogin> => {
  const [check, auth] = await Promise.all([hostKeyCheck(settings), authentication(settings)])
  const transport = await openTransport(settings)
  try {
    return await handshake({ settings, check, auth, socket: transport.socket, via: transport.via })
  } catch (error) {
    await transport.via?.close()
    throw error
  }
}

interface Transport {
  readonly socket: Duplex
  /** The login on the jump host that the socket runs through. */
  readonly via?: SshLogin | undefined
}

const openTransport = async (settings: SshSettings): Promise<Transport> => {
  const jumps = settings.proxyJump ?? []
  const last = jumps.at(-1)
  if (last) return throughJump(settings, { ...last, proxyJump: jumps.slice(0, -1) })
  if (settings.proxyCommand) return { socket: await proxySocket(settings, settings.proxyCommand) }
  return { socket: directSocket(settings) }
}

const throughJump = async (settings: SshSettings, jump: SshSettings): Promise<Transport> => {
  const via = await sshLogin(jump)
  const opened = deferred<Duplex>()
  via.client.forwardOut('127.0.0.1', 0, settings.host, settings.port, (error, channel) => {
    if (channel) opened.resolve(channel)
    else opened.reject(new Unreachable(`Failed to connect to the host via ssh: ${jumpWords(settings, jump, error)}`))
  })
  try {
    return { socket: await opened.promise, via }
  } catch (error) {
    await via.close()
    throw error
  }
}

const jumpWords = ({ host, port }: SshSettings, jump: SshSettings, error?: Error): string =>
  `the jump host ${jump.host} can't reach ${host} port ${port}: ${error?.message ?? 'no reason given'}`

interface Handshake extends Transport {
  readonly settings: SshSettings
  readonly check: HostKeyCheck
  readonly auth: Authentication
}

const handshake = ({ settings, check, auth, socket, via }: Handshake): Promise<SshLogin> => {
  const client = new ssh2.Client()
  const ready = deferred<SshLogin>()
  const ended = deferred<Unreachable>()
  const state: { connected: boolean; loggingIn: boolean; hostKey?: string | undefined; error?: Error } = {
    connected: false,
    loggingIn: false,
  }
  const failure = (error: Error) =>
    new Unreachable(
      sshFailure({
        settings,
        error,
        ...state,
        hostKey: state.hostKey,
        tried: auth.describe(),
        accepted: auth.accepted(),
      }),
    )
  client.on('connect', () => {
    state.connected = true
  })
  client.on('error', (error: Error & { level?: string }) => {
    if (error.level === 'agent') return auth.note(`the agent could not be used: ${error.message}`)
    state.error ??= error
    ready.reject(failure(error))
  })
  client.on('close', () => {
    const error = state.error ?? new Error('the host closed the connection')
    ready.reject(failure(error))
    ended.resolve(new Unreachable(`Lost the connection to ${settings.host}: ${networkWords(error)}`))
    void via?.close()
  })
  const close = async () => {
    client.end()
    await ended.promise
  }
  client.on('ready', () => ready.resolve({ client, ended: ended.promise, close }))
  client.connect({
    ...clientConfig(settings, check),
    sock: socket,
    authHandler: (accepted, _partial, next) => {
      state.loggingIn = true
      const method = auth.next(accepted)
      if (method !== 'wait') next(method as AnyAuthMethod)
    },
    hostVerifier: (key: Buffer, verify: (trusted: boolean) => void) => {
      void check.refuse(key).then((reason) => {
        state.hostKey = reason
        verify(reason === undefined)
      })
    },
  })
  return ready.promise
}

const clientConfig = (settings: SshSettings, check: HostKeyCheck): ConnectConfig => ({
  username: settings.user,
  ...(settings.forwardAgent && settings.agent && { agent: settings.agent, agentForward: true }),
  readyTimeout: settings.connectTimeout * 1000,
  keepaliveInterval: settings.keepaliveInterval * 1000,
  keepaliveCountMax: 3,
  algorithms: {
    ...(check.algorithms && { serverHostKey: check.algorithms as ServerHostKeyAlgorithm[] }),
    // ssh2 throws out of its own event handlers when a compressed channel is closed, so nothing is ever compressed.
    compress: ['none'],
  },
})
