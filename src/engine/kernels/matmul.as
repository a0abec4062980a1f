// C = op(A) · op(B) [+ bias | + C], row-major f32, by packed panels and a 4 × 8 register tile
// (Goto & van de Geijn 2008, "Anatomy of high-performance matrix multiplication").
// Addresses are bytes; leading dimensions count floats. `pack` holds packFloats(...) floats.

import { madd } from './math'

const ROWS: i32 = 4 // of the register tile
const COLUMNS: i32 = 8
const DEPTH: i32 = 512 // so that a panel of B (DEPTH × 8) stays in the first-level cache
const BAND: i32 = 64 // rows of A that meet all panels while they are in the cache

/** Floats of scratch that a product of depth `k` and width `n` needs. */
export function packFloats(k: i32, n: i32): i32 {
  const depth = min(k, DEPTH)
  return depth * ((n + COLUMNS - 1) & ~(COLUMNS - 1)) + depth * BAND + ROWS * COLUMNS
}

/**
 * `a`: [m, k], or [k, m] when `transA`; `b`: [k, n], or [n, k] when `transB`; `c`: [m, n].
 * `bias`: address of [n], added to each row, or 0. `accumulate`: add to what is in `c`.
 */
export function matmul(
  m: i32, n: i32, k: i32,
  a: usize, lda: i32, transA: i32,
  b: usize, ldb: i32, transB: i32,
  c: usize, ldc: i32,
  bias: usize, accumulate: i32, pack: usize,
): void {
  for (let k0 = 0; k0 < k; k0 += DEPTH) {
    const depth = min(k - k0, DEPTH)
    const panelBytes = <usize>(depth * COLUMNS * 4)
    const rest = pack + <usize>((n + COLUMNS - 1) >> 3) * panelBytes
    packB(b + <usize>((transB ? k0 : k0 * ldb) * 4), ldb, transB, depth, n, pack)
    section(m, n, k0, depth, a, lda, transA, pack, panelBytes, c, ldc, k0 ? 0 : bias, accumulate != 0 || k0 > 0, rest)
  }
}

/** Floats of a packed [k, n] matrix. */
export function packedFloats(k: i32, n: i32): i32 {
  return k * ((n + COLUMNS - 1) & ~(COLUMNS - 1))
}

/** Packs op(B) once for many products: [panels of 8 columns][k][8], so that columns from a multiple of 8 on are a view. */
export function packMatrix(k: i32, n: i32, b: usize, ldb: i32, transB: i32, to: usize): void {
  packB(b, ldb, transB, k, n, to)
}

/** As `matmul`, with op(B) packed. `scratch`: 32 floats, which serve tiles at the edges. */
export function matmulPacked(
  m: i32, n: i32, k: i32, a: usize, lda: i32, packed: usize, c: usize, ldc: i32,
  bias: usize, accumulate: i32, scratch: usize,
): void {
  const panelBytes = <usize>(k * COLUMNS * 4)
  for (let k0 = 0; k0 < k; k0 += DEPTH) {
    const depth = min(k - k0, DEPTH)
    const from = packed + <usize>(k0 * COLUMNS * 4)
    section(m, n, k0, depth, a, lda, 0, from, panelBytes, c, ldc, k0 ? 0 : bias, accumulate != 0 || k0 > 0, scratch)
  }
}

