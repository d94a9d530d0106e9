/** The lines of a crontab, edited as `cron` does: each job stands below a comment with its name. */
import { ModuleFailure } from '../kit/change.ts'

const mark = '#Ansible: '

/** The lines with the job of that name as it is to be; the same array when nothing differs. */
export const withJob = (lines: readonly string[], name: string, job: string): readonly string[] => {
  const at = lines.indexOf(`${mark}${name}`)
  if (at >= 0 && at + 1 < lines.length) {
    return lines[at + 1] === job ? lines : [...lines.slice(0, at + 1), job, ...withoutJob(lines.slice(at + 2), name)]
  }
  const unnamed = lines.findIndex((line, i) => line === job && !lines[i - 1]?.startsWith(mark))
  if (unnamed >= 0) return [...lines.slice(0, unnamed), `${mark}${name}`, ...lines.slice(unnamed)]
  return [...lines, `${mark}${name}`, job]
}

/** The lines without the jobs of that name; the same array when there is none. */
export const withoutJob = (lines: readonly string[], name: string): readonly string[] => {
  const comment = `${mark}${name}`
  if (!lines.includes(comment)) return lines
  return lines.filter((line, i) => line !== comment && lines[i - 1] !== comment)
}

export interface Placing {
  readonly insertafter: string | undefined
  readonly insertbefore: string | undefined
}

/** The lines with a variable; a new one goes to the top unless another place is asked for. */
export const withVariable = (
  lines: readonly string[],
  { name, value }: { readonly name: string; readonly value: string },
  { insertafter, insertbefore }: Placing,
): readonly string[] => {
  const declaration = `${name}="${value}"`
  const at = indexOf(lines, name)
  if (at >= 0) return lines[at] === declaration ? lines : lines.with(at, declaration)
  const neighbour = insertafter ?? insertbefore
  if (neighbour === undefined) return [declaration, ...lines]
  const next = indexOf(lines, neighbour)
  if (next < 0) throw new ModuleFailure(`Variable named '${neighbour}' not found.`)
  return lines.toSpliced(insertafter === undefined ? next : next + 1, 0, declaration)
}

/** The lines without a variable; the same array when it is not there. */
export const withoutVariable = (lines: readonly string[], name: string): readonly string[] =>
  indexOf(lines, name) < 0 ? lines : lines.filter((line) => !line.startsWith(`${name}=`))

const indexOf = (lines: readonly string[], name: string): number =>
  lines.findIndex((line) => line.startsWith(`${name}=`))

/** The names of the jobs that stand below a comment. */
export const jobNames = (lines: readonly string[]): string[] =>
  lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length))

/** The names of variables. */
export const variableNames = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => /^(\S+?)=/.exec(line)?.[1] ?? [])

/** The text of a crontab. */
export const crontabText = (lines: readonly string[]): string => {
  const text = lines.join('\n').replace(/[\r\n]+$/, '')
  return text === '' ? '' : `${text}\n`
}
