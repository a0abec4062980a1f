import { expect, test } from 'vitest'
import type { Project, Run, RunStatus } from '../../db/objects'
import { trainState } from './train-state'

const project = { id: 'p', source: { status: 'ready', rows: 100 } } as Project
const run = (id: string, status: RunStatus, createdAt: number, draft = false) =>
  ({ id, projectId: 'p', status, createdAt, draft }) as Run
const idle = { deviceHeld: false, now: 1e6 }

test('a project that is still being read has nothing to train on', () => {
  const reading = { ...project, source: { ...project.source, status: 'reading' as const } }
  expect(trainState({ project: reading, runs: [], ...idle })).toEqual({ status: 'no-data' })
})

test('a draft alone leaves the screen ready to train, with the draft to look at', () => {
  const draft = run('d', 'done', 1, true)
  expect(trainState({ project, runs: [draft], ...idle })).toEqual({ status: 'ready', run: draft })
})

test('a run of this tab goes before everything else', () => {
  const runs = [run('a', 'training', 1), run('b', 'done', 2)]
  expect(trainState({ project, runs, ownRunId: 'a', ...idle })).toMatchObject({ status: 'running', where: 'here' })
})

test('a run is mirrored while some tab trains or it has only begun, else it was interrupted', () => {
  const runs = [run('a', 'paused', 1)]
  const mirrored = { status: 'running', where: 'elsewhere' }
  expect(trainState({ project, runs, deviceHeld: true, now: 1e6 })).toMatchObject(mirrored)
  expect(trainState({ project, runs, deviceHeld: false, now: 1000 })).toMatchObject(mirrored)
  expect(trainState({ project, runs, ...idle })).toMatchObject({ status: 'interrupted' })
})

test('a run that was found interrupted at the start is offered, unless another is under way', () => {
  const interrupted = run('a', 'interrupted', 1)
  expect(trainState({ project, runs: [interrupted], ...idle })).toEqual({ status: 'interrupted', run: interrupted })
  expect(
    trainState({ project, runs: [interrupted, run('b', 'waiting', 2)], deviceHeld: true, now: 1e6 }),
  ).toMatchObject({
    status: 'running',
    run: { id: 'b' },
  })
})

test('a failed draft is told about while nothing else was trained', () => {
  const problem = { code: 'schema/nothing-to-learn' } as const
  expect(trainState({ project, runs: [], drafting: { status: 'failed', problem }, ...idle })).toEqual({
    status: 'ready',
    draftProblem: problem,
  })
})

test('after the last run ended, its outcome stands', () => {
  expect(trainState({ project, runs: [run('d', 'done', 1, true), run('a', 'failed', 2)], ...idle })).toMatchObject({
    status: 'ended',
    run: { id: 'a' },
  })
})
