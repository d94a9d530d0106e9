import type { Position } from '../errors.ts'

/** Where a mistake is, in the words of ansible-core that scripts look for. */
export const placeSentence = ({ file, line, column }: Position): string =>
  `The error appears to be in '${file}': line ${line}, column ${column}, but may\nbe elsewhere in the file depending on the exact syntax problem.`
