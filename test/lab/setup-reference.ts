import { buildRunbook } from '../rig/runbook.ts'
import { rootFileSystem } from './root-file-system.ts'

/** Builds what the comparisons boot, so that no single test has to wait for it. */
export default async function setup(): Promise<void> {
  await buildRunbook()
  await rootFileSystem('python')
}
