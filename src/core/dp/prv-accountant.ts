import { normalCdf } from '../normal-distribution'
import { fourierTransform } from './fft'
import { composedRdpEpsilon } from './rdp-accountant'
import { atLoss, privacyLoss, type SubsampledGaussian } from './subsampled-gaussian'

/** `estimate`: the numerical value. `upper`: it and the bound on its discretisation error: what may be claimed. */
export interface PrvEpsilon {
  readonly estimate: number
  readonly upper: number
}

const gridSize = 2 ** 19
/** The share of δ that the discretisation may fail with. */
const failureShare = 1e-3

/** Histograms of counts with discrete Gaussian noise, one after the other: a row adds one to one cell of each. */
export interface NoisyHistograms {
  readonly sigma: number
  readonly histograms: number
}

/** ε at `delta` of DP-SGD alone: {@link composedEpsilon}. */
export const prvEpsilon = (mechanism: SubsampledGaussian, delta: number): PrvEpsilon =>
  composedEpsilon(mechanism, [], delta)

/**
 * ε at `delta` by composing privacy loss random variables on a grid (Gopi, Lee, Wutschitz 2021, arXiv 2106.02848):
 * both directions of one-row neighbours in one Fourier transform, bins shifted so that the mean loss is kept. What was
 * counted before counts as what it is, a discrete Gaussian mechanism each; its loss is the same in both directions.
 */
export function composedEpsilon(
  mechanism: SubsampledGaussian,
  counted: readonly NoisyHistograms[],
  delta: number,
): PrvEpsilon {
  const counts = counted.filter(({ histograms }) => histograms > 0)
  const isTrained = mechanism.rate > 0 && mechanism.steps > 0
  const steps = (isTrained ? mechanism.steps : 0) + counts.reduce((sum, { histograms }) => sum + histograms, 0)
  if (steps === 0) return { estimate: 0, upper: 0 }
  const reach = 1.2 * composedRdpEpsilon(mechanism, counts, delta * 1e-6) + 1
  const width = (2 * reach) / gridSize
  const spectra = openSpectra()
  const shift = { remove: 0, add: 0 }
  const compose = (remove: LossMasses, add: LossMasses, times: number) => {
    shift.remove += times * remove.shift
    shift.add += times * add.shift
    spectra.multiply(remove.masses, add.masses, times)
  }
  if (isTrained) {
    const [remove, add] = (['remove', 'add'] as const).map((way) => lossMasses(mechanism, way, reach, width))
    compose(remove!, add!, mechanism.steps)
  }
  for (const { sigma, histograms } of counts) {
    compose(countMasses(sigma, width), countMasses(sigma, width), histograms)
  }
  const { remove, add } = spectra.masses()
  // Theorem 5.5 there: the error of the sum of `steps` mean-preserving roundings.
  const slack = width * Math.sqrt((steps / 2) * Math.log(2 / (failureShare * delta)))
  const at = (target: number) =>
    Math.max(
      findEpsilon(remove, reach - shift.remove, width, target),
      findEpsilon(add, reach - shift.add, width, target),
    )
  return { estimate: at(delta), upper: at(delta * (1 - 2 * failureShare)) + slack }
}

interface LossMasses {
  /** `[gridSize]`: probability of a loss around (i − gridSize/2)·width. */
  readonly masses: Float64Array
  /** What is to be added to every loss so that the mean is the exact one. */
  readonly shift: number
}

function lossMasses(
  mechanism: SubsampledGaussian,
  direction: 'remove' | 'add',
  reach: number,
  width: number,
): LossMasses {
  const masses = new Float64Array(gridSize)
  const below = direction === 'remove' ? removeCdf : addCdf
  let before = below(-reach - width / 2, mechanism)
  let mean = 0
  for (let i = 0; i < gridSize; i++) {
    const loss = (i - gridSize / 2) * width
    const upTo = i === gridSize - 1 ? 1 : below(loss + width / 2, mechanism)
    masses[i] = upTo - before
    mean += masses[i]! * loss
    before = upTo
  }
  return { masses, shift: meanLoss(mechanism, direction) - mean }
}

/** Beyond, a normal distribution holds less than a double shows beside 1. */
const farSigmas = 9

/** P(loss ≤ l) where the row is there: x ~ (1 − q)·N(0, σ²) + q·N(1, σ²). */
function removeCdf(loss: number, mechanism: SubsampledGaussian): number {
  const { sigma, rate } = mechanism
  const x = atLoss(loss, mechanism)
  if (x === Number.NEGATIVE_INFINITY) return 0
  if (x > 1 + farSigmas * sigma) return 1
  return (1 - rate) * normalCdf(x / sigma) + rate * normalCdf((x - 1) / sigma)
}

/** P(loss ≤ l) where it is not: the loss is the other one's negative, x ~ N(0, σ²). */
function addCdf(loss: number, mechanism: SubsampledGaussian): number {
  const x = atLoss(-loss, mechanism)
  if (x < -farSigmas * mechanism.sigma) return 1
  return x > farSigmas * mechanism.sigma ? 0 : normalCdf(-x / mechanism.sigma)
}

const simpsonSteps = 20_000

