import { readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { type Position, userError } from '../errors.ts'
import { type Dict, isDict } from '../values.ts'
import { loadYamlFile, type YamlFileOptions } from '../yaml/load-file.ts'
import { isEmpty } from './is-empty.ts'

/** One file of variables. */
export interface VarsFile {
  readonly path: string
  readonly values: Dict
}

/** What reading files of variables needs, and what was read. */
export interface VarsFilesReader extends YamlFileOptions {
  readonly extensions: readonly string[]
  readonly tell: (message: string) => void
  /** Names in `group_vars` and `host_vars` folders, by path; undefined where there is no folder. */
  readonly folders: Map<string, ReadonlySet<string> | undefined>
  /** Files by folder and name. */
  readonly files: Map<string, readonly VarsFile[]>
}

/**
 * The files of variables for a group or host: `NAME`, `NAME.yml`, … in `folder/group_vars` or `folder/host_vars`, or
 * all files below the folder `NAME` there, in order.
 */
export const varsFilesOf = (
  reader: VarsFilesReader,
  { folder, kind, name }: { folder: string; kind: 'group_vars' | 'host_vars'; name: string },
): readonly VarsFile[] => {
  if (name.startsWith('/')) return []
  const directory = join(folder, kind)
  const names = listFolder(reader, directory, kind)
  if (!names) return []
  const path = join(directory, name)
  let files = reader.files.get(path)
  if (!files) {
    files = findFiles(reader, { directory, name, names }).flatMap((file) => loadVars(reader, file))
    reader.files.set(path, files)
  }
  return files
}

const listFolder = (reader: VarsFilesReader, directory: string, kind: string): ReadonlySet<string> | undefined => {
  if (reader.folders.has(directory)) return reader.folders.get(directory)
  const stat = statSync(directory, { throwIfNoEntry: false })
  if (stat && !stat.isDirectory()) reader.tell(`Found ${kind} that is not a directory, skipping: ${directory}`)
  const names = stat?.isDirectory() ? new Set(readdirSync(directory)) : undefined
  reader.folders.set(directory, names)
  return names
}

const findFiles = (
  { extensions }: VarsFilesReader,
  { directory, name, names }: { directory: string; name: string; names: ReadonlySet<string> },
): string[] => {
  for (const extension of ['', ...extensions]) {
    const path = join(directory, name + extension)
    // A name with a slash isn't among the folder's own names.
    if (!names.has(name + extension) && !name.includes('/')) continue
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat) return stat.isDirectory() ? filesBelow(path, extensions) : [path]
  }
  return []
}

const filesBelow = (directory: string, extensions: readonly string[]): string[] =>
  readdirSync(directory)
    .sort()
    .filter((name) => !name.startsWith('.') && !name.endsWith('~'))
    .flatMap((name) => {
      const path = join(directory, name)
      const extension = extname(name)
      const stat = statSync(path, { throwIfNoEntry: false })
      if (stat?.isDirectory()) return extension === '' ? filesBelow(path, extensions) : []
      return stat?.isFile() && (extension === '' || extensions.includes(extension)) ? [path] : []
    })

const loadVars = (reader: VarsFilesReader, path: string): VarsFile[] => {
  const values = loadYamlFile(path, reader)
  if (isEmpty(values)) return []
  if (isDict(values)) return [{ path, values }]
  const position: Position = { file: path, line: 1, column: 1 }
  throw userError('a file of variables must hold a mapping of names to values', position)
}
