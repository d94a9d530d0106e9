import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { folderWith } from './rig.ts'

const folder = folderWith({
  'main.ts': `
    import { askPassword } from '${join(import.meta.dirname, '../../src/commands/ask-password.ts')}'
    const answers: string[] = []
    try {
      for (const question of process.argv.slice(2)) answers.push(await askPassword(question))
      process.stdout.write('answers: ' + answers.join(', '))
    } catch (error) {
      process.stdout.write('error: ' + (error as Error).message)
    }
  `,
})
const program = `node ${folder}/main.mjs`

beforeAll(() => {
  const entry = { entryPoints: [join(folder, 'main.ts')], outfile: join(folder, 'main.mjs') }
  buildSync({ ...entry, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' })
})

/** What is written, where a terminal is in control of the program. */
const atTerminal = (command: string, typed: string): string =>
  spawnSync('script', ['-qec', command, '/dev/null'], { input: typed, encoding: 'utf8' }).stdout

/** Without a terminal. */
const alone = (command: string, input: string): string =>
  spawnSync('setsid', ['-w', 'sh', '-c', command], { input, encoding: 'utf8' }).stdout

describe('a password', () => {
  it('is asked for at the terminal in control, whatever the streams are', () => {
    const written = atTerminal(`${program} 'Word: ' </dev/null 2>/dev/null`, 'secret\n')
    expect(written).toContain('Word: ')
    expect(written).toContain('answers: secret')
  })

  it('is a line of the input without a terminal, and the next one the next line', () => {
    expect(alone(`${program} 'One: ' 'Two: '`, 'first\r\nsecond\nthird\n')).toBe('answers: first, second')
    expect(alone(`${program} 'One: ' 'Two: '`, '\nsecond')).toBe('answers: , second')
  })

  it('is an error where there is nobody', () => {
    expect(alone(`${program} 'One: ' </dev/null`, '')).toBe('error: there is no terminal to ask at: One')
  })
})
