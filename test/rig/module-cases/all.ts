import { commandCases } from './commands.ts'
import { controllerCases } from './controller.ts'
import { fileCases } from './files.ts'
import type { ModuleCases } from './module-case.ts'
import { systemCases } from './system.ts'

/** Every case. */
export const moduleCases: ModuleCases = { ...fileCases, ...systemCases, ...commandCases, ...controllerCases }

/** Modules that have no case, and why. */
export const withoutCase: Readonly<Record<string, string>> = {
  docker: 'needs an engine: test/docker/containers.test.ts',
  docker_container: 'needs an engine: test/docker/containers.test.ts',
}
