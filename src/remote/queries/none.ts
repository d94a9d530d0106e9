import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

/** No question: an answer that is known beforehand, for where another might have been asked. */
export const none = <T>(answer: T): Query<T> =>
  query<T>({
    name: 'none',
    inline: true,
    key: `none ${JSON.stringify(answer)}`,
    script: sh`:`,
    parse: () => answer,
    lacks: () => false,
  })
