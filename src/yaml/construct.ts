import { type Diagnostic, userError } from '../errors.ts'
import { type Dict, hasMarkup, isDict, Template, type Value } from '../values.ts'
import { locateInScalar } from './locate-in-scalar.ts'
import { noSecrets } from './no-secrets.ts'
import type { MapNode, ScalarNode, YamlNode } from './node.ts'
import { setPlaces } from './positions.ts'
import { parseFloat_, parseInt_, resolveJson, resolvePlain } from './resolve-plain.ts'
import type { SourceText } from './source-text.ts'
import { parseTimestamp } from './timestamp.ts'
import { VaultSecret } from './vault-secret.ts'

/** What a reader of values may be told. */
export interface ConstructOptions {
  /** Opens the text of a `!vault` value; called on first use of the value. */
  readonly vault?: ((ciphertext: string) => string) | undefined
  /** False for files whose strings are never templates. */
  readonly templates?: boolean | undefined
  /** Told of duplicate keys. */
  readonly warn?: ((warning: Diagnostic) => void) | undefined
  /** True for JSON, where numbers and words mean what they mean there. */
  readonly json?: boolean | undefined
}

/** The value of a document's root node. */
export const construct = (source: SourceText, root: YamlNode, options: ConstructOptions): Value =>
  new Constructor(source, options).value(root, options.templates !== false)

class Constructor {
  readonly #source: SourceText
  readonly #options: ConstructOptions
  readonly #anchors = new Map<string, Value>()

  constructor(source: SourceText, options: ConstructOptions) {
    this.#source = source
    this.#options = options
  }

  /** @param trust whether strings with markup become templates; false below `!unsafe`. */
  value(node: YamlNode, trust: boolean): Value {
    if (node.kind === 'alias') return this.#alias(node.name, node.offset)
    const inner = node.tag === '!unsafe' ? false : trust
    const value =
      node.kind === 'scalar'
        ? this.#scalar(node, inner)
        : node.kind === 'map'
          ? this.#map(node, inner)
          : this.#list(node, inner)
    if (node.anchor) this.#anchors.set(node.anchor, value)
    return value
  }

