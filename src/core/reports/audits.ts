import type { Measurement } from '../metrics/metric'
import type { PrivacyAudit } from './provenance'
import type { Report } from './report'

/** The copy audit of a report, as provenance states it; figures that there are none of are left out. */
export function auditsOf({ copies }: Report): PrivacyAudit[] {
  const state = (audit: PrivacyAudit['audit'], share: Measurement, expected: Measurement): PrivacyAudit[] =>
    share.kind === 'value' && expected.kind === 'value' ? [{ audit, share: share.value, expected: expected.value }] : []
  return [
    ...state('exact-copies', copies.exact.synthetic, copies.exact.control),
    ...state('near-copies', copies.near.synthetic, copies.near.control),
    ...state('nearer-to-train', copies.nearerToTrain, { kind: 'value', value: 0.5 }),
  ]
}
