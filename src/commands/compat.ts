/** `runbook compat PROJECT`: every construct of a project that runbook can't run, with its place. */
import { statSync } from 'node:fs'
import { parse, relative, resolve } from 'node:path'
import { UserError } from '../errors.ts'
import { pythonLibrary } from '../modules/programs/python-library.ts'
import { createEnvironment } from '../templating/environment.ts'
import { dumpJson } from '../util/python-json.ts'
import { dict } from '../values.ts'
import { checkFile } from './compat/check-file.ts'
import type { Problem } from './compat/problem.ts'
import { isProgram, projectFiles } from './compat/project-files.ts'
import { importableIn, pythonProblems } from './compat/python-plugins.ts'
import { newCommand } from './options/groups.ts'
import { parseArguments } from './options/parse-arguments.ts'

/** Lists what can't be run and gives the exit status: 0 when there is nothing. */
export const compatCommand = async (args: readonly string[]): Promise<number> => {
  const command = newCommand('runbook compat', '[options] [project]', 'Lists what of a project runbook can not run.')
    .argument('[project]', 'a folder or a file (default: the current folder)')
    .option('-j, --json', 'as JSON')
  const parsed = parseArguments(command, args)
  if (!parsed) return 0
  const folder = resolve(parsed.args[0] ?? '.')
  if (!statSync(folder, { throwIfNoEntry: false })) throw new UserError({ message: `there is no ${folder}` }, 1)
  const files = projectFiles(folder)
  const environment = createEnvironment({ basedir: folder })
  const programs = new Set(files.filter(isProgram).map((file) => parse(file).name))
  const { modules: library } = await pythonLibrary()
  const importable = new Set([...library, ...importableIn(files)])
  const problems = files.flatMap((file) =>
    /\.ya?ml$/.test(file) ? checkFile(file, { environment, programs }) : pythonProblems({ folder, importable }, file),
  )
  process.stdout.write(parsed.given.json === true ? asJson(problems) : asText(problems, files.length))
  return problems.length > 0 ? 1 : 0
}

const asText = (problems: readonly Problem[], files: number): string => {
  const lines = problems.map(({ position, kind, message }) => {
    const file = relative(process.cwd(), position.file) || position.file
    return `${file.startsWith('../..') ? position.file : file}:${position.line}:${position.column}: ${kind}: ${message}\n`
  })
  const counts = new Map<string, number>()
  for (const { kind } of problems) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  const summary = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')
  return `${lines.join('')}${problems.length > 0 ? '\n' : ''}${files} files: ${summary || 'nothing found that runbook can not run'}\n`
}

const asJson = (problems: readonly Problem[]): string => {
  const rows = problems.map(({ position, ...rest }) => dict({ ...position, ...rest }))
  return `${dumpJson(rows, { indent: 4 })}\n`
}
