/** Lists of what there is documentation of. */
import { UserError } from '../../errors.ts'
import { fnmatch } from '../../util/fnmatch.ts'
import { terminalColumns } from '../../util/terminal-columns.ts'

/**
 * Those that are asked for: of a collection, of a pattern such as `*.docker_*`, or with a text in their names.
 *
 * @throws UserError where nothing is of that name.
 */
export const listed = <T>(all: readonly T[], wanted: readonly string[], nameOf: (one: T) => string): readonly T[] => {
  if (wanted.length === 0) return all
  const tests = wanted.map((text) => {
    const fits = (one: T): boolean => matches(nameOf(one), text)
    if (!all.some(fits) && !/^ansible\.(builtin|legacy)$/.test(text)) throw nothingOf(text)
    return fits
  })
  return all.filter((one) => tests.some((fits) => fits(one)))
}

/** Names and what they do, in columns; a text is cut off where the line ends if it may be. */
export const listLines = (rows: readonly (readonly [name: string, about: string])[], cuts: boolean): string => {
  const width = Math.max(0, ...rows.map(([name]) => name.length))
  const room = Math.max(10, terminalColumns(process.stdout) - width - 5)
  const shown = (about: string): string => (cuts && about.length > room ? `${about.slice(0, room)}...` : about)
  return rows.map(([name, about]) => `${name.padEnd(width)} ${shown(about)}\n`).join('')
}

const matches = (name: string, text: string): boolean => {
  if (/[*?[]/.test(text)) return fnmatch(name, text) || fnmatch(name.slice(name.lastIndexOf('.') + 1), text)
  const collection = text.replace(/^ansible\.legacy$/, 'ansible.builtin')
  return isCollection(text) ? name.startsWith(`${collection}.`) : name.includes(text)
}

const isCollection = (text: string): boolean => /^\w+\.\w+$/.test(text)

const nothingOf = (text: string): UserError => {
  const message = isCollection(text)
    ? `Cannot use supplied collection ${text}: unable to locate collection ${text}. unable to locate collection ${text}`
    : `Invalid collection name (must be of the form namespace.collection): ${text}`
  return new UserError({ message }, 1)
}
