import { Group, List, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import {
  boundedText,
  calibrationText,
  decimal,
  importanceText,
  inSentence,
  keptText,
  learnerName,
  measureMeanings,
  measureNames,
  percent,
  signed,
  sliceTexts,
  trialText,
} from '../../core/reports/html/usefulness-words'
import type { UsefulnessReport } from '../../core/reports/usefulness-report'
import { ReliabilityCurve } from '../../ui/charts/reliability-curve'
import { Panel } from '../../ui/panel'
import { FigureTable } from './figure-table'
import classes from './report.module.css'
import { measurementText } from './report-words'

/** What models learn from the synthetic rows, beside what they learn from real ones and without learning. */
export function UsefulnessPanel(props: {
  readonly usefulness: UsefulnessReport
  readonly actions?: ReactNode
  readonly children?: ReactNode
}) {
  const { usefulness, actions, children } = props
  const { scores, task, calibration, importance } = usefulness
  const measures = [...new Set(scores.map(({ measure }) => measure))]
  return (
    <Panel title="Usefulness" hint={`For models that predict “${usefulness.target}”`} actions={actions}>
      <Text fw={550}>{keptText(usefulness)}</Text>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        {trialText(usefulness)}
      </Text>
      <FigureTable
        label="Scores by model"
        heads={['Model', 'From synthetic rows', 'From real rows', 'Without learning', 'Difference', 'Gain kept']}
        rows={scores.map(({ learner, measure, synthetic, real, majority, gap, kept }) => [
          `${learnerName(learner, task)}, ${inSentence(measureNames[measure])}`,
          measurementText(synthetic, decimal),
          measurementText(real, decimal),
          measurementText(majority, decimal),
          boundedText(gap, signed),
          boundedText(kept, percent),
        ])}
      />
      <details className={classes.more}>
        <summary>What these figures mean</summary>
        <List size="sm" spacing={2} mt={6}>
          {measures.map((id) => (
            <List.Item key={id}>
              {measureNames[id]}: {measureMeanings[id]}.
            </List.Item>
          ))}
          <List.Item>
            In brackets: 95 % intervals. The test rows are drawn again and again, and all models are scored on the same
            draws.
          </List.Item>
          <List.Item>
            Gain kept: the gain over no learning from synthetic rows, as a share of that from real rows.
          </List.Item>
        </List>
      </details>
      {calibration && <CalibrationPart usefulness={usefulness} calibration={calibration} />}
      {importance && <ImportancePart importance={importance} />}
      {sliceTexts(usefulness).map((text) => (
        <Text size="sm" mt="md" key={text}>
          {text}
        </Text>
      ))}
      {children}
    </Panel>
  )
}

function CalibrationPart(props: {
  usefulness: UsefulnessReport
  calibration: NonNullable<UsefulnessReport['calibration']>
}) {
  const { synthetic, real } = props.calibration
  return (
    <section aria-label="Can its probabilities be trusted?">
      <h3 className={classes.subtitle}>Can its probabilities be trusted?</h3>
      <Text size="sm" mb="sm">
        {calibrationText(props.usefulness)}
      </Text>
      <ReliabilityCurve
        first={synthetic.bins}
        second={real.bins}
        summary="What the models said against how often it was so; the numbers follow below."
      />
      <Group gap="md">
        <Text size="xs" c="dimmed">
          Dots: from synthetic rows. Line: from real rows. Dashes: perfect.
        </Text>
      </Group>
      <details className={classes.more}>
        <summary>Numbers of the picture</summary>
        <FigureTable
          label="Said and observed, by group"
          heads={['Group', 'Synthetic: said', 'Synthetic: was', 'Real: said', 'Real: was']}
          rows={synthetic.bins.map((bin, i) => [
            String(i + 1),
            percent(bin.said),
            percent(bin.was),
            real.bins[i] ? percent(real.bins[i].said) : '',
            real.bins[i] ? percent(real.bins[i].was) : '',
          ])}
        />
      </details>
    </section>
  )
}

function ImportancePart({ importance }: { importance: NonNullable<UsefulnessReport['importance']> }) {
  return (
    <section aria-label="What do the models rest on?">
      <h3 className={classes.subtitle}>What do the models rest on?</h3>
      <Text size="sm">{importanceText(importance)}</Text>
      <details className={classes.more}>
        <summary>Importance of each column</summary>
        <FigureTable
          label="Importance of each column"
          heads={['Column', 'From synthetic rows', 'From real rows']}
          rows={importance.columns.map(({ name, synthetic, real }) => [name, percent(synthetic), percent(real)])}
        />
      </details>
    </section>
  )
}
