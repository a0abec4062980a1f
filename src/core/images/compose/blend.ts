import type { Canvas } from './canvas'
import { type Layer, opaque } from './layer'

const mostCells = 48
const sweeps = 60
const overRelaxation = 1.75

/**
 * What has to be added to a layer's colours so that they meet those around it at its edge without a step: the harmonic
 * function inside with the differences at the edge (Pérez, Gangnet, Blake 2003, seamless cloning), on a coarse grid.
 * `[height][width][3]`
 */
export function membrane(layer: Layer, canvas: Canvas): Float32Array {
  const step = Math.max(1, Math.max(layer.width, layer.height) / mostCells)
  const columns = Math.ceil(layer.width / step) + 1
  const rows = Math.ceil(layer.height / step) + 1
  const grid = gridOf(layer, step, columns, rows)
  const values = new Float32Array(columns * rows * 3)
  for (let at = 0; at < grid.length; at++)
    if (grid[at] === edgeCell)
      difference(
        layer,
        canvas,
        Math.round((at % columns) * step),
        Math.round(Math.floor(at / columns) * step),
        values,
        3 * at,
      )
  relax(values, grid, columns, rows)
  return spreadOut(values, layer, step, columns)
}

const outside = 0
const edgeCell = 1
const inner = 2

function gridOf({ width, height, pixels }: Layer, step: number, columns: number, rows: number): Uint8Array {
  const isInside = (i: number, j: number) => {
    const [x, y] = [Math.round(i * step), Math.round(j * step)]
    return x >= 0 && y >= 0 && x < width && y < height && pixels[(y * width + x) * 4 + 3]! >= opaque
  }
  return Uint8Array.from({ length: columns * rows }, (_, at) => {
    const [i, j] = [at % columns, Math.floor(at / columns)]
    if (!isInside(i, j)) return outside
    return isInside(i - 1, j) && isInside(i + 1, j) && isInside(i, j - 1) && isInside(i, j + 1) ? inner : edgeCell
  })
}

function difference(
  { left, top, width, pixels }: Layer,
  canvas: Canvas,
  x: number,
  y: number,
  to: Float32Array,
  at: number,
) {
  const from = (y * width + x) * 4
  const u = Math.min(canvas.width - 1, Math.max(0, left + x))
  const v = Math.min(canvas.height - 1, Math.max(0, top + y))
  const alpha = pixels[from + 3]! / 255
  for (let c = 0; c < 3; c++) to[at + c] = canvas.pixels[(v * canvas.width + u) * 3 + c]! - pixels[from + c]! / alpha
}

/** Gauss and Seidel's iteration, over-relaxed, from the mean of the edge. */
function relax(values: Float32Array, grid: Uint8Array, columns: number, rows: number): void {
  const mean = [0, 0, 0]
  let edges = 0
  for (let at = 0; at < grid.length; at++) {
    if (grid[at] !== edgeCell) continue
    edges++
    for (let c = 0; c < 3; c++) mean[c]! += values[3 * at + c]!
  }
  if (edges === 0) return
  for (let at = 0; at < grid.length; at++)
    if (grid[at] !== edgeCell) for (let c = 0; c < 3; c++) values[3 * at + c] = mean[c]! / edges
  for (let sweep = 0; sweep < sweeps; sweep++)
    for (let j = 1; j < rows - 1; j++)
      for (let i = 1; i < columns - 1; i++) {
        const at = j * columns + i
        if (grid[at] !== inner) continue
        for (let c = 0; c < 3; c++) {
          const p = 3 * at + c
          const around = (values[p - 3]! + values[p + 3]! + values[p - 3 * columns]! + values[p + 3 * columns]!) / 4
          values[p]! += overRelaxation * (around - values[p]!)
        }
      }
  extendOutwards(values, grid, columns, rows)
}

/** Cells just outside take the mean of their neighbours inside, so that interpolation near the edge stays with them. */
function extendOutwards(values: Float32Array, grid: Uint8Array, columns: number, rows: number): void {
  for (let at = 0; at < grid.length; at++) {
    if (grid[at] !== outside) continue
    const [i, j] = [at % columns, Math.floor(at / columns)]
    const sum = [0, 0, 0]
    let near = 0
    for (let y = Math.max(0, j - 1); y <= Math.min(rows - 1, j + 1); y++)
      for (let x = Math.max(0, i - 1); x <= Math.min(columns - 1, i + 1); x++) {
        const other = y * columns + x
        if (grid[other] === outside) continue
        near++
        for (let c = 0; c < 3; c++) sum[c]! += values[3 * other + c]!
      }
    if (near > 0) for (let c = 0; c < 3; c++) values[3 * at + c] = sum[c]! / near
  }
}

function spreadOut(values: Float32Array, { width, height }: Layer, step: number, columns: number): Float32Array {
  const out = new Float32Array(width * height * 3)
  for (let y = 0, to = 0; y < height; y++) {
    const v = y / step
    const row = Math.floor(v)
    const b = v - row
    for (let x = 0; x < width; x++, to += 3) {
      const u = x / step
      const column = Math.floor(u)
      const a = u - column
      const at = (row * columns + column) * 3
      for (let c = 0; c < 3; c++) {
        const upper = values[at + c]! * (1 - a) + values[at + 3 + c]! * a
        const lower = values[at + 3 * columns + c]! * (1 - a) + values[at + 3 * columns + 3 + c]! * a
        out[to + c] = upper * (1 - b) + lower * b
      }
    }
  }
  return out
}