// The share of the product that comes from `depth` terms from k0 on. Each element of C is one sum in the order of k,
// wherever rows and columns are cut: so threads may share a product as they like, and its bytes stay the same.
function section(
  m: i32, n: i32, k0: i32, depth: i32, a: usize, lda: i32, transA: i32,
  packed: usize, panelBytes: usize, c: usize, ldc: i32, bias: usize, add: bool, rest: usize,
): void {
  const panels = (n + COLUMNS - 1) >> 3
  const scratch = transA ? rest + <usize>(depth * BAND * 4) : rest
  for (let i0 = 0; i0 < m; i0 += BAND) {
    const band = min(m - i0, BAND)
    if (transA) packTransposedA(a + <usize>((k0 * lda + i0) * 4), lda, depth, band, rest)
    const origin = a + <usize>((i0 * lda + k0) * 4)
    for (let p = 0; p < panels; p++) {
      const width = min(n - p * COLUMNS, COLUMNS)
      const biasAt = bias ? bias + <usize>(p * COLUMNS * 4) : 0
      const panel = packed + <usize>p * panelBytes
      for (let i = 0; i < band; i += ROWS) {
        const rows = min(band - i, ROWS)
        const at = c + <usize>(((i0 + i) * ldc + p * COLUMNS) * 4)
        if (transA) {
          tile(depth, rest + <usize>(i * depth * 4), 4, 16, rows, panel, at, ldc, width, biasAt, add, scratch)
        } else {
          tile(depth, origin + <usize>(i * lda * 4), lda * 4, 4, rows, panel, at, ldc, width, biasAt, add, scratch)
        }
      }
    }
  }
}

// One register tile. Missing rows repeat the last one, so that they write the same values again.
@inline
function tile(
  depth: i32, a: usize, rowStep: usize, kStep: usize, rows: i32, b: usize,
  c: usize, ldc: i32, width: i32, bias: usize, add: bool, scratch: usize,
): void {
  let a0 = a
  let a1 = rows > 1 ? a0 + rowStep : a0
  let a2 = rows > 2 ? a1 + rowStep : a1
  let a3 = rows > 3 ? a2 + rowStep : a2
  let c00 = f32x4.splat(0)
  let c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00
  const end = b + <usize>(depth * COLUMNS * 4)
  while (b < end) {
    const b0 = v128.load(b)
    const b1 = v128.load(b, 16)
    const x0 = v128.load32_splat(a0)
    c00 = madd(x0, b0, c00)
    c01 = madd(x0, b1, c01)
    const x1 = v128.load32_splat(a1)
    c10 = madd(x1, b0, c10)
    c11 = madd(x1, b1, c11)
    const x2 = v128.load32_splat(a2)
    c20 = madd(x2, b0, c20)
    c21 = madd(x2, b1, c21)
    const x3 = v128.load32_splat(a3)
    c30 = madd(x3, b0, c30)
    c31 = madd(x3, b1, c31)
    a0 += kStep
    a1 += kStep
    a2 += kStep
    a3 += kStep
    b += 32
  }
  const rowBytes = <usize>(ldc * 4)
  if (width == COLUMNS) {
    const r1 = rows > 1 ? c + rowBytes : c
    const r2 = rows > 2 ? r1 + rowBytes : r1
    const r3 = rows > 3 ? r2 + rowBytes : r2
    if (bias) {
      const y0 = v128.load(bias)
      const y1 = v128.load(bias, 16)
      c00 = f32x4.add(c00, y0); c01 = f32x4.add(c01, y1); c10 = f32x4.add(c10, y0); c11 = f32x4.add(c11, y1)
      c20 = f32x4.add(c20, y0); c21 = f32x4.add(c21, y1); c30 = f32x4.add(c30, y0); c31 = f32x4.add(c31, y1)
    }
    if (add) {
      c00 = f32x4.add(c00, v128.load(c)); c01 = f32x4.add(c01, v128.load(c, 16))
      c10 = f32x4.add(c10, v128.load(r1)); c11 = f32x4.add(c11, v128.load(r1, 16))
      c20 = f32x4.add(c20, v128.load(r2)); c21 = f32x4.add(c21, v128.load(r2, 16))
      c30 = f32x4.add(c30, v128.load(r3)); c31 = f32x4.add(c31, v128.load(r3, 16))
    }
    v128.store(r3, c30); v128.store(r3, c31, 16)
    v128.store(r2, c20); v128.store(r2, c21, 16)
    v128.store(r1, c10); v128.store(r1, c11, 16)
    v128.store(c, c00); v128.store(c, c01, 16)
    return
  }
  v128.store(scratch, c00); v128.store(scratch, c01, 16)
  v128.store(scratch, c10, 32); v128.store(scratch, c11, 48)
  v128.store(scratch, c20, 64); v128.store(scratch, c21, 80)
  v128.store(scratch, c30, 96); v128.store(scratch, c31, 112)
  storeEdge(scratch, rows, width, c, rowBytes, bias, add)
}

