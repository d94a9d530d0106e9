/** What both readers of YAML give: nodes with offsets, before tags and scalars are resolved. */

export type YamlNode = ScalarNode | ListNode | MapNode | AliasNode

interface NodeBase {
  /** Where the node begins in the text, in UTF-16 units: its quote, bracket, dash or first key. */
  readonly offset: number
  readonly tag?: string | undefined
  readonly anchor?: string | undefined
}

/** A scalar, folded and unescaped, not yet resolved to a type. */
export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar'
  readonly text: string
  /** True without quotes or block indicator: only then may it be a number, a boolean or null. */
  readonly plain: boolean
  /** Where the first character of the text itself stands: behind the quote, below the `|`. */
  readonly textOffset: number
}

export interface ListNode extends NodeBase {
  readonly kind: 'list'
  readonly items: readonly YamlNode[]
}

/** A mapping; `entries` holds key, value, key, value, … */
export interface MapNode extends NodeBase {
  readonly kind: 'map'
  readonly entries: readonly YamlNode[]
}

export interface AliasNode extends NodeBase {
  readonly kind: 'alias'
  readonly name: string
}

/** A scalar that isn't there: the value of `key:`. */
export const emptyNode = (offset: number, tag?: string, anchor?: string): ScalarNode => ({
  kind: 'scalar',
  offset,
  textOffset: offset,
  text: '',
  plain: true,
  tag,
  anchor,
})
