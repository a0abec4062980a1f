import { Radio, Text } from '@mantine/core'
import choiceCard from '../../ui/choice-card.module.css'
import classes from './train.module.css'
import type { GeneratorFacts } from './use-generators'

interface GeneratorPickerProps {
  readonly generators: readonly Pick<GeneratorFacts, 'id' | 'label' | 'summary'>[]
  /** What Automatic does. */
  readonly automatic: string
  readonly value: string
  readonly onChange: (id: string) => void
}

/** The best on top, the baselines last. */
const rank = [
  'auto',
  'sequential-trees',
  'any-order',
  'mst',
  'private-network',
  'gaussian-copula',
  'independent',
  'pyramid-flow',
  'class-gaussian',
]
const place = (id: string) => (rank.indexOf(id) + rank.length + 1) % (rank.length + 1)

export function GeneratorPicker({ generators, automatic, value, onChange }: GeneratorPickerProps) {
  const choices = [{ id: 'auto', label: 'Automatic', summary: automatic }, ...generators].sort(
    (a, b) => place(a.id) - place(b.id),
  )
  return (
    <Radio.Group value={value} onChange={onChange} label="Generator" size="sm">
      <div className={classes.choices} style={{ marginTop: 6 }}>
        {choices.map((choice) => (
          <Radio.Card key={choice.id} value={choice.id} className={choiceCard.card} aria-label={choice.label}>
            <Text size="sm" fw={650} component="span" display="block">
              {choice.label}
            </Text>
            <Text size="sm" c="dimmed" component="span" display="block" mt={2}>
              {choice.summary}
            </Text>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}
