import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** A source file and what it imports from the project itself. */
export interface SourceFile {
  /** Relative to the repository: `src/vars/scope.ts`. */
  readonly path: string
  readonly text: string
  /** Paths of the same kind. */
  readonly imports: readonly Import[]
}

export interface Import {
  readonly path: string
  /** True for `import type`: gone once compiled. */
  readonly typeOnly: boolean
}

/** Every TypeScript file in a folder of the repository. */
export const sourceFiles = (folder: string): SourceFile[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => sourceFile(join(folder, name)))

function sourceFile(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8')
  return { path, text, imports: [...importsOf(text, join(root, dirname(path)))] }
}

function* importsOf(text: string, folder: string): Generator<Import> {
  const statement = /^(?:import|export)\s(?<type>type\s)?(?:[^'"]*?\sfrom\s)?['"](?<from>\.[^'"]+)['"]/gm
  const call = /\bimport\(\s*['"](?<from>\.[^'"]+)['"]\s*\)/g
  for (const { groups } of [...text.matchAll(statement), ...text.matchAll(call)])
    yield { path: relative(root, resolve(folder, groups!.from!)), typeOnly: groups!.type !== undefined }
}
