import { fourierFeatures } from '../core/nets/any-order-plan'
import { biasCodes, inputKinds, jobKinds, normColumns, tileSize } from './webgpu-jobs'
import { chunkRows, type GpuLayout } from './webgpu-layout'
import { multiplyTile, storeTile, tileMemory } from './webgpu-product'
import { shader, sumAll, threads } from './webgpu-wgsl'

/**
 * The gradients of all parameters in one dispatch, a job of webgpu-jobs.ts per workgroup, without atomic sums: equal
 * runs give equal bits. Each job leaves the sum of squares of what it wrote, for the global norm.
 */
export function gradientShader(layout: GpuLayout): string {
  return shader(
    layout,
    [tileMemory, sumAll(), productJob, normJob, inputJob(layout.plan.width), biasJob].join('\n'),
    /* wgsl */ `
  if (index >= JOBS) { return; }
  let job = JOB_LIST + index * 4u;
  let kind = facts[job];
  var squares = 0.0;
  if (kind == ${jobKinds.product}u) {
    squares = product_job(facts[job + 1u], facts[job + 2u], facts[job + 3u], rows, t);
  } else if (kind == ${jobKinds.norm}u) {
    squares = norm_job(facts[job + 1u], facts[job + 2u], rows, t);
  } else if (kind == ${jobKinds.input}u) {
    squares = input_job(facts[job + 1u], facts[job + 2u], facts[job + 3u], rows, t);
  } else {
    squares = bias_job(facts[job + 1u], rows, t);
  }
  squares = sum_all(squares, t);
  if (t == 0u) { arena[NORM_PARTS + index] = squares; }
`,
  )
}

// A tile of a matrix' gradient: what went in, transposed, times what came back. Matrices 2b and 2b + 1 are the outer
// and the inner one of block b, the last is the output's. Tiles of the first rows also sum what came back: the bias.
const productJob = /* wgsl */ `
fn went_in(q: u32, j: u32, r: u32) -> f32 {
  if (q == 2u * BLOCKS) { return gelu(normed(BLOCKS, r, j)) * kept(r * WIDTH + j); }
  if ((q & 1u) == 0u) { return gelu(arena[PRE + (q >> 1u) * LAYER + r * WIDTH + j]); }
  return normed(q >> 1u, r, j);
}
fn came_back(q: u32, r: u32, j: u32) -> f32 {
  if (q == 2u * BLOCKS) { return arena[Z + r * COLUMNS + j]; }
  if ((q & 1u) == 0u) { return arena[DX + ((q >> 1u) + 1u) * LAYER + r * WIDTH + j]; }
  return arena[DPRE + (q >> 1u) * LAYER + r * WIDTH + j];
}
fn product_job(q: u32, m: u32, n: u32, rows: u32, t: u32) -> f32 {
  let i0 = m * ${tileSize}u;
  let j0 = n * ${tileSize}u;
  let to = facts[MATRICES + 4u * q];
  let columns = facts[MATRICES + 4u * q + 1u];
  let bias = facts[MATRICES + 4u * q + 2u];
  let sums_bias = m == 0u && bias != 0xffffffffu && t < 8u;
  var back = vec4f();
${multiplyTile({
  m: 'WIDTH',
  n: 'columns',
  depth: 'rows',
  a: (i, k) => `went_in(q, ${i}, ${k})`,
  b: (k, j) => `came_back(q, ${k}, ${j})`,
  aAcross: 'edge',
  bAcross: 'edge',
  meanwhile: 'if (sums_bias) { for (var k = 0u; k < 16u; k++) { back += tile_b[k * 8u + t]; } }',
})}
  var squares = 0.0;
${storeTile(
  'WIDTH',
  'columns',
  `gradient[to + i * columns + j] = value;
      squares += value * value;`,
)}
  if (sums_bias) {
    for (var s = 0u; s < 4u; s++) {
      let j = j0 + t * 4u + s;
      if (j >= columns) { continue; }
      gradient[bias + j] = back[s];
      squares += back[s] * back[s];
    }
  }
  return squares;
}
`

