import { existsSync, readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

/** A stack in which the places in a bundle are those in its sources, as far as the bundle's map is there. It is read only now. */
export const sourceStack = (stack: string): string => {
  const maps = new Map<string, SourceMap | undefined>()
  const mapOf = (file: string): SourceMap | undefined => {
    if (!maps.has(file)) maps.set(file, readMap(`${file}.map`))
    return maps.get(file)
  }
  return stack.replace(
    /(?:file:\/\/)?(\/[^\s()]+\.c?js):(\d+):(\d+)/g,
    (place, file: string, line, column) => sourcePlace(mapOf(file), Number(line), Number(column)) ?? place,
  )
}

const readMap = (path: string): SourceMap | undefined =>
  existsSync(path) ? new SourceMap(JSON.parse(readFileSync(path, 'utf8'))) : undefined

/** `src/yaml/compose.ts:12:3`. The map counts from zero. */
const sourcePlace = (map: SourceMap | undefined, line: number, column: number): string | undefined => {
  const entry = map?.findEntry(line - 1, column - 1)
  if (!entry || !('originalSource' in entry)) return undefined
  const { originalSource, originalLine, originalColumn } = entry
  return `${originalSource.replace(/^(\.\.\/)+/, '')}:${originalLine + 1}:${originalColumn + 1}`
}
