// Layers of a residual network, forward and backward. Widths are multiples of 8; addresses are bytes.
import { exp4, madd, sum4 } from './math'

/** out[r] = bias + the sum of the table's rows codes[r]; −1 stands for none. `codes`: int32 [rows, units]. */
export function embed(rows: i32, units: i32, width: i32, table: usize, codes: usize, bias: usize, out: usize): void {
  const rowBytes = width * 4
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < rowBytes; j += 32) {
      let x0 = v128.load(bias + <usize>j)
      let x1 = v128.load(bias + <usize>j, 16)
      for (let u = 0; u < units; u++) {
        const code = load<i32>(codes + <usize>(u * 4))
        if (code < 0) continue
        const at = table + <usize>(code * rowBytes + j)
        x0 = f32x4.add(x0, v128.load(at))
        x1 = f32x4.add(x1, v128.load(at, 16))
      }
      v128.store(out + <usize>j, x0)
      v128.store(out + <usize>j, x1, 16)
    }
    codes += <usize>(units * 4)
    out += <usize>rowBytes
  }
}

/**
 * Adds each row of `gradient` to the table rows it came from, in `columns` columns of rows `stride` floats apart. The
 * caller clears `table`.
 */
export function embedGradient(
  rows: i32, units: i32, columns: i32, stride: i32, gradient: usize, codes: usize, table: usize,
): void {
  const bytes = <usize>(columns * 4)
  const rowBytes = stride * 4
  for (let r = 0; r < rows; r++) {
    for (let u = 0; u < units; u++) {
      const code = load<i32>(codes + <usize>(u * 4))
      if (code < 0) continue
      const at = table + <usize>(code * rowBytes)
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(at + j, f32x4.add(v128.load(at + j), v128.load(gradient + j)))
      }
    }
    codes += <usize>(units * 4)
    gradient += <usize>rowBytes
  }
}

/** to[r] = from[r] + row, in `columns` columns of rows `stride` floats apart. */
export function addRow(rows: i32, columns: i32, stride: i32, from: usize, row: usize, to: usize): void {
  const bytes = <usize>(columns * 4)
  const rowBytes = <usize>(stride * 4)
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      v128.store(to + j, f32x4.add(v128.load(from + j), v128.load(row + j)))
    }
    from += rowBytes
    to += rowBytes
  }
}

/** Clears `columns` columns of rows `stride` floats apart. */
export function clear(rows: i32, columns: i32, stride: i32, x: usize): void {
  for (let r = 0; r < rows; r++) {
    memory.fill(x, 0, <usize>(columns * 4))
    x += <usize>(stride * 4)
  }
}

/** out = the sum of the rows of x, `columns` wide and `stride` floats apart. */
export function columnSum(rows: i32, columns: i32, stride: i32, x: usize, out: usize): void {
  const bytes = <usize>(columns * 4)
  memory.fill(out, 0, bytes)
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      v128.store(out + j, f32x4.add(v128.load(out + j), v128.load(x + j)))
    }
    x += <usize>(stride * 4)
  }
}

/** Ba, Kiros & Hinton 2016. Keeps the standardised rows in `normal` [rows, width] and 1/σ in `scale` [rows]. */
export function layerNorm(
  rows: i32, width: i32, x: usize, gain: usize, bias: usize, normal: usize, scale: usize, y: usize,
): void {
  const rowBytes = <usize>(width * 4)
  for (let r = 0; r < rows; r++) {
    let s = f32x4.splat(0)
    for (let j: usize = 0; j < rowBytes; j += 16) s = f32x4.add(s, v128.load(x + j))
    const mean = f32x4.splat(sum4(s) / <f32>width)
    let q = f32x4.splat(0)
    for (let j: usize = 0; j < rowBytes; j += 16) {
      const d = f32x4.sub(v128.load(x + j), mean)
      q = f32x4.add(q, f32x4.mul(d, d))
    }
    const inverse: f32 = 1 / sqrt<f32>(sum4(q) / <f32>width + 1e-5)
    const factor = f32x4.splat(inverse)
    for (let j: usize = 0; j < rowBytes; j += 16) {
      const n = f32x4.mul(f32x4.sub(v128.load(x + j), mean), factor)
      v128.store(normal + j, n)
      v128.store(y + j, f32x4.add(f32x4.mul(n, v128.load(gain + j)), v128.load(bias + j)))
    }
    store<f32>(scale, inverse)
    x += rowBytes
    y += rowBytes
    normal += rowBytes
    scale += 4
  }
}

