/** Filters of ansible.utils: get_path, to_paths, index_of, consolidate, to_xml, from_xml. */
import { type Dict, isDict, type Value } from '../../../values.ts'
import { type CallContext, type FilterFunction, filter } from '../../plugin.ts'
import { compare } from '../../python/compare.ts'
import { dictGet, dictSet } from '../../python/dict-key.ts'
import { FilterError } from '../../python/errors.ts'
import { charge } from '../../python/limits.ts'
import { str } from '../../python/repr.ts'
import { typeName } from '../../python/type-name.ts'
import { exactText, flagOf, isList, itemsOf, required, textOf } from '../arguments.ts'
import { distinct } from '../sets.ts'
import { fromXml, toXml } from './xml.ts'

const listed = (value: Value, wantList: Value | undefined): Value => (flagOf(wantList) ? [value] : value)

const PATH = /([^.[\]]+)|\[(?:'([^']*)'|"([^"]*)"|(-?\d+))\]/g

const getPath = filter(['path', 'wantlist?'], (context, value, [path, wantList]) => {
  const keys = [...exactText(path).matchAll(PATH)].map(([, name, single, double, index]) =>
    index !== undefined ? Number(index) : (name ?? single ?? double ?? ''),
  )
  const found = keys.reduce<Value>((holder, key) => context.item(holder, key), required(value))
  return listed(required(found), wantList)
})

const toPaths = filter(['prepend?', 'wantlist?'], (_, value, [prepend, wantList]) => {
  const given = required(value)
  const prefix = prepend === undefined || prepend === null ? '' : exactText(prepend)
  const paths: Dict = new Map()
  addPaths(paths, prefix, given)
  return listed(paths, wantList)
})

const addPaths = (paths: Dict, name: string, value: Value): void => {
  charge(64)
  const entries: [string, Value][] = isDict(value)
    ? [...value].map(([key, item]) => [keyed(name, str(key)), item])
    : isList(value)
      ? value.map((item, index) => [`${name}[${index}]`, item])
      : []
  for (const [path, item] of entries) addPaths(paths, path, item)
  if (entries.length === 0 && name !== '') paths.set(name, value)
}

const keyed = (name: string, key: string): string => {
  if (name === '') return key
  return /^[a-zA-Z_]\w*$/.test(key) ? `${name}.${key}` : `${name}['${key}']`
}

const failed = (message: string): FilterError => new FilterError(`Error when using plugin 'index_of': ${message}`)

const indexOf = filter(
  ['test', 'value?', 'key?', 'fail_on_missing?', 'wantlist?'],
  (context, data, [test, wanted, key, failOnMissing, wantList]) => {
    const holds = condition(context, textOf(test), wanted)
    const found: number[] = []
    itemsOf(data).forEach((entry, index) => {
      const item = key === undefined || key === null ? entry : memberOf(entry, key, flagOf(failOnMissing))
      if (item !== undefined && holds(item)) found.push(index)
    })
    return found.length === 1 && !flagOf(wantList) ? found[0]! : found
  },
)

const memberOf = (entry: Value, key: Value, mustBeThere: boolean): Value | undefined => {
  if (!isDict(entry))
    throw failed(
      `When a key name is provided, all list entries are required to be dictionaries, got ${typeName(entry)}`,
    )
  const found = dictGet(entry, key)
  if (found === undefined && mustBeThere) throw failed(`'${str(key)}' was not found in '${str(entry)}'`)
  return found
}

/** `!` or `not ` before the name of a test turns it round. */
const condition = (context: CallContext, name: string, wanted: Value | undefined): ((value: Value) => boolean) => {
  const [, not, bare = name] = /^(!|not )?(.*)$/s.exec(name) ?? []
  const plain = not === '!' && bare === '=' ? '==' : bare
  const test = context.test(plain)
  const right = wanted === undefined || wanted === null ? [] : [plain === 'in' && !isList(wanted) ? [wanted] : wanted]
  return (value) => test(context, value, right, new Map()) !== (not !== undefined)
}

const consolidate: FilterFunction = filter(
  ['fail_missing_match_key?', 'fail_missing_match_value?', 'fail_duplicate?'],
  (_, value, [failKey, failValue, failDuplicate]) => {
    const sources = itemsOf(value).map(sourceOf)
    for (const [index, source] of sources.entries()) checkSource(source, index + 1, { failKey, failDuplicate })
    const all = distinct(sources.flatMap(({ rows }) => [...rows.keys()])).sort(compare)
    const result: Dict = new Map()
    for (const { name, rows } of sources) {
      for (const key of all) {
        if (dictGet(rows, key) === undefined && flagOf(failValue))
          throw new FilterError(
            `Error when using plugin 'consolidate': 'fail_missing_match_value' reported missing match value ${str(key)} in data source ${str(name)}`,
          )
        const entry = (dictGet(result, key) ?? new Map()) as Dict
        entry.set(name, dictGet(rows, key) ?? new Map())
        dictSet(result, key, entry)
      }
    }
    return result
  },
)

interface Source {
  readonly name: Value
  readonly rows: Dict
  readonly missing: number
  readonly duplicates: boolean
}

const sourceOf = (value: Value): Source => {
  if (!isDict(value)) throw new FilterError("consolidate needs a list of dicts with 'data', 'match_key' and 'name'")
  const matchKey = required(value.get('match_key'))
  const data = itemsOf(value.get('data'))
  const rows: Dict = new Map()
  let found = 0
  for (const item of data) {
    const key = isDict(item) ? dictGet(item, matchKey) : undefined
    if (key === undefined) continue
    found += 1
    dictSet(rows, key, item)
  }
  return { name: required(value.get('name')), rows, missing: data.length - found, duplicates: rows.size < found }
}

const checkSource = (
  source: Source,
  number: number,
  { failKey, failDuplicate }: { failKey: Value | undefined; failDuplicate: Value | undefined },
): void => {
  if (source.missing > 0 && flagOf(failKey))
    throw new FilterError(
      `Error when using plugin 'consolidate': 'fail_missing_match_key' reported missing match key in data source ${number}`,
    )
  if (source.duplicates && flagOf(failDuplicate))
    throw new FilterError(
      `Error when using plugin 'consolidate': 'fail_duplicate' reported duplicate values in data source ${number}`,
    )
}

/** Filters of ansible.utils, those of addresses and keys left out. */
export const utilsFilters: Readonly<Record<string, FilterFunction>> = {
  get_path: getPath,
  to_paths: toPaths,
  index_of: indexOf,
  consolidate,
  to_xml: toXml,
  from_xml: fromXml,
}
