/** The files on a host that tell of background tasks: `~/.ansible_async/ID`, where other runs and programs look. */
import { expandedWord } from '../../modules/shared/expand.ts'
import { RemoteFailure } from '../../remote/failure.ts'
import type { RemoteShell } from '../../remote/remote-host.ts'
import { sh } from '../../remote/sh.ts'
import { parseJson } from '../../util/parse-json.ts'
import { dumpJson } from '../../util/python-json.ts'
import { type Dict, dict, isDict } from '../../values.ts'

/** A job's file: the directory as it is written, perhaps with `~`, and the job. */
export interface JobFile {
  readonly remote: RemoteShell
  readonly directory: string
  readonly id: string
}

/** Says that the job runs. Returns the file's path. */
export const beginJobFile = async ({ remote, directory, id }: JobFile): Promise<string> => {
  const state = dumpJson(dict({ started: 1, finished: 0, ansible_job_id: id }))
  const script = sh`d=${expandedWord(directory)}
( umask 077; mkdir -p -- "$d" ) && printf %s ${state} >"$d/"${id} && printf %s "$d/"${id}`
  const [answer] = await remote.exchange([{ script, light: true }])
  if (answer?.status === 0) return answer.stdout.toString()
  throw new RemoteFailure(`could not create: ${directory} - ${answer?.stderr.toString().trim() ?? ''}`)
}

/** Writes the job's result. Never rejects: the result is known all the same. */
export const endJobFile = async ({ remote }: Pick<JobFile, 'remote'>, path: string, result: Dict): Promise<void> => {
  const stdin = Buffer.from(dumpJson(result, { other: String }))
  const script = sh`cat >${path}.tmp && mv -f -- ${path}.tmp ${path}`
  await remote.exchange([{ script, stdin }]).catch(() => undefined)
}

/** Removes the file. Never rejects: nobody needs it. */
export const removeJobFile = async ({ remote, directory, id }: JobFile): Promise<void> => {
  const script = sh`rm -f -- ${expandedWord(directory)}/${id}`
  await remote.exchange([{ script, light: true }]).catch(() => undefined)
}

/** What the file says of a job; `undefined` where there is none. */
export const readJobFile = async ({ remote, directory, id }: JobFile): Promise<Dict | undefined> => {
  const script = sh`cat -- ${expandedWord(directory)}/${id}`
  const [answer] = await remote.exchange([{ script, light: true }])
  if (answer?.status !== 0) return undefined
  const state = parseJson(answer.stdout.toString())
  return isDict(state) ? state : undefined
}
