/** How commander is to read the values of options. */
import { InvalidArgumentError } from 'commander'

/** Each use adds a value. */
export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value]

/** Each use adds values with commas between them; nothing is a value as well: `--tags ''` asks for what is tagged so. */
export const collectList = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value.split(',').map((item) => item.trim()),
]

/** Counts the uses. */
export const count = (_: string, before = 0): number => before + 1

/** A whole number. */
export const whole = (value: string): number => {
  if (/^\d+$/.test(value)) return Number(value)
  throw new InvalidArgumentError('a whole number is needed')
}

/** A whole number that is not zero. */
export const positive = (value: string): number => {
  if (whole(value) > 0) return Number(value)
  throw new InvalidArgumentError('it must be >= 1')
}
