import { ActionIcon, Slider } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react'
import { type Step, usualRange } from '../../core/images/augment/pipeline'
import { findTransform } from '../../core/images/transforms/registry'
import type { Parameter } from '../../core/images/transforms/transform'
import { EndsSlider } from './ends-slider'
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
        <div>
          <span className={styles.valueName}>In {valueText(step.chance, 'share')} of pictures</span>
          <Slider
            size="sm"
            label={null}
            min={0}
            max={1}
            step={0.05}
            value={step.chance}
            thumbLabel={`How often: ${name}`}
            onChange={(chance) => onChange({ ...step, chance })}
          />
        </div>
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
    default:
      return step satisfies never
  }
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
