import type { Measurement } from '../../core/metrics/metric'
import { wilsonInterval } from '../../core/privacy/wilson'
import type { CopyCount, Report } from '../../core/reports/report'

export type Copying = 'equal-rows' | 'near-rows' | 'none'

/** What of the copies lies above what fresh real rows show, by more than chance. */
export function copying({ copies, rows }: Pick<Report, 'copies' | 'rows'>): Copying {
  const { exact, near } = copies
  // Equal rows are expected from those that equal a control row, scaled by how many more training rows there are.
  const scale = rows.train / Math.max(1, rows.control)
  if (exceeds(exact, exact.compared, scale)) return 'equal-rows'
  return exceeds(near, Math.min(near.compared, rows.control), 1) ? 'near-rows' : 'none'
}

/**
 * Whether the 95 % interval of the difference lies above zero (Newcombe 1998, method 10). `trials`: rows in which
 * control's share was counted; `scale`: what that count was multiplied by.
 */
function exceeds({ rows, compared, synthetic, control }: CopyCount, trials: number, scale: number): boolean {
  const [made, real] = [shareOf(synthetic), shareOf(control)]
  if (made === undefined || real === undefined || made <= real) return false
  const [low] = wilsonInterval(rows, compared)
  const high = scale * wilsonInterval(Math.min(trials, (real / scale) * trials), trials)[1]
  return made - real > Math.hypot(made - low, high - real)
}

const shareOf = (measurement: Measurement) => (measurement.kind === 'value' ? measurement.value : undefined)
