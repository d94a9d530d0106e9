/** `runbook doc NAME`: what modules, plugins, keywords and roles do and which options they take, as ansible-doc tells. */
import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { Config } from '../config/config.ts'
import { UserError } from '../errors.ts'
import { loadModule, moduleNames } from '../modules/registry.ts'
import { moduleNameOf } from '../playbook/modules/module-names.ts'
import { collectionsPath } from '../startup/collections-path.ts'
import { dumpJson } from '../util/python-json.ts'
import { didYouMean } from '../util/suggest.ts'
import { dict, type Value } from '../values.ts'
import { allOf, documented, documentedTypes } from './doc/catalogue.ts'
import {
  BUILT_IN,
  type Documented,
  documentData,
  documentText,
  fullName,
  type RoleDocument,
  roleText,
} from './doc/document.ts'
import { jsonSchema } from './doc/json-schema.ts'
import { documentedKeywords, keywordData, keywordSummary } from './doc/keywords.ts'
import { listed, listLines } from './doc/listing.ts'
import { metadata } from './doc/metadata.ts'
import { allRoles, type RolePlaces, roleData, roleLines, roleNamed, roleSummary, withEntryPoint } from './doc/roles.ts'
import { pluginSnippet, snippetTypes } from './doc/snippet.ts'
import { newCommand } from './options/groups.ts'
import { type Given, parseArguments } from './options/parse-arguments.ts'
import { list, text } from './options/run-options.ts'
import { collect } from './options/values.ts'
import { openTerminal, type Terminal } from './terminal.ts'

/** Prints documentation and gives the exit status. */
export const docCommand = async (args: readonly string[]): Promise<number> => {
  const parsed = parseArguments(docOptions(), args)
  if (!parsed) return 0
  const { given } = parsed
  const terminal = openTerminal(() => undefined)
  const asked: Asked = { given, names: parsed.args, type: text(given, 'type') ?? 'module', terminal }
  put(await answer(asked))
  return 0
}

const docOptions = (): Command =>
  newCommand(
    'runbook doc',
    '[options] [name ...]',
    'Tells what modules, plugins, keywords and roles do and which options they take.',
  )
    .argument('[name...]', 'names, as playbooks have them; with --list collections or parts of names')
    .option('-l, --list', 'all there are, a line each')
    .option('-F, --list_files', 'the same, with their files')
    .option('-j, --json', 'as JSON')
    .option('--schema', 'a JSON Schema of playbooks, for editors')
    .option('--metadata-dump', 'everything there is, as JSON')
    .option('--no-fail-on-errors', 'with --metadata-dump: tell of what can not be read instead of stopping')
    .option('-M, --module-path <paths>', 'accepted; doc tells of the modules that are built in', collect)
    .option('--playbook-dir <folder>', 'the folder whose roles are found')
    .option('-r, --roles-path <paths>', 'folders of roles, separated by colons (repeatable)', collect)
    .option('-e, --entry-point <name>', 'of roles: this entry point')
    .option('-s, --snippet', 'as a task to start from')
    .addOption(new Option('-t, --type <type>', 'of what').choices(documentedTypes).default('module'))

/** What is asked of `runbook doc`. */
interface Asked {
  readonly given: Given
  readonly names: readonly string[]
  readonly type: string
  readonly terminal: Terminal
}

const put = (shown: string): void => {
  if (shown !== '') process.stdout.write(shown.endsWith('\n') ? shown : `${shown}\n`)
}

const answer = async (asked: Asked): Promise<string> => {
  const { given, names, type } = asked
  if (given.schema === true) return schema(names)
  if (given.metadataDump === true) return json(await metadata(rolePlaces(asked), given.failOnErrors !== false))
  if (given.list === true || given.list_files === true) return all(asked)
  if (names.length === 0)
    throw new UserError(
      {
        message: 'Missing name(s), incorrect options passed for detailed documentation.',
        hint: 'name a module, or give --list',
      },
      5,
    )
  if (type === 'keyword') return keywords(asked)
  return type === 'role' ? roles(asked) : documents(asked)
}

