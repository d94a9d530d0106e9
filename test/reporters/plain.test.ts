import { describe, expect, test } from 'vitest'
import type { Event } from '../../src/events.ts'
import { type ReporterOptions, reporterOptions } from '../../src/reporters/options.ts'
import { plain } from '../../src/reporters/plain.ts'
import { hasReference, recordRun, type Variant } from './recorded-run.ts'

const print = (events: readonly Event[], options: Partial<ReporterOptions>) => {
  const text = { stdout: '', stderr: '' }
  const collect = (stream: 'stdout' | 'stderr') => ({ write: (part: string) => (text[stream] += part) })
  const reporter = plain(reporterOptions({ ...options, stdout: collect('stdout'), stderr: collect('stderr') }))
  for (const event of events) reporter.handle(event)
  return text
}

interface Case {
  readonly title: string
  readonly variant: Variant
  readonly ours: Partial<ReporterOptions>
}

const cases: readonly Case[] = [
  { title: 'as it is', variant: {}, ours: {} },
  { title: 'with -v', variant: { verbosity: 1 }, ours: { verbosity: 1 } },
  { title: 'with -vv', variant: { verbosity: 2 }, ours: { verbosity: 2 } },
  { title: 'with -vvv', variant: { verbosity: 3 }, ours: { verbosity: 3 } },
  { title: 'in colour', variant: { color: true }, ours: { color: true } },
  { title: 'without ok', variant: { options: { display_ok_hosts: false } }, ours: { displayOkHosts: false } },
  {
    title: 'without skipped',
    variant: { options: { display_skipped_hosts: false } },
    ours: { displaySkippedHosts: false },
  },
  {
    title: 'with failures on stderr',
    variant: { options: { display_failed_stderr: true, show_task_path_on_failure: true } },
    ours: { displayFailedStderr: true, showTaskPathOnFailure: true },
  },
  {
    title: 'with all that can be shown',
    variant: { options: { show_per_host_start: true, show_custom_stats: true, check_mode_markers: true } },
    ours: { showPerHostStart: true, showCustomStats: true, checkModeMarkers: true },
  },
  { title: 'with pretty results', variant: { options: { pretty_results: true } }, ours: { prettyResults: true } },
]

describe.skipIf(!hasReference && !process.env.CI)('plain prints what the reference prints', () => {
  const recorded = hasReference ? recordRun(cases.map(({ variant }) => variant)) : undefined

  test.each(cases.map((one, index) => ({ ...one, index })))('$title', ({ ours, index }) => {
    const { stdout, stderr } = recorded!.texts[index]!
    // Where a host starts, the reference shows names before they are templated.
    const expected = stdout
      .replace(/(started .*)\{\{ what \}\}/, '$1tea')
      .replace(/(started .*)\{\{ word \}\}/, '$1plain')
    expect(print(recorded!.events, ours)).toEqual({ stdout: expected, stderr })
  })
})
