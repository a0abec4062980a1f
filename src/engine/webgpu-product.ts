import { tileSize } from './webgpu-jobs'
import type { GpuLayout } from './webgpu-layout'
import { shader } from './webgpu-wgsl'

/** What two neighbouring threads should load to find their values side by side in memory. */
type Across = 'depth' | 'edge'

interface TileOptions {
  /** WGSL for the number of rows, of columns and of what is summed over. */
  readonly m: string
  readonly n: string
  readonly depth: string
  /** WGSL for an element of A at row `i`, depth `k`, and of B at depth `k`, column `j`. */
  readonly a: (i: string, k: string) => string
  readonly b: (k: string, j: string) => string
  readonly aAcross: Across
  readonly bAcross: Across
  /** Statements for each depth of 16, while the tiles hold A and B. */
  readonly meanwhile?: string
}

export const tileMemory = /* wgsl */ `
var<workgroup> tile_a: array<vec4f, 128>; // [32 rows, 16 deep]
var<workgroup> tile_b: array<vec4f, 128>; // [16 deep, 32 columns]
`

/**
 * Statements that multiply a 32 × 32 tile of A · B with the corner (`i0`, `j0`) by 64 threads, and leave the 4 × 4
 * corner of each in the rows `c0` … `c3`: rows from 4 · `ty`, columns from 4 · `tx` on.
 */
export function multiplyTile({ m, n, depth, a, b, aAcross, bAcross, meanwhile = '' }: TileOptions): string {
  const each = (line: (s: number) => string) => [0, 1, 2, 3].map(line).join('\n      ')
  return /* wgsl */ `
  let ty = t >> 3u;
  let tx = t & 7u;
  var c0 = vec4f();
  var c1 = vec4f();
  var c2 = vec4f();
  var c3 = vec4f();
  for (var k0 = 0u; k0 < ${depth}; k0 += 16u) {
    for (var e = t; e < 128u; e += 64u) {
      {
        let il = ${aAcross === 'depth' ? 'e >> 2u' : 'e & 31u'};
        let kq = ${aAcross === 'depth' ? 'e & 3u' : 'e >> 5u'};
        let i = i0 + il;
        let k = k0 + kq * 4u;
        var loaded = vec4f();
        if (i < ${m}) {
          for (var s = 0u; s < 4u && k + s < ${depth}; s++) { loaded[s] = ${a('i', '(k + s)')}; }
        }
        tile_a[il * 4u + kq] = loaded;
      }
      {
        let kl = ${bAcross === 'depth' ? 'e & 15u' : 'e >> 3u'};
        let jq = ${bAcross === 'depth' ? 'e >> 4u' : 'e & 7u'};
        let k = k0 + kl;
        let j = j0 + jq * 4u;
        var loaded = vec4f();
        if (k < ${depth}) {
          for (var s = 0u; s < 4u && j + s < ${n}; s++) { loaded[s] = ${b('k', '(j + s)')}; }
        }
        tile_b[kl * 8u + jq] = loaded;
      }
    }
    workgroupBarrier();
    for (var kq = 0u; kq < 4u; kq++) {
      let b0 = tile_b[(kq * 4u) * 8u + tx];
      let b1 = tile_b[(kq * 4u + 1u) * 8u + tx];
      let b2 = tile_b[(kq * 4u + 2u) * 8u + tx];
      let b3 = tile_b[(kq * 4u + 3u) * 8u + tx];
      ${each((s) => `let a${s} = tile_a[(ty * 4u + ${s}u) * 4u + kq];`)}
      ${each((s) => `c${s} += a${s}.x * b0 + a${s}.y * b1 + a${s}.z * b2 + a${s}.w * b3;`)}
    }
    ${meanwhile}
    workgroupBarrier();
  }
`
}

/** Statements that hand each element of the tile that lies inside to `put(i, j, value)`. */
export function storeTile(m: string, n: string, put: string): string {
  return /* wgsl */ `
  var tile = array<vec4f, 4>(c0, c1, c2, c3);
  for (var s = 0u; s < 4u; s++) {
    let i = i0 + ty * 4u + s;
    if (i >= ${m}) { break; }
    for (var q = 0u; q < 4u; q++) {
      let j = j0 + tx * 4u + q;
      if (j >= ${n}) { break; }
      let value = tile[s][q];
      ${put}
    }
  }
`
}

const corner = /* wgsl */ `
  let i0 = wg.y * ${tileSize}u;
  let j0 = wg.x * ${tileSize}u;
`

