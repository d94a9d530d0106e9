/** INI files as Python's `configparser` reads them. */
import { FilterError } from '../python/errors.ts'

export interface IniOptions {
  /** Its name for messages. */
  readonly name?: string
  readonly caseSensitive: boolean
  readonly allowNoValue: boolean
  /** Whether `%(name)s` is filled in; true when absent. */
  readonly interpolate?: boolean
}

type Section = Map<string, string | null>

/** The sections of an INI file; what stands in `[DEFAULT]` counts in each. */
export class IniFile {
  readonly #sections = new Map<string, Section>()
  readonly #defaults: Section = new Map()
  readonly #options: IniOptions

  constructor(text: string, options: IniOptions) {
    this.#options = options
    this.#read(text)
  }

  /** The names of the sections, `[DEFAULT]` not counted. */
  sections(): string[] {
    return [...this.#sections.keys()]
  }

  hasSection(name: string): boolean {
    return this.#sections.has(name)
  }

  /** A value with its `%(name)s` filled in; undefined when there is none. */
  get(section: string, key: string): string | null | undefined {
    const values = this.#values(section)
    const value = values.get(this.#keyOf(key))
    return typeof value === 'string' ? this.#filledIn(value, values) : value
  }

  /** All keys and values of a section, those of `[DEFAULT]` included. */
  entries(section: string): [string, string | null][] {
    const values = this.#values(section)
    return [...values].map(([key, value]) => [key, value === null ? null : this.#filledIn(value, values)])
  }

  #values(section: string): Section {
    return new Map([...this.#defaults, ...(this.#sections.get(section) ?? [])])
  }

  #filledIn(value: string, values: Section): string {
    return this.#options.interpolate === false ? value : interpolate(value, values, 10)
  }

  #keyOf(key: string): string {
    return this.#options.caseSensitive ? key : key.toLowerCase()
  }

  #read(text: string): void {
    let section: Section | undefined
    let key: string | undefined
    let indent = 0
    for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
      const bare = line.trim()
      if (bare === '' || /^[#;]/.test(bare)) {
        // An empty line within a value of several lines belongs to it.
        if (bare === '' && key !== undefined && section!.get(key) !== null) this.#append(section!, key, '')
        continue
      }
      const depth = line.length - line.trimStart().length
      if (key !== undefined && depth > indent) {
        this.#append(section!, key, bare)
        continue
      }
      indent = depth
      key = undefined
      const header = /^\[(.+)\]/.exec(bare)
      if (header) section = this.#open(header[1]!, index + 1)
      else key = this.#entry(section, bare, index + 1)
    }
    for (const values of [this.#defaults, ...this.#sections.values()])
      for (const [name, value] of values) if (value !== null) values.set(name, value.replace(/\n+$/, ''))
  }

  #open(name: string, line: number): Section {
    if (name === 'DEFAULT') return this.#defaults
    if (this.#sections.has(name)) throw new FilterError(`section '${name}' already exists (line ${line})`)
    const section: Section = new Map()
    this.#sections.set(name, section)
    return section
  }

  #entry(section: Section | undefined, text: string, line: number): string {
    if (!section) throw new FilterError(`File contains no section headers (line ${line})`)
    const found = /^(.*?)\s*[=:]\s*(.*)$/.exec(text)
    if (!found?.[1] && !this.#options.allowNoValue)
      throw new FilterError(`Source contains parsing errors (line ${line})`)
    const key = this.#keyOf(found?.[1] ?? text)
    if (section.has(key) && section !== this.#defaults)
      throw new FilterError(`Duplicate option in '${this.#options.name ?? '<string>'}': '${key}' (line ${line})`)
    section.set(key, found ? found[2]! : null)
    return key
  }

  #append(section: Section, key: string, line: string): void {
    section.set(key, `${section.get(key) ?? ''}\n${line}`)
  }
}

const interpolate = (value: string, values: Section, depth: number): string => {
  if (depth === 0) throw new FilterError(`Recursion limit exceeded in value substitution: ${value}`)
  return value.replace(/%(%|\(([^)]+)\)s|)/g, (_whole, what: string, name?: string) => {
    if (what === '%') return '%'
    if (name === undefined) throw new FilterError(`'%' must be followed by '%' or '(', found: ${value}`)
    const other = values.get(name.toLowerCase()) ?? values.get(name)
    if (typeof other !== 'string') throw new FilterError(`Bad value substitution: '%(${name})s' in ${value}`)
    return interpolate(other, values, depth - 1)
  })
}
