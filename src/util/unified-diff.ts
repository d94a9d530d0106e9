import { type Block, matchingBlocks } from './matching-blocks.ts'

export interface DiffNames {
  readonly before: string
  readonly after: string
  /** How many equal lines to show around a difference. */
  readonly context: number
}

/**
 * The unified difference of two lists of lines (line ends included), line by line as Python's `difflib.unified_diff`
 * gives it; empty when they are equal.
 */
export const unifiedDiff = (before: readonly string[], after: readonly string[], names: DiffNames): string[] => {
  const hunks = hunksOf(editsOf(before, after), names.context)
  if (hunks.length === 0) return []
  const lines = [`--- ${names.before}\n`, `+++ ${names.after}\n`]
  for (const hunk of hunks) lines.push(headerOf(hunk), ...hunk.flatMap((edit) => linesOf(edit, before, after)))
  return lines
}

/** A stretch of both texts that is equal, or that one replaces by the other. */
interface Edit {
  readonly equal: boolean
  readonly aFrom: number
  readonly aTo: number
  readonly bFrom: number
  readonly bTo: number
}

const editsOf = (before: readonly string[], after: readonly string[]): Edit[] => {
  const end: Block = { a: before.length, b: after.length, size: 0 }
  const edits: Edit[] = []
  let a = 0
  let b = 0
  for (const block of [...matchingBlocks(before, after), end]) {
    if (a < block.a || b < block.b) edits.push({ equal: false, aFrom: a, aTo: block.a, bFrom: b, bTo: block.b })
    a = block.a + block.size
    b = block.b + block.size
    if (block.size > 0) edits.push({ equal: true, aFrom: block.a, aTo: a, bFrom: block.b, bTo: b })
  }
  return edits
}

const hunksOf = (edits: readonly Edit[], context: number): Edit[][] => {
  const hunks: Edit[][] = []
  let hunk: Edit[] = []
  for (const [index, edit] of edits.entries()) {
    const isFirst = index === 0
    const isLast = index === edits.length - 1
    if (!edit.equal || (!isFirst && !isLast && edit.aTo - edit.aFrom <= 2 * context)) {
      hunk.push(edit)
      continue
    }
    if (!isFirst) hunks.push([...hunk, ...head(edit, context)])
    hunk = isLast ? [] : tail(edit, context)
  }
  return hunk.some((edit) => !edit.equal) ? [...hunks, hunk] : hunks
}

const head = (edit: Edit, context: number): Edit[] => {
  const size = Math.min(context, edit.aTo - edit.aFrom)
  return size === 0 ? [] : [{ ...edit, aTo: edit.aFrom + size, bTo: edit.bFrom + size }]
}

const tail = (edit: Edit, context: number): Edit[] => {
  const size = Math.min(context, edit.aTo - edit.aFrom)
  return size === 0 ? [] : [{ ...edit, aFrom: edit.aTo - size, bFrom: edit.bTo - size }]
}

const headerOf = (hunk: readonly Edit[]): string => {
  const [first, last] = [hunk[0]!, hunk.at(-1)!]
  return `@@ -${rangeText(first.aFrom, last.aTo)} +${rangeText(first.bFrom, last.bTo)} @@\n`
}

/** A range of lines as `diff -u` writes it: from 1, an empty one after the line before it. */
const rangeText = (from: number, to: number): string => {
  const length = to - from
  if (length === 1) return String(from + 1)
  return `${length === 0 ? from : from + 1},${length}`
}

const linesOf = (edit: Edit, before: readonly string[], after: readonly string[]): string[] => {
  const removed = before.slice(edit.aFrom, edit.aTo)
  if (edit.equal) return removed.map((line) => ` ${line}`)
  return [...removed.map((line) => `-${line}`), ...after.slice(edit.bFrom, edit.bTo).map((line) => `+${line}`)]
}
