/** From what is given for a host, arguments for ssh and ssh_config to the settings of its connection. */
import { homedir, userInfo } from 'node:os'
import { expandHome } from '../util/expand-home.ts'
import { splitWords } from '../util/split-words.ts'
import type { Secret } from '../values.ts'
import type { SshSettings } from './connection.ts'
import { readSshArguments } from './ssh-arguments.ts'
import { defaultConfigFiles, sshConfigFor } from './ssh-config.ts'
import { mergeOptions, type SshOptions } from './ssh-options.ts'

/** What is given for a host, apart from ssh's own configuration. A missing key leaves it to that. */
export interface GivenSsh {
  readonly transport: 'ssh' | 'openssh'
  readonly host: string
  readonly port?: number | undefined
  readonly user?: string | undefined
  readonly password?: Secret | undefined
  readonly privateKeyFile?: string | undefined
  readonly passphrase?: Secret | undefined
  /** Path of an agent's socket. */
  readonly agent?: string | undefined
  readonly hostKeyChecking?: SshSettings['hostKeyChecking'] | undefined
  /** Seconds. */
  readonly connectTimeout?: number | undefined
  /** `ssh_args`: before what is given here. */
  readonly firstArguments?: string | undefined
  /** `ssh_common_args` and `ssh_extra_args`: after it. */
  readonly lastArguments?: readonly string[] | undefined
  /** ssh_config files instead of the user's and the system's. */
  readonly configFiles?: readonly string[] | undefined
}

/**
 * Settles each option by the first that names it: `ssh_args`, what is given, other arguments, ssh_config, defaults. It is
 * done once for the same input, since it is asked for each task.
 */
export const resolveSsh = (given: GivenSsh): SshSettings => {
  const { password, passphrase, ...rest } = given
  const key = JSON.stringify(rest)
  const settings = resolved.get(key) ?? resolve(rest)
  resolved.set(key, settings)
  return password || passphrase ? { ...settings, password, passphrase } : settings
}

const resolved = new Map<string, SshSettings>()

const resolve = (given: GivenSsh): SshSettings => {
  const first = readSshArguments(given.firstArguments ?? '')
  const last = readSshArguments((given.lastArguments ?? []).join(' '))
  const named = first.configFile ?? last.configFile
  const configFiles = configFilesOf(given, named)
  const asked = [first.options, givenOptions(given), last.options].reduce(mergeOptions)
  const options = mergeOptions(asked, sshConfigFor(given.host, { user: asked.user, files: configFiles }))
  const texts = [given.firstArguments ?? '', ...(given.lastArguments ?? [])]
  return {
    ...settingsFrom({ given, options, configFiles, depth: 0 }),
    extraArguments: texts.flatMap(splitWords),
    unhonoured: given.transport === 'openssh' ? [] : [...first.unhonoured, ...last.unhonoured],
    strays: given.transport === 'openssh' ? [] : [...first.strays, ...last.strays],
  }
}

const configFilesOf = (given: GivenSsh, named: string | undefined): readonly string[] => {
  if (named === undefined) return given.configFiles ?? defaultConfigFiles()
  return named === 'none' ? [] : [expand(named, given)]
}

const givenOptions = (given: GivenSsh): SshOptions => ({
  ...(given.port !== undefined && { port: given.port }),
  ...(given.user !== undefined && { user: given.user }),
  ...(given.privateKeyFile !== undefined && { identityFiles: [given.privateKeyFile] }),
  ...(given.hostKeyChecking !== undefined && { hostKeyChecking: given.hostKeyChecking }),
  ...(given.connectTimeout !== undefined && { connectTimeout: given.connectTimeout }),
})

interface Resolving {
  readonly given: GivenSsh
  readonly options: SshOptions
  readonly configFiles: readonly string[]
  /** How many jump hosts away from the host asked for. */
  readonly depth: number
}