// Gain and bias of norm b: sixteen columns, four threads each.
const normJob = /* wgsl */ `
var<workgroup> norm_sums: array<vec2f, ${threads}>;
fn norm_job(b: u32, first: u32, rows: u32, t: u32) -> f32 {
  let j = first + t % ${normColumns}u;
  var sums = vec2f();
  if (j < WIDTH) {
    for (var r = t / ${normColumns}u; r < rows; r += ${threads / normColumns}u) {
      let d = arena[DY + b * LAYER + r * WIDTH + j];
      sums += vec2f(d * normal(b, r, j), d);
    }
  }
  norm_sums[t] = sums;
  workgroupBarrier();
  if (t >= ${normColumns}u || j >= WIDTH) { return 0.0; }
  for (var lane = 1u; lane < ${threads / normColumns}u; lane++) { sums += norm_sums[lane * ${normColumns}u + t]; }
  gradient[facts[NORMS + 2u * b] + j] = sums.x;
  gradient[facts[NORMS + 2u * b + 1u] + j] = sums.y;
  return dot(sums, sums);
}
`

// A row of the input's weights: the sum of ∂L/∂x over the batch's rows, as each takes part in it.
const inputJob = (width: number) => {
  const chunks = Math.ceil(width / threads)
  return /* wgsl */ `
var<workgroup> shares: array<f32, ${threads}>;
fn share_of(r: u32, kind: u32, u: u32, which: u32) -> f32 {
  if (kind == ${inputKinds.bias}u) { return 1.0; }
  if (!is_known(r, u)) { return 0.0; }
  if (kind == ${inputKinds.flag}u) { return 1.0; }
  let code = code_at(r, u);
  if (kind == ${inputKinds.code}u) { return select(0.0, 1.0, code == which); }
  return fact(WAVES + (unit_fact(u, 0u) + code) * ${fourierFeatures}u + which);
}
fn input_row(kind: u32, u: u32, which: u32) -> u32 {
  if (kind == ${inputKinds.bias}u) { return INPUT_BIAS; }
  if (kind == ${inputKinds.flag}u) { return FLAGS + u * WIDTH; }
  if (kind == ${inputKinds.code}u) { return CODE_TABLE + (unit_fact(u, 0u) + which) * WIDTH; }
  return WAVE_WEIGHTS + (unit_fact(u, 7u) + which) * WIDTH;
}
fn input_job(kind: u32, u: u32, which: u32, rows: u32, t: u32) -> f32 {
  var sums = array<f32, ${chunks}>();
  for (var r0 = 0u; r0 < rows; r0 += ${threads}u) {
    var share = 0.0;
    if (r0 + t < rows) { share = share_of(r0 + t, kind, u, which); }
    workgroupBarrier();
    shares[t] = share;
    workgroupBarrier();
    for (var s = 0u; s < ${threads}u; s++) {
      let own = shares[s];
      if (own == 0.0) { continue; }
      for (var c = 0u; c < ${chunks}u; c++) {
        let j = c * ${threads}u + t;
        if (j < WIDTH) { sums[c] += own * arena[DX + (r0 + s) * WIDTH + j]; }
      }
    }
  }
  let to = input_row(kind, u, which);
  var squares = 0.0;
  for (var c = 0u; c < ${chunks}u; c++) {
    let j = c * ${threads}u + t;
    if (j >= WIDTH) { break; }
    gradient[to + j] = sums[c];
    squares += sums[c] * sums[c];
  }
  return squares;
}
`
}

const biasJob = /* wgsl */ `
fn bias_job(first: u32, rows: u32, t: u32) -> f32 {
  let code = first + t;
  if (t >= ${biasCodes}u || code >= CODES) { return 0.0; }
  var sum = 0.0;
  for (var chunk = 0u; chunk * ${chunkRows}u < rows; chunk++) { sum += arena[BIAS_PARTS + chunk * CODES + code]; }
  gradient[OUTPUT_BIAS + code] = sum;
  return sum * sum;
}
`
