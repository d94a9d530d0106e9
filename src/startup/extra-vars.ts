/** `-e`: variables from the command line, stronger than all others. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { parseKeyValues } from '../playbook/tasks/key-value.ts'
import { type Dict, isDict, Template, trusted, type Value } from '../values.ts'
import { loadYaml } from '../yaml/load.ts'
import { loadYamlFile } from '../yaml/load-file.ts'
import { joined } from '../yaml/positions.ts'

type Decrypt = ((text: string) => string) | undefined

/** All `-e` in one dict, later ones winning. */
export const readExtraVars = (given: readonly (string | Dict)[], vault: Decrypt): Dict => {
  return joined(given.map((one) => (typeof one === 'string' ? read(one, vault) : one)))
}

const read = (text: string, vault: Decrypt): Dict => {
  if (text.trim() === '') return new Map()
  if (text.startsWith('@')) return dictOf(loadYamlFile(fileOf(text), { vault }), `@${resolve(text.slice(1))}`)
  if (text.startsWith('/') || text.startsWith('.')) throw usage(`Please prepend extra_vars filename '${text}' with '@'`)
  if (/^[[{]/.test(text)) return dictOf(loadYaml(text, { file: '<extra vars>', vault }), text)
  return new Map(
    [...parseKeyValues(new Template(text), false).options].map(([name, value]) => [
      name,
      typeof value === 'string' ? trusted(value) : value,
    ]),
  )
}

const fileOf = (text: string): string => {
  const path = text.slice(1)
  try {
    readFileSync(path)
    return path
  } catch {
    const message = `Unable to retrieve file contents. Could not find or access '${resolve(path)}' on the Ansible Controller.`
    throw new UserError({ message }, 1)
  }
}

const dictOf = (value: Value, text: string): Dict => {
  if (isDict(value)) return value
  throw usage(`Invalid extra vars data supplied. '${text}' could not be made into a dictionary`)
}

/** A mistake in the options. */
const usage = (message: string): UserError => new UserError({ message }, 5)
