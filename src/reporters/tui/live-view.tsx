import { Box, Text } from 'ink'
import type { ReactElement } from 'react'
import type { Line } from './live-lines.ts'

/** Draws lines, each cut at the terminal's edge. */
export const LiveView = ({ lines, color }: { lines: readonly Line[]; color: boolean }): ReactElement => (
  <Box flexDirection="column">
    {lines.map((line, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a line has no identity but its place
      <LineView key={index} line={line} color={color} />
    ))}
  </Box>
)

const LineView = ({ line, color }: { line: Line; color: boolean }): ReactElement => (
  <Text wrap="truncate-end">
    {line.length === 0 ? ' ' : ''}
    {line.map((piece, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a piece has no identity but its place
      <Text key={index} {...(color && piece.color ? { color: piece.color } : {})} bold={color && piece.bold === true}>
        {piece.text}
      </Text>
    ))}
  </Text>
)
