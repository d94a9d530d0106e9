/** Facts of hosts that outlive the run: files of JSON, one for each host. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../errors.ts'
import { parseJson } from '../util/parse-json.ts'
import { dumpJson } from '../util/python-json.ts'
import { type Dict, Float, isDict, type Value } from '../values.ts'

/** Facts as they were kept, and whether `setup` was among those who told them. */
export interface KeptFacts {
  readonly facts: Dict
  readonly gathered: boolean
}

/** Keeps the facts of all hosts. */
export interface FactCache {
  /** What is known of the host; `undefined` when nothing is, or only what is too old. */
  load(host: string): KeptFacts | undefined
  save(host: string, kept: KeptFacts): void
  drop(host: string): void
}

export interface JsonFileSettings {
  readonly directory: string
  /** Before the host's name in a file's name. */
  readonly prefix: string
  /** Seconds after which facts count no more; 0 for never. */
  readonly timeout: number
  readonly warn: (message: string) => void
}

/** The key under which ansible-core's files tell that facts were gathered. */
const GATHERED = '_ansible_facts_gathered'

/**
 * The cache plugin `jsonfile`, with the files that ansible-core reads and writes as well.
 *
 * @throws UserError when the directory can't be made.
 */
export const jsonFileCache = (settings: JsonFileSettings): FactCache => {
  makeDirectory(settings.directory)
  const fileOf = (host: string): string => join(settings.directory, `${settings.prefix}${host}`)
  return {
    load: (host) => load(fileOf(host), settings),
    save: (host, kept) => save(fileOf(host), kept, settings),
    drop: (host) => rmSync(fileOf(host), { force: true }),
  }
}

const makeDirectory = (directory: string): void => {
  try {
    mkdirSync(directory, { recursive: true })
  } catch (error) {
    const message = `error in 'jsonfile' cache plugin while trying to create cache dir ${directory} : ${(error as Error).message}`
    throw new UserError({ message }, 1)
  }
}

const load = (file: string, { timeout, warn }: JsonFileSettings): KeptFacts | undefined => {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat || (timeout > 0 && Date.now() - stat.mtimeMs > timeout * 1000)) return undefined
  try {
    const facts = parseJson(readFileSync(file, 'utf8'))
    if (!isDict(facts)) throw new SyntaxError('no mapping')
    const gathered = facts.get(GATHERED) === true
    facts.delete(GATHERED)
    return { facts, gathered }
  } catch (error) {
    warn(`error in 'jsonfile' cache plugin while trying to read ${file} : ${(error as Error).message}`)
    if (error instanceof SyntaxError) rmSync(file, { force: true })
    return undefined
  }
}

const save = (file: string, { facts, gathered }: KeptFacts, { warn }: JsonFileSettings): void => {
  const all: Dict = new Map([...facts].filter(([, value]) => isPlain(value)))
  if (gathered) all.set(GATHERED, true)
  const temporary = `${file}.${process.pid}`
  try {
    writeFileSync(temporary, dumpJson(all, { indent: 4, sortKeys: true }), { mode: 0o600 })
    renameSync(temporary, file)
  } catch (error) {
    warn(`error in 'jsonfile' cache plugin while trying to write to '${file}' : ${(error as Error).message}`)
    rmSync(temporary, { force: true })
  }
}

/** A secret is written to no file, and what only this run knows is of no use to the next. */
const isPlain = (value: Value): boolean => {
  if (Array.isArray(value)) return value.every(isPlain)
  if (isDict(value)) return [...value.values()].every(isPlain)
  return value === null || typeof value !== 'object' || value instanceof Float
}
