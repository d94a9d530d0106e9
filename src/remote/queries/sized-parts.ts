/** The parts of an answer by their names: each begins with a line that tells its size, or -1 for one that is not there. */
export const sizedParts = (names: readonly string[], answer: Buffer): ReadonlyMap<string, Buffer> => {
  const found = new Map<string, Buffer>()
  let at = 0
  for (const name of names) {
    const end = answer.indexOf(10, at)
    if (end < 0) break
    const size = Number(answer.subarray(at, end).toString())
    at = end + 1 + Math.max(0, size)
    if (size >= 0) found.set(name, answer.subarray(end + 1, at))
  }
  return found
}
