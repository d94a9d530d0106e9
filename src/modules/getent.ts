import type { Answer } from '../remote/answer.ts'
import { command } from '../remote/queries/command.ts'
import { sh } from '../remote/sh.ts'
import { type Dict, dict, type Value } from '../values.ts'
import { ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { bool, str } from './kit/option.ts'

/** Reads a database of the host: passwd, group, hosts, services, … */
export default defineModule({
  name: 'getent',
  summary: 'Read a database of the host as facts: passwd, group, hosts, services, …',
  options: {
    database: str({ required: true, help: 'The database.' }),
    key: str({ help: 'Only the entry of this key.' }),
    service: str({ help: 'Ask only this source.' }),
    split: str({ help: 'What separates fields.' }),
    fail_key: bool({ default: true, help: 'Fail when there is no such key.' }),
  },
  inspect: ({ database, key, service }) => ({
    answer: command(
      sh`command -v getent >/dev/null 2>&1 || exit 127
getent ${service === undefined ? [] : ['-s', service]} ${[database, ...(key === undefined ? [] : [key])]}`,
      'getent',
    ),
  }),
  plan: (options, { answer }) => {
    const message = failures[answer.status] ?? (answer.status === 0 ? undefined : 'Unexpected failure!')
    if (message === undefined || (answer.status === notFound && !options.fail_key)) return []
    throw new ModuleFailure(message)
  },
  returns: ({ options, before: { answer } }) => {
    const { database, key } = options
    const facts = (entries: Dict): Value => dict({ [`getent_${database}`]: entries })
    if (answer.status !== 0) {
      return dict({ ansible_facts: facts(new Map([[key ?? '', null]])), msg: failures[answer.status] ?? '' })
    }
    return dict({ ansible_facts: facts(entriesOf(options, answer)) })
  },
})

const notFound = 2

const failures: Readonly<Record<number, string>> = {
  1: 'Missing arguments, or database unknown.',
  [notFound]: 'One or more supplied key could not be found in the database.',
  3: 'Enumeration not supported on this database.',
  127: 'Failed to find required executable "getent"',
}

const colonSeparated: ReadonlySet<string> = new Set(['passwd', 'shadow', 'group', 'gshadow'])

/** Fields by key; a key that comes more than once has a list of them. */
const entriesOf = ({ database, split }: { database: string; split: string | undefined }, { stdout }: Answer): Dict => {
  const separator = split ?? (colonSeparated.has(database) ? ':' : undefined)
  const found = new Map<string, Value[]>()
  for (const line of stdout.toString().split('\n').filter(Boolean)) {
    const [key = '', ...fields] = separator === undefined ? line.trim().split(/\s+/) : line.split(separator)
    found.set(key, [...(found.get(key) ?? []), fields])
  }
  return new Map([...found].map(([key, records]) => [key, records.length === 1 ? records[0]! : records]))
}
