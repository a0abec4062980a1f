import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { applyPipeline, type Pipeline } from '../src/core/images/augment/pipeline'
import type { Picture } from '../src/core/images/picture'
import { noTargets } from '../src/core/images/transforms/transform'
import { createRandom } from '../src/core/random'

const side = 256
const wanted = 0.5
const script = 'bench/oracles/augment_oracle.py'

/** As the script has it: turned by up to 15°, light, a blur of .4 to 1.6 pixels, noise. */
const policy: Pipeline = [
  { kind: 'transform', transform: 'rotate', chance: 1, ranges: { angle: [-15, 15] } },
  { kind: 'transform', transform: 'brightness', chance: 1, ranges: { factor: [0.8, 1.2] } },
  { kind: 'transform', transform: 'blur', chance: 1, ranges: { deviation: [0.4, 1.6] } },
  { kind: 'transform', transform: 'gaussian-noise', chance: 1, ranges: { deviation: [4, 18] } },
]

interface Rate {
  readonly all: number
  readonly steps: readonly number[]
}

/**
 * npm run bench -- augment [--python PYTHON] [--seconds S]
 * Pictures of 256 px in a second that four changes are made to on one core, all of them and each alone, beside
 * albumentations in the same run. PYTHON: one that has PyPI's albumentations 1.4; without it ours stand alone.
 */
export async function main(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args: [...args], options: { python: text, seconds: { ...text, default: '5' } } })
  const python = values.python ?? process.env['ALBUMENTATIONS_PYTHON']
  const seconds = Number(values.seconds)
  console.log(`Pictures of ${side} × ${side} px in colour, a second, one core (${cpus()[0]?.model.trim()}):`)
  const rounds = [0, 1, 2].map(() => ({
    ours: ownRate(seconds / 3),
    theirs: python ? otherRate(python, seconds / 3) : undefined,
  }))
  const ours = middle(rounds.map(({ ours }) => ours))
  const theirs = python ? middle(rounds.flatMap(({ theirs }) => theirs ?? [])) : undefined
  const line = (name: string, own: number, other: number | undefined) =>
    console.log(
      `  ${name.padEnd(16)} ${own.toFixed(0).padStart(7)}${other === undefined ? '' : `, albumentations ${other.toFixed(0).padStart(7)}: ${(own / other).toFixed(2)} times`}`,
    )
  policy.forEach((step, i) => {
    if (step.kind === 'transform') line(step.transform, ours.steps[i]!, theirs?.steps[i])
  })
  line('all four', ours.all, theirs?.all)
  if (!theirs) {
    console.log('albumentations was not asked: name a Python that has it, --python PYTHON.')
    return 0
  }
  return ours.all >= wanted * theirs.all ? 0 : 1
}

function ownRate(seconds: number): Rate {
  const picture = waves()
  return { all: rate(picture, policy, seconds), steps: policy.map((step) => rate(picture, [step], seconds / 4)) }
}

function rate(picture: Picture, pipeline: Pipeline, seconds: number): number {
  const make = (i: number) => applyPipeline({ picture, targets: noTargets }, pipeline, createRandom(i))
  for (let i = 0; i < 30; i++) make(i)
  const startedAt = performance.now()
  let made = 0
  for (; performance.now() - startedAt < 1000 * seconds; made++) make(made)
  return (1000 * made) / (performance.now() - startedAt)
}

/** Smooth, with some noise. */
function waves(): Picture {
  const random = createRandom(1)
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const [c, x, y] = [i % 3, Math.floor(i / 3) % side, Math.floor(i / 3 / side)]
    return 120 + 60 * Math.sin(x / (9 + c)) * Math.cos(y / (7 + c)) + 20 * random.uniform()
  })
  return { width: side, height: side, channels: 3, pixels }
}

function otherRate(python: string, seconds: number): Rate {
  if (!existsSync(python)) throw new Error(`There is no Python at ${python}.`)
  const { stdout, stderr, status } = spawnSync(python, [script, String(seconds)], {
    encoding: 'utf8',
    env: { ...process.env, NO_ALBUMENTATIONS_UPDATE: '1', OMP_NUM_THREADS: '1' },
  })
  if (status !== 0) throw new Error(`${script} failed:\n${stderr}`)
  return JSON.parse(stdout) as Rate
}

/** The rates of the middle round by the whole policy. */
const middle = (rates: readonly Rate[]): Rate => [...rates].sort((a, b) => a.all - b.all)[Math.floor(rates.length / 2)]!
