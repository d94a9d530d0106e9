/** Small conversions between what people write and what the engine's API has. */

import { dumpJson } from '../../../util/python-json.ts'
import { splitWords } from '../../../util/split-words.ts'
import { type Dict, isDict, type Value } from '../../../values.ts'
import { ModuleFailure } from '../../kit/change.ts'

/** A command as a list of words. */
export const commandWords = (command: Value): string[] =>
  Array.isArray(command) ? command.map(text) : splitWords(text(command))

/** A mapping with texts, as labels and environments are. */
export const texts = (given: Dict): Map<string, string> =>
  new Map([...given].map(([key, value]) => [String(key), text(value)]))

/** A value as the text that a container sees. */
export const text = (value: Value): string => {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  return Array.isArray(value) || isDict(value) ? dumpJson(value) : String(value)
}

const units: Readonly<Record<string, number>> = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

/** `1m30s` in nanoseconds, as a healthcheck has its times. */
export const nanoseconds = (written: string): number => {
  const parts = [...written.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)/g)]
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== written)
    throw new ModuleFailure(`Failed to convert "${written}" into a duration: use a form like 1m30s`)
  return Math.round(parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit!] ?? 0), 0))
}

/** `512M` in bytes; -1 and `unlimited` for no limit. */
export const memorySize = (written: string): number => {
  if (written === 'unlimited' || written === '-1') return -1
  const match = /^(\d+(?:\.\d+)?)\s*([bkmgt]?)b?$/i.exec(written)
  if (!match) throw new ModuleFailure(`'${written}' is no size: use a form like 512M`)
  return Math.round(
    Number(match[1]) * 1024 ** ['', 'k', 'm', 'g', 't'].indexOf(match[2]!.toLowerCase().replace('b', '')),
  )
}
