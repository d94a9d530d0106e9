import { realpathSync } from 'node:fs'
import { Config } from '../../config/config.ts'
import { collectionsPath } from '../../startup/collections-path.ts'
import { str } from '../../templating/python/repr.ts'
import { version } from '../../version.ts'

/** What `--version` tells: the version in the first line, then what is in force here, in the words of Ansible's commands. */
export const versionText = (): string => {
  const config = new Config(process.env, process.cwd(), (message) => process.stderr.write(`[WARNING]: ${message}\n`))
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['config file', config.file ?? 'None'],
    ['configured module search path', str([...config.list('DEFAULT_MODULE_PATH')])],
    ['ansible collection location', collectionsPath(config).join(':')],
    ['executable location', executable()],
    ['node version', `${process.versions.node} (${process.execPath})`],
  ]
  return [`runbook ${version()}`, ...facts.map(([name, value]) => `  ${name} = ${value}`), ''].join('\n')
}

/** Prints it, and gives the exit status. */
export const tellOfVersion = (): number => {
  process.stdout.write(versionText())
  return 0
}

const executable = (): string => {
  const [, program = ''] = process.argv
  try {
    return realpathSync(program)
  } catch {
    return program
  }
}
