import { fourierFeatures } from '../core/nets/any-order-plan'
import { flags, type GpuLayout } from './webgpu-layout'
import { normGradient } from './webgpu-product'
import { shader, sumAll, threads } from './webgpu-wgsl'

/** A row of the input table per workgroup: one-hot weights + flag of the unit + Fourier features · their weights. */
export function tableShader(layout: GpuLayout): string {
  return shader(
    layout,
    '',
    /* wgsl */ `
  if (index >= CODES) { return; }
  let u = facts[UNIT_OF + index];
  let first_wave = unit_fact(u, 7u);
  for (var j = t; j < WIDTH; j += ${threads}u) {
    var value = theta[CODE_TABLE + index * WIDTH + j] + theta[FLAGS + u * WIDTH + j];
    if (first_wave != 0xffffffffu) {
      for (var f = 0u; f < ${fourierFeatures}u; f++) {
        value += fact(WAVES + index * ${fourierFeatures}u + f) * theta[WAVE_WEIGHTS + (first_wave + f) * WIDTH + j];
      }
    }
    arena[TABLE + index * WIDTH + j] = value;
  }
`,
  )
}

/** A row of the batch per workgroup: x = bias + the table's rows of what is known; and the row's weight. */
export function embedShader(layout: GpuLayout): string {
  const chunks = Math.ceil(layout.plan.width / threads)
  return shader(
    layout,
    '',
    /* wgsl */ `
  let r = wg.x;
  var x = array<f32, ${chunks}>();
  for (var c = 0u; c < ${chunks}u; c++) {
    let j = c * ${threads}u + t;
    if (j < WIDTH) { x[c] = theta[INPUT_BIAS + j]; }
  }
  var known = 0u;
  for (var u = 0u; u < UNITS; u++) {
    if (!is_known(r, u)) { continue; }
    known++;
    let start = TABLE + (unit_fact(u, 0u) + code_at(r, u)) * WIDTH;
    for (var c = 0u; c < ${chunks}u; c++) {
      let j = c * ${threads}u + t;
      if (j < WIDTH) { x[c] += arena[start + j]; }
    }
  }
  for (var c = 0u; c < ${chunks}u; c++) {
    let j = c * ${threads}u + t;
    if (j < WIDTH) { arena[X + r * WIDTH + j] = x[c]; }
  }
  if (t == 0u) {
    // As core/nets/masks.ts weights its rows.
    var weight = f32(UNITS) / f32(UNITS - known) / f32(rows);
    if (has_flag(${flags.given}u)) { weight = rate(GIVEN_WEIGHTS + r); }
    arena[ROW_WEIGHTS + r] = weight;
  }
`,
  )
}

/** ∂L/∂x of the first block, a row per workgroup. */
export function inputBackShader(layout: GpuLayout): string {
  return shader(
    layout,
    sumAll() + normGradient,
    /* wgsl */ `
  let r = wg.x;
  var sums = vec2f();
  for (var j = t; j < WIDTH; j += ${threads}u) {
    let g = arena[DY + r * WIDTH + j] * theta[facts[NORMS] + j];
    sums += vec2f(g, g * normal(0u, r, j));
  }
  let mean = sum_all(sums.x, t) / f32(WIDTH);
  let along = sum_all(sums.y, t) / f32(WIDTH);
  for (var j = t; j < WIDTH; j += ${threads}u) { arena[DX + r * WIDTH + j] = norm_gradient(0u, r, j, vec2f(mean, along)); }
`,
  )
}

/** Logits of the unit that the dispatch is for, a row per workgroup: `[rows, size up to 4]`. */
export function logitsShader(layout: GpuLayout): string {
  return shader(
    layout,
    unitLogit,
    /* wgsl */ `
  let r = wg.x;
  let u = place.y;
  let stride = (unit_fact(u, 1u) + 3u) & 0xfffffffcu;
  for (var i = t; i < unit_fact(u, 1u); i += ${threads}u) { arena[LOGITS + r * stride + i] = unit_logit(r, u, i); }
`,
  )
}

/** The logit of a unit's code `i`, from the row's output columns. */
export const unitLogit = /* wgsl */ `
fn unit_logit(r: u32, u: u32, i: u32) -> f32 {
  let start = Z + r * COLUMNS + unit_fact(u, 2u);
  let cosines = unit_fact(u, 3u);
  let code = unit_fact(u, 0u) + i;
  let bias = theta[OUTPUT_BIAS + code];
  if (cosines == 0u) { return arena[start + i] + bias; }
  var value = bias;
  let basis = BASIS + unit_fact(u, 4u) + i;
  let stride = (unit_fact(u, 1u) + 3u) & 0xfffffffcu;
  for (var c = 0u; c < cosines; c++) { value += arena[start + c] * fact(basis + c * stride); }
  let own = facts[OWN_COLUMN + code];
  if (own != 0u) { value += arena[start + cosines + own - 1u]; }
  return value;
}
`
