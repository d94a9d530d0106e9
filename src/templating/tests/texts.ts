/** Tests of texts and files: match, search, regex, file, directory, uri, … */
import { lstatSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { Undefined, type Value } from '../../values.ts'
import { exactText, isList, required, textOf } from '../filters/arguments.ts'
import { regexOf } from '../filters/regex.ts'
import { splitUrl } from '../filters/urls.ts'
import { type CallContext, type TestFunction, test } from '../plugin.ts'
import { FilterError } from '../python/errors.ts'
import { PythonObject } from '../python/object.ts'
import { truth } from '../python/truth.ts'

type MatchType = 'match' | 'search' | 'fullmatch' | 'regex'

const matches = (kind: MatchType): TestFunction =>
  test(['pattern?', 'ignorecase?', 'multiline?', 'match_type?'], (_, value, args) => {
    const [pattern = '', ignoreCase, multiline, type] = args
    const text = textOf(required(value))
    const regex = regexOf(pattern, { ignoreCase, multiline })
    const how = kind === 'regex' ? textOf(type, 'search') : kind
    if (how === 'fullmatch') return regex.match(text)?.end === text.length
    return (how === 'match' ? regex.match(text) : regex.search(text)) !== undefined
  })

const onPath = (holds: (path: string, context: CallContext) => boolean): TestFunction =>
  test([], (context, value) => {
    if (typeof value === 'number' || typeof value === 'boolean') return false
    const path = exactText(value, 'stat: path should be string, bytes, os.PathLike or integer')
    return holds(resolve(context.environment.basedir, path), context)
  })

const stat = (path: string) => {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

const lstat = (path: string) => {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

const isMount = (path: string): boolean => {
  const [self, parent] = [lstat(path), lstat(resolve(path, '..'))]
  if (!self || !parent || self.isSymbolicLink()) return false
  return self.dev !== parent.dev || self.ino === parent.ino
}

const isSame = test(['other'], (context, value, [other]) => {
  const [a, b] = [value, other].map((path) => stat(resolve(context.environment.basedir, exactText(path))))
  if (!a || !b) throw new FilterError(`no such file: ${textOf(a ? other : value)}`)
  return a.dev === b.dev && a.ino === b.ino
})

const isUri = (value: Value, schemes: string | readonly string[] | undefined): boolean => {
  if (value instanceof Undefined) return false
  const text = value instanceof PythonObject && value.typeName === 'Markup' ? value.str() : truth(value) ? value : ''
  if (typeof text !== 'string') return false
  try {
    const { scheme } = splitUrl(text)
    if (!schemes?.length) return true
    // What is no text has bytes for its parts, which are in no text and in no list of texts.
    if (text !== value && !(value instanceof PythonObject)) return false
    return typeof schemes === 'string' ? schemes.includes(scheme) : schemes.includes(scheme)
  } catch {
    return false
  }
}

/** A single text is searched, as Python does it: the scheme is a part of it. */
const schemesOf = (schemes: Value | undefined): string | readonly string[] | undefined =>
  schemes === undefined || schemes === null
    ? undefined
    : isList(schemes)
      ? schemes.map((name) => textOf(name))
      : textOf(schemes)

const isUrl = (value: Value, schemes: string | readonly string[] | undefined): boolean => {
  if (!isUri(value, schemes)) return false
  const { netloc, scheme } = splitUrl(textOf(value))
  return netloc !== '' || scheme === 'file'
}

const directory = onPath((path) => stat(path)?.isDirectory() === true)
const file = onPath((path) => stat(path)?.isFile() === true)
const link = onPath((path) => lstat(path)?.isSymbolicLink() === true)
const mount = onPath(isMount)
const abs: TestFunction = test([], (_, value) => isAbsolute(exactText(value)))

const VAULT_HEADER = '$ANSIBLE_VAULT'

/** Tests of texts, paths and URLs. */
export const textTests: Readonly<Record<string, TestFunction>> = {
  match: matches('match'),
  search: matches('search'),
  fullmatch: matches('fullmatch'),
  regex: matches('regex'),
  directory,
  is_dir: directory,
  file,
  is_file: file,
  link,
  is_link: link,
  exists: onPath((path) => stat(path) !== undefined),
  link_exists: onPath((path) => lstat(path) !== undefined),
  abs,
  is_abs: abs,
  same_file: isSame,
  is_same_file: isSame,
  mount,
  is_mount: mount,
  vaulted_file: onPath((path) => readFileSync(path).subarray(0, VAULT_HEADER.length).toString() === VAULT_HEADER),
  uri: test(['schemes?'], (_, value, [schemes]) => isUri(value, schemesOf(schemes))),
  url: test(['schemes?'], (_, value, [schemes]) => isUrl(value, schemesOf(schemes))),
  urn: test([], (_, value) => isUri(value, ['urn'])),
}