const settingsFrom = (resolving: Resolving): SshSettings => {
  const { given, options } = resolving
  const user = options.user ?? userInfo().username
  const port = options.port ?? 22
  const host = expand(options.hostName ?? given.host, { host: given.host, user, port })
  const values = { host, user, port }
  const files = (paths: readonly string[]) => paths.map((path) => expand(path, values))
  return {
    transport: given.transport,
    host,
    port,
    user,
    privateKeyFiles: files(options.identityFiles ?? defaultKeys),
    agent: agentOf(given, options),
    forwardAgent: options.forwardAgent,
    hostKeyChecking: options.hostKeyChecking ?? 'yes',
    knownHostsFiles: files([
      ...(options.userKnownHostsFiles ?? userKnownHosts),
      ...(options.globalKnownHostsFiles ?? globalKnownHosts),
    ]),
    hostKeyAlias: options.hostKeyAlias,
    connectTimeout: options.connectTimeout ?? 10,
    keepaliveInterval: options.serverAliveInterval ?? 15,
    compression: options.compression,
    ...proxy(resolving),
  }
}

const defaultKeys = ['~/.ssh/id_ed25519', '~/.ssh/id_ecdsa', '~/.ssh/id_rsa']
const userKnownHosts = ['~/.ssh/known_hosts', '~/.ssh/known_hosts2']
const globalKnownHosts = ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2']

const agentOf = (given: GivenSsh, options: SshOptions): string | undefined => {
  if (options.identitiesOnly || options.identityAgent === 'none') return undefined
  if (options.identityAgent === undefined || options.identityAgent === 'SSH_AUTH_SOCK') return given.agent
  return expand(options.identityAgent, { host: given.host, user: options.user ?? '', port: options.port ?? 22 })
}

/** A jump wins over a command; `none` stands for neither. */
const proxy = (resolving: Resolving): Pick<SshSettings, 'proxyJump' | 'proxyCommand'> => {
  const { proxyJump, proxyCommand } = resolving.options
  if (proxyJump !== undefined && proxyJump !== 'none') return { proxyJump: jumps(proxyJump, resolving) }
  return proxyCommand === undefined || proxyCommand === 'none' ? {} : { proxyCommand }
}

/** More jumps than anybody needs: a configuration in which hosts jump through each other ends here. */
const MAX_JUMPS = 8

const jumps = (text: string, resolving: Resolving): SshSettings[] =>
  text.split(',').flatMap((place, index) => {
    const { user, host, port } = readPlace(place.trim())
    const { given, configFiles, options, depth } = resolving
    if (depth >= MAX_JUMPS) throw new Error(`the jump hosts of ${given.host} lead through each other`)
    const asked: SshOptions = { ...(user !== undefined && { user }), ...(port !== undefined && { port }) }
    const own = mergeOptions(asked, sshConfigFor(host, { user, files: configFiles }))
    if (index > 0) own.proxyJump = 'none'
    const settings = settingsFrom({
      given: { ...given, host },
      options: { ...(options.identityFiles && { identityFiles: options.identityFiles }), ...own },
      configFiles,
      depth: depth + 1,
    })
    return [...(settings.proxyJump ?? []), { ...settings, proxyJump: undefined }]
  })

/** `user@host:port`, `[address]:port` or `ssh://user@host:port`. */
const readPlace = (text: string) => {
  const [, user, address, name, port] =
    /^(?:ssh:\/\/)?(?:(.+)@)?(?:\[([^\]]+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?\/?$/.exec(text) ?? []
  return { user, host: address ?? name ?? text, port: port === undefined ? undefined : Number(port) }
}

/** Fills in `~` and the tokens of ssh_config(5) that make sense here. */
const expand = (
  text: string,
  { host, user, port }: { host: string; user?: string | undefined; port?: number | undefined },
): string => {
  const values: Readonly<Record<string, string>> = {
    '%': '%',
    d: homedir(),
    h: host,
    n: host,
    p: String(port ?? 22),
    r: user ?? '',
    u: userInfo().username,
    i: String(process.getuid?.() ?? ''),
  }
  return expandHome(text)
    .replace(/%(.)/g, (whole, letter: string) => values[letter] ?? whole)
    .replace(/\$\{(\w+)\}/g, (_, name: string) => process.env[name] ?? '')
}
