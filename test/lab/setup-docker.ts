import type { TestProject } from 'vitest/node'
import { buildRunbook } from '../rig/runbook.ts'
import { startEngine } from './docker.ts'
import { bootLab } from './lab.ts'
import './shared-lab.ts'

/** Starts an engine, and a host h1 without Python that has the engine's socket. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildRunbook()
  const { stop, ...engine } = await startEngine()
  const lab = await bootLab({ debian: 1, binds: [`${engine.socket}:/run/docker.sock`] })
  project.provide('engine', engine)
  project.provide('lab', { hosts: lab.hosts })
  return async () => {
    await lab.stop()
    await stop()
  }
}
