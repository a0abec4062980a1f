import type { Checkpoint } from '../../../src/core/generators/generator'
import { type Derivation, derivePictures } from '../../../src/core/images/derivation'
import type { PictureFitStep, PictureGenerator, PictureModel } from '../../../src/core/images/learn/picture-generator'
import { findPictureGenerator, readPictureOptions } from '../../../src/core/images/learn/registry'
import { automaticGenerator, joinPictures } from '../../../src/core/images/picture-pipeline'
import type { PictureSet } from '../../../src/core/images/picture-set'
import type { Engine } from '../../../src/core/nets/engine'
import { createRandom } from '../../../src/core/random'
import type { GeneratorChoice } from '../../../src/core/recipe/recipe'
import { isOfOlderPictures } from '../../../src/db/curation'
import { db } from '../../../src/db/database'
import type { Output, Run } from '../../../src/db/objects'
import { activateOutput } from '../../../src/db/runs'
import type { TrainEstimate } from '../../../src/wire/api'
import { getOrThrow } from '../../shared/get-or-throw'
import { loadPictureData, type PictureData } from '../../shared/picture-data'
import type { Device } from '../device'
import { trySteps } from '../estimate'
import type { RunControl } from '../run-control'
import { trainWithRecovery } from '../run-loop'
import type { Trainee } from '../trainee'
import { loadPictureModel, storePictureModel } from './picture-models'
import { firstOutput, writePictures } from './picture-output'
import { nothingShown, publishSheet } from './sheet'

const unstopped = { stopped: () => false, onRows: () => {} }

/** Fits the run's generator, keeps the best model, and makes as many pictures as it learned from; resolves with the output's id. */
export async function trainPictures(asked: Run, device: Device, control: RunControl): Promise<string> {
  const data = await loadPictureData(asked.projectId, asked.id)
  const run = await resolveAutomatic(asked, data)
  const generator = findPictureGenerator(run.generator)
  const model = generator.trains
    ? await trainFlow(run, generator, data, device, control)
    : await fitAtOnce(run, generator, data, device)
  const output = await firstOutput(run, data)
  await writePictures(model, data, output, unstopped)
  model.dispose()
  return output.id
}

async function resolveAutomatic(run: Run, { train, project }: PictureData): Promise<Run> {
  if (run.generator !== 'auto') return run
  const generator = automaticGenerator(train.labels.length)
  const resolved = { generator, options: project.generator.options[generator] ?? {} }
  await db.runs.update(run.id, resolved)
  return { ...run, ...resolved }
}

function fitOn(
  { generator, options, seed, seconds }: Pick<Run, 'options' | 'seed'> & FitWish,
  { train, control }: PictureData,
  engine: Engine,
  resume?: Checkpoint,
): AsyncIterable<PictureFitStep> {
  return generator.fit({ role: 'train', set: train }, readPictureOptions(generator, options), {
    random: createRandom(seed).fork(generator.id),
    control: { role: 'control', set: control },
    engine,
    now: () => performance.now(),
    ...(seconds ? { seconds } : {}),
    ...(resume ? { resume } : {}),
  })
}

interface FitWish {
  readonly generator: PictureGenerator
  readonly seconds?: number | undefined
}

async function trainFlow(
  run: Run,
  generator: PictureGenerator,
  data: PictureData,
  device: Device,
  control: RunControl,
): Promise<PictureModel> {
  const { seconds } = data.project.generator
  const trainee: Trainee<PictureModel> = {
    engine: (device) => device.velocityEngine(),
    fit: (engine, resume) => fitOn({ ...run, generator, seconds }, data, engine, resume),
    preview: async () => async (step, asked) =>
      (await publishSheet(run, data, step, asked)) ? nothingShown : undefined,
    previewShare: 0.1,
    keep: (model) => storePictureModel(run, model),
  }
  return loadPictureModel(run, await trainWithRecovery(run, trainee, device, control))
}

