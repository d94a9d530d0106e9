import { textWidth } from './text-width.ts'

/** The text, shortened to a number of terminal columns; a mark at its end shows that something is missing. */
export const cutText = (text: string, columns: number, mark = '…'): string => {
  if (textWidth(text) <= columns) return text
  let kept = ''
  let room = columns - textWidth(mark)
  for (const character of text) {
    room -= textWidth(character)
    if (room < 0) break
    kept += character
  }
  return kept + mark
}
