import { fragments } from '../remote/queries/fragments.ts'
import { type KernelModule, kernelModule } from '../remote/queries/kernel-module.ts'
import { sh } from '../remote/sh.ts'
import { splitWords } from '../util/split-words.ts'
import { dict } from '../values.ts'
import { type Change, change, ModuleFailure } from './kit/change.ts'
import { defineModule } from './kit/module.ts'
import { choice, str } from './kit/option.ts'

interface Options {
  readonly name: string
  readonly state: 'absent' | 'present'
  readonly params: string
  readonly persistent: 'absent' | 'disabled' | 'present'
}

/** Loads and unloads modules of the kernel, at once and at boot. */
export default defineModule({
  name: 'modprobe',
  collection: 'community.general',
  summary: 'Load and unload modules of the kernel, at once and at boot.',
  options: {
    name: str({ required: true, help: 'The module.' }),
    state: choice(['absent', 'present'], { default: 'present', help: 'Whether it is to be loaded.' }),
    params: str({ default: '', help: 'Its parameters.' }),
    persistent: choice(['disabled', 'absent', 'present'], {
      default: 'disabled',
      help: 'Whether it is to be loaded at boot; left as it is unless told.',
    }),
  },
  inspect: ({ name, params }) => ({
    module: kernelModule(name, wordsOf(params)),
    loads: fragments(loadFiles),
    settings: fragments(settingFiles),
  }),
  *plan(options, { module, loads, settings }): Iterable<Change> {
    if (!module.tool) throw new ModuleFailure('Failed to find required executable "modprobe"')
    yield* planState(options, module)
    if (options.persistent !== 'disabled') {
      yield* planFiles(loadFiles, loads, editLoads(options, loads ?? new Map()))
      yield* planFiles(settingFiles, settings, editSettings(options, settings ?? new Map()))
    }
  },
  returns: ({ options: { name, params, state } }) => dict({ name, params, state }),
})

const loadFiles = '/etc/modules-load.d'
const settingFiles = '/etc/modprobe.d'

const wordsOf = (params: string): readonly string[] => splitWords(params)

const planState = ({ name, state, params }: Options, module: KernelModule): Change[] => {
  if (module.loaded === (state === 'present')) return []
  const details = dict({ name, params, state, rc: 1, stdout: '', stderr: module.refusal ?? '' })
  if (state === 'present' && module.refusal) throw new ModuleFailure(module.refusal, details)
  const words = state === 'present' ? [name, ...wordsOf(params)] : ['-r', name]
  return [
    change({
      summary: `${state === 'present' ? 'load' : 'unload'} ${name}`,
      commands: [sh`PATH=$PATH:/usr/sbin:/sbin modprobe ${words}`],
      effects: [{ kind: 'named', type: 'kernel-module', name, value: state === 'present' }],
      diff: {
        before: `${module.loaded ? 'loaded' : 'not loaded'}\n`,
        after: `${module.loaded ? 'not loaded' : 'loaded'}\n`,
        before_header: name,
        after_header: name,
      },
    }),
  ]
}

type Files = ReadonlyMap<string, Buffer>
/** New texts by the name of the file. */
type Edits = ReadonlyMap<string, string>

function* planFiles(directory: string, files: Files | null, edits: Edits): Iterable<Change> {
  for (const [file, text] of edits) {
    const path = `${directory}/${file}`
    const before = files?.get(file)?.toString()
    const write = { path, content: Buffer.from(text), ...(before === undefined ? { mode: 0o644 } : {}) }
    yield change({
      summary: `${before === undefined ? 'create' : 'update'} ${path}`,
      commands: [...(files === null ? [sh`mkdir -p -- ${directory}`] : []), { write }],
      effects: [{ kind: 'path', path, stat: { kind: 'file', size: write.content.length }, content: write.content }],
      diff: { before: before ?? '', after: text, before_header: path, after_header: path },
    })
  }
}

/** Comments stand for what is not to be. */
const commentOut = (files: Files, isOwn: (line: string) => boolean): Map<string, string> => {
  const edits = new Map<string, string>()
  for (const [file, content] of files) {
    const lines = content.toString().split('\n')
    if (!lines.some(isOwn)) continue
    edits.set(file, lines.map((line) => (isOwn(line) ? `#${line}` : line)).join('\n'))
  }
  return edits
}

const editLoads = ({ name, persistent }: Options, files: Files): Edits => {
  const isOwn = (line: string): boolean => line.replace(/ *[#;].*$/, '').replaceAll(/^ +| +$/g, '') === name
  if (persistent === 'absent') return commentOut(files, isOwn)
  const isThere = [...files.values()].some((content) => content.toString().split('\n').some(isOwn))
  return isThere ? new Map() : new Map([[`${name}.conf`, `${name}\n`]])
}

const editSettings = ({ name, params, persistent }: Options, files: Files): Edits => {
  const paramOf = (line: string): string | undefined => {
    const [, module, param] = /^options (\S+) (\w+=\S+) *(?:[#;].*)?$/.exec(line) ?? []
    return module === name ? param : undefined
  }
  const isOwn = (line: string): boolean => paramOf(line) !== undefined
  const present = new Set(
    [...files.values()].flatMap((one) =>
      one
        .toString()
        .split('\n')
        .flatMap((line) => paramOf(line) ?? []),
    ),
  )
  const wanted = new Set(persistent === 'present' ? params.split(/\s+/).filter(Boolean) : [])
  if (present.size === wanted.size && [...wanted].every((param) => present.has(param))) return new Map()
  const edits = commentOut(files, isOwn)
  if (wanted.size > 0) edits.set(`${name}.conf`, [...wanted].map((param) => `options ${name} ${param}\n`).join(''))
  return edits
}
