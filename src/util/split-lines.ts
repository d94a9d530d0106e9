const breaks = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/

/** The lines of a text as Python's `str.splitlines` gives them: an end of line at the end starts no further line. */
export const splitLines = (text: string): string[] => {
  const lines = text.split(breaks)
  if (lines.at(-1) === '') lines.pop()
  return lines
}
