/** The byte stream that an SSH connection runs over: a socket, a proxy command, or a channel of a jump host. */
import { connect } from 'node:net'
import { Duplex } from 'node:stream'
import { openChild } from './child-channel.ts'
import type { SshSettings } from './connection.ts'

/** A socket to the host that is yet to connect, without Nagle's delay. */
export const directSocket = (settings: SshSettings): Duplex =>
  connect({ host: settings.host, port: settings.port, noDelay: true, keepAlive: true })

/** The standard streams of the settings' proxy command, with `%h`, `%p`, `%r`, `%n` and `%%` filled in. */
export const proxySocket = async (settings: SshSettings, command: string): Promise<Duplex> => {
  const child = await openChild(['/bin/sh', '-c', `exec ${expand(command, settings)}`])
  const { stdin, stdout, stderr, channel } = child
  let words = ''
  stderr.on('data', (chunk: Buffer) => {
    words = (words + chunk).slice(-1000)
  })
  const socket = new Duplex({
    read: () => void stdout.resume(),
    write: (chunk, _encoding, done) => void stdin.write(chunk, () => done()),
    final: (done) => void stdin.end(() => done()),
    destroy: (error, done) => {
      channel.kill()
      done(error)
    },
  })
  stdout.on('data', (chunk: Buffer) => {
    if (!socket.push(chunk)) stdout.pause()
  })
  child.process.once('close', () => socket.destroy(new Error(`the proxy command "${command}" ended: ${words.trim()}`)))
  return socket
}

const expand = (command: string, { host, port, user }: SshSettings): string => {
  const values: Readonly<Record<string, string>> = { h: host, n: host, p: String(port), r: user, '%': '%' }
  return command.replace(/%(.)/g, (whole, letter: string) => values[letter] ?? whole)
}
