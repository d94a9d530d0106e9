import { describe, expect, test } from 'vitest'
import { minimal } from '../../src/reporters/minimal.ts'
import { oneline } from '../../src/reporters/oneline.ts'
import type { ReporterOptions } from '../../src/reporters/options.ts'
import { plainText } from '../../src/reporters/plain-text.ts'
import type { TextView } from '../../src/reporters/text-view.ts'
import { print } from './print.ts'
import { hasReference, recordRun, type Variant } from './recorded-run.ts'

interface Case {
  readonly title: string
  readonly variant: Variant
  readonly view?: TextView
  readonly ours: Partial<ReporterOptions>
}

const cases: readonly Case[] = [
  { title: 'default', variant: {}, ours: {} },
  { title: 'default with -v', variant: { verbosity: 1 }, ours: { verbosity: 1 } },
  { title: 'default with -vv', variant: { verbosity: 2 }, ours: { verbosity: 2 } },
  { title: 'default with -vvv', variant: { verbosity: 3 }, ours: { verbosity: 3 } },
  { title: 'default in colour', variant: { color: true }, ours: { color: true } },
  { title: 'default without ok', variant: { options: { display_ok_hosts: false } }, ours: { displayOkHosts: false } },
  {
    title: 'default without skipped',
    variant: { options: { display_skipped_hosts: false } },
    ours: { displaySkippedHosts: false },
  },
  {
    title: 'default with failures on stderr',
    variant: { options: { display_failed_stderr: true, show_task_path_on_failure: true } },
    ours: { displayFailedStderr: true, showTaskPathOnFailure: true },
  },
  {
    title: 'default with all that can be shown',
    variant: { options: { show_per_host_start: true, show_custom_stats: true, check_mode_markers: true } },
    ours: { showPerHostStart: true, showCustomStats: true, checkModeMarkers: true },
  },
  {
    title: 'default with pretty results',
    variant: { options: { pretty_results: true } },
    ours: { prettyResults: true },
  },
  { title: 'default as YAML', variant: { options: { result_format: 'yaml' } }, ours: { resultFormat: 'yaml' } },
  {
    title: 'default as YAML with -v',
    variant: { verbosity: 1, options: { result_format: 'yaml' } },
    ours: { verbosity: 1, resultFormat: 'yaml' },
  },
  {
    title: 'default as exact YAML with -vvv',
    variant: { verbosity: 3, options: { result_format: 'yaml', pretty_results: false } },
    ours: { verbosity: 3, resultFormat: 'yaml', prettyResults: false },
  },
  {
    title: 'default as pretty YAML with statistics',
    variant: { options: { result_format: 'yaml', pretty_results: true, show_custom_stats: true } },
    ours: { resultFormat: 'yaml', prettyResults: true, showCustomStats: true },
  },
  {
    title: 'minimal as YAML',
    variant: { callback: 'minimal', options: { result_format: 'yaml' } },
    view: minimal,
    ours: { resultFormat: 'yaml' },
  },
  { title: 'minimal', variant: { callback: 'minimal' }, view: minimal, ours: {} },
  {
    title: 'minimal with -vvv, in colour',
    variant: { callback: 'minimal', verbosity: 3, color: true },
    view: minimal,
    ours: { verbosity: 3, color: true },
  },
  { title: 'oneline', variant: { callback: 'oneline' }, view: oneline, ours: {} },
  {
    title: 'oneline with -vvv',
    variant: { callback: 'oneline', verbosity: 3 },
    view: oneline,
    ours: { verbosity: 3 },
  },
]

const recorded = hasReference ? await recordRun(cases.map(({ variant }) => variant)) : undefined

describe.skipIf(!hasReference && !process.env.CI)('a view prints what the reference prints', () => {
  test('and the run it is shown went through all plays', () => {
    expect(recorded!.texts[0]!.stdout).toContain('TASK [fails on the other] ***')
  })

  test.each(cases.map((one, index) => ({ ...one, index })))('$title', ({ view = plainText, ours, index }) => {
    const { stdout, stderr } = recorded!.texts[index]!
    // Where a host starts, the reference shows names before they are templated.
    const expected = stdout
      .replace(/(started .*)\{\{ what \}\}/, '$1tea')
      .replace(/(started .*)\{\{ word \}\}/, '$1plain')
    expect(print([view], recorded!.events, ours)).toEqual({ stdout: expected, stderr })
  })
})
