import { defaultGenerator } from '../core/recipe/defaults'
import type { Steering } from '../core/recipe/recipe'
import { db } from './database'
import type { Output, Project, Run, RunStatus } from './objects'

/** A run that some tab works on, or that was left in the middle. */
export const underWay: readonly RunStatus[] = ['waiting', 'preparing', 'training', 'paused', 'recovering']

/** A run that is yet to be trained. */
export async function addRun(project: Project, generator: string, note?: string): Promise<Run> {
  const run: Run = {
    id: crypto.randomUUID(),
    projectId: project.id,
    generator,
    options: (project.generator ?? defaultGenerator).options[generator] ?? {},
    seed: project.seed,
    createdAt: Date.now(),
    status: 'preparing',
    draft: false,
    backend: '',
    fitSeconds: 0,
    steps: 0,
    progress: 0,
    events: [],
    ...(note === undefined ? {} : { note }),
  }
  await db.runs.add(run)
  return run
}

/** An output that is yet to be sampled. */
export async function addOutput(
  run: Run,
  wish: Pick<Output, 'wantedRows' | 'seed' | 'copies' | 'perClass' | 'derived'> & Steering,
): Promise<Output> {
  const output: Output = {
    ...wish,
    id: crypto.randomUUID(),
    projectId: run.projectId,
    runId: run.id,
    generator: run.generator,
    createdAt: Date.now(),
    status: 'sampling',
    draft: run.draft,
    names: [],
    rows: 0,
    bytes: 0,
    sampleSeconds: 0,
    preview: [],
  }
  await db.outputs.add(output)
  return output
}

/** Makes an output the one that Report and Export show. */
export async function activateOutput(output: Output): Promise<void> {
  await db.projects.update(output.projectId, { activeOutputId: output.id, updatedAt: Date.now() })
}
