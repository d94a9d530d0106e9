/** The order of a result's keys, which a registered result shows where it is printed as a text. */
import type { Dict, Value } from '../../values.ts'

/** The result of the module with its keys in the order in which Ansible has them. */
export const inKeyOrder = (module: string, result: Dict): Dict => {
  if (sayNothingOfChange.has(module) && result.get('changed') === false) result.delete('changed')
  const order = orders.get(module)?.(result)
  return order === undefined ? result : ordered(result, order)
}

const ordered = (result: Dict, order: readonly string[]): Dict => {
  const first = order.flatMap((key) => (result.has(key) ? [[key, result.get(key)!] as [Value, Value]] : []))
  return new Map([...first, ...result])
}

/** These never change anything: `changed` is added to what they return. */
const sayNothingOfChange = new Set(['debug', 'getent', 'include_vars', 'ping', 'set_fact', 'slurp', 'wait_for'])

const attributes = ['uid', 'gid', 'owner', 'group', 'mode', 'state', 'size']

const copied = (result: Dict): readonly string[] =>
  result.get('changed') === true
    ? ['diff', 'dest', 'src', 'md5sum', 'checksum', 'changed', ...attributes]
    : ['diff', 'path', 'changed', ...attributes, 'checksum', 'dest']

const orders: ReadonlyMap<string, (result: Dict) => readonly string[]> = new Map([
  ['copy', copied],
  ['template', copied],
  ['file', () => ['path', 'dest', 'src', 'changed', 'diff', ...attributes]],
  ['find', () => ['files', 'changed', 'msg', 'matched', 'examined']],
  ['include_vars', () => ['ansible_included_var_files', 'ansible_facts']],
  ['raw', () => ['rc', 'stdout', 'stdout_lines', 'stderr', 'stderr_lines', 'changed']],
  ['replace', () => ['rc', 'msg', 'changed']],
  ['script', () => ['changed', 'rc', 'stdout', 'stdout_lines', 'stderr', 'stderr_lines']],
  ['user', () => ['name', 'state', 'append', 'move_home', 'changed']],
])
