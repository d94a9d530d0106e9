/** What `--diff` shows of a file whose content changes. */
import type { Diff } from '../kit/change.ts'

/** The most bytes of a file that are shown. */
const limit = 104_448

export interface Contents {
  readonly before: Buffer | undefined
  readonly after: Buffer | undefined
  readonly beforeHeader: string
  readonly afterHeader: string
}

/** Both texts, or why they are not shown. */
export const contentDiff = ({ before, after, beforeHeader, afterHeader }: Contents): Diff => {
  const skipped = reasonToSkip('destination', before) ?? reasonToSkip('source', after)
  if (skipped) return { before_header: beforeHeader, after_header: afterHeader, prepared: `diff skipped: ${skipped}` }
  return {
    before_header: beforeHeader,
    after_header: afterHeader,
    before: before?.toString() ?? '',
    after: after?.toString() ?? '',
  }
}

const reasonToSkip = (name: string, content: Buffer | undefined): string | undefined => {
  if (content === undefined) return undefined
  if (content.length > limit) return `${name} file size is greater than ${limit}`
  return content.includes(0) ? `${name} file appears to be binary` : undefined
}
