import { type Position, UserError, userError } from '../../errors.ts'
import { isReadable } from '../../util/accessible.ts'
import { notALiteral, parsePythonLiteral } from '../../util/python-literal.ts'
import { type Dict, isDict, Tuple, trusted, type Value } from '../../values.ts'
import { readText } from '../../yaml/load-file.ts'
import { setPlaceOfKey } from '../../yaml/positions.ts'
import { addHosts } from '../add-hosts.ts'
import { expandHosts } from '../expand-hosts.ts'
import { checkedGroupName } from '../group-name.ts'
import { addChildGroup, ensureGroup, type Group, type Inventory, setVariable } from '../inventory.ts'
import type { InventorySource } from '../source.ts'
import { splitHostLine, UnclosedQuote, type Word } from '../split-host-line.ts'

/** Files of `[sections]` with one host, child group or variable a line. */
export const iniSource: InventorySource = {
  name: 'ini',
  accepts: isReadable,
  read(path, { inventory, vault }) {
    new IniReader(inventory, path).read(readText(path, { vault }))
  },
}

const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\u0085\u2028\u2029]/
const section = /^\[([^:\]\s]+)(?::([\p{L}\p{N}_]+))?\]\s*(?:#.*)?$/u
const groupName = /^([^:\]\s]+)\s*(?:#.*)?$/

type SectionKind = 'hosts' | 'children' | 'vars'

/** A group that was named and must be declared by a section of its own further down. */
interface Pending {
  readonly kind: 'children' | 'vars'
  readonly position: Position
  readonly parents: string[]
}

class IniReader {
  readonly #inventory: Inventory
  readonly #file: string
  readonly #pending = new Map<string, Pending>()
  #group: string = 'ungrouped'
  #kind: SectionKind = 'hosts'
  #position: Position

  constructor(inventory: Inventory, file: string) {
    this.#inventory = inventory
    this.#file = file
    this.#position = { file, line: 1, column: 1 }
  }

  read(text: string): void {
    text.split(lineEnd).forEach((raw, index) => {
      const line = raw.trim()
      if (line === '' || line.startsWith('#') || line.startsWith(';')) return
      this.#position = { file: this.#file, line: index + 1, column: raw.indexOf(line) + 1 }
      this.#located(() => this.#line(line))
    })
    this.#checkPending()
  }

  #line(line: string): void {
    const match = section.exec(line)
    if (match) this.#section(match[1]!, match[2])
    else if (line.startsWith('[') && line.endsWith(']')) throw this.#error(badSection(line))
    else if (this.#kind === 'hosts') this.#host(line)
    else if (this.#kind === 'vars') this.#variable(line)
    else this.#child(line)
  }

  #section(written: string, kind: string | undefined): void {
    const name = checkedGroupName(written, this.#inventory.rules)
    if (kind !== undefined && kind !== 'hosts' && kind !== 'children' && kind !== 'vars') {
      throw this.#error(`Section [${written}:${kind}] has unknown type: ${kind}`)
    }
    this.#group = name
    this.#kind = kind ?? 'hosts'
    const pending = this.#pending.get(name)
    if (!this.#inventory.groups.has(name)) {
      if (kind === 'vars' && !pending) this.#pending.set(name, { kind, position: this.#position, parents: [] })
      ensureGroup(this.#inventory, name)
    }
    if (!pending || kind === 'vars') return
    if (pending.kind === 'vars') this.#pending.delete(name)
    else this.#declare(name, pending)
  }

  /** Puts a group that children sections named, and that is declared now, below its parents. */
  #declare(name: string, { parents }: Pending): void {
    for (const parent of parents) {
      addChildGroup(this.#inventory, ensureGroup(this.#inventory, parent), ensureGroup(this.#inventory, name))
      const above = this.#pending.get(parent)
      if (above?.kind === 'children') this.#declare(parent, above)
    }
    this.#pending.delete(name)
  }

  #child(line: string): void {
    const name = groupName.exec(line)?.[1]
    if (name === undefined) throw this.#error(`Expected group name, got: ${line}`)
    const child = this.#inventory.groups.get(name)
    if (child) {
      addChildGroup(this.#inventory, this.#groupOfSection(), child)
      return
    }
    const pending = this.#pending.get(name)
    if (pending) pending.parents.push(this.#group)
    else this.#pending.set(name, { kind: 'children', position: this.#position, parents: [this.#group] })
  }

  #variable(line: string): void {
    const equals = line.indexOf('=')
    if (equals === -1) throw this.#error(`Expected key=value, got: ${line}`)
    const written = line.slice(equals + 1)
    const offset = equals + 1 + (written.length - written.trimStart().length)
    setVariable(this.#inventory, this.#groupOfSection(), {
      name: line.slice(0, equals).trim(),
      value: iniValue(written.trim(), this.#at(offset)),
      position: this.#position,
    })
  }

  #host(line: string): void {
    const [first, ...rest] = this.#words(line)
    const { names, port } = this.#expand(first!.text)
    const vars: Dict = new Map()
    for (const word of rest) this.#hostVariable(word, line, vars)
    addHosts(this.#inventory, { names, port, vars, group: this.#groupOfSection() })
  }

  #hostVariable({ text, offset }: Word, line: string, vars: Dict): void {
    const equals = text.indexOf('=')
    if (equals === -1) throw this.#error(`Expected key=value host variable assignment, got: ${text}`, offset)
    const name = text.slice(0, equals)
    const value = offset + equals + 1
    const quoted = line[value] === '"' || line[value] === "'" ? 1 : 0
    vars.set(name, iniValue(text.slice(equals + 1), this.#at(value + quoted)))
    setPlaceOfKey(vars, name, this.#at(offset))
  }

  #words(line: string): Word[] {
    try {
      return splitHostLine(line)
    } catch (error) {
      if (!(error instanceof UnclosedQuote)) throw error
      throw this.#error(`Error parsing host definition '${line}': ${error.message}`)
    }
  }

  #expand(pattern: string): ReturnType<typeof expandHosts> {
    const expanded = expandHosts(pattern)
    if (pattern.endsWith(':') && expanded.port === undefined) {
      const reason = "ending in ':' is not allowed, this character is reserved to provide a port."
      throw this.#error(`Invalid host pattern '${pattern}' supplied, ${reason}`)
    }
    if (expanded.names.includes('---')) {
      throw this.#error(`Invalid host pattern '${pattern}' supplied, '---' is normally a sign this is a YAML file.`)
    }
    return expanded
  }

  #groupOfSection(): Group {
    return ensureGroup(this.#inventory, this.#group)
  }

  #checkPending(): void {
    for (const [name, { kind, position, parents }] of this.#pending) {
      throw userError(
        kind === 'vars'
          ? `Section [${name}:vars] not valid for undefined group: ${name}`
          : `Section [${parents.at(-1)}:children] includes undefined group: ${name}`,
        position,
      )
    }
  }

  /** Gives errors that know no place the line's. */
  #located(action: () => void): void {
    try {
      action()
    } catch (error) {
      if (!(error instanceof UserError) || error.diagnostic.position) throw error
      throw new UserError({ ...error.diagnostic, position: this.#position }, error.exitStatus)
    }
  }

  #at(offset: number): Position {
    return { ...this.#position, column: this.#position.column + offset }
  }

  #error(message: string, offset = 0): UserError {
    return userError(message, this.#at(offset))
  }
}

/** A value of an INI file: a Python literal where it is one, else the text. */
export const iniValue = (text: string, position?: Position): Value => {
  const value = parsePythonLiteral(text)
  return trust(value === notALiteral ? text : value, position)
}

const trust = (value: Value, position?: Position): Value => {
  if (typeof value === 'string') return trusted(value, position)
  if (value instanceof Tuple) return Tuple.from_([...value].map((item) => trust(item, position)))
  if (Array.isArray(value)) return value.map((item) => trust(item, position))
  return isDict(value) ? new Map([...value].map(([key, item]) => [key, trust(item, position)])) : value
}

const badSection = (line: string): string =>
  `Invalid section entry: '${line}'. Please make sure that there are no spaces in the section entry, and that there are no other invalid characters`
