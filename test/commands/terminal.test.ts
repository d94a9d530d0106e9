import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { folderWith } from './rig.ts'

const folder = folderWith({
  'main.ts': `
    import { openTerminal } from '${join(import.meta.dirname, '../../src/commands/terminal.ts')}'
    const terminal = openTerminal(() => undefined)
    const wanted = process.argv.slice(2)
    const told = await (wanted.includes('question')
      ? terminal.prompt({ text: 'Sure? ', echo: true, takesInput: wanted.includes('input') })
      : terminal
          .askPasswords({ askPass: wanted.includes('-k'), askBecomePass: wanted.includes('-K') })
          .then(({ connection, become }) => connection?.reveal() + ' ' + become?.reveal())
    ).catch((error: Error) => error.message)
    process.stdout.write(told)
  `,
})

beforeAll(() => {
  const entry = { entryPoints: [join(folder, 'main.ts')], outfile: join(folder, 'main.mjs') }
  buildSync({ ...entry, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' })
})

const alone = (input: string, ...args: readonly string[]) =>
  spawnSync('setsid', ['-w', 'node', join(folder, 'main.mjs'), ...args], { input, encoding: 'utf8' })

describe('without a terminal', () => {
  it.each([
    ['-k', 'one\n', 'one undefined'],
    ['-K', 'one\n', 'undefined one'],
    ['-k -K', 'one\ntwo\n', 'one two'],
    ['-k -K', 'one\n\n', 'one one'],
  ])('passwords of %s are lines of %j', (args, input, told) => {
    expect(alone(input, ...args.split(' ')).stdout).toBe(told)
  })

  it('goes on without a password that nobody gives', () => {
    const { stdout, stderr } = alone('', '-k', '-K')
    expect(stdout).toBe('undefined undefined')
    expect(stderr).toContain('[WARNING]: there is no terminal to ask at: SSH password; going on without it')
    expect(alone('one\n', '-k', '-K').stdout).toBe('one undefined')
  })

  it('answers a question from the input only where that is meant', () => {
    expect(alone('yes\n', 'question', 'input').stdout).toBe('yes')
    expect(alone('yes\n', 'question').stdout).toBe('there is no terminal to ask at: Sure?')
    expect(alone('', 'question', 'input').stdout).toBe('there is no terminal to ask at: Sure?')
  })
})
