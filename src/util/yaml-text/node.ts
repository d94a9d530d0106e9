/** What the YAML writer writes: nodes made of values. */

export type OutputNode = Anchored &
  (
    | {
        readonly kind: 'scalar'
        readonly text: string
        /** True when the text without quotes reads as the same value. */
        readonly plain: boolean
        readonly style: '' | "'" | '"' | '|' | '>'
        readonly tag?: string
      }
    | {
        readonly kind: 'list'
        readonly items: readonly OutputNode[]
        readonly flow: boolean
        readonly tag?: string
      }
    | {
        readonly kind: 'map'
        readonly entries: readonly (readonly [OutputNode, OutputNode])[]
        readonly flow: boolean
        readonly tag?: string
      }
    | { readonly kind: 'alias'; readonly name: string }
  )

interface Anchored {
  /** The name by which aliases further down mean this node. */
  readonly anchor?: string | undefined
}
