import { readFileSync } from 'node:fs'

/** The rows of the first table under a heading of a Markdown file, each as its cells without code marks. */
export const tableUnder = (path: string, heading: string): readonly (readonly string[])[] => {
  const [, section] = readFileSync(path, 'utf8').split(`\n${heading}\n`)
  if (section === undefined) throw new Error(`${path} has no "${heading}"`)
  const lines = section.split('\n')
  const first = lines.findIndex((line) => line.startsWith('|'))
  const table = lines.slice(
    first,
    lines.findIndex((line, at) => at > first && !line.startsWith('|')),
  )
  return table.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  )
}
