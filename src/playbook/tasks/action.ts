/** What a task does: its action and arguments, from all the ways to write them. */
import { type Position, userError } from '../../errors.ts'
import { pythonType } from '../../util/python-type.ts'
import { closest } from '../../util/suggest.ts'
import { type Dict, isDict, Template, trustedPart, type Value } from '../../values.ts'
import { copyPlaces, positionOfKey } from '../../yaml/positions.ts'
import { isTaskKeyword, keywordsOf } from '../keywords/keywords.ts'
import { isBuiltin } from '../modules/module-names.ts'
import { runError } from '../run-error.ts'
import { keyPosition, rawText, startOf, valuePosition } from '../source.ts'
import type { Positions } from '../types.ts'
import { parseKeyValues, splitWords } from './key-value.ts'

/** An action as written; whether there is one of that name is not checked here. */
export interface Action {
  readonly action: string
  readonly args: Dict
  readonly argPositions: Positions
  readonly freeForm: string | Template | undefined
  readonly variableArgs: Template | undefined
  /** Written as `local_action`. */
  readonly local: boolean
  /** Where its name stands. */
  readonly position: Position
  /** The key of the task that names it. */
  readonly key: string
}

/**
 * Finds the action of a task and its arguments: `copy: {…}`, `copy: a=b`, `action: copy a=b`, `action: {module: copy}`,
 * `local_action:`, each with `args:` for what the other doesn't give.
 *
 * @throws UserError when there is none or more than one, or when its arguments have a wrong form.
 */
export const readAction = (task: Dict, file: string): Action => {
  const key = actionKey(task, file)
  const value = task.get(key)!
  const position = keyPosition(task, key) ?? startOf(task, file)
  const written: Written = { task, key, value, position }
  const named = isOldStyle(key) ? oldStyle(written) : { action: key, parts: newStyle(written, key, value) }
  if (named === undefined) throw userError('no module/action detected in task.', position)
  return assemble(written, named.action, named.parts)
}

interface Written {
  readonly task: Dict
  readonly key: string
  readonly value: Value
  readonly position: Position
}

/** What one place gives of an action's arguments. */
interface Parts {
  readonly options: Dict
  readonly text?: string | Template | undefined
  /** Where its options stand, when each has a place of its own. */
  readonly source?: Dict | undefined
}

const isOldStyle = (key: string): boolean => key === 'action' || key === 'local_action'

const actionKey = (task: Dict, file: string): string => {
  const keys: string[] = []
  for (const key of task.keys()) {
    const name = String(key)
    if (isOldStyle(name) || !isTaskKeyword(name)) keys.push(name)
  }
  if (keys.length === 1) return keys[0]!
  if (keys.length === 0) throw userError('no module/action detected in task.', startOf(task, file))
  if (task.has('action') && task.has('local_action'))
    throw userError('action and local_action are mutually exclusive', keyPosition(task, 'local_action'))
  throw conflict(task, keys)
}

/** Two keys that may be modules; most often one is a mistyped keyword. */
const conflict = (task: Dict, keys: readonly string[]): Error => {
  const written = keys.filter(isOldStyle)
  const [first, second] = [...written, ...keys.filter((key) => !written.includes(key))]
  const name = (key: string) => (written.includes(key) ? firstWord(task.get(key)!) : key)
  for (const key of [second!, first!]) {
    const meant = written.includes(key) ? undefined : closest(key, Object.keys(keywordsOf.Task))
    if (meant) return conflictAt(task, [name(first!), name(second!)], key, `is "${key}" meant to be "${meant}"?`)
  }
  const hint = 'a task has one action; make this a task of its own, or correct the keyword'
  return conflictAt(task, [name(first!), name(second!)], second!, hint)
}

const conflictAt = (task: Dict, names: readonly [string, string], key: string, hint: string): Error =>
  userError(`conflicting action statements: ${names.join(', ')}`, keyPosition(task, key), hint)

const firstWord = (value: Value): string => {
  const text = rawText(isDict(value) ? value.get('module') : value)
  return text?.trim().split(/\s/)[0] ?? 'action'
}

const newStyle = (written: Written, action: string, value: Value): Parts => {
  if (isDict(value)) return { options: value, source: value }
  if (value === null) return { options: new Map() }
  if (typeof value === 'string' || value instanceof Template) return parseText(value, action, written.position)
  const where = valuePosition(written.task, written.key)
  throw userError(`unexpected parameter type in action: <class '${pythonType(value)}'>`, where)
}

const oldStyle = ({ task, key, value, position }: Written): { action: string; parts: Parts } | undefined => {
  if (typeof value === 'string' || value instanceof Template) return splitAction(value, position)
  if (!isDict(value))
    throw userError(`unexpected parameter type in action: <class '${pythonType(value)}'>`, valuePosition(task, key))
  const module = value.get('module')
  if (typeof module !== 'string' && !(module instanceof Template)) return undefined
  const { action, parts } = splitAction(module, position)
  const options: Dict = new Map([...value, ...parts.options])
  options.delete('module')
  return { action, parts: { options: withInnerArgs(options), text: parts.text, source: value } }
}

/** `action: {module: copy, args: {…}}`: the inner ones win. */
const withInnerArgs = (options: Dict): Dict => {
  const inner = options.get('args')
  if (inner === undefined) return options
  options.delete('args')
  const more = typeof inner === 'string' || inner instanceof Template ? parseKeyValues(inner, false).options : inner
  return isDict(more) ? new Map([...options, ...more]) : options
}

