import { inject } from 'vitest'
import { type Lab, type LabData, labOf } from './lab.ts'

declare module 'vitest' {
  interface ProvidedContext {
    lab: LabData
  }
}

/** The hosts that were booted for all tests of this layer. A test leaves them as it found them. */
export const sharedLab = (): Lab => labOf(inject('lab'))
