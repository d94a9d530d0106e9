/** The options of ssh_config(5) that are honoured, wherever they are written. */

/** What an ssh_config or a command line of ssh says of a host. A missing key says nothing. */
export interface SshOptions {
  hostName?: string
  port?: number
  user?: string
  identityFiles?: string[]
  /** Only the files given are tried, no agent. */
  identitiesOnly?: boolean
  /** Path of an agent's socket; `none` for no agent. */
  identityAgent?: string
  forwardAgent?: boolean
  proxyJump?: string
  proxyCommand?: string
  hostKeyChecking?: 'yes' | 'accept-new' | 'no'
  userKnownHostsFiles?: string[]
  globalKnownHostsFiles?: string[]
  hostKeyAlias?: string
  /** Seconds. */
  connectTimeout?: number
  /** Seconds. */
  serverAliveInterval?: number
  compression?: boolean
}

/**
 * Adds an option, unless it is there already: as in ssh, the first value obtained is used, and identity files add up.
 * Gives false for an option that can't be honoured.
 */
export const addOption = (options: SshOptions, keyword: string, value: string): boolean => {
  const name = keyword.toLowerCase()
  if (harmless.has(name)) return true
  if (name === 'identityfile') {
    if (value !== 'none') options.identityFiles = [...(options.identityFiles ?? []), value]
    return true
  }
  const read = readers[name]
  if (!read) return false
  const found = read(value)
  if (found === undefined) return false
  for (const [key, one] of Object.entries(found)) if (!(key in options)) Object.assign(options, { [key]: one })
  return true
}

/** Puts the options of `less` under those of `more`. */
export const mergeOptions = (more: SshOptions, less: SshOptions): SshOptions => ({
  ...less,
  ...more,
  ...((more.identityFiles || less.identityFiles) && {
    identityFiles: [...(more.identityFiles ?? []), ...(less.identityFiles ?? [])],
  }),
})

type Reader = (value: string) => SshOptions | undefined

const number =
  (key: 'port' | 'connectTimeout' | 'serverAliveInterval'): Reader =>
  (value) =>
    /^\d+s?$/.test(value) ? { [key]: Number.parseInt(value, 10) } : value === 'none' ? {} : undefined

const flag =
  (key: 'identitiesOnly' | 'forwardAgent' | 'compression'): Reader =>
  (value) =>
    /^(yes|no|true|false)$/i.test(value) ? { [key]: /^(yes|true)$/i.test(value) } : undefined

const text =
  (key: 'hostName' | 'user' | 'identityAgent' | 'proxyJump' | 'proxyCommand' | 'hostKeyAlias'): Reader =>
  (value) => ({ [key]: value })

const files =
  (key: 'userKnownHostsFiles' | 'globalKnownHostsFiles'): Reader =>
  (value) => ({ [key]: value === 'none' ? [] : value.split(/\s+/).filter((file) => file !== '') })

const checking: Readonly<Record<string, 'yes' | 'accept-new' | 'no'>> = {
  yes: 'yes',
  true: 'yes',
  ask: 'yes',
  'accept-new': 'accept-new',
  no: 'no',
  off: 'no',
  false: 'no',
}

const readers: Readonly<Record<string, Reader>> = {
  hostname: text('hostName'),
  port: number('port'),
  user: text('user'),
  identitiesonly: flag('identitiesOnly'),
  identityagent: text('identityAgent'),
  forwardagent: flag('forwardAgent'),
  proxyjump: text('proxyJump'),
  proxycommand: text('proxyCommand'),
  stricthostkeychecking: (value) => {
    const found = checking[value.toLowerCase()]
    return found && { hostKeyChecking: found }
  },
  userknownhostsfile: files('userKnownHostsFiles'),
  globalknownhostsfile: files('globalKnownHostsFiles'),
  hostkeyalias: text('hostKeyAlias'),
  connecttimeout: number('connectTimeout'),
  serveraliveinterval: number('serverAliveInterval'),
  compression: flag('compression'),
}

/** Options that make no difference here: there is one connection for all tasks anyhow, no terminal and no prompt. */
const harmless = new Set(
  `addkeystoagent addressfamily batchmode canonicalizehostname checkhostip clearallforwardings connectionattempts
  controlmaster controlpath controlpersist escapechar exitonforwardfailure forwardx11 forwardx11trusted
  gssapiauthentication gssapidelegatecredentials hashknownhosts host ignoreunknown ipqos kbdinteractiveauthentication
  loglevel match numberofpasswordprompts passwordauthentication permitlocalcommand preferredauthentications
  pubkeyauthentication requesttty sendenv serveralivecountmax setenv streamlocalbindunlink tcpkeepalive updatehostkeys
  verifyhostkeydns visualhostkey xauthlocation`.split(/\s+/),
)
