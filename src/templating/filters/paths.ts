/** Filters of paths: basename, dirname, realpath, splitext, fileglob, … */
import { realpathSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { Tuple, type Value } from '../../values.ts'
import { type CallContext, type FilterFunction, filter } from '../plugin.ts'
import { FilterError, TemplateTypeError } from '../python/errors.ts'
import {
  baseName,
  commonPath,
  dirName,
  joinPath,
  normalPath,
  relativePath,
  splitDrive,
  splitExtension,
  splitWindows,
} from '../python/paths.ts'
import { open } from '../python/secret.ts'
import { classOf, exactText, isList, required } from './arguments.ts'
import { globFiles } from './glob-files.ts'

const pathText = (value: Value | undefined): string => exactText(value, 'expected str, bytes or os.PathLike object')

const onPath = (run: (path: string, context: CallContext) => Value): FilterFunction =>
  filter([], (context, value) => run(pathText(value), context))

const pathJoin = filter([], (_, value) => {
  const given = open(required(value))
  if (typeof given === 'string') return given
  if (!isList(given))
    throw new TemplateTypeError(`|path_join expects string or sequence, got ${classOf(given)} instead.`)
  const [first, ...rest] = given.map(pathText)
  if (first === undefined) throw new TemplateTypeError("join() missing 1 required positional argument: 'a'")
  return joinPath(first, ...rest)
})

/** The path with symbolic links followed as far as it exists. */
const realPath = (path: string, context: CallContext): string => {
  const full = resolve(context.environment.basedir, path)
  try {
    return realpathSync(full)
  } catch {
    return full === '/' ? full : normalPath(joinPath(realPath(dirName(full), context), baseName(full)))
  }
}

const relpath = filter(['start?'], (context, value, [start]) => {
  const from = start === undefined || start === null ? '.' : pathText(start)
  const { basedir } = context.environment
  const path = pathText(value)
  if (path === '') throw new FilterError('no path specified')
  return relativePath(resolve(basedir, path), resolve(basedir, from))
})

const expandUser = (path: string, { environment }: CallContext): string => {
  const [, user] = /^~([^/]*)/.exec(path) ?? []
  if (user === undefined) return path
  const home = user === '' ? (environment.env.HOME ?? userInfo().homedir) : homeOf(user)
  return home === undefined ? path : home.replace(/\/+$/, '') + path.slice(user.length + 1) || '/'
}

const homeOf = (user: string): string | undefined => {
  const self = userInfo()
  return self.username === user ? self.homedir : user === 'root' ? '/root' : undefined
}

const expandVars = (path: string, { environment }: CallContext): string =>
  path.replace(/\$(?:(\w+)|\{([^}]*)\})/g, (whole, bare?: string, braced?: string) => {
    const name = bare ?? braced ?? ''
    return environment.env[name] ?? whole
  })

const fileglob = (pattern: string, context: CallContext): Value =>
  globFiles(pattern, context.environment.basedir).filter((path) => isFile(resolve(context.environment.basedir, path)))

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true

/** Filters of paths. */
export const pathFilters: Readonly<Record<string, FilterFunction>> = {
  basename: onPath(baseName),
  dirname: onPath(dirName),
  expanduser: onPath(expandUser),
  expandvars: onPath(expandVars),
  path_join: pathJoin,
  realpath: onPath(realPath),
  relpath,
  normpath: onPath(normalPath),
  commonpath: filter([], (_, value) => {
    const paths = required(value)
    if (!isList(paths)) throw new TemplateTypeError(`|commonpath expects sequence, got ${classOf(paths)} instead.`)
    return commonPath(paths.map(pathText))
  }),
  splitext: onPath((path) => Tuple.from_(splitExtension(path))),
  win_basename: onPath((path) => splitWindows(path)[1]),
  win_dirname: onPath((path) => splitWindows(path)[0]),
  win_splitdrive: onPath((path) => Tuple.from_(splitDrive(path))),
  fileglob: onPath(fileglob),
}
