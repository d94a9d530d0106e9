/** The text with blanks for tabs, up to the next eighth column, as Python's `expandtabs` does it. */
export const expandTabs = (text: string): string => {
  let column = 0
  return text.replace(/[^\t\n\r]+|[\t\n\r]/g, (part) => {
    if (part !== '\t') {
      column = part === '\n' || part === '\r' ? 0 : column + [...part].length
      return part
    }
    const blanks = 8 - (column % 8)
    column += blanks
    return ' '.repeat(blanks)
  })
}
