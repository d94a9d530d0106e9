import type { TestProject } from 'vitest/node'
import { buildRunbook } from '../rig/runbook.ts'
import { bootLab } from './lab.ts'
import './shared-lab.ts'

/** Boots the hosts that the tests in test/hosts share: h1 and h2 without Python, h3 with it, h4 with busybox only. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildRunbook()
  const lab = await bootLab({ debian: 2, python: 1, busybox: 1 })
  project.provide('lab', { hosts: lab.hosts })
  return () => lab.stop()
}
