import { Text } from '@mantine/core'
import type { FaithfulReport } from '../../core/reports/faithful'
import { brokenRules, ruleHeads, ruleRows, ruleSummary } from '../../core/reports/html/rule-words'
import type { Report, SummaryFigure } from '../../core/reports/report'
import { formatCount, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { belowCeilingWords, intervalText, optional } from './faithful-words'
import { FigureTable } from './figure-table'
import classes from './report.module.css'
import { errorText, measurementText, scoreText } from './report-words'

/** All headline figures, each beside its references, its interval and what sampling alone gives. */
export function FaithfulPanel({ report }: { report: Report }) {
  const { summary, faithful } = report
  const warning = belowCeilingWords(report)
  const errors: readonly (readonly [string, SummaryFigure | undefined])[] = [
    ['Columns', summary.shapeError],
    ['Pairs, as SDMetrics counts', summary.trendError],
    ['Pairs, strongly linked', summary.strongTrendError],
    ['Pairs, shared bins', summary.sharedBinError],
    ['Strength of links', summary.associationGap],
    ['Triples, shared bins', faithful?.triples?.error],
    ['Missing cells', summary.missingGap],
  ]
  return (
    <Panel title="How close, in figures" hint="Errors: 0 % is best. “By sampling alone”: as many fresh real rows">
      {warning && (
        <Notice tone="warn" title="Better than chance allows">
          {warning}
        </Notice>
      )}
      <FigureTable
        label="Headline errors"
        heads={['Error', 'Synthetic', '95 % interval', 'By sampling alone', 'As many as control', 'As good as real']}
        rows={errors.flatMap(([name, figure]) =>
          figure
            ? [
                [
                  name,
                  measurementText(figure.synthetic, errorText),
                  intervalText(figure.interval, errorText),
                  optional(figure.ceiling, errorText),
                  measurementText(figure.matched, errorText),
                  measurementText(figure.control, errorText),
                ],
              ]
            : [],
        )}
      />
      <Text size="sm" c="dimmed" mt="xs">
        Errors fall with the number of rows: compare “Synthetic” with “By sampling alone”, and “As many as control” with
        “As good as real”.
      </Text>
      {faithful && <JointFigures faithful={faithful} />}
    </Panel>
  )
}

function JointFigures({ faithful: { joint } }: { faithful: FaithfulReport }) {
  const rows = [
    ['Typical rows (α-precision)', joint.alphaPrecision],
    ['Variety (β-recall)', joint.betaRecall],
    ['Real rows covered (coverage)', joint.coverage],
  ] as const
  return (
    <>
      <h3 className={classes.subtitle}>In the space of all columns</h3>
      <FigureTable
        label="Whole rows"
        heads={[
          'Score, 1 is best',
          'Synthetic',
          '95 % interval',
          'By sampling alone',
          'As good as real',
          'Independent',
        ]}
        rows={rows.map(([name, figure]) => [
          name,
          measurementText(figure.synthetic, scoreText),
          intervalText(figure.interval, scoreText),
          optional(figure.ceiling, scoreText),
          measurementText(figure.control, scoreText),
          measurementText(figure.baseline, scoreText),
        ])}
      />
      <Text size="sm" c="dimmed" mt="xs">
        On {formatQuantity(joint.rows, 'row')} of each table. α-precision: synthetic rows are as central and as remote
        as real ones. β-recall: real rows have a synthetic row as near as another real one; clearly more than “As good
        as real” is a sign of copying. Coverage: real rows with a synthetic row in their neighbourhood.
      </Text>
    </>
  )
}

export function TriplesPanel({ faithful: { triples } }: { faithful: FaithfulReport }) {
  if (!triples) return null
  return (
    <Panel
      title="Triples"
      hint={`${formatCount(triples.measured)} of ${formatCount(triples.of)} combinations of three columns; farthest above sampling alone first`}
    >
      <FigureTable
        label="Worst triples"
        heads={['Columns', 'Error', 'By sampling alone', 'As good as real', 'Independent']}
        rows={triples.worst.map(({ names, error, ceiling }) => [
          names.join(' · '),
          measurementText(error.synthetic, errorText),
          optional(ceiling, errorText),
          measurementText(error.control, errorText),
          measurementText(error.baseline, errorText),
        ])}
      />
      <Text size="sm" c="dimmed" mt="xs">
        “As good as real” rests on the fewer control rows, so that it is larger than what sampling alone gives as many
        rows as were made.
      </Text>
    </Panel>
  )
}

const times = (v: number) => (Number.isFinite(v) ? `${v.toFixed(2)} ×` : '> 99 ×')

export function RareCellsPanel({ report }: { report: Report }) {
  const rare = report.faithful?.rareCells
  if (!rare) return null
  const { minimumCount } = report.rareValues
  if (rare.cells === 0)
    return (
      <Panel title="Rare values and combinations">
        <Text size="sm" c="dimmed">
          No category and no pair of categories is that rare here.
        </Text>
      </Panel>
    )
  const range = (least: number, most: number) =>
    least === most ? formatCount(least) : `${least} to ${formatCount(most)}`
  return (
    <Panel
      title="Rare values and combinations"
      hint={`${formatQuantity(rare.cells, 'category or pair of categories', 'categories and pairs of categories')} that at most 0.5 % of the training rows hold`}
    >
      <FigureTable
        label="Rare by number of training rows"
        heads={['Training rows', 'How many', 'Present', 'In control', 'How often', 'In control, how often']}
        rows={rare.bands.map(({ least, most, cells, present, ratio }) => [
          range(least, most),
          formatCount(cells),
          errorText(present.synthetic),
          errorText(present.control),
          times(ratio.synthetic),
          times(ratio.control),
        ])}
      />
      <Text size="sm" c="dimmed" mt="xs">
        “How often”: against training rows; 1 × is as often. Control has fewer rows, so that fewer are present in it by
        chance. Values of fewer than {minimumCount} training rows are never written, on purpose.
      </Text>
      {rare.tested > 0 && (
        <Text size="sm" mt="sm">
          Of {formatCount(rare.tested)} with ten training rows and more, {formatCount(rare.tooFew.synthetic)} are too
          seldom and {formatCount(rare.tooMany.synthetic)} too frequent to be chance (95 %); among control rows{' '}
          {formatCount(rare.tooFew.control)} and {formatCount(rare.tooMany.control)}.
        </Text>
      )}
      {rare.worst.length > 0 && (
        <FigureTable
          label="Rare values that are off"
          heads={['Value', 'Training rows', 'Synthetic rows', 'How often, 95 % interval']}
          rows={rare.worst.map(({ of, real, synthetic, interval }) => [
            of.map(([name, level]) => `${name}: ${level}`).join(', '),
            formatCount(real),
            formatCount(synthetic),
            `${times(interval[0])} to ${times(interval[1])}`,
          ])}
        />
      )}
    </Panel>
  )
}

export function ValidityPanel({ report: { faithful, copies } }: { report: Report }) {
  if (!faithful) return null
  const { columns, keys, rules } = faithful.validity
  const repeated = keys.filter((key) => key.repeated > 0)
  return (
    <Panel title="Validity" hint="What no real row shows">
      <Text size="sm">
        {keys.length === 0
          ? ''
          : repeated.length === 0
            ? 'Every key is unique. '
            : `Keys repeat in ${repeated.map(({ name, repeated: share }) => `${name} (${errorText(share)} of rows)`).join(', ')}. `}
        {measurementText(copies.duplicates.synthetic, errorText)} of the synthetic rows repeat another one, among
        control rows {measurementText(copies.duplicates.control, errorText)}.
        {columns.length === 0 ? ' All values lie within what real rows show.' : ''} {ruleSummary(rules)}
      </Text>
      {brokenRules(rules).length > 0 && <FigureTable label="Broken rules" heads={ruleHeads} rows={ruleRows(rules)} />}
      {columns.length > 0 && (
        <FigureTable
          label="Values that no real row shows"
          heads={['Column', 'Beyond every real value', 'Missing where none is', 'Unreadable']}
          rows={columns.map(({ name, outside, missing, unreadable }) => [
            name,
            errorText(outside),
            errorText(missing),
            errorText(unreadable),
          ])}
        />
      )}
    </Panel>
  )
}