/** Where one of the block's two matrices and its bias begin: `which` as webgpu-layout.ts lists them. */
const blockMatrix = (name: 'inner' | 'outer', which: 0 | 1) => /* wgsl */ `
  let ${name} = facts[MATRICES + 8u * b + ${4 * which}u];
  let ${name}_bias = facts[MATRICES + 8u * b + ${4 * which + 2}u];
`

// Eight threads per row, four times eight rows: sums of a row's `value`s, at the row's place of the tile.
const rowMemory = /* wgsl */ `
var<workgroup> summands: array<vec2f, 64>;
var<workgroup> row_sums: array<vec2f, 32>;
fn sum_eight(value: vec2f, t: u32) -> vec2f {
  workgroupBarrier();
  summands[t] = value;
  workgroupBarrier();
  var sum = vec2f();
  for (var lane = 0u; lane < 8u; lane++) { sum += summands[(t & 56u) + lane]; }
  return sum;
}
`

/** Mean and 1/σ of the tile's rows of X (layer norm's, Ba, Kiros & Hinton 2016), kept for who comes later. */
const rowStats = /* wgsl */ `
  for (var turn = 0u; turn < 4u; turn++) {
    let i = i0 + turn * 8u + (t >> 3u);
    let start = X + b * LAYER + i * WIDTH;
    var sum = 0.0;
    if (i < rows) { for (var k = t & 7u; k < WIDTH; k += 8u) { sum += arena[start + k]; } }
    let mean = sum_eight(vec2f(sum, 0.0), t).x / f32(WIDTH);
    var squares = 0.0;
    if (i < rows) {
      for (var k = t & 7u; k < WIDTH; k += 8u) {
        let d = arena[start + k] - mean;
        squares += d * d;
      }
    }
    let scale = inverseSqrt(sum_eight(vec2f(squares, 0.0), t).x / f32(WIDTH) + 1e-5);
    if ((t & 7u) == 0u) {
      row_sums[turn * 8u + (t >> 3u)] = vec2f(mean, scale);
      if (wg.x == 0u && i < rows) {
        arena[STATS + (b * ROWS + i) * 2u] = mean;
        arena[STATS + (b * ROWS + i) * 2u + 1u] = scale;
      }
    }
  }
  workgroupBarrier();
`

/** The norm's output by the tile's own statistics: those in the arena may not be there yet. */
const normedHere = /* wgsl */ `
fn normed_here(b: u32, i: u32, k: u32) -> f32 {
  let stats = row_sums[i % ${tileSize}u];
  let n = (arena[X + b * LAYER + i * WIDTH + k] - stats.x) * stats.y;
  return n * theta[facts[NORMS + 2u * b] + k] + theta[facts[NORMS + 2u * b + 1u] + k];
}
`

/** PRE = norm(x) · W₁ + b₁ */
export function innerShader(layout: GpuLayout): string {
  return shader(
    layout,
    tileMemory + rowMemory + normedHere,
    corner +
      blockMatrix('inner', 1) +
      rowStats +
      multiplyTile({
        m: 'rows',
        n: 'WIDTH',
        depth: 'WIDTH',
        a: (i, k) => `normed_here(b, ${i}, ${k})`,
        b: (k, j) => `theta[inner + ${k} * WIDTH + ${j}]`,
        aAcross: 'depth',
        bAcross: 'edge',
      }) +
      storeTile('rows', 'WIDTH', 'arena[PRE + b * LAYER + i * WIDTH + j] = value + theta[inner_bias + j];'),
  )
}

/** X of the next block = x + gelu(PRE) · W₂ + b₂ */
export function outerShader(layout: GpuLayout): string {
  return shader(
    layout,
    tileMemory,
    corner +
      blockMatrix('outer', 0) +
      multiplyTile({
        m: 'rows',
        n: 'WIDTH',
        depth: 'WIDTH',
        a: (i, k) => `gelu(arena[PRE + b * LAYER + ${i} * WIDTH + ${k}])`,
        b: (k, j) => `theta[outer + ${k} * WIDTH + ${j}]`,
        aAcross: 'depth',
        bAcross: 'edge',
      }) +
      storeTile(
        'rows',
        'WIDTH',
        `let at = X + b * LAYER + i * WIDTH + j;
      arena[at + LAYER] = arena[at] + value + theta[outer_bias + j];`,
      ),
  )
}

/** Z = dropout(gelu(norm(x))) · W, for the columns that the dispatch is for. */
export function outputShader(layout: GpuLayout): string {
  return shader(
    layout,
    tileMemory + rowMemory + normedHere,
    `${corner}
  let first = place.z;
  let count = place.w;
` +
      rowStats +
      multiplyTile({
        m: 'rows',
        n: 'count',
        depth: 'WIDTH',
        a: (i, k) => `gelu(normed_here(b, ${i}, ${k})) * kept(${i} * WIDTH + ${k})`,
        b: (k, j) => `theta[OUTPUT + ${k} * COLUMNS + first + ${j}]`,
        aAcross: 'depth',
        bAcross: 'edge',
      }) +
      storeTile('rows', 'count', 'arena[Z + i * COLUMNS + first + j] = value;'),
  )
}

