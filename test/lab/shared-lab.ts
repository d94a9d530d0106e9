import { inject } from 'vitest'
import type { Engine } from './docker.ts'
import { type Lab, type LabData, labOf } from './lab.ts'

declare module 'vitest' {
  interface ProvidedContext {
    lab: LabData
    engine: Engine
  }
}

/** The hosts that were booted for all tests of this layer. A test leaves them as it found them. */
export const sharedLab = (): Lab => labOf(inject('lab'))

/** The Docker engine of this layer, which its hosts reach at /run/docker.sock. */
export const sharedEngine = (): Engine => inject('engine')
