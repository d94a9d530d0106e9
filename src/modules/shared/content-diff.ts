/** What `--diff` shows of a file whose content changes. */
import type { Diff } from '../kit/change.ts'

export interface Contents {
  /** `undefined` where there is none, or it is too large to look at. */
  readonly before: Buffer | undefined
  readonly after: Buffer | undefined
  /** Bytes, where a content is not at hand. */
  readonly beforeSize?: number | undefined
  readonly afterSize?: number | undefined
  readonly beforeHeader: string
  readonly afterHeader: string
}

/** Both contents; the executor shows them as far as the settings allow. */
export const contentDiff = ({ before, after, beforeSize, afterSize, beforeHeader, afterHeader }: Contents): Diff => ({
  before_header: beforeHeader,
  after_header: afterHeader,
  contents: {
    before,
    after,
    beforeSize: beforeSize ?? before?.length ?? 0,
    afterSize: afterSize ?? after?.length ?? 0,
  },
})
