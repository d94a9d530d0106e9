/** What the facts script printed, taken apart: the raw material of all facts. */

/** Texts of files, targets of links and outputs of programs on a host. */
export class FactSources {
  readonly #sections: ReadonlyMap<string, string>
  readonly #files = new Map<string, string[]>()
  readonly #links = new Map<string, string>()
  readonly #there: ReadonlySet<string>

  constructor(output: string) {
    this.#sections = sectionsOf(output)
    for (const line of this.section('files').split('\n')) this.#addLine(line)
    for (const line of this.section('links').split('\n')) this.#addLink(line)
    this.#there = new Set(this.section('there').split('\n'))
  }

  #addLine(line: string): void {
    const colon = line.indexOf(':')
    if (colon < 0) return
    const path = line.slice(0, colon)
    const lines = this.#files.get(path)
    if (lines) lines.push(line.slice(colon + 1))
    else this.#files.set(path, [line.slice(colon + 1)])
  }

  /** A line of `ls -ld`: permissions, numbers and times before the path. */
  #addLink(line: string): void {
    const match = /\s(\/.*?) -> (.*)$/.exec(line)
    if (match) this.#links.set(match[1] as string, match[2] as string)
  }

  /** The output of a part of the script; empty when it was not asked for or failed. */
  section(name: string): string {
    return this.#sections.get(name) ?? ''
  }

  /** The lines of a file; none when it is empty, not there or not readable. */
  lines(path: string): readonly string[] {
    return this.#files.get(path) ?? []
  }

  /** A file's text without blanks around it; `undefined` when that leaves nothing. */
  file(path: string): string | undefined {
    return this.lines(path).join('\n').trim() || undefined
  }

  /** The paths of all files read below a directory. */
  filesBelow(directory: string): string[] {
    return [...this.#files.keys()].filter((path) => path.startsWith(`${directory}/`))
  }

  /** Where a link points, as written in it. */
  link(path: string): string | undefined {
    return this.#links.get(path)
  }

  /** Links below a directory, by name. */
  linksBelow(directory: string): (readonly [name: string, target: string])[] {
    return [...this.#links]
      .filter(([path]) => path.startsWith(`${directory}/`))
      .map(([path, target]) => [path.slice(directory.length + 1), target] as const)
  }

  /** True when a path of the script's list is there, or a program of it is installed. */
  exists(name: string): boolean {
    return this.#there.has(name)
  }
}

const sectionsOf = (output: string): ReadonlyMap<string, string> => {
  const sections = new Map<string, string>()
  for (const part of output.split('\x1e').slice(1)) {
    const end = part.indexOf('\n')
    const name = part.slice(0, end)
    sections.set(name, (sections.get(name) ?? '') + part.slice(end + 1))
  }
  return sections
}

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