function storeEdge(scratch: usize, rows: i32, width: i32, c: usize, rowBytes: usize, bias: usize, add: bool): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < width; j++) {
      const at = c + <usize>(j * 4)
      let value = load<f32>(scratch + <usize>((r * COLUMNS + j) * 4))
      if (bias) value += load<f32>(bias + <usize>(j * 4))
      if (add) value += load<f32>(at)
      store<f32>(at, value)
    }
    c += rowBytes
  }
}

/** Panels of 8 columns, [panels][depth][8], zero beyond `n`. */
function packB(b: usize, ldb: i32, transposed: i32, depth: i32, n: i32, to: usize): void {
  const rowBytes = <usize>(ldb * 4)
  for (let j = 0; j < n; j += COLUMNS) {
    const width = min(n - j, COLUMNS)
    if (transposed) to = packPanelTransposed(b + <usize>j * rowBytes, rowBytes, depth, width, to)
    else to = packPanel(b + <usize>(j * 4), rowBytes, depth, width, to)
  }
}

function packPanel(from: usize, rowBytes: usize, depth: i32, width: i32, to: usize): usize {
  for (let p = 0; p < depth; p++) {
    if (width == COLUMNS) {
      v128.store(to, v128.load(from))
      v128.store(to, v128.load(from, 16), 16)
    } else {
      for (let j = 0; j < COLUMNS; j++) store<f32>(to + <usize>(j * 4), j < width ? load<f32>(from + <usize>(j * 4)) : 0)
    }
    from += rowBytes
    to += 32
  }
  return to
}

function packPanelTransposed(from: usize, rowBytes: usize, depth: i32, width: i32, to: usize): usize {
  let p = 0
  if (width == COLUMNS) {
    for (; p + 4 <= depth; p += 4) {
      transpose4(from + <usize>(p * 4), rowBytes, to + <usize>(p * 32), 32)
      transpose4(from + 4 * rowBytes + <usize>(p * 4), rowBytes, to + <usize>(p * 32 + 16), 32)
    }
  }
  for (; p < depth; p++) {
    for (let j = 0; j < COLUMNS; j++) {
      store<f32>(to + <usize>((p * COLUMNS + j) * 4), j < width ? load<f32>(from + <usize>j * rowBytes + <usize>(p * 4)) : 0)
    }
  }
  return to + <usize>(depth * 32)
}

/** Strips of 4 rows of op(A), [strips][depth][4]; `a` is [depth, rows] in memory. Zero beyond `rows`. */
function packTransposedA(a: usize, lda: i32, depth: i32, rows: i32, to: usize): void {
  const rowBytes = <usize>(lda * 4)
  for (let i = 0; i < rows; i += ROWS) {
    const height = min(rows - i, ROWS)
    let from = a + <usize>(i * 4)
    for (let p = 0; p < depth; p++) {
      if (height == ROWS) v128.store(to, v128.load(from))
      else for (let r = 0; r < ROWS; r++) store<f32>(to + <usize>(r * 4), r < height ? load<f32>(from + <usize>(r * 4)) : 0)
      from += rowBytes
      to += 16
    }
  }
}

function transpose4(from: usize, fromBytes: usize, to: usize, toBytes: usize): void {
  const x0 = v128.load(from)
  const x1 = v128.load(from + fromBytes)
  const x2 = v128.load(from + 2 * fromBytes)
  const x3 = v128.load(from + 3 * fromBytes)
  const y0 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5)
  const y1 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5)
  const y2 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7)
  const y3 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7)
  v128.store(to, v128.shuffle<f32>(y0, y1, 0, 1, 4, 5))
  v128.store(to + toBytes, v128.shuffle<f32>(y0, y1, 2, 3, 6, 7))
  v128.store(to + 2 * toBytes, v128.shuffle<f32>(y2, y3, 0, 1, 4, 5))
  v128.store(to + 3 * toBytes, v128.shuffle<f32>(y2, y3, 2, 3, 6, 7))
}
