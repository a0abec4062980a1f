import { unitLogit } from './webgpu-input'
import { chunkRows, flags, type GpuLayout } from './webgpu-layout'
import { shader, sumAll, threads } from './webgpu-wgsl'

/**
 * Cross-entropy of one unit in `chunkRows` rows per workgroup, and, where the batch learns, ∂L/∂Z in the place of Z and
 * the chunk's part of ∂L/∂(output bias). The mathematics of kernels/softmax.as. A code belongs to one thread throughout.
 */
export function softmaxShader(layout: GpuLayout): string {
  return shader(
    layout,
    sumAll() + maxAll + unitLogit,
    /* wgsl */ `
  let u = wg.x;
  let size = unit_fact(u, 1u);
  let cosines = unit_fact(u, 3u);
  let free_count = unit_fact(u, 5u);
  let columns = select(cosines + free_count, size, cosines == 0u);
  let learns = has_flag(${flags.learns}u);
  let scratch = SCRATCH + wg.y * CODES + unit_fact(u, 0u);
  let parts = BIAS_PARTS + wg.y * CODES + unit_fact(u, 0u);
  if (learns) { for (var i = t; i < size; i += ${threads}u) { arena[parts + i] = 0.0; } }
  var loss = 0.0;
  for (var q = 0u; q < ${chunkRows}u; q++) {
    let r = wg.y * ${chunkRows}u + q;
    if (r >= rows) { break; }
    let z = Z + r * COLUMNS + unit_fact(u, 2u);
    if (!is_asked(r, u)) {
      if (learns) { for (var i = t; i < columns; i += ${threads}u) { arena[z + i] = 0.0; } }
      continue;
    }
    let weight = arena[ROW_WEIGHTS + r];
    let answer = code_at(r, u);
    var most = -1e30;
    for (var i = t; i < size; i += ${threads}u) {
      let value = unit_logit(r, u, i);
      arena[scratch + i] = value;
      most = max(most, value);
    }
    most = max_all(most, t);
    var sum = 0.0;
    for (var i = t; i < size; i += ${threads}u) {
      let shifted = arena[scratch + i] - most;
      if (i == answer) { loss -= weight * shifted; }
      let mass = exp(shifted);
      arena[scratch + i] = mass;
      sum += mass;
    }
    sum = sum_all(sum, t);
    if (t == 0u) { loss += weight * log(sum); }
    if (!learns) { continue; }
    for (var i = t; i < size; i += ${threads}u) {
      let g = weight * (arena[scratch + i] / sum - select(0.0, 1.0, i == answer));
      arena[parts + i] += g;
      if (cosines == 0u) { arena[z + i] = g; } else { arena[scratch + i] = g; }
    }
    if (cosines > 0u) {
      storageBarrier();
      workgroupBarrier();
      for (var c = t; c < cosines + free_count; c += ${threads}u) {
        if (c < cosines) {
          let basis = BASIS_BY_CODE + unit_fact(u, 4u) + c;
          var along = 0.0;
          for (var i = 0u; i < size; i++) { along += arena[scratch + i] * fact(basis + i * cosines); }
          arena[z + c] = along;
        } else {
          arena[z + c] = arena[scratch + facts[FREE + unit_fact(u, 6u) + c - cosines]];
        }
      }
      storageBarrier();
      workgroupBarrier();
    }
  }
  loss = sum_all(loss, t);
  if (t == 0u) { arena[LOSS_PARTS + wg.y * UNITS + u] = loss; }
`,
  )
}

export const maxAll = /* wgsl */ `
fn max_all(value: f32, t: u32) -> f32 {
  workgroupBarrier();
  summands[t] = value;
  for (var half = ${threads / 2}u; half > 0u; half >>= 1u) {
    workgroupBarrier();
    if (t < half) { summands[t] = max(summands[t], summands[t + half]); }
  }
  workgroupBarrier();
  return summands[0];
}
`
