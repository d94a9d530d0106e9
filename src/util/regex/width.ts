/** How much text a part of a pattern matches: Python wants look-behinds of fixed width. */
import type { RegexReader } from './reader.ts'
import type { RegexNode } from './syntax.ts'

/** Throws for a look-behind whose width varies. */
export const checkLookBehinds = (node: RegexNode, reader: RegexReader): void => {
  if (node.type === 'look' && node.behind) {
    const { min, max } = width(node.body)
    if (min !== max) throw reader.error('look-behind requires fixed-width pattern')
  }
  for (const child of children(node)) checkLookBehinds(child, reader)
}

const children = (node: RegexNode): readonly RegexNode[] => {
  if (node.type === 'sequence') return node.items
  if (node.type === 'choice') return node.options
  return 'body' in node ? [node.body] : []
}

interface Width {
  readonly min: number
  readonly max: number
}

const width = (node: RegexNode): Width => {
  switch (node.type) {
    case 'char':
    case 'any':
    case 'class':
      return { min: 1, max: 1 }
    case 'anchor':
    case 'look':
      return { min: 0, max: 0 }
    case 'reference':
      return { min: 0, max: Number.POSITIVE_INFINITY }
    case 'group':
    case 'atomic':
      return width(node.body)
    case 'repeat':
      return times(width(node.body), node)
    case 'sequence':
      return node.items.map(width).reduce((a, b) => ({ min: a.min + b.min, max: a.max + b.max }), { min: 0, max: 0 })
    case 'choice': {
      const widths = node.options.map(width)
      return { min: Math.min(...widths.map((w) => w.min)), max: Math.max(...widths.map((w) => w.max)) }
    }
  }
}

const times = (one: Width, bounds: { min: number; max: number }): Width => ({
  min: one.min * bounds.min,
  max: one.max === 0 ? 0 : one.max * bounds.max,
})
