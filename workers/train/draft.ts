import { withoutMarks } from '../../src/core/schema/schema'
import { db } from '../../src/db/database'
import type { Output, Run } from '../../src/db/objects'
import { activateOutput, addOutput } from '../../src/db/runs'
import { loadProjectData, type ProjectData } from '../shared/project-data'
import { fitRun } from './fit'
import { writeOutput } from './output'
import { publishPreview } from './table-preview'

/** What the studio fits by itself, before anyone presses Train. */
const draftGenerator = 'sequential-trees'

/**
 * Sequential trees and a full-size output from them. Takes what is there when the schema, the split and the choices
 * have not changed since.
 */
export async function makeDraft(projectId: string): Promise<string> {
  const data = await loadProjectData(projectId)
  const note = draftKey(data)
  const made = await findDraft(projectId, note)
  if (made) return made.id
  const run = await startRun(data, draftGenerator, note)
  const fitted = await fitRun(data, run)
  const output = await addOutput(run, {
    wantedRows: data.project.source.rows,
    seed: data.project.seed,
    temperature: 1,
    conditions: [],
  })
  await writeOutput(fitted, output, { stopped: () => false, onRows: () => {} })
  await activateOutput(output)
  await publishPreview(run, fitted, data)
  return output.id
}

const draftKey = (data: ProjectData): string =>
  JSON.stringify([
    withoutMarks(data.schema),
    data.split.key,
    data.project.generator.options[draftGenerator],
    data.project.generator.minimumCount,
  ])

async function findDraft(projectId: string, note: string): Promise<Output | undefined> {
  const runs = await db.runs.where('projectId').equals(projectId).toArray()
  const run = runs.find((candidate) => candidate.draft && candidate.note === note && candidate.status === 'done')
  const outputs = run ? await db.outputs.where('runId').equals(run.id).toArray() : []
  return outputs.find((output) => output.status === 'done')
}

async function startRun(data: ProjectData, generator: string, note: string): Promise<Run> {
  const run: Run = {
    id: crypto.randomUUID(),
    projectId: data.project.id,
    generator,
    options: data.project.generator.options[generator] ?? {},
    seed: data.project.seed,
    createdAt: Date.now(),
    status: 'training',
    draft: true,
    backend: 'cpu',
    fitSeconds: 0,
    steps: 0,
    progress: 0,
    events: [],
    note,
  }
  await db.runs.add(run)
  return run
}
