/** SSH by the system's client, for what ssh2 lacks (certificates, FIDO keys, GSSAPI, newer key exchanges): one process for each channel. */
import { deferred } from '../util/deferred.ts'
import { type Askpass, askpass } from './askpass.ts'
import { type Child, openChild } from './child-channel.ts'
import { type Channel, type Connection, type SshSettings, Unreachable } from './connection.ts'

/** A connection whose channels log in each for itself: what is wrong shows when one is opened, as how it ended. */
export const connectOpenssh = async (settings: SshSettings): Promise<Connection> => {
  const children = new Set<Child>()
  const ended = deferred<Unreachable>()
  return {
    address: `${settings.user}@${settings.host}:${settings.port}`,
    ended: ended.promise,
    open: (command) => start(settings, command, children),
    async close() {
      for (const { channel } of children) channel.kill()
      ended.resolve(new Unreachable('the connection was closed'))
    },
  }
}

const start = async (settings: SshSettings, command: string, children: Set<Child>): Promise<Channel> => {
  const answers = settings.password || settings.passphrase ? await askpass(settings) : undefined
  try {
    const child = await openChild(['ssh', ...argumentsFor(settings, answers), '--', settings.host, command], {
      environment: { ...process.env, ...answers?.environment },
    })
    children.add(child)
    const exit = exitOf(child)
    const forget = () => {
      children.delete(child)
      answers?.close()
    }
    exit.then(forget, forget)
    return { ...child.channel, exit }
  } catch (error) {
    answers?.close()
    throw error
  }
}

/** ssh's own failures have status 255, and its words say why; silent, it is that of a command or of its signal. */
const exitOf = async ({ channel, stderr }: Child): Promise<Awaited<Channel['exit']>> => {
  let words = ''
  stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk).slice(-2000)
  })
  const exit = await channel.exit
  if (exit.status === 255 && words.trim() !== '')
    throw new Unreachable(`Failed to connect to the host via ssh: ${words.trim()}`)
  return exit
}

const argumentsFor = (settings: SshSettings, answers: Askpass | undefined): string[] => [
  '-T',
  ...(settings.extraArguments ?? []),
  ...(answers ? ['-o', 'NumberOfPasswordPrompts=1'] : ['-o', 'BatchMode=yes']),
  ...['-o', 'ControlMaster=no', '-o', 'ControlPath=none', '-o', 'LogLevel=ERROR'],
  ...['-o', `User=${settings.user}`, '-o', `Port=${settings.port}`],
  ...settings.privateKeyFiles.flatMap((file) => ['-o', `IdentityFile=${quoted(file)}`]),
  ...['-o', `StrictHostKeyChecking=${settings.hostKeyChecking}`],
  ...['-o', `UserKnownHostsFile=${settings.knownHostsFiles.map(quoted).join(' ') || 'none'}`],
  ...(settings.hostKeyAlias === undefined ? [] : ['-o', `HostKeyAlias=${settings.hostKeyAlias}`]),
  ...['-o', `ConnectTimeout=${Math.ceil(settings.connectTimeout)}`],
  ...['-o', `ServerAliveInterval=${settings.keepaliveInterval}`],
  ...proxy(settings),
]

const quoted = (path: string): string => (/[\s"]/.test(path) ? `"${path}"` : path)

const proxy = ({ proxyJump, proxyCommand }: SshSettings): string[] => {
  if (proxyCommand !== undefined) return ['-o', `ProxyCommand=${proxyCommand}`]
  if (!proxyJump || proxyJump.length === 0) return []
  const places = proxyJump.map(({ user, host, port }) => `${user}@${host.includes(':') ? `[${host}]` : host}:${port}`)
  return ['-o', `ProxyJump=${places.join(',')}`]
}