/** `copy src=a dest=b`: the name is the first word. */
const splitAction = (value: string | Template, position: Position): { action: string; parts: Parts } => {
  const [first = '', ...words] = splitWords(rawText(value)!, position)
  const text = words.join(' ')
  const rest = value instanceof Template ? asTemplate(text, value) : text
  return { action: first.trim(), parts: parseText(rest, first.trim(), position) }
}

/** The rest of a template, as one even where it holds no markup: what comes of it is trusted. */
const asTemplate = (text: string, whole: Template): Template => {
  const part = trustedPart(text, whole)
  return part instanceof Template ? part : new Template(text, whole.position)
}

const parseText = (value: string | Template, action: string, position: Position): Parts => {
  const { options, rest } = parseKeyValues(value, isFreeForm(action), position)
  if (rest === undefined) return { options }
  return {
    options,
    text: value instanceof Template ? trustedPart(rest, value) : rest,
  }
}

const assemble = (written: Written, action: string, parts: Parts): Action => {
  const { task, key, position } = written
  const additional = task.has('args') ? readArgs(task) : undefined
  const args: Dict = isDict(additional)
    ? new Map([...additional, ...parts.options])
    : copyPlaces(parts.options, new Map(parts.options))
  const raw = args.get('_raw_params')
  args.delete('_raw_params')
  for (const name of args.keys()) checkOptionName(written, action, name)
  const text = parts.text ?? (typeof raw === 'string' || raw instanceof Template ? raw : undefined)
  const { freeForm, variable } = sortText(written, action, moveCommand(written, args, { action, text }))
  return {
    action,
    args,
    argPositions: positionsIn(parts.source, additional, position),
    freeForm,
    variableArgs: variable ?? (additional instanceof Template ? additional : undefined),
    local: key === 'local_action',
    position,
    key,
  }
}

const readArgs = (task: Dict): Dict | Template | undefined => {
  const args = task.get('args') as Value
  if (args === null) return undefined
  if (isDict(args) || args instanceof Template) return args
  const where = valuePosition(task, 'args')
  if (typeof args !== 'string')
    throw userError(
      `Complex args must be a dictionary or variable string ("{{var}}"), not a ${pythonType(args)}.`,
      where,
    )
  throw userError(
    "Complex args containing variables cannot use bare variables (without Jinja2 delimiters), and must use the full variable style ('{{var_name}}')",
    where,
    `write "{{ ${args} }}"`,
  )
}

/** The option `cmd` is another spelling of the free-form text. */
const moveCommand = (
  { task, key }: Written,
  args: Dict,
  { action, text }: { action: string; text: string | Template | undefined },
): string | Template | undefined => {
  if (!['command', 'shell', 'script'].some((name) => isBuiltin(action, name)) || !args.has('cmd')) return text
  if (text !== undefined && rawText(text) !== '') {
    throw runError(
      "The 'cmd' argument cannot be used when other raw parameters are specified. Please put everything in one or the other place.",
      keyPosition(task, key),
    )
  }
  const command = args.get('cmd')
  if (typeof command !== 'string' && !(command instanceof Template)) return text
  args.delete('cmd')
  return command
}

/** Text that is no option: the free form of actions that have one, else a template that gives options. */
const sortText = (
  { position }: Written,
  action: string,
  text: string | Template | undefined,
): { freeForm?: string | Template | undefined; variable?: Template | undefined } => {
  const isDictOfOptions = text instanceof Template && isBuiltin(action, 'add_host')
  if (text === undefined || rawText(text) === '' || (takesText(action) && !isDictOfOptions)) return { freeForm: text }
  if (text instanceof Template) return { variable: text }
  throw userError(
    `this task '${action}' has extra params, which is only allowed in the following modules: ${[...freeFormNames, ...textNames].join(', ')}`,
    position,
    `"${text.trim()}" is no key=value`,
  )
}

const checkOptionName = ({ position }: Written, action: string, name: Value): void => {
  if (typeof name !== 'string' || !name.startsWith('_ansible_') || isFreeForm(action)) return
  throw runError(
    `Invalid parameter specified beginning with keyword '_ansible_' for action '${action}': '${name}'. The prefix '_ansible_' is reserved for internal use only.`,
    position,
  )
}

const positionsIn = (
  own: Dict | undefined,
  additional: Dict | Template | undefined,
  fallback: Position,
): Positions => ({
  get: (name) => {
    const found = own && positionOfKey(own, name)
    return found ?? (isDict(additional) ? positionOfKey(additional, name) : undefined) ?? fallback
  },
})

const freeFormNames = ['command', 'raw', 'script', 'shell', 'win_command', 'win_shell']
const textNames = [
  ...['include', 'include_vars', 'include_tasks', 'include_role', 'import_tasks', 'import_role'],
  ...['add_host', 'group_by', 'set_fact', 'meta'],
]
const bothWays = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => [name, `ansible.builtin.${name}`, `ansible.legacy.${name}`]))
const freeFormActions = bothWays(freeFormNames)
const textActions = bothWays(textNames)

/** Actions whose text is a command line: what looks like an option mostly isn't one. */
const isFreeForm = (action: string): boolean => freeFormActions.has(action)

const takesText = (action: string): boolean => freeFormActions.has(action) || textActions.has(action)
