import { unitLogit } from './webgpu-input'
import { type GpuLayout, header } from './webgpu-layout'
import { maxAll } from './webgpu-softmax'
import { shader, sumAll, threads } from './webgpu-wgsl'

/** Rows that one workgroup draws for: their codes share a word. */
export const drawnRows = 2

/**
 * A row per workgroup: what each allowed code of the turn's unit weighs, in the place of the logits, and the mean code,
 * by which rows are put in order.
 */
export function weighShader(layout: GpuLayout): string {
  return shader(
    layout,
    sumAll() + maxAll + unitLogit + turnFacts,
    /* wgsl */ `
  let r = wg.x;
  let u = place.y;
  let size = unit_fact(u, 1u);
  let row = row_of_unit(r, size);
  var most = -1e30;
  for (var i = t; i < size; i += ${threads}u) {
    if (!is_allowed(unit_fact(u, 0u) + i)) { continue; }
    let value = unit_logit(r, u, i);
    arena[row + i] = value;
    most = max(most, value);
  }
  most = max_all(most, t);
  var sum = 0.0;
  var along = 0.0;
  for (var i = t; i < size; i += ${threads}u) {
    var mass = 0.0;
    if (is_allowed(unit_fact(u, 0u) + i)) { mass = exp(max(arena[row + i] - most, -87.0)); }
    arena[row + i] = mass;
    sum += mass;
    along += mass * f32(i);
  }
  sum = sum_all(sum, t);
  along = sum_all(along, t);
  if (t == 0u) { arena[MEAN_CODES + r] = along / sum; }
`,
  )
}

/**
 * Draws the turn's unit of `drawnRows` rows per workgroup, and makes it known: each row by the number of its place in
 * the order of mean codes, times the golden ratio, from a random start. See `spreadPlaces` of any-order-draw.ts.
 */
export function drawShader(layout: GpuLayout): string {
  return shader(
    layout,
    sumAll() + turnFacts + precedes,
    /* wgsl */ `
  let u = place.y;
  let size = unit_fact(u, 1u);
  let share = (size + ${threads - 1}u) / ${threads}u;
  let first = min(size, t * share);
  let end = min(size, first + share);
  var word = 0u;
  for (var half = 0u; half < ${drawnRows}u; half++) {
    let r = wg.x * ${drawnRows}u + half;
    if (r >= rows) { break; }
    let row = row_of_unit(r, size);
    var before = 0.0;
    for (var other = t; other < rows; other += ${threads}u) {
      if (precedes(other, r, codes[SEEDS + u])) { before += 1.0; }
    }
    let rank = u32(sum_all(before, t));
    let place_of_row = scrambled(codes[SEEDS + u]) + rank * ${goldenWord}u;
    var own = 0.0;
    for (var i = first; i < end; i++) { own += arena[row + i]; }
    workgroupBarrier();
    summands[t] = own;
    workgroupBarrier();
    var below = 0.0;
    var total = 0.0;
    for (var k = 0u; k < ${threads}u; k++) {
      if (k == t) { below = total; }
      total += summands[k];
    }
    // Never the very end, past codes that have no mass.
    let wish = min(f32(place_of_row >> 8u) / 16777216.0, 0.9999999) * total;
    if (wish >= below && wish < below + own) {
      var reached = below;
      for (var i = first; i < end; i++) {
        if (arena[row + i] == 0.0) { continue; }
        drawn = i;
        reached += arena[row + i];
        if (wish < reached) { break; }
      }
    }
    workgroupBarrier();
    word |= drawn << (16u * half);
  }
  if (t == 0u) {
    codes[(batch[${header.codesAt}] + u * batch[${header.codeStride}]) / 2u + wg.x] = word;
    if (wg.x == 0u) { codes[DRAWN + u] = 1u; }
  }
`,
    { codesAccess: 'read_write' },
  )
}

/** The golden ratio's part behind the point, of 2³². */
const goldenWord = 2654435769

const turnFacts = /* wgsl */ `
var<workgroup> drawn: u32;
fn row_of_unit(r: u32, size: u32) -> u32 { return LOGITS + r * ((size + 3u) & 0xfffffffcu); }
fn is_allowed(code: u32) -> bool { return ((codes[ALLOWED + (code >> 5u)] >> (code & 31u)) & 1u) == 1u; }
`

/** Rows by their mean code; those with the same one in a random order. */
const precedes = /* wgsl */ `
fn precedes(a: u32, b: u32, seed: u32) -> bool {
  let mean_a = arena[MEAN_CODES + a];
  let mean_b = arena[MEAN_CODES + b];
  if (mean_a != mean_b) { return mean_a < mean_b; }
  let lot_a = scrambled(seed ^ a);
  let lot_b = scrambled(seed ^ b);
  return lot_a < lot_b || (lot_a == lot_b && a < b);
}
`
