import { Text } from '@mantine/core'
import { IconEyeOff, IconSchool, IconTarget } from '@tabler/icons-react'
import { type DoubtfulPart, doubtsOf } from '../../core/metrics/table/data-check'
import { auditWords } from '../../core/reports/html/audit-words'
import { measureNames } from '../../core/reports/html/usefulness-words'
import type { Report, SummaryFigure } from '../../core/reports/report'
import { ReferenceBar, type ReferenceMark } from '../../ui/charts/reference-bar'
import { formatCount, formatShare } from '../../ui/format'
import { ceilingWords, doubtText } from './faithful-words'
import { Pillar } from './pillar'
import classes from './report.module.css'
import {
  errorText,
  faithfulWords,
  figureOf,
  measurementText,
  privateWords,
  scoreText,
  usefulWords,
} from './report-words'

/** Three questions and their answers: each figure stands beside what it is to be read against. */
export function Pillars({ report }: { report: Report }) {
  const doubt = (of: DoubtfulPart) => {
    const found = doubtsOf(report.check).find((one) => one.of === of)
    return found && doubtText(of, found.because)
  }
  return (
    <div className={classes.pillars}>
      <Pillar icon={IconTarget} title="Faithful" text={faithfulWords(report)} doubt={doubt('references')}>
        <SummaryBar title="Columns" figure={report.summary.shapeError} rows={report.rows.synthetic} />
        <SummaryBar title="Pairs" figure={report.summary.trendError} rows={report.rows.synthetic} />
      </Pillar>
      <Pillar
        icon={IconSchool}
        title="Useful"
        text={report.pending?.includes('usefulness') ? 'Still being measured.' : usefulWords(report.usefulness)}
        doubt={doubt('usefulness')}
      >
        <UsefulBar report={report} />
      </Pillar>
      <Pillar
        icon={IconEyeOff}
        title="Private"
        text={privateWords(report)}
        doubt={doubt('copies') ?? (report.audit?.holdout === 'split' ? auditWords.maySee : undefined)}
      >
        <CopiesBars report={report} />
      </Pillar>
    </div>
  )
}

/** Compared at equal numbers of rows: every such figure falls as rows are added. */
function SummaryBar({ title, figure, rows }: { title: string; figure: SummaryFigure; rows: number }) {
  const matched = figureOf(figure.matched)
  const full = figureOf(figure.synthetic)
  const shown = matched ?? full
  return (
    <div>
      <ReferenceBar
        title={`${title}: error`}
        {...(shown === undefined ? {} : { value: shown })}
        format={errorText}
        marks={[
          ...mark('As good as real', figure.control, 'good'),
          ...(figure.copula ? mark('Gaussian copula', figure.copula, 'poor') : []),
          ...mark('Independent columns', figure.baseline, 'poor'),
        ]}
      />
      {matched !== undefined && full !== undefined && (
        <Text size="xs" c="dimmed" mt={4}>
          On as many rows as control has. {ceilingWords(figure, rows)}
        </Text>
      )}
    </div>
  )
}

function UsefulBar({ report: { usefulness, detectors } }: { report: Report }) {
  const score = usefulness?.scores[0]
  const made = score && figureOf(score.synthetic)
  const worst = detectors
    .map((detector) => detector.auc)
    .sort((a, b) => (figureOf(b.synthetic) ?? 0) - (figureOf(a.synthetic) ?? 0))[0]
  const told = worst && figureOf(worst.synthetic)
  return (
    <>
      {score && (
        <ReferenceBar
          title={`Learned from synthetic rows: ${measureNames[score.measure]}`}
          from={score.measure === 'auc' ? 0.5 : 0}
          {...(made === undefined ? {} : { value: made })}
          format={scoreText}
          marks={[...mark('From real rows', score.real, 'good'), ...mark('Without learning', score.majority, 'poor')]}
        />
      )}
      {worst && (
        <div>
          <ReferenceBar
            title="Told from real rows: AUC"
            from={0.5}
            {...(told === undefined ? {} : { value: told })}
            format={scoreText}
            marks={[
              ...mark('Real from real', worst.control, 'good'),
              ...mark('Independent columns', worst.baseline, 'poor'),
            ]}
          />
          <Text size="xs" c="dimmed" mt={4}>
            The better of two detectors; the scale begins at 0.5, where it can’t tell them apart.
          </Text>
        </div>
      )}
    </>
  )
}

/** A scale on which a handful of copies among thousands is a sliver. */
const leastCopies = 0.02

function CopiesBars({ report: { copies, rareValues } }: { report: Report }) {
  const exact = figureOf(copies.exact.synthetic)
  const near = figureOf(copies.near.synthetic)
  const rare = rareValues.columns.reduce((sum, column) => sum + column.values, 0)
  return (
    <>
      <ReferenceBar
        title="Equal to a training row"
        absent={measurementText(copies.exact.synthetic, errorText)}
        {...(exact === undefined ? {} : { value: exact })}
        format={errorText}
        least={leastCopies}
        marks={mark('Fresh real rows', copies.exact.control, 'good')}
      />
      <ReferenceBar
        title="Nearly equal"
        absent={measurementText(copies.near.synthetic, errorText)}
        {...(near === undefined ? {} : { value: near })}
        format={errorText}
        least={leastCopies}
        marks={mark('Fresh real rows', copies.near.control, 'good')}
      />
      <Text size="xs" c="dimmed">
        {rare === 0
          ? `No value is written that fewer than ${rareValues.minimumCount} training rows hold.`
          : `${formatCount(rare)} values are written that fewer than ${rareValues.minimumCount} training rows hold.`}{' '}
        Equal rows are counted over {formatCount(copies.exact.compared)} synthetic rows, 95 % interval{' '}
        {formatShare(copies.exact.interval[0], 2)} to {formatShare(copies.exact.interval[1], 2)}. This counts copies; it
        does not prove that nobody can be recognised.
      </Text>
    </>
  )
}

function mark(label: string, measurement: SummaryFigure['control'], kind: ReferenceMark['kind']): ReferenceMark[] {
  return measurement.kind === 'value' ? [{ label, value: measurement.value, kind }] : []
}
