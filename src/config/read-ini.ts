import { UserError } from '../errors.ts'

/** Sections and their keys, as text. */
export type IniFile = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Reads a configuration file in the way of Python's configparser: `key = value`, `;` comments, indented continuation. */
export const readIni = (text: string, file: string): IniFile => {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  let key: string | undefined
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const content = line.replace(/\s;.*$/, '').trimEnd()
    if (content.trim() === '' || /^\s*[#;]/.test(content)) continue
    const header = /^\[([^\]]+)\]/.exec(content)
    if (header) {
      section = sections.get(header[1]!) ?? new Map()
      sections.set(header[1]!, section)
      key = undefined
    } else if (/^\s/.test(content) && section && key !== undefined) {
      section.set(key, `${section.get(key)}\n${content.trim()}`)
    } else {
      const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content)
      if (!pair || !section) throw unreadable(file, at + 1)
      key = pair[1]!.trim().toLowerCase()
      section.set(key, pair[2]!.trim())
    }
  }
  return sections
}

const unreadable = (file: string, line: number): UserError =>
  new UserError(
    {
      message: 'Error reading config file: this line is neither a section nor `key = value`',
      position: { file, line, column: 1 },
    },
    5,
  )
