import { render } from 'ink-testing-library'
import { describe, expect, test } from 'vitest'
import { LiveView } from '../../../src/reporters/tui/live-view.tsx'

describe('LiveView', () => {
  test('draws a line for each, an empty one too', () => {
    const lines = [[{ text: 'PLAY ' }, { text: 'web', bold: true }], [], [{ text: 'ok=1', color: 'green' as const }]]
    const view = render(<LiveView lines={lines} color={false} />)
    expect(
      view
        .lastFrame()
        ?.split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual(['PLAY web', '', 'ok=1'])
    view.unmount()
  })

  test('cuts what is wider than the terminal', () => {
    const view = render(<LiveView lines={[[{ text: 'x'.repeat(300) }]]} color={false} />)
    expect(view.lastFrame()).toBe(`${'x'.repeat(99)}…`)
    view.unmount()
  })

  test('draws nothing for no lines', () => {
    const view = render(<LiveView lines={[]} color={false} />)
    expect(view.lastFrame()).toBe('')
    view.unmount()
  })
})
