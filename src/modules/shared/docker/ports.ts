/** Ports as people write them, as the engine's API has them. */
import { ModuleFailure } from '../../kit/change.ts'

export interface Binding {
  readonly HostIp: string
  readonly HostPort: string
}

/** `8080:80` and its kin: by `port/protocol` of the container, where it is published. */
export const portBindings = (written: readonly string[], defaultIp = '0.0.0.0'): Map<string, Binding[]> => {
  const bindings = new Map<string, Binding[]>()
  for (const one of written.flatMap((text) => bindingsOf(text, defaultIp))) {
    const known = bindings.get(one.port) ?? []
    bindings.set(one.port, [...known, one.binding])
  }
  return bindings
}

/** `80`, `80/udp`, `8000-8010` as `port/protocol` each. */
export const exposedPorts = (written: readonly string[]): string[] =>
  written.flatMap((text) => {
    const { ports, protocol } = split(text)
    return range(ports, text).map((port) => `${port}/${protocol}`)
  })

const bindingsOf = (text: string, defaultIp: string): { port: string; binding: Binding }[] => {
  const { ports, protocol } = split(text)
  const match = /^(?:(?:(\[[^\]]+\]|[^:]*):)?([\d-]*):)?([\d-]+)$/.exec(ports)
  if (!match) throw new ModuleFailure(`Invalid port description '${text}'`)
  const [, ip, outer, inner] = match
  const inside = range(inner!, text)
  const outside = outer ? range(outer, text) : inside.map(() => '')
  if (inside.length !== outside.length) throw new ModuleFailure(`Port ranges don't match in length: '${text}'`)
  const host = ip?.replace(/^\[|\]$/g, '') || defaultIp
  return inside.map((port, at) => ({ port: `${port}/${protocol}`, binding: { HostIp: host, HostPort: outside[at]! } }))
}

const split = (text: string): { ports: string; protocol: string } => {
  const [ports = '', protocol = 'tcp'] = String(text).split('/')
  return { ports, protocol: protocol.toLowerCase() }
}

const range = (text: string, whole: string): string[] => {
  const [from = '', to = from] = text.split('-')
  const first = Number(from)
  const last = Number(to)
  if (!Number.isInteger(first) || !Number.isInteger(last) || last < first)
    throw new ModuleFailure(`Invalid port range in '${whole}'`)
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at))
}
