import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { composeScene } from '../src/core/images/compose/compose-scene'
import { smallKit } from '../src/core/images/compose/kit.fixture'
import { defaultSceneRecipe, scenePresets } from '../src/core/images/compose/scene-recipe'
import { writePng } from '../src/core/images/write-png'

const run = promisify(execFile)
const scenes = 1000
const processes = 2
const allowed = 60 // seconds

/**
 * Time for 1,000 scenes of 512 px with everything on (computed grounds, shadows, blending, camera), as PNG, in two
 * processes. `-- --look DIR` writes twelve scenes of each preset instead.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [option, value = ''] = args
  if (option === '--part') return part(Number(value))
  if (option === '--look') return look(value)
  const startedAt = performance.now()
  const parts = await Promise.all(
    Array.from({ length: processes }, (_, i) =>
      run(process.execPath, ['scripts/bench.mjs', 'compose', '--part', `${i}`]),
    ),
  )
  const seconds = (performance.now() - startedAt) / 1000
  const facts = parts.map(({ stdout }) => JSON.parse(stdout.trim().split('\n').at(-1)!) as PartFacts)
  const sum = (pick: (facts: PartFacts) => number) => facts.reduce((total, one) => total + pick(one), 0)
  console.log(`${scenes} scenes of 512 × 512 px in ${processes} processes (${cpus()[0]?.model.trim()}):`)
  console.log(`  ${seconds.toFixed(1)} s from start to end (allowed: ${allowed} s)`)
  console.log(`  ${((1000 * sum((one) => one.makeSeconds)) / scenes).toFixed(1)} ms of a core for a scene, and`)
  console.log(`  ${((1000 * sum((one) => one.pngSeconds)) / scenes).toFixed(1)} ms for its PNG`)
  console.log(
    `  ${sum((one) => one.instances)} boxes and masks, ${(sum((one) => one.bytes) / 2 ** 20).toFixed(0)} MB of PNG`,
  )
  return seconds <= allowed ? 0 : 1
}

interface PartFacts {
  readonly makeSeconds: number
  readonly pngSeconds: number
  readonly instances: number
  readonly bytes: number
}

async function part(first: number): Promise<number> {
  const kit = smallKit()
  let [makeSeconds, pngSeconds, instances, bytes] = [0, 0, 0, 0]
  for (let i = first; i < scenes; i += processes) {
    const startedAt = performance.now()
    const scene = await composeScene(defaultSceneRecipe, kit, i)
    const madeAt = performance.now()
    bytes += writePng(scene.picture, undefined, 1).length
    makeSeconds += (madeAt - startedAt) / 1000
    pngSeconds += (performance.now() - madeAt) / 1000
    instances += scene.instances.length
  }
  console.log(JSON.stringify({ makeSeconds, pngSeconds, instances, bytes }))
  return 0
}

async function look(folder: string): Promise<number> {
  mkdirSync(folder, { recursive: true })
  for (const { id, change } of scenePresets)
    for (let i = 0; i < 12; i++) {
      const scene = await composeScene({ ...defaultSceneRecipe, ...change }, smallKit(), i)
      writeFileSync(path.join(folder, `${id}-${i}.png`), writePng(scene.picture))
    }
  return 0
}
