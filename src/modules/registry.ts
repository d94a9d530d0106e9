/** Finds modules: each is the file of its name in this folder, loaded when it is first used. */
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Action } from './kit/action.ts'
import type { Module } from './kit/module.ts'

/** A module, or an action that is procedural by nature. */
export type AnyModule = Module | Action

/** Other names of the same module. */
const sameAs: Readonly<Record<string, string>> = { systemd_service: 'systemd' }

const folder = fileURLToPath(new URL('.', import.meta.url))

let names: ReadonlySet<string> | undefined

/** The names of all modules. */
export const moduleNames = (): ReadonlySet<string> => {
  names ??= new Set([...readdirSync(folder).flatMap(moduleName), ...Object.keys(sameAs)])
  return names
}

const loaded = new Map<string, Promise<AnyModule>>()

/** The module of that name (without collection); `undefined` when there is none. */
export const loadModule = (name: string): Promise<AnyModule> | undefined => {
  if (!moduleNames().has(name)) return undefined
  const file = sameAs[name] ?? name
  let module = loaded.get(file)
  if (!module) {
    module = importModule(file)
    loaded.set(file, module)
  }
  return module
}

const importModule = async (file: string): Promise<AnyModule> => {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const { default: module } = (await import(`./${file}.${extension}`)) as { default: AnyModule }
  return module
}

/** A module's file has a name without hyphens that is not this one's. */
const moduleName = (file: string): string[] => {
  const match = /^([a-z]\w*)\.(?:js|ts)$/.exec(file)
  return match?.[1] && match[1] !== 'registry' ? [match[1]] : []
}
