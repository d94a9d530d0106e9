/** What a run prints on a pipe, without what differs from run to run. */
import { dumpPlayName } from './rig.ts'
import { maskVolatile } from './volatile.ts'

/**
 * The sections of a run's output, each a banner and what follows it; of results the values that no two runs share are
 * masked, and those of several hosts stand in the hosts' order.
 */
export function printedSections(stdout: string): readonly string[] {
  const sections = stdout
    .replace(/^(Using .* as config file|No config file found; using defaults)\n/, '')
    .split(/^(?=\S.* \*{3,}$)/m)
  const from = sections.findIndex((section) => section.startsWith(`PLAY [${dumpPlayName}]`))
  const to = sections.findIndex((section) => section.startsWith('PLAY RECAP'))
  const own = from < 0 ? sections : [...sections.slice(0, from), ...sections.slice(to < 0 ? sections.length : to)]
  return own.map((section) =>
    inHostOrder(withoutVolatile(section))
      .trimEnd()
      // The reference says this of errors of its own, where a task says something wrong.
      .replaceAll(/^An exception occurred during task execution.*\n/gm, '')
      // And of names that are undefined more than later versions do.
      .replaceAll(/\\n\\nThe error appears to be in (?:[^"\\]|\\.)*|error while evaluating conditional \(\S+\): /g, '')
      .replaceAll(/('\w[\w ]*' (?:is undefined|has no attribute '\w+'))\. \1/g, '$1')
      .replaceAll(/"msg":"(?:[^"\\]|\\.)*(ssh: connect to host [^"]*Connection refused)(?:[^"\\]|\\.)*"/g, '"msg":"$1"')
      .replaceAll(/^(included: \S+ for )(.*?)( => .*)?$/gm, inOrder)
      .replaceAll(/\bjid=\S+|"stop":"[^"]*"|Paused for [\d.]+/g, 'VOLATILE')
      // Where nobody can press a key, runbook does not tell of keys.
      .replaceAll(/^\(ctrl\+C then [^\n]*\n/gm, '')
      .replaceAll(/ -> (\w+)\([\d.]+\)/g, ' -> $1(ADDRESS)'),
  )
}

/** The hosts that include the same, which the reference names in the order in which they got there. */
const inOrder = (_: string, start: string, hosts: string, item = ''): string => {
  const [inside = ''] = / => .*(?=\), )|$/.exec(hosts) ?? []
  return (
    start +
    hosts
      .replace(inside && `${inside})`, '')
      .split(', ')
      .sort()
      .join(', ') +
    (inside ? `${inside})` : item)
  )
}

/** Results are JSON after an arrow: on one line, or over lines that begin with blanks. */
const withoutVolatile = (section: string): string =>
  section.replaceAll(/(=> )(\{(?:.*\}$|\n(?: .*\n)*\}$))/gm, (whole, arrow: string, json: string) => {
    try {
      return arrow + JSON.stringify(maskVolatile(JSON.parse(json)), undefined, json.includes('\n') ? 4 : 0)
    } catch {
      return whole
    }
  })

/** A result is a line that names its host and the lines up to the next such; that errors are ignored comes last. */
const inHostOrder = (section: string): string => {
  if (section.startsWith('PLAY RECAP')) return section
  const ignoring = /^\.\.\.ignoring\n?/gm
  const [banner = '', ...results] = section
    .replaceAll(ignoring, '')
    .split(/^(?=[a-zA-Z-]+: \[|ASYNC |FAILED - RETRYING)/m)
  const ignored = section.match(ignoring) ?? []
  const hostOf = (result: string): string => /(?:\[| on )([^\] :]+)/.exec(result)?.[1] ?? ''
  return (
    banner +
    results
      .sort((a, b) => hostOf(a).localeCompare(hostOf(b)))
      .map((one) => one.trimEnd())
      .concat(ignored.map((line) => line.trimEnd()))
      .join('\n')
  )
}
