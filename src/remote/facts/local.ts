/** Facts that the host's owner provides in files or programs. */
import type { Facts } from './platform.ts'
import { baseName, type FactSources } from './sources.ts'

/** What was read, and what could not be. */
export interface LocalFacts {
  readonly facts: Facts
  readonly warnings: readonly string[]
}

/** `local`: a key for each `NAME.fact`, JSON or INI. */
export const localFacts = (sources: FactSources, names: readonly string[]): LocalFacts => {
  const local = new Map<string, unknown>()
  const warnings: string[] = []
  for (const path of names) {
    const { value, warning } = readFact(path, sources)
    local.set(baseName(path).replace('.fact', ''), value)
    if (warning) warnings.push(warning)
  }
  return { facts: { local }, warnings }
}

/** The paths of facts in the output, in order of their names. */
export const localFactPaths = (output: string): readonly string[] =>
  [...output.matchAll(/\x1elocal (.*)\n/g)].map((match) => match[1] as string).sort()

const readFact = (path: string, sources: FactSources): { value: unknown; warning?: string } => {
  if (sources.section(`lost ${path}`) !== '') {
    const text = `Could not stat fact (${path}): [Errno 2] No such file or directory: '${path}'`
    return { value: text, warning: text }
  }
  const [status = '0', ...errors] = sources.section(`status ${path}`).split('\n')
  if (status !== '0' && status !== '') {
    const said = errors.join('\n')
    const text = `Failure executing fact script (${path}), rc: ${status}, err: ${said}${said && '\n'}`
    return { value: text, warning: text }
  }
  const text = sources.section(`local ${path}`)
  try {
    return { value: JSON.parse(text) }
  } catch {
    const sections = parseIni(text)
    if (sections) return interpolated(path, sections)
    const failure = `error loading facts as JSON or ini - please check content: ${path}`
    return { value: failure, warning: failure }
  }
}

/** A `%` in a value stands for another value (`%(name)s`) or for itself (`%%`); anything else is no INI to Python. */
const interpolated = (
  path: string,
  sections: ReadonlyMap<string, ReadonlyMap<string, string>>,
): { value: unknown; warning?: string } => {
  for (const section of sections.values()) {
    for (const value of section.values()) {
      const rest = /%(?![%(]).*/s.exec(value.replaceAll('%%', ''))?.[0]
      if (rest === undefined) continue
      const cause = `'%' must be followed by '%' or '(', found: '${rest}'`
      const text = `error loading facts as ini - please check content: ${path} (${cause})`
      return { value: text, warning: text }
    }
  }
  return { value: sections }
}

/** Sections of `key = value` or `key: value`; `undefined` when it is no such text. */
const parseIni = (text: string): Map<string, Map<string, string>> | undefined => {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  let key: string | undefined
  for (const line of text.split('\n')) {
    if (/^\s*([#;]|$)/.test(line)) continue
    const header = /^\[(.+)\]\s*$/.exec(line)?.[1]
    const pair = /^([^=:\s][^=:]*?)\s*[=:]\s*(.*)$/.exec(line)
    if (header !== undefined) {
      section = new Map()
      sections.set(header, section)
    } else if (!section) return undefined
    else if (/^\s/.test(line) && key) section.set(key, `${section.get(key)}\n${line.trim()}`)
    else if (!pair) return undefined
    else {
      key = (pair[1] as string).toLowerCase()
      section.set(key, (pair[2] as string).trim())
    }
  }
  return sections
}
