import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runProgram } from '../lab/run-program.ts'
import { recapOf } from '../rig/recap.ts'
import { root } from '../rig/source-files.ts'

const temporary = mkdtempSync(join(tmpdir(), 'runbook-test-'))
afterAll(() => rmSync(temporary, { recursive: true }))

const demo = [process.execPath, 'test/rig/run.mjs', 'test/rig/demo.ts']
const env = { ...process.env, TMPDIR: temporary }
const leftBehind = () => readdirSync(temporary).filter((name) => name.startsWith('runbook-demo'))

describe('npm run demo', () => {
  it('shows a run with changes, a dry run with a diff and a run with nothing left to do', {
    timeout: 120_000,
  }, async () => {
    const { status, stdout, stderr } = await runProgram(demo, { cwd: root, env })
    expect(status, stdout + stderr).toBe(0)
    const [first, dry, second] = stdout
      .split(/^» \d\. /m)
      .slice(1)
      .map((part) => ({ text: part, recap: recapOf(part) }))
    expect(Object.keys(first!.recap)).toEqual(['db1', 'web1', 'web2'])
    for (const host of ['db1', 'web1', 'web2']) {
      expect(first!.recap[host]).toMatchObject({ failed: 0, unreachable: 0 })
      expect(first!.recap[host]!.changed).toBeGreaterThan(5)
      expect(dry!.recap[host]).toMatchObject({ failed: 0, changed: 1 })
      expect(second!.recap[host]).toMatchObject({ failed: 0, changed: 0 })
    }
    expect(dry!.text).toContain('-port = 8000\n+port = 9000\n')
    expect(leftBehind()).toEqual([])
  })

  it('removes what it made when it is interrupted', { timeout: 120_000 }, async () => {
    const child = spawn(demo[0]!, demo.slice(1), { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
    let stdout = ''
    let interrupted = false
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
      if (interrupted || !stdout.includes('PLAY [')) return
      interrupted = true
      child.kill('SIGINT')
    })
    const [status] = await once(child, 'close')
    expect({ status, left: leftBehind() }).toEqual({ status: 130, left: [] })
    expect(stdout).toContain('the servers are gone')
  })
})
