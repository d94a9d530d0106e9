/** The candidate that a mistyped name most likely meant; `undefined` when none is close. */
export const closest = (name: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined
  let least = allowedEdits(name) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least) continue
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase())
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** `did you mean "NAME"?` for the closest candidate, as a diagnostic's hint. */
export const didYouMean = (name: string, candidates: Iterable<string>): string | undefined => {
  const match = closest(name, candidates)
  return match === undefined ? undefined : `did you mean "${match}"?`
}

const allowedEdits = (name: string): number => (name.length < 3 ? 0 : name.length < 5 ? 1 : name.length < 9 ? 2 : 3)

/** Slightly dearer than a letter too many or too few: `taks` is `tasks` rather than `tags`. */
const replacement = 1.2

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
const editDistance = (from: string, to: string): number => {
  let before: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      let cost = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (same ? 0 : replacement))
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        cost = Math.min(cost, before[j - 2]! + 1)
      next.push(cost)
    }
    before = row
    row = next
  }
  return row[to.length]!
}
