/** Files of sections as Python's `configparser` reads and writes them: what definitions of yum's repositories are. */

/** Options by name, in lower case. */
export type Section = ReadonlyMap<string, string>

/** Sections by name. */
export type Sections = ReadonlyMap<string, Section>

/** Reads the text; comments are left out, indented lines go on with a value. */
export const readSections = (text: string): Sections => {
  const sections = new Map<string, Map<string, string>>()
  let section: Map<string, string> | undefined
  let last: string | undefined
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue
    const [, header] = /^\[([^\]]+)\]/.exec(line) ?? []
    if (header !== undefined) {
      section = sections.get(header) ?? new Map()
      sections.set(header, section)
      last = undefined
    } else if (/^\s/.test(line) && section && last !== undefined) {
      section.set(last, [section.get(last), line.trim()].filter(Boolean).join('\n'))
    } else if (section) {
      const [, name = line.trim(), value = ''] = /^(.*?)\s*[=:]\s*(.*)$/.exec(line) ?? []
      last = name.trim().toLowerCase()
      section.set(last, value.trim())
    }
  }
  return sections
}

/** The text of a file with these sections. */
export const writeSections = (sections: Sections): string =>
  [...sections]
    .map(([name, options]) => {
      const lines = [...options].map(([option, value]) => `${option} = ${value.replaceAll('\n', '\n\t')}\n`)
      return `[${name}]\n${lines.join('')}\n`
    })
    .join('')

/** Whether both have the same options in the same sections, in any order. */
export const sameSections = (a: Sections, b: Sections): boolean => sortedText(a) === sortedText(b)

const sortedText = (sections: Sections): string =>
  JSON.stringify([...sections].map(([name, options]) => [name, [...options].sort(byName)] as const).sort(byName))

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0
