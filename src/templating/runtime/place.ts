/** Where in which template something stands. */
import type { CompiledTemplate } from '../compiler/compiled.ts'

/** An expression's place: offsets into its template's text. */
export interface Place {
  readonly template: Pick<CompiledTemplate, 'positionOf' | 'source'>
  readonly offset: number
  readonly end: number
}
