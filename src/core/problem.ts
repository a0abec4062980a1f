import type { AuditProblem } from './audit/problems'
import type { DpProblem } from './dp/problems'
import type { EncodeProblem } from './encoders/problems'
import type { ExportProblem } from './exporters/problems'
import type { FitProblem } from './generators/problems'
import type { PictureProblem } from './images/problems'
import type { ReadProblem } from './readers/problems'
import type { RecipeProblem } from './recipe/problems'
import type { MeasureProblem } from './reports/problems'
import type { SchemaProblem } from './schema/problems'

/**
 * Everything that can go wrong and that a person can understand. `code` is `room/what`; the facts are fields.
 * Words live in `app/problem-text.ts` (and `scripts/headless`), which do not compile when a code has none.
 */
export type Problem =
  | ReadProblem
  | SchemaProblem
  | EncodeProblem
  | DpProblem
  | FitProblem
  | ExportProblem
  | RecipeProblem
  | AuditProblem
  | PictureProblem
  | MeasureProblem
  | StorageProblem
  | { readonly code: 'run/cancelled' }

export type StorageProblem =
  | { readonly code: 'storage/quota' }
  | { readonly code: 'storage/unavailable'; readonly reason: string }
  | { readonly code: 'storage/not-found'; readonly what: string }
  | { readonly code: 'storage/backup-unreadable'; readonly reason: string }

/** An error that carries a {@link Problem}. `wire/errors.ts` brings it whole across threads. */
export class StudioError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code)
    this.name = 'StudioError'
  }
}
