import { beta1, beta2, epsilon } from './tfjs-adamw'
import { chunkRows, type GpuLayout, header } from './webgpu-layout'
import { float, shader, sumAll } from './webgpu-wgsl'

const size = 256
const mostWorkgroups = 512

export const adamwWorkgroups = (parameters: number) => Math.min(mostWorkgroups, Math.ceil(parameters / size))

/**
 * AdamW (Loshchilov & Hutter 2019, Algorithm 2) with clipping by the global norm and a moving average, as
 * kernels/optimizer.as; each workgroup adds up the norm for itself. A gradient that is not finite changes nothing and is
 * counted; it is known by its bits, since WGSL may compute as if there were no such numbers.
 */
export function adamwShader(layout: GpuLayout): string {
  const stride = adamwWorkgroups(layout.plan.parameters.length) * size
  return shader(
    layout,
    sumAll(size),
    /* wgsl */ `
  var squares = 0.0;
  for (var i = t; i < JOBS; i += ${size}u) { squares += arena[NORM_PARTS + i]; }
  squares = sum_all(squares, t);
  let finite = (bitcast<u32>(squares) & 0x7f800000u) != 0x7f800000u;
  if (wg.x == 0u) {
    var loss = 0.0;
    let parts = (rows + ${chunkRows - 1}u) / ${chunkRows}u * UNITS;
    for (var i = t; i < parts; i += ${size}u) { loss += arena[LOSS_PARTS + i]; }
    loss = sum_all(loss, t);
    if (t == 0u) {
      if (finite) { arena[SUMS] += loss; } else { arena[SUMS + 1u] += 1.0; }
    }
  }
  if (!finite) { return; }
  let scale = min(1.0, rate(${header.clip}u) / (sqrt(squares) + 1e-6));
  let averaging = rate(${header.averaging}u);
  for (var i = wg.x * ${size}u + t; i < PARAMETERS; i += ${stride}u) {
    let g = gradient[i] * scale;
    let m = ${float(beta1)} * moments[i] + (1.0 - ${float(beta1)}) * g;
    let v = ${float(beta2)} * moments[PARAMETERS + i] + (1.0 - ${float(beta2)}) * g * g;
    let decay = select(0.0, rate(${header.decay}u), i < DECAYED);
    let next = theta[i] * (1.0 - decay)
      - rate(${header.rate}u) * m / (sqrt(v) * rate(${header.correction}u) + ${float(epsilon)});
    moments[i] = m;
    moments[PARAMETERS + i] = v;
    theta[i] = next;
    average[i] = averaging * average[i] + (1.0 - averaging) * next;
  }
`,
    { size },
  )
}
