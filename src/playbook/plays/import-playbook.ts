import { isAbsolute, join } from 'node:path'
import { userError } from '../../errors.ts'
import { expandHome } from '../../util/expand-home.ts'
import { pythonType } from '../../util/python-type.ts'
import { type Dict, isDict, type Value } from '../../values.ts'
import { evaluateName } from '../context.ts'
import { checkKeywords } from '../keywords/check-keywords.ts'
import { readShared } from '../keywords/shared-keywords.ts'
import { findInCollections } from '../modules/collections.ts'
import { isBuiltin } from '../modules/module-names.ts'
import type { Project } from '../project.ts'
import { keyPosition, keyPositions, rawText, startOf } from '../source.ts'
import { splitWords } from '../tasks/key-value.ts'
import type { Condition, Play, Written } from '../types.ts'

/** An `import_playbook` as it was written. */
export interface PlaybookImport extends Written {
  readonly target: Value
  readonly vars: Dict
  readonly when: readonly Condition[]
  readonly tags: readonly Value[]
}

/** Reads an entry of a playbook that imports another; `undefined` for a play. */
export const readImport = (project: Project, written: Dict, file: string): PlaybookImport | undefined => {
  const key = importKey(written)
  if (key === undefined) return undefined
  if (key === 'include') noticeOf(project, written)
  checkKeywords(project, written, { kind: 'PlaybookInclude', isOther: (name) => name === key })
  if (written.has('vars') && !isDict(written.get('vars') as Value))
    throw userError(
      'vars for import_playbook statements must be specified as a dictionary',
      keyPosition(written, 'vars'),
    )
  const { vars, when, tags } = readShared(project, written, 'PlaybookInclude')
  const parameters = new Map(vars)
  const moreTags = rawText(parameters.get('tags'))?.split(',') ?? []
  parameters.delete('tags')
  return {
    position: startOf(written, file),
    keywords: keyPositions(written),
    target: targetOf(written, key),
    vars: parameters,
    when,
    tags: [...tags, ...moreTags],
  }
}

/** The file an import names: in a collection, or a path beside the importing file. */
export const importedFile = (
  project: Project,
  { target, vars, position }: PlaybookImport,
  outer: { readonly directory: string; readonly vars: Dict },
): string => {
  const node = standIn({ position, vars: new Map([...vars, ...outer.vars]), directory: outer.directory })
  const name = evaluateName(project, target, { node, what: 'import path', status: 1 })
  const inCollection = findInCollections(project, outer, { kind: 'playbooks', name, collections: [] })
  if (inCollection) return inCollection.path
  const path = expandHome(name)
  return isAbsolute(path) ? path : join(outer.directory, path)
}

const importKey = (written: Dict): string | undefined => {
  for (const key of written.keys()) if (isBuiltin(String(key), 'import_playbook')) return String(key)
  return written.has('include') && !written.has('hosts') ? 'include' : undefined
}

const noticeOf = (project: Project, written: Dict): void =>
  project.notice('deprecation', '"include" for playbooks is deprecated, use import_playbook instead', {
    position: keyPosition(written, 'include'),
  })

const targetOf = (written: Dict, key: string): Value => {
  const value = written.get(key) as Value
  const position = keyPosition(written, key)
  if (value === null) throw userError('playbook import parameter is missing', position)
  const text = rawText(value)
  if (text === undefined)
    throw userError(
      `playbook import parameter must be a string indicating a file path, got ${pythonType(value)} instead`,
      position,
    )
  const words = splitWords(text, position)
  if (words.length === 0 || words[0]!.trim() === '')
    throw userError('import_playbook statements must specify the file name to import', position)
  return typeof value === 'string' ? words[0]!.trim() : value
}

/** An import is in no play: this stands for one where its name is evaluated. */
const standIn = (known: Pick<Play, 'position' | 'vars' | 'directory'>): Play => ({
  kind: 'play',
  keywords: new Map(),
  name: undefined,
  hosts: [],
  when: [],
  tags: [],
  environment: [],
  module_defaults: [],
  vars_files: [],
  vars_prompt: [],
  pre_tasks: [],
  roles: [],
  tasks: [],
  post_tasks: [],
  handlers: [],
  importedRoles: [],
  ...known,
})
