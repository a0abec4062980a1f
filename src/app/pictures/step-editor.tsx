import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { type Step, usualRange } from '../../core/images/augment/pipeline'
import { findTransform } from '../../core/images/transforms/registry'
import type { Parameter } from '../../core/images/transforms/transform'
import { EndsSlider } from './ends-slider'
import { KnobSlider } from './knob-slider'
import styles from './pictures.module.css'
import { nameOf, valueText } from './transform-words'

interface StepEditorProps {
  readonly step: Step
  /** Of the pictures: small ones are changed by fewer pixels. */
  readonly size: { readonly width: number; readonly height: number }
  readonly isFirst: boolean
  readonly isLast: boolean
  onChange(step: Step): void
  onMove(by: -1 | 1): void
  onRemove(): void
}

export function StepEditor({ step, size, isFirst, isLast, onChange, onMove, onRemove }: StepEditorProps) {
  const name = stepName(step)
  return (
    <li className={styles.step} aria-label={name}>
      <div className={styles.stepHead}>
        <span className={styles.stepName}>{name}</span>
        <ActionIcon variant="subtle" aria-label={`${name} earlier`} disabled={isFirst} onClick={() => onMove(-1)}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" aria-label={`${name} later`} disabled={isLast} onClick={() => onMove(1)}>
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon variant="subtle" aria-label={`Remove ${name}`} onClick={onRemove}>
          <IconX size={16} />
        </ActionIcon>
      </div>
      <div className={styles.values}>
        <KnobSlider
          name={`In ${valueText(step.chance, 'share')} of pictures`}
          label={`How often: ${name}`}
          bounds={shares}
          value={step.chance}
          onChange={(chance) => onChange({ ...step, chance })}
        />
        <PolicyKnobs step={step} name={name} onChange={onChange} />
        {step.kind === 'transform' &&
          Object.entries(findTransform(step.transform)?.parameters ?? {}).map(([id, parameter]) => (
            <RangeField
              key={id}
              name={nameOf(id)}
              parameter={parameter}
              range={step.ranges[id] ?? usualRange(parameter, size)}
              onChange={(range) => onChange({ ...step, ranges: { ...step.ranges, [id]: range } })}
            />
          ))}
      </div>
    </li>
  )
}

function stepName(step: Step): string {
  switch (step.kind) {
    case 'transform':
      return nameOf(step.transform)
    case 'one-of':
      return `One of: ${step.steps.map(stepName).join(', ')}`
    case 'some-of':
      return `${step.count} of: ${step.steps.map(stepName).join(', ')}`
    case 'rand-augment':
      return `${step.count} random changes`
    case 'trivial-augment':
      return 'One random change'
    case 'aug-mix':
      return 'AugMix'
    default:
      return step satisfies never
  }
}

const shares = { least: 0, most: 1, step: 0.05 }

/** What the policies let one choose. */
function PolicyKnobs({ step, name, onChange }: Pick<StepEditorProps, 'step' | 'onChange'> & { readonly name: string }) {
  if (step.kind !== 'rand-augment' && step.kind !== 'aug-mix') return null
  const whole = (words: string, value: number, most: number, change: (value: number) => Step) => (
    <KnobSlider
      name={`${words}: ${value}`}
      label={`${words}: ${name}`}
      bounds={{ least: 1, most, step: 1 }}
      value={value}
      onChange={(next) => onChange(change(next))}
    />
  )
  return (
    <>
      <KnobSlider
        name={`Strength: ${valueText(step.strength, 'share')}`}
        label={`Strength: ${name}`}
        bounds={shares}
        value={step.strength}
        onChange={(strength) => onChange({ ...step, strength })}
      />
      {step.kind === 'rand-augment' ? (
        whole('Changes', step.count, 8, (count) => ({ ...step, count }))
      ) : (
        <>
          {whole('Chains', step.chains, 8, (chains) => ({ ...step, chains }))}
          {whole('Changes in a chain, at most', step.depth, 8, (depth) => ({ ...step, depth }))}
        </>
      )}
    </>
  )
}

interface RangeFieldProps {
  readonly name: string
  readonly parameter: Parameter
  readonly range: readonly [number, number]
  onChange(range: readonly [number, number]): void
}

function RangeField({ name, parameter, range, onChange }: RangeFieldProps) {
  const { unit } = parameter
  const [low, high] = range
  const words = low === high ? valueText(low, unit) : `${valueText(low, unit)} to ${valueText(high, unit)}`
  return (
    <div>
      <span className={styles.valueName}>
        {name}: {words}
      </span>
      <EndsSlider name={name} bounds={parameter} ends={range} onChange={onChange} />
    </div>
  )
}
