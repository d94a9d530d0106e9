/** A run of equal lines: `size` of them, from `a` in the first text and from `b` in the second. */
export interface Block {
  readonly a: number
  readonly b: number
  readonly size: number
}

/**
 * The runs of equal lines of two texts, in order, as Python's `difflib.SequenceMatcher` chooses them: the longest run
 * first, then the longest to its left and right. A line that makes up over a hundredth of a second text of 200 lines or
 * more starts no run.
 */
export const matchingBlocks = (a: readonly string[], b: readonly string[]): Block[] => {
  const places = placesOf(b)
  const blocks: Block[] = []
  const waiting: Range[] = [{ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length }]
  while (waiting.length > 0) {
    const range = waiting.pop()!
    const block = grow(longest(a, places, range), { a, b, range })
    if (block.size === 0) continue
    blocks.push(block)
    waiting.push({ ...range, aTo: block.a, bTo: block.b })
    waiting.push({ ...range, aFrom: block.a + block.size, bFrom: block.b + block.size })
  }
  return joinNeighbours(blocks.sort((x, y) => x.a - y.a))
}

interface Range {
  readonly aFrom: number
  readonly aTo: number
  readonly bFrom: number
  readonly bTo: number
}

type Places = ReadonlyMap<string, readonly number[]>

const placesOf = (lines: readonly string[]): Places => {
  const places = new Map<string, number[]>()
  lines.forEach((line, index) => {
    const known = places.get(line)
    if (known) known.push(index)
    else places.set(line, [index])
  })
  if (lines.length < 200) return places
  const most = Math.floor(lines.length / 100) + 1
  return new Map([...places].filter(([, indices]) => indices.length <= most))
}

/** The longest run in the range; of several, the one that starts first in `a`, then in `b`. */
const longest = (a: readonly string[], places: Places, range: Range): Block => {
  let best: Block = { a: range.aFrom, b: range.bFrom, size: 0 }
  let lengths = new Map<number, number>()
  for (let i = range.aFrom; i < range.aTo; i++) {
    const next = new Map<number, number>()
    for (const j of places.get(a[i]!) ?? []) {
      if (j < range.bFrom) continue
      if (j >= range.bTo) break
      const size = (lengths.get(j - 1) ?? 0) + 1
      next.set(j, size)
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size }
    }
    lengths = next
  }
  return best
}

interface Texts {
  readonly a: readonly string[]
  readonly b: readonly string[]
  readonly range: Range
}

/** The block with equal lines around it, which lines too frequent to start a run can be. */
const grow = (block: Block, { a, b, range }: Texts): Block => {
  let before = 0
  while (
    block.a - before > range.aFrom &&
    block.b - before > range.bFrom &&
    a[block.a - before - 1] === b[block.b - before - 1]
  )
    before++
  let size = block.size
  while (block.a + size < range.aTo && block.b + size < range.bTo && a[block.a + size] === b[block.b + size]) size++
  return { a: block.a - before, b: block.b - before, size: size + before }
}

const joinNeighbours = (blocks: readonly Block[]): Block[] => {
  const joined: Block[] = []
  for (const block of blocks) {
    const last = joined.at(-1)
    if (last && last.a + last.size === block.a && last.b + last.size === block.b)
      joined[joined.length - 1] = { ...last, size: last.size + block.size }
    else joined.push(block)
  }
  return joined
}
