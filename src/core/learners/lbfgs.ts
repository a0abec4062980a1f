export interface Minimum {
  readonly at: Float64Array
  readonly value: number
  readonly iterations: number
}

const memory = 8
const tolerance = 1e-6

/**
 * L-BFGS with backtracking (Nocedal & Wright 2006, algorithms 7.4 and 3.1). `evaluate` gives the value at `x` and
 * writes the gradient. Stops when the gradient's largest part is small beside the value, or after `mostIterations`.
 */
export function minimise(
  evaluate: (x: Float64Array, gradient: Float64Array) => number,
  size: number,
  mostIterations: number,
): Minimum {
  let x = new Float64Array(size)
  let gradient = new Float64Array(size)
  let value = evaluate(x, gradient)
  const steps: Float64Array[] = []
  const changes: Float64Array[] = []
  let iterations = 0
  for (; iterations < mostIterations; iterations++) {
    if (gradient.every((g) => Math.abs(g) <= tolerance * Math.max(1, Math.abs(value)))) break
    const direction = descent(gradient, steps, changes)
    const slope = dot(direction, gradient)
    let stride = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1
    const nextGradient = new Float64Array(size)
    let next = along(x, direction, stride)
    let nextValue = evaluate(next, nextGradient)
    for (let halved = 0; nextValue > value + 1e-4 * stride * slope && halved < 30; halved++) {
      stride /= 2
      next = along(x, direction, stride)
      nextValue = evaluate(next, nextGradient)
    }
    if (!(nextValue < value)) break
    remember(steps, changes, difference(next, x), difference(nextGradient, gradient))
    ;[x, gradient, value] = [next, nextGradient, nextValue]
  }
  return { at: x, value, iterations }
}

/** The two-loop recursion: −H g. */
function descent(gradient: Float64Array, steps: Float64Array[], changes: Float64Array[]): Float64Array {
  const q = gradient.map((g) => -g)
  const alphas: number[] = []
  for (let i = steps.length - 1; i >= 0; i--) {
    const alpha = dot(steps[i]!, q) / dot(steps[i]!, changes[i]!)
    alphas[i] = alpha
    add(q, changes[i]!, -alpha)
  }
  const last = steps.length - 1
  if (last >= 0) {
    const scale = dot(steps[last]!, changes[last]!) / dot(changes[last]!, changes[last]!)
    for (let j = 0; j < q.length; j++) q[j] = q[j]! * scale
  }
  for (let i = 0; i < steps.length; i++) {
    const beta = dot(changes[i]!, q) / dot(steps[i]!, changes[i]!)
    add(q, steps[i]!, alphas[i]! - beta)
  }
  return q
}

function remember(steps: Float64Array[], changes: Float64Array[], step: Float64Array, change: Float64Array): void {
  if (dot(step, change) <= 1e-12) return
  steps.push(step)
  changes.push(change)
  if (steps.length <= memory) return
  steps.shift()
  changes.shift()
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + times * what[i]!
}

const along = (x: Float64Array, direction: Float64Array, stride: number) =>
  Float64Array.from(x, (v, i) => v + stride * direction[i]!)
const difference = (a: Float64Array, b: Float64Array) => Float64Array.from(a, (v, i) => v - b[i]!)
