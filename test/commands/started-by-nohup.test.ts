import { spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { expect, it } from 'vitest'
import { folderWith } from './rig.ts'

const source = join(import.meta.dirname, '../../src/commands/started-by-nohup.ts')
const folder = folderWith({
  'main.ts': `import { startedByNohup } from '${source}'\nprocess.stdout.write(String(startedByNohup()))`,
})

it('knows nohup by an input that can not be read', () => {
  const outfile = join(folder, 'main.mjs')
  buildSync({ entryPoints: [join(folder, 'main.ts')], outfile, bundle: true, platform: 'node', format: 'esm' })
  const told = (stdin: 'pipe' | number): string =>
    spawnSync('node', [outfile], { stdio: [stdin, 'pipe', 'inherit'], encoding: 'utf8' }).stdout
  expect(told(openSync('/dev/null', 'w'))).toBe('true')
  expect(told(openSync('/dev/null', 'r'))).toBe('false')
  expect(told('pipe')).toBe('false')
})
