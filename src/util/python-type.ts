/** Python's names for the types of plain values, as they stand in Ansible's messages. */
import { Float, isDict, Secret, Template, type Value } from '../values.ts'

/** `type(value).__name__` of a value that is no template's own object: `int`, `str`, `dict`, `NoneType`. */
export const pythonType = (value: Value): string => {
  if (value === null) return 'NoneType'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'string' || value instanceof Template || value instanceof Secret) return 'str'
  if (value instanceof Float || (typeof value === 'number' && !Number.isInteger(value))) return 'float'
  if (typeof value === 'number' || typeof value === 'bigint') return 'int'
  if (Array.isArray(value)) return 'list'
  return isDict(value) ? 'dict' : 'object'
}

/** The same of a value that was read from YAML, where Ansible has types of its own: `AnsibleUnicode`, `AnsibleMapping`. */
export const yamlType = (value: Value): string => {
  const type = pythonType(value)
  return ownTypes[type] ?? type
}

const ownTypes: Readonly<Record<string, string>> = {
  str: 'AnsibleUnicode',
  dict: 'AnsibleMapping',
  list: 'AnsibleSequence',
}

/** The class of a value that was read from YAML, as Python prints it: `<class 'int'>`. */
export const yamlClass = (value: Value): string => {
  const type = yamlType(value)
  return `<class '${type.startsWith('Ansible') ? 'ansible.parsing.yaml.objects.' : ''}${type}'>`
}
