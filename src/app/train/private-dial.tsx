import { SegmentedControl, Stack, Text } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import {
  countingBudget,
  expectedAuc,
  expectedError,
  proposedDelta,
  realAuc,
  shareBudget,
  trainingShares,
} from '../../core/dp/budget'
import { countQueries, type DeclaredDomain } from '../../core/dp/private-fields'
import { isPrivateGenerator } from '../../core/dp/private-generator'
import { expectedParts } from '../../core/recipe/recipe'
import type { Schema } from '../../core/schema/schema'
import { db } from '../../db/database'
import type { Project, RunStatus } from '../../db/objects'
import { formatCount, formatShare } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { DomainsField } from './domains-field'

interface PrivateDialProps {
  readonly project: Project
  readonly schema: Schema
  /** Whether a network is trained. */
  readonly trains: boolean
  readonly options: Readonly<Record<string, unknown>>
  readonly onChange: (options: Readonly<Record<string, unknown>>) => void
  /** Told why the run can't start with what stands in the form; undefined when it can. */
  readonly onBlocked: (reason: string | undefined) => void
}

const budgets = ['0.1', '0.5', '1', '2', '4', '8']
/** Above it, noise moves so much of a column that little but its coarse shape is left. */
const coarse = 0.1

/** The privacy budget of a private generator: what it proves, what it costs at this size, and what is public anyway. */
export function PrivateDial({ project, schema, trains, options, onChange, onBlocked }: PrivateDialProps) {
  const epsilon = typeof options['epsilon'] === 'number' ? options['epsilon'] : 1
  const domains = (options['domains'] ?? {}) as Readonly<Record<string, DeclaredDomain>>
  const { rows } = project.source
  const learned = expectedParts(project.split, rows).train
  const columns = schema.fields.filter(({ action }) => action !== 'drop').length
  const queries = countQueries(schema.fields, domains)
  const budget = trains
    ? { ...countingBudget(epsilon, proposedDelta(rows), queries, trainingShares), pairRho: 1 }
    : shareBudget(epsilon, proposedDelta(rows), queries)
  const error = expectedError(budget, learned, columns)
  const isCoarse = error.column > coarse || (trains && expectedAuc(epsilon, learned) < weak)
  const shown = budgets.includes(String(epsilon)) ? budgets : [...budgets, String(epsilon)]
  return (
    <Stack gap="sm">
      <Text size="sm" fw={600} id="private-dial">
        Privacy budget ε
      </Text>
      <SegmentedControl
        aria-labelledby="private-dial"
        value={String(epsilon)}
        onChange={(value) => onChange({ ...options, epsilon: Number(value) })}
        data={shown}
        fullWidth
      />
      <Text size="sm" c="dimmed">
        Whether or not any one row was in the file, each result is nearly as likely: by a factor of at most e
        <sup>ε</sup> = {formatFactor(Math.exp(epsilon))}, up to a failure probability δ of{' '}
        {proposedDelta(rows).toPrecision(2)} (a tenth of one in {formatCount(rows)} rows). Smaller is more private and
        coarser.
      </Text>
      <Notice tone={isCoarse ? 'warn' : 'info'} title="What to expect at this size">
        From about {formatCount(learned)} rows: each count is off by about {formatCount(Math.round(error.rowsPerCount))}{' '}
        rows, which moves a column of twenty values by about {formatShare(error.column)}
        {trains ? '. ' : ` and a measured pair of them by about ${formatShare(error.pair)}. `}
        {trains && usefulness(epsilon, learned)}
        {isCoarse && (trains ? adviceForNetwork : advice)}
        Values that few rows hold are lost.
      </Notice>
      {schema.fields.some(({ role }) => role === 'group') && (
        <Notice tone="warn" title="It protects rows, not groups">
          Rows of one group belong together, such as the visits of a person. The guarantee is for a single row: for
          somebody with k rows, ε is k times as large.
        </Notice>
      )}
      <DomainsField
        schema={schema}
        domains={domains}
        onChange={(next) => onChange({ ...options, domains: next })}
        onBlocked={onBlocked}
      />
      <Spent projectId={project.id} />
    </Stack>
  )
}

/** Below it, models learn little from the made rows. */
const weak = 0.8

const usefulness = (epsilon: number, rows: number): string =>
  `On a public census table, models that learned from rows made at such a size and ε ranked real rows with an AUC of about ${expectedAuc(epsilon, rows).toFixed(2)}; from real rows ${realAuc}, by guessing 0.5. `

const adviceForNetwork = 'A network needs more rows or a larger ε than that: private marginals do better here. '

const advice = 'Little but coarse shapes will be left: take a larger ε, fewer columns or more rows. '

const formatFactor = (factor: number): string =>
  factor < 100 ? factor.toPrecision(3) : formatCount(Math.round(factor))

const isKept = (status: RunStatus) => status === 'done' || status === 'stopped'

/** Budgets of runs on the same rows add up for whoever sees their results. */
function Spent({ projectId }: { projectId: string }) {
  const runs = useLiveQuery(() => db.runs.where('projectId').equals(projectId).toArray(), [projectId])
  const done = runs?.filter(({ generator, status }) => isPrivateGenerator(generator) && isKept(status)) ?? []
  if (done.length === 0) return null
  const sum = done.reduce((total, { options }) => total + ((options as { epsilon?: number }).epsilon ?? 1), 0)
  return (
    <Text size="sm" c="dimmed">
      Private runs of this project so far: {formatCount(done.length)}, together ε = {Number(sum.toFixed(2))}. Whoever
      sees the results of several knows as much as from one with the sum of their budgets.
    </Text>
  )
}