/** A generator that is done in seconds, with its sheet. */
async function fitAtOnce(
  run: Run,
  generator: PictureGenerator,
  data: PictureData,
  device: Device,
): Promise<PictureModel> {
  const startedAt = performance.now()
  const engine = await device.velocityEngine()
  let last: PictureFitStep | undefined
  for await (const step of fitOn({ ...run, generator }, data, engine)) last = step
  const { model } = last!
  await storePictureModel(run, model)
  const fitSeconds = (performance.now() - startedAt) / 1000
  await publishSheet(run, data, { model }, () => false)
  const facts = { backend: engine.backend, progress: 1, fitSeconds, finishedAt: Date.now() }
  await db.runs.update(run.id, { ...facts, status: 'done' })
  return model
}

export const draftGenerator = 'class-gaussian'

/** The first set of a project: class Gaussians, within seconds. Takes what is there for the pictures as they stand. */
export async function draftPictures(projectId: string, device: Device): Promise<string> {
  const data = await loadPictureData(projectId)
  const made = await findDraft(projectId)
  if (made) {
    await activateOutput(made)
    return made.id
  }
  const run = await startDraft(data)
  const model = await fitAtOnce(run, findPictureGenerator(draftGenerator), data, device)
  const output = await firstOutput(run, data)
  await writePictures(model, data, output, unstopped)
  model.dispose()
  await activateOutput(output)
  return output.id
}

/** The draft of the pictures as they stand now. */
async function findDraft(projectId: string): Promise<Output | undefined> {
  const pictures = await getOrThrow(db.pictures.get(projectId), 'pictures')
  const runs = await db.runs.where('projectId').equals(projectId).toArray()
  const run = runs.find((one) => one.draft && one.status === 'done' && !isOfOlderPictures(pictures, one))
  const made = run && (await db.outputs.where('runId').equals(run.id).first())
  return made?.status === 'done' ? made : undefined
}

async function startDraft({ project }: PictureData): Promise<Run> {
  const run: Run = {
    id: crypto.randomUUID(),
    projectId: project.id,
    generator: draftGenerator,
    options: {},
    seed: project.seed,
    createdAt: Date.now(),
    status: 'training',
    draft: true,
    backend: '',
    fitSeconds: 0,
    steps: 0,
    progress: 0,
    events: [],
  }
  await db.runs.add(run)
  return run
}

/** By a moment of training; with a time limit as many steps are made as fit. */
export async function estimatePictures(
  projectId: string,
  choice: GeneratorChoice,
  device: Pick<Device, 'velocityEngine'>,
): Promise<TrainEstimate> {
  const data = await loadPictureData(projectId)
  const id = choice.id === 'auto' ? automaticGenerator(data.train.labels.length) : choice.id
  const generator = findPictureGenerator(id)
  const engine = await device.velocityEngine()
  const { backend, description } = engine
  const { seconds } = choice
  const fit = fitOn({ generator, seconds, options: choice.options[id], seed: data.project.seed }, data, engine)
  return { backend, description, ...(await trySteps(fit)) }
}

/** Makes the pictures of an output that stands in the database. */
export async function sampleMore(
  output: Output,
  device: Device,
  control: { stopped(): boolean; onRows(pictures: number): void },
): Promise<void> {
  const run = await getOrThrow(db.runs.get(output.runId), 'run')
  const data = await loadPictureData(run.projectId, run.id)
  const model = await loadPictureModel(run, await device.velocityEngine())
  try {
    await writePictures(model, data, output, control)
  } finally {
    model.dispose()
  }
}

/** A few pictures derived from chosen ones, for a look. */
export async function previewDerived(
  runId: string,
  wish: Derivation,
  seed: number,
  device: Device,
): Promise<PictureSet> {
  const run = await getOrThrow(db.runs.get(runId), 'run')
  const { train } = await loadPictureData(run.projectId, run.id)
  const model = await loadPictureModel(run, await device.velocityEngine())
  const sets: PictureSet[] = []
  try {
    for await (const set of derivePictures(model, train, wish, createRandom(seed).fork('sample'))) sets.push(set)
  } finally {
    model.dispose()
  }
  return joinPictures(sets)
}
