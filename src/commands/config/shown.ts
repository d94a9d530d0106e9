import type { Config } from '../../config/config.ts'
import { dumpJson } from '../../util/python-json.ts'
import type { Value } from '../../values.ts'
import type { Given } from '../options/parse-arguments.ts'

/** What is asked of `runbook config`. */
export interface Shown {
  readonly given: Given
  /** Plugins that are named. */
  readonly names: readonly string[]
  readonly config: Config
}

/** Data as JSON or YAML. */
export const formatted = async (data: Value, format: string | undefined): Promise<string> =>
  format === 'json'
    ? `${dumpJson(data, { indent: 4, sortKeys: true })}\n`
    : (await import('../../inventory/print-yaml.ts')).inventoryYaml(data)
