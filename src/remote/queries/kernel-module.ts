/** A module of the kernel. */
import type { Effect } from '../effect.ts'
import { type Query, query } from '../query.ts'
import { sh } from '../sh.ts'

export interface KernelModule {
  /** The host has modprobe. */
  readonly tool: boolean
  /** It is loaded, or built in. */
  readonly loaded: boolean
  /** Why it could not be loaded; nothing is asked where it is loaded. */
  readonly refusal: string | undefined
}

/** Whether a module is loaded and, where it is not, whether it could be. */
export const kernelModule = (name: string, params: readonly string[]): Query<KernelModule> =>
  query<KernelModule>({
    name: 'kernel-module',
    key: `kernel-module ${name} ${params.join(' ')}`,
    script: sh`PATH=$PATH:/usr/sbin:/sbin; command -v modprobe >/dev/null 2>&1 || exit 3
grep -q ${`^${pattern(name.replaceAll('-', '_'))} `} /proc/modules 2>/dev/null && exit 0
grep -q ${`/${pattern(name)}\\.ko$`} "/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null && exit 0
LC_ALL=C modprobe -n ${[name, ...params]} >/dev/null && exit 1
exit 2`,
    parse: ({ status, stderr }) => ({
      tool: status !== 3,
      loaded: status === 0,
      refusal: status === 2 ? stderr.toString() : undefined,
    }),
    overlay: (answer, effects) => effects.reduce((seen, effect) => planned(seen, effect, name), answer),
  })

const pattern = (text: string): string => text.replaceAll(/[.[\]*^$\\]/g, '\\$&')

const planned = (answer: KernelModule, effect: Effect, name: string): KernelModule => {
  if (effect.kind !== 'named' || effect.type !== 'kernel-module' || effect.name !== name) return answer
  return { ...answer, loaded: effect.value === true }
}
