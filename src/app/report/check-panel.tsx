import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { type DoubtfulPart, doubtsOf } from '../../core/metrics/table/data-check'
import type { Report } from '../../core/reports/report'
import { formatCount } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { checkWords, doubtText, findingWords, intervalText, partTitles } from './faithful-words'
import { FigureTable } from './figure-table'
import classes from './report.module.css'
import { measurementText, scoreText } from './report-words'

/** Whether the real rows are fit to be compared with: said before any figure. */
export function CheckPanel({ report: { check } }: { report: Report }) {
  return (
    <Panel title="Before any number" hint="Are training, control and test rows fit to be compared?">
      {check.findings.length === 0 ? (
        <Text size="sm">{checkWords(check)}</Text>
      ) : (
        check.findings.map((finding) => (
          <Notice key={JSON.stringify(finding)} tone="warn" title={findingWords(finding)}>
            What can’t be concluded any more is greyed out below, with the reason.
          </Notice>
        ))
      )}
      <details className={classes.more}>
        <summary>Counts</summary>
        <FigureTable
          label="Rows in the parts"
          heads={['Part', 'Rows', 'Repeat an earlier row']}
          rows={check.parts.map(({ part, rows, repeated }) => [
            partTitles[part],
            formatCount(rows),
            formatCount(repeated),
          ])}
        />
        <FigureTable
          label="Rows shared between parts"
          heads={['Parts', 'Equal rows', 'By repetition', 'Almost equal, of a sample', 'Almost, by repetition']}
          rows={check.overlaps.map(({ part, against, equal, near }) => [
            `${partTitles[part]} in ${partTitles[against].toLowerCase()}`,
            formatCount(equal.rows),
            formatCount(Math.round(equal.expected * equal.of)),
            near ? `${formatCount(near.rows)} of ${formatCount(near.of)}` : '–',
            near ? formatCount(Math.round(near.expected * near.of)) : '–',
          ])}
        />
        {check.shift && (
          <Text size="sm" c="dimmed">
            Training rows told from test rows: AUC {measurementText(check.shift.auc, scoreText)}, 95 % interval{' '}
            {intervalText(check.shift.interval, scoreText)}, {formatCount(check.shift.rows)} rows of each.
          </Text>
        )}
      </details>
    </Panel>
  )
}

/** Greyed out, with the reason above, where the check took the ground from under it. */
export function Doubtful(props: { of: DoubtfulPart; report: Report; children: ReactNode }) {
  const doubt = doubtsOf(props.report.check).find(({ of }) => of === props.of)
  if (!doubt) return props.children
  return (
    <div>
      <Notice tone="warn" title="Not to be relied on">
        {doubtText(doubt.of, doubt.because)}
      </Notice>
      <div className={classes.doubtful}>{props.children}</div>
    </div>
  )
}
