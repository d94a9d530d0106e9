/** `vars_files`: variables from files whose names may depend on the host. */
import { statSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { UserError } from '../errors.ts'
import { runError } from '../playbook/run-error.ts'
import type { Play } from '../playbook/types.ts'
import type { Templar } from '../templating/templar.ts'
import { type Dict, isDict, Template, type Value } from '../values.ts'
import { joined } from '../yaml/positions.ts'
import type { Layer } from './precedence.ts'
import { layerOf } from './role-layers.ts'

export interface VarsFiles {
  readonly play: Play
  readonly load: (path: string) => Value
  /** For the names of files: variables without those of `vars_files`. */
  readonly templar: (host: string | undefined) => Templar
}

/**
 * The layers of a play's `vars_files` for a host, strongest first. Of an item that is a list the first file that exists
 * counts; a name that depends on what the host has not told yet is passed over.
 */
export const varsFiles = (files: VarsFiles): ((host: string | undefined) => readonly Layer[]) => {
  const { play } = files
  if (play.vars_files.length === 0) return () => []
  const resolve = (host: string | undefined): readonly Layer[] =>
    play.vars_files.flatMap((item) => layersOf(files, item, host)).toReversed()
  if (play.vars_files.some(hasTemplate)) return resolve
  let layers: readonly Layer[] | undefined
  return () => {
    layers ??= resolve(undefined)
    return layers
  }
}

const hasTemplate = (item: Value): boolean =>
  item instanceof Template || (Array.isArray(item) && item.some(hasTemplate))

const layersOf = (files: VarsFiles, item: Value, host: string | undefined): readonly Layer[] => {
  const names = namesOf(files, item, host)
  if (names === undefined) return []
  const path = names.map((name) => find(files.play.directory, name)).find((found) => found !== undefined)
  if (path !== undefined) return [layerOf('play vars_files', path, load(files, path))]
  throw runError(
    `vars file ${names.join(', ')} was not found`,
    files.play.keywords.get('vars_files') ?? files.play.position,
  )
}

/** The names of an item; `undefined` when a variable in one is not known (yet). */
const namesOf = (files: VarsFiles, item: Value, host: string | undefined): readonly string[] | undefined => {
  try {
    const value = hasTemplate(item) ? files.templar(host).evaluate(item) : item
    return (Array.isArray(value) ? value : [value]).map(String)
  } catch (error) {
    if (error instanceof UserError) return undefined
    throw error
  }
}

const find = (directory: string, name: string): string | undefined => {
  const candidates = isAbsolute(name) ? [name] : [join(directory, 'vars', name), join(directory, name)]
  return candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
}

const load = ({ load: read }: VarsFiles, path: string): Dict => {
  const value = read(path)
  if (value === null) return new Map()
  if (isDict(value)) return value
  if (Array.isArray(value) && value.every(isDict)) return joined(value)
  throw runError('variable files must contain either a dictionary of variables, or a list of dictionaries', {
    file: path,
    line: 1,
    column: 1,
  })
}
