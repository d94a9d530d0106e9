/** file, template, unvault, fileglob, first_found, lines, pipe. */
import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { type Dict, isDict, Undefined, type Value } from '../../values.ts'
import { isList, required, textOf } from '../filters/arguments.ts'
import { toBool } from '../filters/basics.ts'
import { globFiles } from '../filters/glob-files.ts'
import type { CallContext, Keywords, LookupFunction, RenderSettings } from '../plugin.ts'
import { FilterError, UndefinedError } from '../python/errors.ts'
import { splitLines, stripEnd, stripStart } from '../python/lines.ts'
import { baseName, dirName, joinPath } from '../python/paths.ts'
import { repr } from '../python/repr.ts'
import { findFile, readText, requireFile, searchFolders } from './find-file.ts'

const boolOption = (options: Keywords, name: string, fallback: boolean): boolean => {
  const value = options.get(name)
  return value === undefined ? fallback : toBool(value) === true
}

const file: LookupFunction = (context, terms, options) =>
  terms.map((term) => {
    const text = readText(context, requireFile(context, 'files', textOf(term)))
    const started = boolOption(options, 'lstrip', false) ? stripStart(text) : text
    return boolOption(options, 'rstrip', true) ? stripEnd(started) : started
  })

const unvault: LookupFunction = (context, terms) =>
  terms.map((term) => readText(context, requireFile(context, 'files', textOf(term))))

const delimiters: readonly (readonly [keyof RenderSettings, string])[] = [
  ['variableStart', 'variable_start_string'],
  ['variableEnd', 'variable_end_string'],
  ['blockStart', 'block_start_string'],
  ['blockEnd', 'block_end_string'],
  ['commentStart', 'comment_start_string'],
  ['commentEnd', 'comment_end_string'],
]

const template: LookupFunction = (context, terms, options) => {
  const vars = options.get('template_vars') ?? new Map()
  if (!isDict(vars)) throw new FilterError('template_vars must be a dict')
  const marks = delimiters
    .filter(([, name]) => options.has(name))
    .map(([key, name]) => [key, textOf(options.get(name))])
  return terms.map((term) => {
    const path = requireFile(context, 'templates', textOf(term))
    return context.render(readText(context, path), {
      file: path,
      convertData: boolOption(options, 'convert_data', true) && !keptAsText(context, options),
      vars: new Map([...templateVars(path), ...(vars as ReadonlyMap<string, Value>)]),
      ...Object.fromEntries(marks),
    })
  })
}

/** With `jinja2_native`, a file gives a value of another type than text only where that is asked for. */
const keptAsText = ({ environment }: CallContext, options: Keywords): boolean =>
  environment.native && !boolOption(options, 'jinja2_native', false)

/** What a template may ask about itself. */
const templateVars = (path: string): Map<string, Value> => {
  const stat = statSync(path)
  return new Map<string, Value>([
    ['template_path', path],
    ['template_fullpath', path],
    ['template_uid', stat.uid],
  ])
}

const fileglob: LookupFunction = (context, terms) =>
  terms.flatMap((term) => {
    const pattern = textOf(term)
    const name = baseName(pattern)
    const folders = name === pattern ? searchFolders(context, 'files') : [findFile(context, 'files', dirName(pattern))]
    for (const folder of folders) {
      const found = folder === undefined ? [] : globFiles(joinPath(folder, name), '/').filter(isFile)
      if (found.length > 0) return found
    }
    return []
  })

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** Options of a dict among the terms hold for that term alone. */
const firstFound: LookupFunction = (context, terms, options) => {
  const { names, skip } = candidates(terms.length === 0 ? [''] : terms, options)
  const subfolder = textOf(options.get('_subdir'), 'files')
  for (const name of names) {
    const path = findCandidate(context, subfolder, name)
    if (path !== undefined) return [path]
  }
  if (skip) return []
  throw new FilterError('No file was found when using first_found.')
}

const findCandidate = (context: CallContext, subfolder: string, name: Value): string | undefined => {
  try {
    const path = textOf(context.evaluate(name))
    return path === '' ? undefined : findFile(context, subfolder, path)
  } catch (error) {
    if (error instanceof UndefinedError) return undefined
    throw error
  }
}

interface Candidates {
  readonly names: readonly Value[]
  readonly skip: boolean
}

const candidates = (terms: readonly Value[], options: Keywords): Candidates => {
  let names: Value[] = []
  let skip = false
  for (const term of terms) {
    if (isList(term)) {
      const nested = candidates(term, options)
      names.push(...nested.names)
      skip = nested.skip
      continue
    }
    if (!isDict(term) && typeof term !== 'string' && !(term instanceof Undefined))
      throw new FilterError(
        `Invalid term supplied, can handle string, mapping or list of strings but got: ${repr(term)}`,
      )
    const own = isDict(term) ? (term as Dict as ReadonlyMap<string, Value>) : options
    skip = boolOption(own, 'skip', false)
    const files = splitNames(own.get('files'), /[,;]/)
    const paths = splitNames(own.get('paths'), /[,:;]/)
    if (paths.length > 0) names.push(...paths.flatMap((path) => files.map((name) => joined(path, name))))
    else if (files.length > 0) names = [...names, ...files]
    else if (!isDict(term)) names.push(term)
  }
  return { names, skip }
}

const joined = (path: Value, name: Value): Value =>
  path instanceof Undefined || name instanceof Undefined ? path : joinPath(textOf(path), textOf(name))

const splitNames = (names: Value | undefined, separator: RegExp): Value[] => {
  if (names === undefined || names === null) return []
  if (isList(names)) return names.flatMap((name) => splitNames(name, separator))
  return names instanceof Undefined ? [names] : textOf(names).split(separator)
}

/** Runs a command in the folder of the playbook; what it prints to its standard error is the user's to see. */
const run = (context: CallContext, name: string, term: Value): string => {
  const command = textOf(required(term))
  const { basedir, env } = context.environment
  const result = spawnSync('/bin/sh', ['-c', command], {
    cwd: basedir,
    env: { ...env },
    encoding: 'buffer',
    maxBuffer: 1 << 30,
    stdio: ['inherit', 'pipe', 'pipe'],
  })
  if (result.error) throw new FilterError(`lookup_plugin.${name}(${command}) failed: ${result.error.message}`)
  if (result.status === 0) return result.stdout.toString()
  const problem = result.stderr.toString().trim()
  throw new FilterError(
    `lookup_plugin.${name}(${command}) returned ${result.status ?? result.signal}${problem && `: ${problem}`}`,
  )
}

const pipe: LookupFunction = (context, terms) => terms.map((term) => stripEnd(run(context, 'pipe', term)))

const lines: LookupFunction = (context, terms) => terms.flatMap((term) => splitLines(run(context, 'lines', term)))

/** Lookups of files and of what commands print. */
export const fileLookups: Readonly<Record<string, LookupFunction>> = {
  file,
  template,
  unvault,
  fileglob,
  first_found: firstFound,
  pipe,
  lines,
}
