import { type Fitted, sampleTable } from '../../src/core/pipeline'
import { db } from '../../src/db/database'
import type { Run } from '../../src/db/objects'
import type { ProbeRequest } from '../../src/wire/api'
import { getOrThrow } from '../shared/get-or-throw'
import { loadProjectData } from '../shared/project-data'
import type { Device } from './device'
import { fitRun } from './fit'
import { loadModel } from './models'
import { choiceOf, firstRows, refitUnits, writeOutput } from './output'

const probeSize = 20

/** The last model that was used, with the units that it begins with, so that a probe costs milliseconds. */
let held: { readonly key: string; readonly fitted: Fitted } | undefined

async function fittedFor(run: Run, request: ProbeRequest, device: Device): Promise<Fitted> {
  const plain = await hold(run.id, () => loadModel(run, () => device.engine()))
  const choice = choiceOf({ ...request, wantedRows: probeSize })
  const first = refitUnits(plain, choice)
  if (!first) return plain
  const data = await loadProjectData(run.projectId, run.generator)
  return hold(`${run.id}:${first.join()}`, () => fitRun(data, run, first))
}

async function hold(key: string, make: () => Promise<Fitted>): Promise<Fitted> {
  if (held?.key === key) return held.fitted
  const fitted = await make()
  held?.fitted.model.dispose()
  held = { key, fitted }
  return fitted
}

export async function sampleOutput(
  outputId: string,
  device: Device,
  control: { stopped(): boolean; onRows(rows: number): void },
): Promise<void> {
  const output = await getOrThrow(db.outputs.get(outputId), 'output')
  if (output.perClass) return (await import('./pictures/train-pictures')).sampleMore(output, device, control)
  const run = await getOrThrow(db.runs.get(output.runId), 'run')
  await writeOutput(await fittedFor(run, output, device), output, control)
}

export async function probe(runId: string, request: ProbeRequest, device: Device): Promise<string[][]> {
  const run = await getOrThrow(db.runs.get(runId), 'run')
  const fitted = await fittedFor(run, request, device)
  const choice = choiceOf({ ...request, wantedRows: probeSize })
  const rows: string[][] = []
  for await (const batch of sampleTable(fitted, choice)) rows.push(...firstRows(batch, probeSize))
  return rows
}
