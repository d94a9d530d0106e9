/** Reading ssh_config files. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import type SSHConfig from 'ssh-config'
import { expandHome } from '../util/expand-home.ts'
import { addOption, mergeOptions, type SshOptions } from './ssh-options.ts'

/** The files that are read when no other is named. */
export const defaultConfigFiles = (): readonly string[] => [join(homedir(), '.ssh', 'config'), '/etc/ssh/ssh_config']

/** What the files say of a host, by the name that the user calls it. Files that are missing say nothing. */
export const sshConfigFor = (
  host: string,
  { user, files = defaultConfigFiles() }: { user?: string | undefined; files?: readonly string[] } = {},
): SshOptions => files.map((file) => optionsIn(file, host, user)).reduce((more, less) => mergeOptions(more, less), {})

const optionsIn = (file: string, host: string, user: string | undefined): SshOptions => {
  const config = parsed(file)
  const options: SshOptions = {}
  if (!config) return options
  const found = config.compute(user === undefined ? { Host: host } : { Host: host, User: user }, { ignoreCase: true })
  for (const [keyword, value] of Object.entries(found)) {
    if (keyword === 'user' && user !== undefined) continue
    const values =
      keyword === 'identityfile' && Array.isArray(value) ? value : [Array.isArray(value) ? value.join(' ') : value]
    for (const one of values) addOption(options, keyword, one ?? '')
  }
  return options
}

const cache = new Map<string, SSHConfig | undefined>()

const parsed = (file: string): SSHConfig | undefined => {
  if (!cache.has(file)) {
    const text = included(file, 0)
    cache.set(file, text === '' ? undefined : parse(text))
  }
  return cache.get(file)
}

// Loaded when there is something to parse.
const require = createRequire(import.meta.url)

const parse = (text: string): SSHConfig => {
  const { default: parser } = require('ssh-config') as { default: typeof SSHConfig }
  return parser.parse(text)
}

/** ssh's own limit. */
const MAX_DEPTH = 16

/** A file's text with those it includes; after each, the block that the `Include` stands in goes on. */
const included = (file: string, depth: number): string => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return ''
  }
  let block = 'Host *'
  const lines = text.split('\n').map((line) => {
    if (/^\s*(host|match)[\s=]/i.test(line)) block = line.trim()
    const [, patterns] = /^\s*include[\s=]+(.*)$/i.exec(line) ?? []
    if (patterns === undefined || depth >= MAX_DEPTH) return line
    const files = patterns
      .trim()
      .split(/\s+/)
      .flatMap((pattern) => matching(pattern.replaceAll('"', ''), file))
    return [...files.map((found) => included(found, depth + 1)), block].join('\n')
  })
  return lines.join('\n')
}

/** Files that a pattern means; relative ones stand beside the including file's directory, as `~/.ssh` and `/etc/ssh` do. */
const matching = (pattern: string, from: string): string[] => {
  const home = expandHome(pattern)
  const path = isAbsolute(home) ? home : join(dirname(from), home)
  if (!/[*?[]/.test(basename(path))) return [path]
  try {
    const names = readdirSync(dirname(path)).filter((name) => matches(name, basename(path)))
    return names.sort().map((name) => join(dirname(path), name))
  } catch {
    return []
  }
}

const matches = (name: string, pattern: string): boolean => {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  const expression = pattern
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${expression.replaceAll('[!', '[^')}$`).test(name)
}
