/** Reads `name: text` lines; several names, with spaces between them, may share a text. */
export const textTable = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split('\n')
      .flatMap((line) => {
        const at = line.indexOf(': ')
        return line
          .slice(0, at)
          .trim()
          .split(' ')
          .map((name): [string, string] => [name, line.slice(at + 2)])
      }),
  )