const all = async (asked: Asked): Promise<string> => {
  const { given, names, type } = asked
  const isJson = given.json === true
  if (type === 'keyword') {
    const summaries = byName(documentedKeywords.map((name) => [name, keywordSummary(name)!]))
    return isJson ? json(summaries) : yaml(summaries)
  }
  if (type === 'role') {
    const found = listed(allRoles(rolePlaces(asked)), names, ({ name }) => name)
    return isJson ? json(byName(found.map((role) => [role.name, roleSummary(role)]))) : roleLines(found)
  }
  const found = listed(await allOf(type), names, fullName)
  const files = given.list_files === true
  const about = (one: Documented): string => (files ? BUILT_IN : one.summary || 'UNDOCUMENTED')
  const rows = found.map((one) => [fullName(one), about(one)] as const)
  return isJson ? json(byName(rows)) : listLines(rows, !files)
}

const documents = async ({ given, names, type, terminal }: Asked): Promise<string> => {
  if (given.snippet === true && !snippetTypes.includes(type))
    throw new UserError(
      { message: `Snippets are only available for the following plugin types: ${snippetTypes.join(', ')}` },
      1,
    )
  const found: [string, Documented][] = []
  for (const name of names) {
    const one = await documented(type, name)
    if (one) found.push([name, one])
    else terminal.warn(`${name} was not found${await meant(type, name)}`)
  }
  if (given.json === true) return json(byName(found.map(([name, one]) => [name, documentData(one)])))
  const show = given.snippet === true ? pluginSnippet : documentText
  return found.map(([, one]) => show(one)).join('\n')
}

const meant = async (type: string, name: string): Promise<string> => {
  const known = type === 'module' ? moduleNames() : (await allOf(type)).map((one) => one.name)
  const hint = didYouMean(name, known)
  return hint === undefined ? '' : `; ${hint}`
}

const keywords = async ({ given, names, terminal }: Asked): Promise<string> => {
  const rows = names.flatMap((name): [string, Value][] => {
    const data = keywordData(name)
    if (!data) terminal.warn(`Skipping Invalid keyword '${name}' specified: '${name}'`)
    return data ? [[name, data]] : []
  })
  if (given.json === true) return json(byName(rows))
  return rows.length === 0 ? '' : yaml(byName(rows))
}

const roles = (asked: Asked): string => {
  const { given, names } = asked
  const places = rolePlaces(asked)
  const found = names.flatMap((name): RoleDocument[] => {
    const role = roleNamed(name, places)
    const shown = role && withEntryPoint(role, text(given, 'entryPoint'))
    return shown ? [shown] : []
  })
  if (given.json === true) return json(byName(found.map((role) => [role.name, roleData(role)])))
  return found.map(roleText).join('\n')
}

/** The folder of the playbook and its `roles/`, where it is named, around those that are given or configured. */
const rolePlaces = ({ given, terminal }: Asked): RolePlaces => {
  const config = new Config(process.env, process.cwd(), (message) => terminal.warn(message))
  const beside = text(given, 'playbookDir')
  const paths = [...list(given, 'rolesPath').flatMap((path) => path.split(':')), ...config.list('DEFAULT_ROLES_PATH')]
  const collections = collectionsPath(config)
  if (beside === undefined) return { paths, collections }
  const folder = resolve(beside)
  return {
    paths: [`${folder}/roles`, ...paths, folder],
    collections: [`${folder}/collections`, ...collections],
  }
}

const schema = async (texts: readonly string[]): Promise<string> => {
  const names = [...moduleNames()]
    .sort()
    .filter((name) => texts.length === 0 || texts.some((one) => name.includes(one)))
  return json(
    jsonSchema(await Promise.all(names.map(async (name) => [name, await loadModule(moduleNameOf(name))!] as const))),
    false,
  )
}

const byName = (rows: Iterable<readonly [string, Value]>): Value => dict(Object.fromEntries(rows))

const json = (data: Value, sortKeys = true): string => dumpJson(data, { indent: 4, sortKeys })

const yaml = async (data: Value): Promise<string> => (await import('../inventory/print-yaml.ts')).inventoryYaml(data)
