/** What a module was asked: `invocation` in the results of a loop's items. */
import { type Dict, dict, isDict, Secret, type Value } from '../../values.ts'
import { LazyDict } from '../../vars/lazy-dict.ts'
import type { ItemOutcome, Prepared, ReadyItem } from './run-item.ts'

const hidden = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER'

/** The options by their declared names, put together when somebody looks; `undefined` for what asks no host. */
export const invocationOf = ({ hostTask: { module }, options, extra }: ReadyItem): Dict | undefined => {
  if (module.kind === 'action' && module.controllerOnly) return undefined
  const names = Object.keys(module.options)
  return LazyDict.of({
    module_args: () => {
      const given = names.map((name) => [name, shown(module.name, name, options)] as const)
      return asCalled(module.name, new Map([...given, ...extra]))
    },
  })
}

/** The reference has one module for both ways to run a command, which takes the line under a name of its own. */
const asCalled = (module: string, args: Dict): Dict => {
  if (module !== 'command' && module !== 'shell') return args
  const line = args.get('cmd') ?? null
  args.delete('cmd')
  const own = dict({ _raw_params: line, _uses_shell: module === 'shell', argv: null })
  return new Map([...own, ...args])
}

/** A program tells itself what it was asked: that stays, where somebody looks. */
export const setInvocation = ({ result }: ItemOutcome, prepared: Prepared | undefined): void => {
  if (prepared === undefined) result.delete('invocation')
  if (prepared === undefined || 'outcome' in prepared || result.has('invocation') || isLost({ result })) return
  const invocation = invocationOf(prepared.ready)
  if (invocation) result.set('invocation', invocation)
}

/** The host could not be reached, so its module was not called. */
const isLost = ({ result }: ItemOutcome): boolean => result.get('unreachable') === true

/** Where `copy` is given a text, it may be a key or a password. */
const shown = (module: string, name: string, options: ReadyItem['options']): Value =>
  module === 'copy' && name === 'content' && options[name] !== undefined ? hidden : plain(options[name])

const plain = (option: unknown): Value => {
  if (option === undefined || option === null) return null
  if (option instanceof Secret) return hidden
  if (Array.isArray(option)) return option.map(plain)
  if (isDict(option as Value)) return option as Dict
  if (Object.getPrototypeOf(option) !== Object.prototype) return option as Value
  return dict(Object.fromEntries(Object.entries(option as object).map(([name, value]) => [name, plain(value)])))
}
