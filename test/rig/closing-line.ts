import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with `N passed, N failed` (`, N skipped`) alone on a line, for programs that read the output. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) count[test.result().state]++
      // A file that can't even be loaded holds no test, and yet something failed.
      count.failed += module.errors().length
    }
    const skipped = count.skipped ? `, ${count.skipped} skipped` : ''
    process.stdout.write(`\n${count.passed} passed, ${count.failed} failed${skipped}\n`)
  }
}
