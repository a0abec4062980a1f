import type { Random } from '../../random'

/**
 * Trigonometric flow (Lu & Song 2024, arXiv 2410.11081; a variance-preserving form of flow matching, Lipman et al. 2022):
 * y(θ) = cos θ · noise + sin θ · data, θ from 0 (noise) to π/2 (data), and its velocity is cos θ · data − sin θ · noise.
 * Where data and noise have the same normal distribution, the best velocity is 0: a network learns only what is not normal.
 */
export const timeFeatures = 16

/** A training angle: atan(e^N(0, 1)), so that tan θ is the ratio of data to noise, log-normal (ibid.). */
export function drawAngle(random: Random): number {
  return Math.atan(Math.exp(random.normal()))
}

/** sin and cos of 2kθ, k = 1 … 8. */
export function setTime(into: Float32Array, at: number, angle: number): void {
  for (let k = 0; k < timeFeatures / 2; k++) {
    into[at + 2 * k] = Math.sin(2 * (k + 1) * angle)
    into[at + 2 * k + 1] = Math.cos(2 * (k + 1) * angle)
  }
}

/** dy/dθ at an angle; a fresh array. */
export type VelocityOf = (y: Float32Array, angle: number) => Promise<Float32Array>

const dataAngle = Math.PI / 2

/** Where to begin from data that `strength` (0–1) of noise is mixed into: 0 keeps it, 1 forgets it. */
export const startAngle = (strength: number): number => (1 - strength) * dataAngle

/** Heun's method from the angle `from` (0: noise) to data in place, `steps` even steps of θ; the last is Euler's. */
export async function integrate(y: Float32Array, steps: number, velocity: VelocityOf, from = 0): Promise<void> {
  const h = (dataAngle - from) / steps
  for (let step = 0; step < steps; step++) {
    const first = await velocity(y, from + step * h)
    if (step === steps - 1) {
      for (let i = 0; i < y.length; i++) y[i] = y[i]! + h * first[i]!
      break
    }
    const ahead = y.map((v, i) => v + h * first[i]!)
    const second = await velocity(ahead, from + (step + 1) * h)
    for (let i = 0; i < y.length; i++) y[i] = y[i]! + 0.5 * h * (first[i]! + second[i]!)
  }
}

/** The way back from data to the noise that leads to it, in place: the mirror of {@link integrate}, Euler's step first. */
export async function integrateBack(y: Float32Array, steps: number, velocity: VelocityOf): Promise<void> {
  const h = dataAngle / steps
  for (let step = steps - 1; step >= 0; step--) {
    const first = await velocity(y, Math.min(step + 1, steps - 1) * h)
    if (step === steps - 1) {
      for (let i = 0; i < y.length; i++) y[i] = y[i]! - h * first[i]!
      continue
    }
    const ahead = y.map((v, i) => v - h * first[i]!)
    const second = await velocity(ahead, step * h)
    for (let i = 0; i < y.length; i++) y[i] = y[i]! - 0.5 * h * (first[i]! + second[i]!)
  }
}
