import type { Reporter } from './reporter.ts'

/** Several reporters as one: each gets every event, in their order. */
export const combined = (reporters: readonly Reporter[]): Reporter => ({
  handle: (event) => {
    for (const reporter of reporters) reporter.handle(event)
  },
  close: async () => {
    for (const reporter of reporters) await reporter.close()
  },
  suspend: () => {
    for (const reporter of reporters) reporter.suspend?.()
  },
  resume: () => {
    for (const reporter of reporters) reporter.resume?.()
  },
})
