import { Button, Group, List, Progress, Text } from '@mantine/core'
import { useLiveQuery } from 'dexie-react-hooks'
import {
  mixingHeads,
  mixingRows,
  mixingSummary,
  mixingText,
  multipleText,
  verdictText,
} from '../../core/reports/html/mixing-words'
import { decimal, inSentence } from '../../core/reports/html/usefulness-words'
import { fitsOf } from '../../core/reports/mixing/arms'
import type { MixingReport } from '../../core/reports/mixing/mixing-report'
import { db } from '../../db/database'
import { addMixingStudy, type MixingStudy, mixingId, patchStudy, pauseStudy } from '../../db/studies'
import { continueStudy } from '../../jobs/study'
import { GainCurve, type GainSeries } from '../../ui/charts/gain-curve'
import { formatCount, formatSeconds } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { FigureTable } from './figure-table'
import { ProblemNotice } from './problem-notice'
import classes from './report.module.css'

const seeds = 3

/** How much real, how much synthetic: a run of minutes in the background, and what it found. */
export function MixingPanel({ projectId, target }: { projectId: string; target: string }) {
  const study = useLiveQuery(() => db.studies.get(mixingId(projectId)), [projectId])
  const mixing = study?.kind === 'mixing' ? study : undefined
  const plan = async () => continueStudy(await addMixingStudy(projectId, target, seeds))
  const isOther = mixing !== undefined && mixing.target !== target
  return (
    <Panel
      title="How much real, how much synthetic?"
      hint="Would a model gain from synthetic rows added to your real ones?"
      actions={
        mixing?.status === 'done' && (
          <Button size="xs" variant="default" className={classes.noPrint ?? ''} onClick={() => void plan()}>
            {isOther ? `Try for “${target}”` : 'Try again'}
          </Button>
        )
      }
    >
      {!mixing && (
        <>
          <Text size="sm" mb="sm">
            Models that predict “{target}” are trained on 10, 25, 50 and 100 % of the real rows, each with no, half,
            once, twice and four times as many synthetic rows, and with three simple ways to get more rows. That takes
            some minutes; first it is tried how many.
          </Text>
          <Button size="sm" onClick={() => void plan()}>
            See how long it takes
          </Button>
        </>
      )}
      {mixing && <StudyState study={mixing} />}
      {mixing?.report && mixing.report.verdicts.length + mixing.report.arms.length > 4 && (
        <Found report={mixing.report} />
      )}
    </Panel>
  )
}

function StudyState({ study }: { study: MixingStudy }) {
  const { id, status, progress, plan, secondsLeft, results, problem } = study
  const all = plan ? fitsOf(plan) : undefined
  const left = secondsLeft === undefined ? '' : `about ${formatSeconds(secondsLeft)} left`
  const play = async () => {
    await patchStudy<MixingStudy>(id, { status: 'running' })
    await continueStudy(id)
  }
  if (status === 'done') return null
  if (status === 'failed') return <ProblemNotice {...(problem ? { problem } : {})} retry={() => void play()} />
  if (status === 'planning') return <Text size="sm">Training the first models to see how long it takes…</Text>
  const isRunning = status === 'running'
  const words = {
    planned: `${formatCount(all ?? 0)} models, ${left}. It runs in the background; you can pause it, close the tab and go on later.`,
    running: `${formatCount(results.length)} of ${formatCount(all ?? 0)} models, ${left}. You can go on working.`,
    paused: `Paused after ${formatCount(results.length)} of ${formatCount(all ?? 0)} models, ${left}.`,
    interrupted: `The tab was closed after ${formatCount(results.length)} of ${formatCount(all ?? 0)} models. What was found is kept.`,
  }
  return (
    <>
      <Text size="sm">{words[status]}</Text>
      {status !== 'planned' && <Progress value={progress * 100} my="xs" aria-label="Models trained" />}
      <Group gap="xs" mt="xs" className={classes.noPrint ?? ''}>
        {isRunning ? (
          <Button size="xs" variant="default" onClick={() => void pauseStudy(id)}>
            Pause
          </Button>
        ) : (
          <Button size="xs" onClick={() => void play()}>
            {status === 'planned' ? 'Start' : 'Go on'}
          </Button>
        )}
      </Group>
    </>
  )
}

function Found({ report }: { report: MixingReport }) {
  const { verdicts, plan, arms } = report
  const ticks = [0, ...plan.multiples]
  const series = plan.shares.map((share): GainSeries => {
    const shown = arms.filter((arm) => arm.share === share && ['none', 'synthetic'].includes(arm.addition))
    return {
      label: `${formatCount(Math.round(share * plan.rows))} real`,
      points: shown.map(({ multiple, score }) => ({
        step: ticks.indexOf(multiple),
        value: score.value,
        ...(score.interval ? { low: score.interval[0], high: score.interval[1] } : {}),
      })),
    }
  })
  return (
    <>
      <Text fw={550} mt="sm">
        {mixingSummary(report)}
      </Text>
      <List size="sm" spacing={4} my="sm">
        {verdicts.map((verdict) => (
          <List.Item key={verdict.share}>{verdictText(verdict, report)}</List.Item>
        ))}
      </List>
      <GainCurve
        series={series.filter(({ points }) => points.length > 0)}
        ticks={ticks.map(multipleText)}
        format={decimal}
        xLabel="synthetic rows per real row"
        summary="Score on test rows by number of real rows and of synthetic rows added; the numbers follow below."
      />
      <Text size="xs" c="dimmed">
        {mixingText(report)} Blue: real rows alone. Bars: 95 % intervals over seeds and test rows; what two lines share
        makes both wide, so the sentences above, which compare them pair by pair, can be sure where bars overlap.
      </Text>
      <details className={classes.more}>
        <summary>All numbers, with the controls</summary>
        <FigureTable
          label="Scores by mixture"
          heads={['Real rows, and what is added', ...mixingHeads.slice(2)]}
          rows={keyed(mixingRows(report, decimal))}
        />
      </details>
    </>
  )
}

/** Names of rows that stay apart: the table tells them by their first cell. */
const keyed = (rows: readonly (readonly string[])[]): string[][] =>
  rows.map(([real = '', added = '', ...cells]) => [`${real}: ${inSentence(added)}`, ...cells])