/** dx = from + the gradient at the norm's input; `from` may be `dx`. */
export function layerNormGradient(
  rows: i32, width: i32, dy: usize, normal: usize, scale: usize, gain: usize, from: usize, dx: usize,
): void {
  const rowBytes = <usize>(width * 4)
  for (let r = 0; r < rows; r++) {
    let s = f32x4.splat(0)
    let q = f32x4.splat(0)
    for (let j: usize = 0; j < rowBytes; j += 16) {
      const g = f32x4.mul(v128.load(dy + j), v128.load(gain + j))
      s = f32x4.add(s, g)
      q = f32x4.add(q, f32x4.mul(g, v128.load(normal + j)))
    }
    const mean = f32x4.splat(sum4(s) / <f32>width)
    const along = f32x4.splat(sum4(q) / <f32>width)
    const factor = v128.load32_splat(scale)
    for (let j: usize = 0; j < rowBytes; j += 16) {
      const g = f32x4.mul(v128.load(dy + j), v128.load(gain + j))
      const d = f32x4.sub(f32x4.sub(g, mean), f32x4.mul(v128.load(normal + j), along))
      v128.store(dx + j, f32x4.add(v128.load(from + j), f32x4.mul(d, factor)))
    }
    dy += rowBytes
    from += rowBytes
    dx += rowBytes
    normal += rowBytes
    scale += 4
  }
}

/** Gradients of a norm's gain and bias, in `columns` columns of rows `stride` floats apart. */
export function normGradient(
  rows: i32, columns: i32, stride: i32, dy: usize, normal: usize, dGain: usize, dBias: usize,
): void {
  const bytes = <usize>(columns * 4)
  memory.fill(dGain, 0, bytes)
  memory.fill(dBias, 0, bytes)
  for (let r = 0; r < rows; r++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      const g = v128.load(dy + j)
      v128.store(dGain + j, f32x4.add(v128.load(dGain + j), f32x4.mul(g, v128.load(normal + j))))
      v128.store(dBias + j, f32x4.add(v128.load(dBias + j), g))
    }
    dy += <usize>(stride * 4)
    normal += <usize>(stride * 4)
  }
}

// GELU by its tanh form (Hendrycks & Gimpel 2016): x · sigmoid(2√(2/π)(x + 0.044715 x³)).
const SLOPE: f32 = 1.5957691216057308
const CUBIC: f32 = 0.044715

/** y may be x. `n` is a multiple of 4. */
export function gelu(n: i32, x: usize, y: usize): void {
  for (let j: usize = 0; j < <usize>(n * 4); j += 16) {
    const v = v128.load(x + j)
    v128.store(y + j, f32x4.mul(v, gate(v)))
  }
}

/** The same, and x becomes the slope there: a gradient times it is the gradient before. */
export function geluWithSlope(n: i32, x: usize, y: usize): void {
  const one = f32x4.splat(1)
  for (let j: usize = 0; j < <usize>(n * 4); j += 16) {
    const v = v128.load(x + j)
    const s = gate(v)
    const out = f32x4.mul(v, s)
    const inner = madd(f32x4.splat(3 * CUBIC * SLOPE), f32x4.mul(v, v), f32x4.splat(SLOPE))
    v128.store(y + j, out)
    v128.store(x + j, madd(f32x4.mul(out, f32x4.sub(one, s)), inner, s))
  }
}

/** x = x · factor, element by element. */
export function multiply(n: i32, x: usize, factor: usize): void {
  for (let j: usize = 0; j < <usize>(n * 4); j += 16) v128.store(x + j, f32x4.mul(v128.load(x + j), v128.load(factor + j)))
}

function gate(v: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(v, v), v)
  const u = f32x4.mul(f32x4.splat(-SLOPE), f32x4.add(v, f32x4.mul(f32x4.splat(CUBIC), cube)))
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), exp4(u)))
}

/**
 * Inverted dropout in place, the same on values and gradients. Element i is kept when a hash of i + seed
 * (lowbias32, Wellons 2018) is at least `threshold` = rate · 2³²; core/nets/dropout.ts is its twin.
 */
export function dropout(n: i32, x: usize, seed: u32, threshold: u32, scale: f32): void {
  const limit = i32x4.splat(threshold)
  const factor = f32x4.splat(scale)
  const four = i32x4.splat(4)
  let index = i32x4.add(i32x4.splat(seed), i32x4(0, 1, 2, 3))
  for (let j: usize = 0; j < <usize>(n * 4); j += 16) {
    let h = v128.xor(index, i32x4.shr_u(index, 16))
    h = i32x4.mul(h, i32x4.splat(0x7feb352d))
    h = v128.xor(h, i32x4.shr_u(h, 15))
    h = i32x4.mul(h, i32x4.splat(0x846ca68b))
    h = v128.xor(h, i32x4.shr_u(h, 16))
    v128.store(x + j, v128.and(f32x4.mul(v128.load(x + j), factor), i32x4.ge_u(h, limit)))
    index = i32x4.add(index, four)
  }
}
