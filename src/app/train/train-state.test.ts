import { expect, test } from 'vitest'
import type { LiveRun, Project, Run, RunStatus } from '../../db/objects'
import { trainState } from './train-state'

const project = { id: 'p', source: { status: 'ready', rows: 100 } } as Project
const run = (id: string, status: RunStatus, createdAt: number, draft = false) =>
  ({ id, projectId: 'p', status, createdAt, draft }) as Run
const live = (runId: string, updatedAt: number) => ({ runId, updatedAt }) as LiveRun

test('a project that is still being read has nothing to train on', () => {
  const reading = { ...project, source: { ...project.source, status: 'reading' as const } }
  expect(trainState({ project: reading, runs: [], now: 0 })).toEqual({ status: 'no-data' })
})

test('a draft alone leaves the screen ready to train, with the draft to look at', () => {
  const draft = run('d', 'done', 1, true)
  expect(trainState({ project, runs: [draft], now: 9 })).toEqual({ status: 'ready', run: draft })
})

test('a run of this tab goes before everything else', () => {
  const runs = [run('a', 'training', 1), run('b', 'done', 2)]
  expect(trainState({ project, runs, ownRunId: 'a', now: 1e6 })).toMatchObject({ status: 'running', where: 'here' })
})

test('a run that another tab still draws is mirrored, a silent one was interrupted', () => {
  const runs = [run('a', 'training', 1)]
  expect(trainState({ project, runs, live: live('a', 90_000), now: 100_000 })).toMatchObject({
    status: 'running',
    where: 'elsewhere',
  })
  expect(trainState({ project, runs, live: live('a', 10_000), now: 100_000 })).toMatchObject({ status: 'interrupted' })
})

test('a failed draft is told about while nothing else was trained', () => {
  const problem = { code: 'schema/nothing-to-learn' } as const
  expect(trainState({ project, runs: [], drafting: { status: 'failed', problem }, now: 0 })).toEqual({
    status: 'ready',
    draftProblem: problem,
  })
})

test('after the last run ended, its outcome stands', () => {
  expect(trainState({ project, runs: [run('d', 'done', 1, true), run('a', 'failed', 2)], now: 3 })).toMatchObject({
    status: 'ended',
    run: { id: 'a' },
  })
})
