/** SSH by ssh2: one authenticated connection, many channels. */
import type { ClientChannel } from 'ssh2'
import {
  type Channel,
  ChannelRefused,
  type Connection,
  type ExitStatus,
  type SshSettings,
  Unreachable,
} from './connection.ts'
import { signalStatus } from './signal-status.ts'
import { type SshLogin, sshLogin } from './ssh-client.ts'
import { streamChannel } from './stream-channel.ts'

/** Connects and logs in. Rejects with {@link Unreachable}, naming the cause. */
export const connectSsh = async (settings: SshSettings): Promise<Connection> => {
  const login = await sshLogin(settings)
  return {
    address: `${settings.user}@${settings.host}:${settings.port}`,
    ended: login.ended,
    open: (command) => open(login, command),
    close: login.close,
  }
}

const open = ({ client, ended }: SshLogin, command: string): Promise<Channel> =>
  new Promise((resolve, reject) => {
    ended.then(reject)
    try {
      client.exec(command, (error, stream) => {
        if (error) reject(new ChannelRefused(`the host opened no further channel: ${error.message}`))
        else resolve(channelOf(stream, ended))
      })
    } catch (error) {
      reject(new Unreachable((error as Error).message))
    }
  })

const channelOf = (stream: ClientChannel, ended: Promise<Unreachable>): Channel =>
  streamChannel({
    stdin: stream,
    stdout: stream,
    stderr: stream.stderr,
    exited: exitOf(stream, ended),
    closed: new Promise((resolve) => stream.once('close', resolve)),
    kill: () => stream.destroy(),
  })

const exitOf = (stream: ClientChannel, ended: Promise<Unreachable>): Promise<ExitStatus> =>
  new Promise((resolve, reject) => {
    stream.once('exit', (code: number | null, signal?: string) =>
      resolve(signal ? signalStatus(signal) : { status: code ?? 0 }),
    )
    stream.once('close', () => setImmediate(() => reject(new Unreachable('the host closed the channel'))))
    ended.then(reject)
  })
