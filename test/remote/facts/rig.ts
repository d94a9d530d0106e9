/** Makes what the facts script would print on some host. */
import { FactSources } from '../../../src/remote/facts/sources.ts'

export interface Host {
  readonly files?: Readonly<Record<string, string>>
  readonly links?: Readonly<Record<string, string>>
  readonly there?: readonly string[]
  readonly sections?: Readonly<Record<string, string>>
}

/** The output of the script on a host with these files, links, paths and programs' outputs. */
export const outputOf = ({ files = {}, links = {}, there = [], sections = {} }: Host): string => {
  const fileLines = Object.entries(files).flatMap(([path, text]) => text.split('\n').map((line) => `${path}:${line}`))
  const linkLines = Object.entries(links).map(([path, to]) => `lrwxrwxrwx 1 root root 0 Nov 21 15:00 ${path} -> ${to}`)
  const all = { files: fileLines.join('\n'), links: linkLines.join('\n'), there: there.join('\n'), ...sections }
  return Object.entries(all)
    .map(([name, text]) => `\x1e${name}\n${text}\n`)
    .join('')
}

export const sourcesOf = (host: Host): FactSources => new FactSources(outputOf(host))
