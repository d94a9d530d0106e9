import { Float, isDict, type Value } from '../values.ts'

/** How Ansible's messages name the type of a value that came from YAML. */
export const pythonType = (value: Value): string => `<class '${className(value)}'>`

const className = (value: Value): string => {
  if (value === null) return 'NoneType'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (value instanceof Float) return 'float'
  const kind = isDict(value) ? 'Mapping' : Array.isArray(value) ? 'Sequence' : 'Unicode'
  return `ansible.parsing.yaml.objects.Ansible${kind}`
}
