/** The lines that a person types, or that come down a pipe. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** How lines are asked for. */
export interface Asking {
  /** What to show before each line. */
  readonly prompt: () => string
  readonly complete: (line: string) => Promise<[string[], string]>
  /** Keeps what was typed for the next time. */
  readonly historyFile: string
}

/** All lines until the end of the input. */
export const readLines = (asking: Asking): AsyncIterable<string> =>
  process.stdin.isTTY ? typedLines(asking) : pipedLines(asking)

async function* pipedLines({ prompt }: Asking): AsyncIterable<string> {
  process.stdout.write(prompt())
  for await (const line of createInterface({ input: process.stdin, terminal: false })) {
    yield line
    process.stdout.write(prompt())
  }
}

const LONGEST_HISTORY = 1000

async function* typedLines(asking: Asking): AsyncIterable<string> {
  let history = readHistory(asking.historyFile)
  try {
    for (;;) {
      const asked = await askLine(asking, history)
      history = asked.history
      if (asked.line === undefined) return
      yield asked.line
    }
  } finally {
    writeHistory(asking.historyFile, history)
  }
}

/** One line; the terminal is free again between two. `undefined` at the end, an empty text for one that was broken off. */
const askLine = (
  { prompt, complete }: Asking,
  history: readonly string[],
): Promise<{ readonly line: string | undefined; readonly history: string[] }> =>
  new Promise((resolve) => {
    const reader = createInterface({
      input: process.stdin,
      output: process.stdout,
      history: [...history],
      historySize: LONGEST_HISTORY,
      removeHistoryDuplicates: true,
      completer: (line: string, done: (error: null, found: [string[], string]) => void) => {
        void complete(line).then((found) => done(null, found))
      },
    })
    let line: string | undefined
    let past = [...history]
    reader.on('history', (kept) => {
      past = [...kept]
    })
    reader.once('line', (typed) => {
      line = typed
      reader.close()
    })
    reader.once('SIGINT', () => {
      process.stdout.write('\n')
      line = ''
      reader.close()
    })
    reader.once('close', () => resolve({ line, history: past }))
    reader.setPrompt(prompt())
    reader.prompt()
  })

/** The newest first. */
const readHistory = (file: string): string[] => {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .reverse()
  } catch {
    return []
  }
}

const writeHistory = (file: string, history: readonly string[]): void => {
  try {
    const lines = [...history].reverse().map((line) => `${line}\n`)
    writeFileSync(file, lines.join(''), { mode: 0o600 })
  } catch {
    // What was typed is lost for the next time, and nothing else.
  }
}
