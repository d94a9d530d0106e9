import { UserError } from '../errors.ts'
import { floatText } from '../util/python-json.ts'
import { type Dict, Float, isDict, Template, type Value } from '../values.ts'
import { VaultSecret } from '../yaml/vault-secret.ts'
import { templateText } from './plugin-config.ts'

/** The data as the TOML that Ansible prints: tables level by level, each with its full name. */
export const inventoryToml = (data: Dict): string => {
  const top = splitTable(data, '')
  let text = top.lines
  let tables = top.tables
  while (tables.size > 0) {
    const deeper = new Map<string, Dict>()
    for (const [name, table] of tables) {
      const { lines, tables: below } = splitTable(table, name)
      if (lines !== '' || below.size === 0) {
        if (text !== '' && !text.endsWith('\n\n')) text += '\n'
        text += `[${name}]\n${lines}`
      }
      for (const [key, inner] of below) deeper.set(`${name}.${key}`, inner)
    }
    tables = deeper
  }
  return text
}

interface Table {
  /** The values of the table itself, and its lists of tables. */
  readonly lines: string
  readonly tables: ReadonlyMap<string, Dict>
}

const splitTable = (table: Dict, name: string): Table => {
  const tables = new Map<string, Dict>()
  let values = ''
  let lists = ''
  for (const [key, value] of table) {
    const quoted = keyText(key)
    if (isDict(value)) tables.set(quoted, value)
    else if (Array.isArray(value) && value.some(isDict)) {
      lists += tableList(value, name === '' ? quoted : `${name}.${quoted}`)
    } else if (value !== null) values += `${quoted} = ${valueText(value)}\n`
  }
  return { lines: values + lists, tables }
}

const tableList = (items: readonly Value[], name: string): string =>
  items
    .map((item, index) => {
      if (!isDict(item))
        throw unwritable(`a value that cannot be represented in TOML: ${name} mixes tables with other values`)
      const { lines, tables } = splitTable(item, name)
      const below = [...tables].map(([key, inner]) => `[${name}.${key}]\n${splitTable(inner, `${name}.${key}`).lines}`)
      return `${index > 0 ? '\n' : ''}[[${name}]]\n${lines}${below.join('')}`
    })
    .join('')

const keyText = (key: Value): string => {
  if (typeof key !== 'string')
    throw unwritable(`a non-string key (${templateText(key)}) which cannot be represented in TOML`)
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key)
}

const unwritable = (what: string): UserError =>
  new UserError({ message: `The source inventory contains ${what}`, hint: 'JSON or YAML can hold it' }, 1)

const valueText = (value: Value): string => {
  if (value instanceof Template) return quote(value.source)
  if (value instanceof VaultSecret) return quote(value.ciphertext)
  if (typeof value === 'string') return quote(value)
  if (value instanceof Float) return floatText(value.value)
  if (typeof value === 'number' && !Number.isInteger(value)) return floatText(value)
  if (Array.isArray(value)) return `[${value.map((item) => ` ${valueText(item)},`).join('')}]`
  return value === null ? quote('None') : String(value)
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

const quote = (text: string): string => {
  const escaped = (char: string): string => escapes[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `"${text.replace(/["\\\x00-\x1f\x7f]/g, escaped)}"`
}