/** DY of the last norm = dropout(∂L/∂Z · Wᵀ) · gelu′ */
export function outputBackShader(layout: GpuLayout): string {
  return shader(
    layout,
    tileMemory,
    corner +
      multiplyTile({
        m: 'rows',
        n: 'WIDTH',
        depth: 'COLUMNS',
        a: (i, k) => `arena[Z + ${i} * COLUMNS + ${k}]`,
        b: (k, j) => `theta[OUTPUT + ${j} * COLUMNS + ${k}]`,
        aAcross: 'depth',
        bAcross: 'depth',
      }) +
      storeTile(
        'rows',
        'WIDTH',
        `let at = i * WIDTH + j;
      arena[DY + b * LAYER + at] = value * kept(at) * gelu_slope(normed(b, i, j));`,
      ),
  )
}

/** What a norm's gradient needs of a row: the means of g and g · n, where g = DY · gain and n is the norm's own. */
const rowGradients = /* wgsl */ `
  for (var turn = 0u; turn < 4u; turn++) {
    let i = i0 + turn * 8u + (t >> 3u);
    var sums = vec2f();
    if (i < rows) {
      for (var k = t & 7u; k < WIDTH; k += 8u) {
        let g = arena[DY + (b + 1u) * LAYER + i * WIDTH + k] * theta[facts[NORMS + 2u * b + 2u] + k];
        sums += vec2f(g, g * normal(b + 1u, i, k));
      }
    }
    let means = sum_eight(sums, t) / f32(WIDTH);
    if ((t & 7u) == 0u) { row_sums[turn * 8u + (t >> 3u)] = means; }
  }
  workgroupBarrier();
`

/** ∂L/∂X of norm `b` from DY and what passes by it; `means` as {@link rowGradients} has them. */
export const normGradient = /* wgsl */ `
fn norm_gradient(b: u32, i: u32, k: u32, means: vec2f) -> f32 {
  let at = b * LAYER + i * WIDTH + k;
  let g = arena[DY + at] * theta[facts[NORMS + 2u * b] + k];
  let own = (g - means.x - normal(b, i, k) * means.y) * arena[STATS + (b * ROWS + i) * 2u + 1u];
  if (b == BLOCKS) { return own; }
  return own + arena[DX + at + LAYER];
}
`

/** DPRE = (DX of the next block · W₂ᵀ) · gelu′(PRE). That DX is made here, and kept. */
export function outerBackShader(layout: GpuLayout): string {
  return shader(
    layout,
    `${tileMemory}${rowMemory}${normGradient}
fn made(next: u32, i: u32, k: u32, keeps: bool) -> f32 {
  let value = norm_gradient(next, i, k, row_sums[i % ${tileSize}u]);
  if (keeps) { arena[DX + next * LAYER + i * WIDTH + k] = value; }
  return value;
}
`,
    corner +
      blockMatrix('outer', 0) +
      rowGradients +
      multiplyTile({
        m: 'rows',
        n: 'WIDTH',
        depth: 'WIDTH',
        a: (i, k) => `made(b + 1u, ${i}, ${k}, wg.x == 0u)`,
        b: (k, j) => `theta[outer + ${j} * WIDTH + ${k}]`,
        aAcross: 'depth',
        bAcross: 'depth',
      }) +
      storeTile(
        'rows',
        'WIDTH',
        `let at = b * LAYER + i * WIDTH + j;
      arena[DPRE + at] = value * gelu_slope(arena[PRE + at]);`,
      ),
  )
}

/** DY of the block's norm = DPRE · W₁ᵀ */
export function innerBackShader(layout: GpuLayout): string {
  return shader(
    layout,
    tileMemory,
    corner +
      blockMatrix('inner', 1) +
      multiplyTile({
        m: 'rows',
        n: 'WIDTH',
        depth: 'WIDTH',
        a: (i, k) => `arena[DPRE + b * LAYER + ${i} * WIDTH + ${k}]`,
        b: (k, j) => `theta[inner + ${j} * WIDTH + ${k}]`,
        aAcross: 'depth',
        bAcross: 'depth',
      }) +
      storeTile('rows', 'WIDTH', 'arena[DY + b * LAYER + i * WIDTH + j] = value;'),
  )
}
