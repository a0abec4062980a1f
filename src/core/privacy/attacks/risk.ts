import type { Estimate } from '../../reports/leak'
import { normalQuantile } from '../intervals'

/** How often guesses were right. */
export interface GuessCount {
  readonly right: number
  readonly of: number
}

interface Rate {
  readonly value: number
  readonly error: number
}

/** Anonymeter's success rate: the middle of Wilson's interval and half its width (Giomi et al. 2023). */
export function successRate({ right, of }: GuessCount, confidence: number): Rate {
  const z = normalQuantile((1 + confidence) / 2)
  const squared = z * z
  return {
    value: (right + squared / 2) / (of + squared),
    error: of === 0 ? 0.5 : (z / (of + squared)) * Math.sqrt((right * (of - right)) / of + squared / 4),
  }
}

/**
 * R = (a − c) / (1 − c): what an attack on train rows gains over the same attack on rows that were not learned from,
 * as a share of what there was to gain (Giomi et al. 2023, eq. 2); its error by propagation of both.
 */
export function residualRisk(attack: Rate, control: Rate): Rate {
  const left = 1 - control.value
  if (left <= 0) return { value: 0, error: 1 }
  return {
    value: (attack.value - control.value) / left,
    error: Math.hypot(attack.error / left, ((attack.value - 1) * control.error) / (left * left)),
  }
}

/** The rate as an estimate, its ends kept within 0–1. */
export function estimateOf({ value, error }: Rate): Estimate {
  const within = (share: number) => Math.min(1, Math.max(0, share))
  return { value: within(value), interval: [within(value - error), within(value + error)] }
}
