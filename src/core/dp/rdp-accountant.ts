import { privacyLoss, type SubsampledGaussian } from './subsampled-gaussian'

/** Opacus' orders, and whole ones up to 512 for small sampling rates. */
export const renyiOrders: readonly number[] = [
  ...Array.from({ length: 99 }, (_, i) => 1 + (i + 1) / 10),
  ...Array.from({ length: 52 }, (_, i) => 12 + i),
  ...[80, 96, 128, 160, 192, 256, 320, 384, 512],
]

/**
 * Rényi divergence of one step at `order` > 1, in nats (Mironov, Talwar, Zhang 2019, arXiv 1908.10530, §3.3): their
 * binomial sum at whole orders, the defining integral at others, where their series has terms of both signs.
 */
export function renyiDivergence(order: number, mechanism: SubsampledGaussian): number {
  const { sigma, rate } = mechanism
  if (rate === 0) return 0
  if (rate === 1) return order / (2 * sigma * sigma)
  const moment = Number.isInteger(order) ? binomialMoment(order, sigma, rate) : integratedMoment(order, mechanism)
  return moment / (order - 1)
}

/** ln Σ C(α, i)·(1 − q)^(α − i)·q^i·exp((i² − i) / 2σ²) */
function binomialMoment(order: number, sigma: number, rate: number): number {
  const terms: number[] = []
  let logChoose = 0
  for (let i = 0; i <= order; i++) {
    if (i > 0) logChoose += Math.log((order - i + 1) / i)
    terms.push(logChoose + (order - i) * Math.log1p(-rate) + i * Math.log(rate) + (i * i - i) / (2 * sigma * sigma))
  }
  return logSum(terms)
}

const simpsonSteps = 4000

/** ln of ∫ N(x; 0, σ²)·(P(x)/Q(x))^α dx, by Simpson's rule. */
function integratedMoment(order: number, mechanism: SubsampledGaussian): number {
  const { sigma } = mechanism
  const from = -15 * sigma
  const step = (order + 30 * sigma) / simpsonSteps
  const terms: number[] = []
  for (let i = 0; i <= simpsonSteps; i++) {
    const x = from + i * step
    const weight = i === 0 || i === simpsonSteps ? 1 : i % 2 === 1 ? 4 : 2
    const logDensity = -0.5 * (x / sigma) ** 2 - Math.log(sigma * Math.sqrt(2 * Math.PI))
    terms.push(Math.log((weight * step) / 3) + logDensity + order * privacyLoss(x, mechanism))
  }
  return logSum(terms)
}

function logSum(terms: readonly number[]): number {
  const most = terms.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  return most + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - most), 0))
}

/** ε at `delta` of DP-SGD alone: {@link composedRdpEpsilon}. */
export const rdpEpsilon = (mechanism: SubsampledGaussian, delta: number): number =>
  composedRdpEpsilon(mechanism, [], delta)

/**
 * ε at `delta` by Rényi composition: an upper bound that is looser than the PRV accountant's. Conversion of Canonne,
 * Kamath, Steinke 2020 (arXiv 2004.00010, Proposition 12). Histograms with discrete Gaussian noise come before it.
 */
export function composedRdpEpsilon(
  mechanism: SubsampledGaussian,
  counted: readonly { readonly sigma: number; readonly histograms: number }[],
  delta: number,
  orders = renyiOrders,
): number {
  const rho = counted.reduce((sum, { sigma, histograms }) => sum + histograms / (2 * sigma * sigma), 0)
  const epsilons = orders.map((order) => {
    const divergence = mechanism.steps * renyiDivergence(order, mechanism) + order * rho
    return divergence + Math.log1p(-1 / order) - Math.log(delta * order) / (order - 1)
  })
  return Math.max(0, Math.min(...epsilons))
}