  #alias(name: string, offset: number): Value {
    const value = this.#anchors.get(name)
    if (value === undefined) throw this.#error(`the alias *${name} has no anchor &${name} before it`, offset)
    return value
  }

  #list(node: YamlNode & { kind: 'list' }, trust: boolean): Value {
    this.#knownTag(node, ['seq', 'omap', 'pairs'])
    const list: Value[] = []
    for (const item of node.items) list.push(this.value(item, trust))
    setPlaces(list, {
      source: this.#source,
      offset: node.offset,
      offsets: node.items.map((item) => item.offset),
      keys: [],
    })
    return list
  }

  #map(node: MapNode, trust: boolean): Dict {
    this.#knownTag(node, ['map', 'set'])
    const { entries } = node
    const dict: Dict = new Map()
    const keys: Value[] = []
    const merged = this.#merged(node, trust, dict)
    for (let i = 0; i < entries.length; i += 2) {
      if (isMerge(entries[i]!)) {
        keys.push('<<')
        continue
      }
      const key = this.#key(entries[i]!, trust)
      if (dict.has(key) && !merged?.delete(key)) this.#warnOfDuplicate(node, key)
      keys.push(key)
      dict.set(key, this.value(entries[i + 1]!, trust))
    }
    setPlaces(dict, { source: this.#source, offset: node.offset, offsets: entries.map((entry) => entry.offset), keys })
    return dict
  }

  /** Puts what `<<` names into the dict and returns its keys: they come first, and the mapping's own override them. */
  #merged(node: MapNode, trust: boolean, dict: Dict): Set<Value> | undefined {
    let keys: Set<Value> | undefined
    for (let i = 0; i < node.entries.length; i += 2) {
      if (!isMerge(node.entries[i]!)) continue
      const from = node.entries[i + 1]!
      const value = this.value(from, trust)
      // Of several mappings the first wins.
      for (const part of Array.isArray(value) ? value.toReversed() : [value]) {
        if (!isDict(part)) throw this.#error('<< needs a mapping or a list of mappings', from.offset)
        for (const [key, item] of part) dict.set(key, item)
      }
      keys = new Set(dict.keys())
    }
    return keys
  }

  /** A key is never a template by itself: whoever evaluates keys asks for it. */
  #key(node: YamlNode, trust: boolean): Value {
    const key = this.value(node, false)
    if (typeof key !== 'object' || key === null) return key
    if (!isDict(key) && !Array.isArray(key)) return key
    const looksLikeTemplate = trust && isDict(key) && this.#source.text.startsWith('{', node.offset)
    throw this.#error(
      `a ${isDict(key) ? 'mapping' : 'list'} can't be the key of a mapping`,
      node.offset,
      looksLikeTemplate ? 'a value that starts with {{ must be in quotes: "{{ name }}"' : undefined,
    )
  }

  #scalar(node: ScalarNode, trust: boolean): Value {
    if (node.tag !== undefined && node.tag !== '!') return this.#tagged(node, trust)
    if (node.plain && node.tag === undefined) {
      const value = this.#options.json ? resolveJson(node.text) : resolvePlain(node.text)
      return typeof value === 'string' ? this.#text(node, trust) : value
    }
    return this.#text(node, trust)
  }

  #text(node: ScalarNode, trust: boolean): string | Template {
    if (!trust || !hasMarkup(node.text)) return node.text
    const { text, textOffset: start } = node
    const source = this.#source
    const position = source.position(start)
    // A text that stands in the file as it is needs nothing to be found there.
    if (!text.includes('\n') && source.text.startsWith(text, start)) return new Template(text, position)
    return new Template(text, position, (offset) => {
      const at = locateInScalar({ written: source.text, start, text }, offset)
      return at === undefined ? undefined : source.position(at)
    })
  }

  #tagged(node: ScalarNode, trust: boolean): Value {
    const { tag, text } = node
    if (tag === '!unsafe') return text
    if (tag === '!vault' || tag === '!vault-encrypted') return this.#secret(node)
    const name = tag!.replace('tag:yaml.org,2002:', '')
    const value = name === 'str' ? this.#text(node, trust) : fromTag(name, text)
    if (value === undefined) throw this.#unknownTag(node)
    return value
  }

  #secret(node: ScalarNode): VaultSecret {
    const { vault } = this.#options
    const position = this.#source.position(node.offset)
    return new VaultSecret(node.text, () => {
      if (vault) return vault(node.text)
      throw noSecrets(position)
    })
  }

  #knownTag(node: YamlNode, names: readonly string[]): void {
    const { tag } = node
    if (tag === undefined || tag === '!' || tag === '!unsafe') return
    if (!names.some((name) => tag === `tag:yaml.org,2002:${name}`)) throw this.#unknownTag(node)
  }

  #unknownTag(node: YamlNode): Error {
    const name = node.tag!.replace('tag:yaml.org,2002:', '!!')
    return this.#error(
      `the tag ${name} is not known here`,
      node.offset,
      'known tags are !vault, !unsafe, !!str, !!int, !!float, !!bool, !!null and !!binary',
    )
  }

  #warnOfDuplicate(node: MapNode, key: Value): void {
    // JSON's later key replaces the earlier without a word.
    if (this.#options.json) return
    const position = this.#source.position(node.offset)
    const place = `${position.file}, line ${position.line}, column ${position.column}`
    const message = `While constructing a mapping from ${place}, found a duplicate dict key (${String(key)}). Using last defined value only.`
    this.#options.warn?.({ message, position })
  }

  #error(message: string, offset: number, hint?: string): Error {
    return userError(message, this.#source.position(offset), hint)
  }
}

const isMerge = (node: YamlNode): boolean => node.kind === 'scalar' && node.plain && node.text === '<<' && !node.tag

const fromTag = (name: string, text: string): Value | undefined => {
  switch (name) {
    case 'int':
      return parseInt_(text)
    case 'float':
      return parseFloat_(text)
    case 'null':
      return null
    case 'bool': {
      const value = resolvePlain(text)
      return typeof value === 'boolean' ? value : undefined
    }
    case 'binary':
      return Buffer.from(text, 'base64').toString('utf8')
    case 'timestamp':
      return parseTimestamp(text)
    default:
      return undefined
  }
}
