import { init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax'

type Values = np.Array
interface Block {
  readonly [name: string]: Values
}
type Weights = { blocks: Block[]; gain: Values; bias: Values; output: Values; outputBias: Values }

/**
 * A step of jax-js (jit, WebAssembly, all cores) on the dense layers of the any-order network: two residual blocks and
 * the output, squared error and AdamW. It is spared the first layer, the softmax over units, dropout, clipping and the
 * average of the weights. Memory: who uses an array twice takes a `.ref`.
 */
export async function openJaxStep(rows: number, width: number, columns: number) {
  await init('wasm')
  let seed = 1
  const values = (shape: number[], scale: number): Values => {
    const flat = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return scale * (seed / 2 ** 31 - 1)
    })
    return np.array(flat).reshape(shape)
  }
  const make = (scale: number, one: number): Weights => {
    const matrix = (n: number) => values([width, n], scale / Math.sqrt(width))
    const block = () => ({
      gain: np.ones([width]).mul(one),
      bias: np.zeros([width]),
      inner: matrix(width),
      innerBias: np.zeros([width]),
      outer: matrix(width),
      outerBias: np.zeros([width]),
    })
    const norm = { gain: np.ones([width]).mul(one), bias: np.zeros([width]) }
    return { blocks: [block(), block()], ...norm, output: matrix(columns), outputBias: np.zeros([columns]) }
  }
  const network = (weights: Weights, rowsIn: Values): Values => {
    let x = rowsIn
    for (const block of weights.blocks) {
      const normal = nn.standardize(x.ref, -1).mul(block['gain']!).add(block['bias']!)
      const hidden = nn.gelu(np.matmul(normal, block['inner']!).add(block['innerBias']!))
      x = x.add(np.matmul(hidden, block['outer']!).add(block['outerBias']!))
    }
    const last = nn.gelu(nn.standardize(x, -1).mul(weights.gain).add(weights.bias))
    return np.matmul(last, weights.output).add(weights.outputBias)
  }
  const loss = (weights: Weights, x: Values, y: Values): Values => {
    const error = network(weights, x).sub(y)
    return np.square(error).mean()
  }
  const step = jit((weights: Weights, first: Weights, second: Weights, x: Values, y: Values) => {
    const [value, gradient] = valueAndGrad(loss)(tree.ref(weights) as never, x as never, y as never)
    const g = gradient as Weights
    const m = tree.map((a: Values, b: Values) => a.mul(0.9).add(b.mul(0.1)), first, tree.ref(g)) as Weights
    const v = tree.map((a: Values, b: Values) => a.mul(0.999).add(np.square(b).mul(0.001)), second, g) as Weights
    const moved = (w: Values, a: Values, b: Values) => w.mul(0.99998).sub(a.mul(0.002).div(np.sqrt(b).add(1e-8)))
    const next = tree.map(moved, weights, tree.ref(m), tree.ref(v)) as Weights
    return [next, m, v, value] as never
  })
  let state = [make(1, 1), make(0, 0), make(0, 0)] as [Weights, Weights, Weights]
  const [x, y] = [values([rows, width], 1), values([rows, columns], 1)]
  return async () => {
    const made = step(...(state as never as [never, never, never]), x.ref as never, y.ref as never) as never as [
      Weights,
      Weights,
      Weights,
      Values,
    ]
    state = [made[0], made[1], made[2]]
    return (await made[3].data())[0]!
  }
}