/** The expected loss of one step by Simpson's rule. */
function meanLoss(mechanism: SubsampledGaussian, direction: 'remove' | 'add'): number {
  const { sigma, rate } = mechanism
  const from = -14 * sigma
  const step = (1 + 28 * sigma) / simpsonSteps
  const density = (x: number) => Math.exp(-0.5 * (x / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI))
  let sum = 0
  for (let i = 0; i <= simpsonSteps; i++) {
    const x = from + i * step
    const weight = i === 0 || i === simpsonSteps ? 1 : i % 2 === 1 ? 4 : 2
    const loss = privacyLoss(x, mechanism)
    sum +=
      weight * (direction === 'add' ? -density(x) * loss : ((1 - rate) * density(x) + rate * density(x - 1)) * loss)
  }
  return (sum * step) / 3
}

const farthest = 12

/** Of a count with discrete Gaussian noise against the same and one more: (2y + 1) / 2σ² for the noise y. */
function countMasses(sigma: number, width: number): LossMasses {
  const masses = new Float64Array(gridSize)
  const last = Math.ceil(farthest * sigma)
  let total = 0
  for (let y = -last; y <= last; y++) total += Math.exp(-0.5 * (y / sigma) ** 2)
  let mean = 0
  for (let y = -last; y <= last; y++) {
    const bin = Math.round((2 * y + 1) / (2 * sigma * sigma) / width)
    const mass = Math.exp(-0.5 * (y / sigma) ** 2) / total
    const at = Math.min(gridSize - 1, Math.max(0, gridSize / 2 + bin))
    masses[at]! += mass
    mean += mass * (at - gridSize / 2) * width
  }
  return { masses, shift: 1 / (2 * sigma * sigma) - mean }
}

/** Two distributions on the grid, as sums of ever more losses: products of their Fourier transforms. */
function openSpectra() {
  const size = gridSize / 2 + 1
  const [first, second] = [spectrum(size), spectrum(size)]
  return {
    /** Adds `times` losses of each; their masses are overwritten. One is the real, one the imaginary part. */
    multiply(a: Float64Array, b: Float64Array, times: number): void {
      centre(a)
      centre(b)
      fourierTransform(a, b, -1)
      for (let k = 0; k < size; k++) {
        const j = (gridSize - k) % gridSize
        multiplyAt(first, k, power((a[k]! + a[j]!) / 2, (b[k]! - b[j]!) / 2, times))
        multiplyAt(second, k, power((b[k]! + b[j]!) / 2, (a[j]! - a[k]!) / 2, times))
      }
    },
    masses(): { readonly remove: Float64Array; readonly add: Float64Array } {
      const [a, b] = [new Float64Array(gridSize), new Float64Array(gridSize)]
      for (let k = 0; k < size; k++) {
        const j = (gridSize - k) % gridSize
        a[k] = first.re[k]! - second.im[k]!
        b[k] = first.im[k]! + second.re[k]!
        a[j] = first.re[k]! + second.im[k]!
        b[j] = second.re[k]! - first.im[k]!
      }
      fourierTransform(a, b, 1)
      for (let i = 0; i < gridSize; i++) {
        a[i]! /= gridSize
        b[i]! /= gridSize
      }
      centre(a)
      centre(b)
      return { remove: a, add: b }
    },
  }
}

interface Spectrum {
  readonly re: Float64Array
  readonly im: Float64Array
}

const spectrum = (size: number): Spectrum => ({ re: new Float64Array(size).fill(1), im: new Float64Array(size) })

function multiplyAt({ re, im }: Spectrum, k: number, by: { readonly re: number; readonly im: number }): void {
  const [real, imaginary] = [re[k]!, im[k]!]
  re[k] = real * by.re - imaginary * by.im
  im[k] = real * by.im + imaginary * by.re
}

/** Swaps the halves, so that loss 0 is at position 0 and back. */
function centre(masses: Float64Array): void {
  const half = masses.length / 2
  for (let i = 0; i < half; i++) {
    const held = masses[i]!
    masses[i] = masses[i + half]!
    masses[i + half] = held
  }
}

function power(re: number, im: number, exponent: number): { readonly re: number; readonly im: number } {
  const size = (re * re + im * im) ** (exponent / 2)
  const angle = Math.atan2(im, re) * exponent
  return { re: size * Math.cos(angle), im: size * Math.sin(angle) }
}

/** The ε with δ(ε) = `delta`, δ(ε) = Σ over losses above ε of p·(1 − e^(ε − loss)). Losses begin at −`offset`. */
function findEpsilon(masses: Float64Array, offset: number, width: number, delta: number): number {
  // From the top: Σ p and Σ p·e^−loss of the losses above are all that δ needs.
  let mass = 0
  let scaled = 0
  for (let i = masses.length - 1; i >= 0; i--) {
    const loss = i * width - offset
    if (mass - Math.exp(loss) * scaled > delta) {
      // ε lies between this loss and the next: there δ = mass − e^ε·scaled.
      return Math.max(0, Math.log((mass - delta) / scaled))
    }
    if (loss < 0) return 0
    mass += masses[i]!
    scaled += masses[i]! * Math.exp(-loss)
  }
  return 0
}
