import { isPrivateGenerator } from '../../src/core/dp/private-generator'
import { createRandom } from '../../src/core/random'
import { isSteered } from '../../src/core/recipe/recipe'
import { type Candidate, chooseGenerator } from '../../src/core/reports/choose'
import { loadTable, outputOwner } from '../../src/db/chunks'
import { db } from '../../src/db/database'
import type { Output } from '../../src/db/objects'
import { activateOutput } from '../../src/db/runs'
import { loadProjectData } from '../shared/project-data'
import { checkpoint, type MeasureControl } from './measure-control'

/** Compares the newest plain output of each generator on control rows; the better one becomes the active one. */
export async function chooseOutput(projectId: string, control: MeasureControl): Promise<string> {
  const data = await loadProjectData(projectId)
  const outputs = await newestOutputs(projectId)
  const candidates: Candidate[] = []
  for (const output of outputs) {
    candidates.push({ generator: output.generator, synthetic: await loadTable(outputOwner(output.id), output.names) })
  }
  const { train, control: controlRows } = data.parts
  const random = createRandom(data.project.seed).fork('choose')
  const compared = { train, control: controlRows, schema: data.schema, random }
  const choice = await chooseGenerator(candidates, compared, () => checkpoint(control))
  const chosen = outputs.find((output) => output.generator === choice.chosen)
  if (!chosen) throw new Error(`${choice.chosen} was not among the candidates`)
  await db.projects.update(projectId, { choice })
  await activateOutput(chosen)
  return chosen.id
}

/** One per generator but the private ones, which nothing may choose by looking at real rows: whole, as learned, newest; the oldest generator first, so that a tie keeps what is shown. */
async function newestOutputs(projectId: string): Promise<Output[]> {
  const all = await db.outputs.where('projectId').equals(projectId).sortBy('createdAt')
  const newest = new Map<string, Output>()
  for (const output of all) {
    const isOurs = output.generator !== 'imported' && !isPrivateGenerator(output.generator)
    if (isOurs && output.status === 'done' && !output.completed && !isSteered(output))
      newest.set(output.generator, output)
  }
  return [...newest.values()]
}
