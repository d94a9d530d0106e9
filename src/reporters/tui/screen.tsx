import { type Instance, render, useStderr, useStdout } from 'ink'
import { type ReactElement, useLayoutEffect } from 'react'
import type { StreamName } from '../printer.ts'
import type { Line } from './live-lines.ts'
import { LiveView } from './live-view.tsx'

/** The live part at the bottom of a terminal. */
export interface LiveScreen {
  /** Prints text that stays, above the live part. */
  print(text: string, stream: StreamName): void
  /** Draws the live part anew. */
  draw(lines: readonly Line[]): void
  /** Takes the live part away and gives the terminal back. */
  end(): void
}

export interface ScreenOptions {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly color: boolean
}

/** Takes the bottom of the terminal for a live part. */
export const openScreen = ({ stdout, stderr, color }: ScreenOptions): LiveScreen => {
  let write: Writers | undefined
  const keep = (writers: Writers): void => {
    write = writers
  }
  const view = (lines: readonly Line[]): ReactElement => <Surface lines={lines} color={color} onReady={keep} />
  // Without `exitOnCtrlC` and input hooks the terminal stays as it is, and Ctrl-C reaches the process as a signal.
  const instance: Instance = render(view([]), { stdout, stderr, exitOnCtrlC: false, patchConsole: false, maxFps: 10 })
  return {
    print: (text, stream) => write?.[stream](text),
    draw: (lines) => instance.rerender(view(lines)),
    end: () => {
      instance.rerender(view([]))
      instance.unmount()
      // Even an empty live part takes a line.
      stdout.write(CURSOR_UP)
    },
  }
}

const CURSOR_UP = '\u001b[1A'

type Writers = Readonly<Record<StreamName, (text: string) => void>>

interface SurfaceProps {
  readonly lines: readonly Line[]
  readonly color: boolean
  readonly onReady: (writers: Writers) => void
}

/** The live view, which also hands out what prints above it. */
const Surface = ({ lines, color, onReady }: SurfaceProps): ReactElement => {
  const { write: stdout } = useStdout()
  const { write: stderr } = useStderr()
  useLayoutEffect(() => onReady({ stdout, stderr }), [stdout, stderr, onReady])
  return <LiveView lines={lines} color={color} />
}
