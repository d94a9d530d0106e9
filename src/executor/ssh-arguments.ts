/** What a command line of ssh asks for, as far as a connection of our own can honour it. */
import { homedir } from 'node:os'
import type { SshSettings } from '../connection/connection.ts'
import { splitWords } from '../util/split-words.ts'

/** Options of ssh_config by their names in lower case; as with ssh itself, the first of a name counts. */
export type SshOptions = ReadonlyMap<string, string>

/** Reads `-o Name=value`, `-p 2222`, `-i key`, `-l user`, `-J jump`, `-C`; what ssh would do besides is passed over. */
export function sshArguments(text: string): SshOptions {
  const options = new Map<string, string>()
  const words = splitWords(text)[Symbol.iterator]()
  const note = (name: string, value: string): void => {
    if (!options.has(name.toLowerCase())) options.set(name.toLowerCase(), value)
  }
  for (const word of words) {
    const flag = word.slice(0, 2)
    if (flag === '-C') note('compression', 'yes')
    if (!takesValue.test(flag)) continue
    const value = word.length > 2 ? word.slice(2) : String(words.next().value ?? '')
    if (flag === '-o') note(...nameAndValue(value))
    else if (shortOptions[flag]) note(shortOptions[flag], value)
  }
  return options
}

/** What the options say of a connection; a key that they don't mention is absent. */
export function settingsFromOptions(options: SshOptions): Partial<SshSettings> {
  const settings = {
    user: options.get('user'),
    port: number(options.get('port')),
    privateKeyFiles: options.has('identityfile') ? paths(options, 'identityfile') : undefined,
    agent: options.get('identityagent'),
    hostKeyChecking: hostKeyChecking(options.get('stricthostkeychecking')?.toLowerCase()),
    hostKeyAlias: options.get('hostkeyalias'),
    knownHostsFiles: knownHostsFiles(options),
    connectTimeout: number(options.get('connecttimeout')),
    keepaliveInterval: number(options.get('serveraliveinterval')),
    proxyCommand: unlessNone(options.get('proxycommand')),
    compression: options.has('compression') ? options.get('compression')?.toLowerCase() === 'yes' : undefined,
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

/** The hosts of `-J user@one:2222,two`, each otherwise reached as `base` says. */
export function proxyJumps(options: SshOptions, base: SshSettings): readonly SshSettings[] | undefined {
  const jumps = unlessNone(options.get('proxyjump'))
  return jumps?.split(',').map((jump) => {
    const { user, host, port } =
      /^(?:ssh:\/\/)?(?:(?<user>[^@]*)@)?(?<host>\[[^\]]*\]|[^:]*)(?::(?<port>\d+))?$/.exec(jump)?.groups ?? {}
    return { ...base, host: (host ?? jump).replace(/^\[|\]$/g, ''), port: number(port) ?? 22, user: user ?? base.user }
  })
}

const takesValue = /^-[BbcDEeFIiJLlmOoPpQRSWw]$/

const shortOptions: Readonly<Record<string, string>> = {
  '-i': 'identityfile',
  '-J': 'proxyjump',
  '-l': 'user',
  '-p': 'port',
}

/** `Name=value`, `Name value`, either with quotes around the value. */
function nameAndValue(text: string): [string, string] {
  const { name, value } = /^\s*(?<name>\w+)(?:\s*=\s*|\s+)"?(?<value>.*?)"?\s*$/s.exec(text)?.groups ?? {}
  return [name ?? text, value ?? '']
}

function hostKeyChecking(said: string | undefined): SshSettings['hostKeyChecking'] | undefined {
  if (said === undefined) return undefined
  if (said === 'no' || said === 'off') return 'no'
  return said === 'accept-new' ? 'accept-new' : 'yes'
}

function knownHostsFiles(options: SshOptions): readonly string[] | undefined {
  if (!options.has('userknownhostsfile') && !options.has('globalknownhostsfile')) return undefined
  const own = options.has('userknownhostsfile') ? paths(options, 'userknownhostsfile') : [home('~/.ssh/known_hosts')]
  const everyones = options.has('globalknownhostsfile')
    ? paths(options, 'globalknownhostsfile')
    : ['/etc/ssh/ssh_known_hosts']
  return [...own, ...everyones]
}

const paths = (options: SshOptions, name: string): string[] =>
  splitWords(options.get(name) ?? '')
    .filter((path) => path !== 'none')
    .map(home)

const home = (path: string): string => path.replace(/^(~|%d)(?=\/)/, homedir())

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined

const unlessNone = (text: string | undefined): string | undefined => (text?.toLowerCase() === 'none' ? undefined : text)
