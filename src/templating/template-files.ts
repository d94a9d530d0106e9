/** The files that `include`, `import` and `extends` name. */
import { join } from 'node:path'
import { compiledText } from './compile-cache.ts'
import type { CompiledTemplate } from './compiler/compiled.ts'
import type { TemplatingEnvironment } from './environment.ts'
import type { Syntax } from './parser/settings.ts'
import { TemplateNotFound } from './python/errors.ts'

/** The code of the first file of that name below a search path. A name can't lead out of it. */
export const loadTemplateFile = (
  name: string,
  { settings, syntax, searchPath }: { settings: TemplatingEnvironment; syntax: Syntax; searchPath: readonly string[] },
): CompiledTemplate => {
  const segments = name.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (segments.length === 0 || segments.includes('..')) throw new TemplateNotFound(name)
  for (const folder of searchPath) {
    const path = join(folder, ...segments)
    const text = read(path, settings)
    if (text === undefined) continue
    const origin = { file: path, start: undefined }
    return compiledText(settings, { text, syntax: { ...syntax, rawBackslashes: false }, origin })
  }
  throw new TemplateNotFound(name)
}

const ABSENT: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES'])

const read = (path: string, settings: TemplatingEnvironment): string | undefined => {
  try {
    return settings.readFile(path)
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return undefined
    throw error
  }
}
