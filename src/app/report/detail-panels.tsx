import { List, Text } from '@mantine/core'
import type { GeneratorChoiceReport, Report } from '../../core/reports/report'
import { formatCount, formatQuantity, formatShare } from '../../ui/format'
import { Panel } from '../../ui/panel'
import { generatorWords } from '../words'
import { FigureTable } from './figure-table'
import { choiceWords, errorText, figureOf, limitWords, measurementText, scoreText } from './report-words'

const detectorWords = { boosting: 'Boosted trees', logistic: 'Logistic regression' }

export function ChoicePanel({ choice }: { choice: GeneratorChoiceReport }) {
  return (
    <Panel title="Why this generator" hint="Compared on control rows, which none of them learned from">
      <Text size="sm" mb="sm">
        {choiceWords(choice)}
      </Text>
      <FigureTable
        label="Generators compared"
        heads={['Generator', 'Columns', 'Pairs', 'Told from real', 'Usefulness', 'Near copies']}
        rows={choice.candidates.map((candidate) => [
          `${generatorWords[candidate.generator] ?? candidate.generator}${candidate.generator === choice.chosen ? ' (taken)' : ''}`,
          measurementText(candidate.shapeError, errorText),
          measurementText(candidate.trendError, errorText),
          measurementText(candidate.worstAuc, scoreText),
          measurementText(candidate.usefulness, scoreText),
          `${measurementText(candidate.nearCopies, errorText)}${candidate.copies ? ', too many' : ''}`,
        ])}
      />
    </Panel>
  )
}

export function DetectorsPanel({ report }: { report: Report }) {
  if (report.detectors.length === 0) return null
  return (
    <Panel
      title="Told from real rows"
      hint="AUC of a classifier between synthetic and control rows: 0.5 is best, 1 is worst"
    >
      <FigureTable
        label="Detectors"
        heads={['Detector', 'Synthetic', 'As good as real', 'Independent columns', 'Rows each']}
        rows={report.detectors.map(({ detector, auc, rows }) => [
          detectorWords[detector],
          measurementText(auc.synthetic, scoreText),
          measurementText(auc.control, scoreText),
          measurementText(auc.baseline, scoreText),
          formatCount(rows),
        ])}
      />
    </Panel>
  )
}

export function MissingPanel({ report }: { report: Report }) {
  const gaps = report.columns
    .filter(({ overlay }) => overlay && (overlay.missing.real > 0 || overlay.missing.synthetic > 0))
    .toSorted((a, b) => (figureOf(b.missingGap.synthetic) ?? 0) - (figureOf(a.missingGap.synthetic) ?? 0))
  return (
    <Panel title="Missing values">
      {gaps.length === 0 ? (
        <Text size="sm" c="dimmed">
          No cell is missing, in neither table.
        </Text>
      ) : (
        <FigureTable
          label="Missing values by column"
          heads={['Column', 'Real', 'Synthetic', 'Gap', 'As good as real']}
          rows={gaps.map(({ name, overlay, missingGap }) => [
            name,
            formatShare(overlay?.missing.real ?? 0, 2),
            formatShare(overlay?.missing.synthetic ?? 0, 2),
            measurementText(missingGap.synthetic, errorText),
            measurementText(missingGap.control, errorText),
          ])}
        />
      )}
    </Panel>
  )
}

export function CopiesPanel({ report: { copies, rareValues } }: { report: Report }) {
  const interval = ([low, high]: readonly [number, number], write: (v: number) => string) =>
    `${write(low)} to ${write(high)}`
  return (
    <Panel title="Copies" hint="Counted beside control rows: real rows that were not learned from">
      <FigureTable
        label="Copies"
        heads={['Synthetic rows that are', 'Rows', 'Share', '95 % interval', 'Among control rows']}
        rows={[
          ...[
            { name: 'Equal to a training row', count: copies.exact },
            { name: 'Nearer to one than 99 % of control rows', count: copies.near },
          ].map(({ name, count }) => [
            name,
            `${formatCount(count.rows)} of ${formatCount(count.compared)}`,
            measurementText(count.synthetic, errorText),
            interval(count.interval, errorText),
            measurementText(count.control, errorText),
          ]),
          [
            'Nearer to training than to control rows',
            '',
            measurementText(copies.nearerToTrain, errorText),
            copies.nearerToTrainInterval ? interval(copies.nearerToTrainInterval, errorText) : '',
            '50 % by chance',
          ],
          [
            'Repeated within the table',
            '',
            measurementText(copies.duplicates.synthetic, errorText),
            '',
            measurementText(copies.duplicates.control, errorText),
          ],
        ]}
      />
      {rareValues.columns.length > 0 && (
        <Text size="sm" mt="sm">
          Values that fewer than {rareValues.minimumCount} training rows hold were written in{' '}
          {rareValues.columns.map((column) => `${column.name} (${formatQuantity(column.cells, 'cell')})`).join(', ')}.
        </Text>
      )}
      <Text size="sm" c="dimmed" mt="sm">
        These counts find copying. They are no proof that a person can’t be recognised: someone with other knowledge may
        still find out whether a person was in the data.
      </Text>
    </Panel>
  )
}

export function LimitsPanel({ report }: { report: Report }) {
  const { rows } = report
  return (
    <Panel title="What these figures rest on">
      <Text size="sm" mb={report.limits.length > 0 ? 'sm' : 0}>
        {formatQuantity(rows.train, 'training row')}, {formatQuantity(rows.control, 'control row')},{' '}
        {formatQuantity(rows.test, 'test row')} and {formatQuantity(rows.synthetic, 'synthetic row')}.
      </Text>
      {report.limits.length > 0 && (
        <List size="sm" spacing={4}>
          {report.limits.map((limit) => (
            <List.Item key={JSON.stringify(limit)}>{limitWords(limit)}</List.Item>
          ))}
        </List>
      )}
    </Panel>
  )
}
