import { List, Text } from '@mantine/core'
import type { LeakReport } from '../../core/reports/leak'
import { Panel } from '../../ui/panel'
import { FigureTable } from './figure-table'
import { attackerWords, attackName, estimateText, furtherWords, guessName, leakWords, percentText } from './leak-words'
import { scoreText } from './report-words'

/** What attacks can tell about the rows that were learned from, or why there are none. */
export function LeakPanel({ leak }: { leak?: LeakReport }) {
  if (leak) return <Attacked leak={leak} />
  return (
    <Panel title="Does it leak?">
      <Text size="sm">
        Attacks were not tried: that takes at least 100 different control rows. A larger table, or a larger control part
        under Schema, gives them.
      </Text>
    </Panel>
  )
}

function Attacked({ leak }: { leak: LeakReport }) {
  const groups = leak.membership.flatMap((own) =>
    own.groups.map(({ field, level, strength }) => [
      `${field}: ${level} · ${attackName(own)}`,
      estimateText(strength.auc, scoreText),
      estimateText(strength.foundAt1, percentText),
    ]),
  )
  return (
    <Panel title="Does it leak?" hint={attackerWords(leak)}>
      <Text size="sm" mb="md">
        {leakWords(leak)}
      </Text>
      <Text size="sm" fw={600}>
        Who was in the training data?
      </Text>
      <FigureTable
        label="Membership attacks"
        heads={['Taken for a training row if', 'AUC', 'Found at 1 % false alarms', 'AUC, 5 % most isolated']}
        rows={leak.membership.map((own) => [
          attackName(own),
          estimateText(own.all.auc, scoreText),
          estimateText(own.all.foundAt1, percentText),
          own.isolated ? estimateText(own.isolated.auc, scoreText) : 'too few rows',
        ])}
      />
      {leak.guesses.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="lg">
            What can be said about people?
          </Text>
          <FigureTable
            label="Guesses about people"
            heads={['Statement', 'True of training rows', 'Of control rows', 'Blind guesses', 'Added risk']}
            rows={leak.guesses.map((guess) => [
              guessName(guess),
              percentText(guess.rate.value),
              percentText(guess.control.value),
              percentText(guess.blind.value),
              guess.informed ? estimateText(guess.risk, percentText) : 'no better than blind',
            ])}
          />
        </>
      )}
      <details>
        <Text component="summary" size="sm" mt="lg" style={{ cursor: 'pointer' }}>
          More thresholds{groups.length > 0 ? ' and groups' : ''}
        </Text>
        <FigureTable
          label="Membership attacks at other thresholds"
          heads={['Attack', 'Found at 10 % false alarms', 'Advantage']}
          rows={leak.membership.map((own) => [
            attackName(own),
            estimateText(own.all.foundAt10, percentText),
            estimateText(own.all.advantage, percentText),
          ])}
        />
        {groups.length > 0 && (
          <FigureTable
            label="Membership attacks by group"
            heads={['Group and attack', 'AUC', 'Found at 1 % false alarms']}
            rows={groups}
          />
        )}
      </details>
      <List size="sm" spacing={4} mt="lg">
        {furtherWords(leak).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed" mt="sm">
        Intervals are at 95 %; an AUC of 0.5 is guessing. “Advantage” is the share of training rows found less that of
        others accused. “Added risk” is what the synthetic rows add to what the population tells anyway: the success on
        training rows beyond that on control rows. An audit finds leaks; it can’t rule them out.
      </Text>
    </Panel>
  )
}
