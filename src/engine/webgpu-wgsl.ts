import { flags, type GpuLayout, header } from './webgpu-layout'

/** Threads of a workgroup, but for the optimizer's. */
export const threads = 64

/**
 * What all shaders share: the buffers, which are bound once a pass, the layout's constants, and the network's functions.
 * Weights come first so that the averaged ones can take their place.
 */
function preamble(layout: GpuLayout, codesAccess: 'read' | 'read_write'): string {
  return /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> theta: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(2) var<storage, read_write> moments: array<f32>;
@group(0) @binding(3) var<storage, read_write> average: array<f32>;
@group(0) @binding(4) var<storage, read_write> arena: array<f32>;
@group(0) @binding(5) var<storage, read> facts: array<u32>;
@group(0) @binding(6) var<storage, read> batch: array<u32>;
@group(0) @binding(7) var<storage, ${codesAccess}> codes: array<u32>;
// The block that a dispatch is for; where it is for a unit's output columns, or all: the unit, the first, how many.
@group(1) @binding(0) var<uniform> place: vec4u;
const KEPT_SCALE = ${float(1 / (1 - layout.plan.dropout))};

fn fact(at: u32) -> f32 { return bitcast<f32>(facts[at]); }
fn unit_fact(u: u32, which: u32) -> u32 { return facts[UNITS_AT + u * 8u + which]; }
fn has_flag(bit: u32) -> bool { return (batch[${header.flags}] & bit) != 0u; }
fn rate(which: u32) -> f32 { return bitcast<f32>(batch[which]); }

fn bit_at(bits: u32, r: u32, u: u32) -> bool {
  let i = r * UNITS + u;
  return ((batch[bits + (i >> 5u)] >> (i & 31u)) & 1u) == 1u;
}
// Rows that are being drawn know the same units.
fn is_known(r: u32, u: u32) -> bool {
  if (has_flag(${flags.draws}u)) { return codes[DRAWN + u] == 1u; }
  return bit_at(KNOWN_BITS, r, u);
}
fn is_asked(r: u32, u: u32) -> bool {
  if (has_flag(${flags.given}u)) { return bit_at(ASKED_BITS, r, u); }
  return !is_known(r, u);
}
fn code_at(r: u32, u: u32) -> u32 {
  let i = batch[${header.codesAt}] + u * batch[${header.codeStride}] + batch[PICKS + r];
  return (codes[i >> 1u] >> ((i & 1u) * 16u)) & 0xffffu;
}

// GELU by its tanh form, as in kernels/layers.as. A float's e^x must stay one: WGSL promises nothing of infinity.
fn gate(v: f32) -> f32 {
  return 1.0 / (1.0 + exp(clamp(-1.5957691216057308 * (v + 0.044715 * v * v * v), -87.0, 87.0)));
}
fn gelu(v: f32) -> f32 { return v * gate(v); }
fn gelu_slope(v: f32) -> f32 {
  let s = gate(v);
  return s + v * s * (1.0 - s) * 1.5957691216057308 * (1.0 + 0.134145 * v * v);
}

// lowbias32 (Chris Wellons 2018).
fn scrambled(word: u32) -> u32 {
  var h = word;
  h ^= h >> 16u;
  h *= 0x7feb352du;
  h ^= h >> 15u;
  h *= 0x846ca68bu;
  h ^= h >> 16u;
  return h;
}
// The twin of core/nets/dropout.ts.
fn kept(index: u32) -> f32 {
  if (!has_flag(${flags.drops}u)) { return 1.0; }
  return select(0.0, KEPT_SCALE, scrambled(index + batch[${header.dropoutSeed}]) >= DROP_BELOW);
}

// The standardised inputs of norm b, and its outputs.
fn normal(b: u32, r: u32, j: u32) -> f32 {
  let at = STATS + (b * ROWS + r) * 2u;
  return (arena[X + b * LAYER + r * WIDTH + j] - arena[at]) * arena[at + 1u];
}
fn normed(b: u32, r: u32, j: u32) -> f32 {
  return normal(b, r, j) * theta[facts[NORMS + 2u * b] + j] + theta[facts[NORMS + 2u * b + 1u] + j];
}
`
}

/**
 * `body` sees the workgroup `wg` and the thread `t`, or where there are more than fit one way, the workgroup's `index`;
 * the block `b` that the dispatch is for, and the batch's `rows`.
 */
export function shader(
  layout: GpuLayout,
  declarations: string,
  body: string,
  { size = threads, codesAccess = 'read' }: { size?: number; codesAccess?: 'read' | 'read_write' } = {},
): string {
  const text = /* wgsl */ `${preamble(layout, codesAccess)}
${declarations}
@compute @workgroup_size(${size})
fn main(@builtin(workgroup_id) wg: vec3u, @builtin(local_invocation_index) t: u32) {
  let index = wg.y * ${widest}u + wg.x;
  let b = place.x;
  let rows = batch[${header.rows}];
${body}
}
`
  // Only those that are used, so that what a fit and its model share has the same text, and is compiled once.
  const constants = Object.entries(layout.at).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
  return `${constants.map(([name, value]) => `const ${name} = ${value}u;`).join('\n')}\n${text}`
}

const widest = 32_768

/** Workgroups [x, y] for `count` in a row: one way takes no more than 65,535. */
export function inRows(count: number): readonly [number, number] {
  return [Math.min(count, widest), Math.ceil(count / widest)]
}

/** A number that WGSL takes for a float. */
export function float(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value)
}

/** `sum_all(value, t)`: the sum over the workgroup's threads, in a fixed order. */
export const sumAll = (size = threads) => /* wgsl */ `
var<workgroup> summands: array<f32, ${size}>;
fn sum_all(value: f32, t: u32) -> f32 {
  workgroupBarrier();
  summands[t] = value;
  for (var half = ${size / 2}u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (t < half) { summands[t] += summands[t + half]; }
  }
  workgroupBarrier();
  return summands[0];
}
`
