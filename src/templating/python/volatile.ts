/** Results that differ each time they are asked for: chance, the clock, commands. */

let count = 0

/** Tells that what is computed now would be another value the next time. */
export const markVolatile = (): void => {
  count++
}

/** A number that has grown when something volatile was computed in between. */
export const volatileCount = (): number => count
