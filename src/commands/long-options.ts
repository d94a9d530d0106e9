import type { Command } from 'commander'

/** Other spellings of long options. */
const same: Readonly<Record<string, string>> = {
  '--inventory-file': '--inventory',
  '--subset': '--limit',
  '--key-file': '--private-key',
  '--conn-pass-file': '--connection-password-file',
  '--become-pass-file': '--become-password-file',
  '--ask-vault-pass': '--ask-vault-password',
  '--vault-pass-file': '--vault-password-file',
}

/** The arguments with other spellings and unambiguous beginnings of long options written out, as argparse takes them. */
export const writtenOut = (args: readonly string[], command: Command): string[] => {
  const long = command.options.flatMap((option) => option.long ?? [])
  const end = args.indexOf('--')
  return args.map((arg, at) => (arg.startsWith('--') && (end < 0 || at < end) ? full(arg, long) : arg))
}

const full = (arg: string, long: readonly string[]): string => {
  const [name = '', ...value] = arg.split('=')
  const rest = value.length > 0 ? `=${value.join('=')}` : ''
  if (long.includes(name)) return arg
  const other = same[name]
  if (other !== undefined && long.includes(other)) return other + rest
  const names = new Set(
    [...long, ...Object.keys(same)].flatMap((one) => (one.startsWith(name) ? [same[one] ?? one] : [])),
  )
  return names.size === 1 && name.length > 2 ? [...names][0]! + rest : arg
}
