import { SegmentedControl } from '@mantine/core'
import { type SceneParameterId, sceneParameter } from '../../core/images/compose/scene-parameters'
import { type SceneRecipe, spreadOf } from '../../core/images/compose/scene-recipe'
import { type Spread, spreadShapes } from '../../core/images/compose/spread'
import styles from './compose.module.css'
import { EndsSlider } from './ends-slider'
import { parameterWords, shapeWords } from './scene-words'
import { valueText } from './transform-words'

interface SpreadFieldProps {
  readonly id: SceneParameterId
  readonly recipe: SceneRecipe
  onChange(spread: Spread): void
}

/** What a value is drawn from: its ends, and where between them it is often. */
export function SpreadField({ id, recipe, onChange }: SpreadFieldProps) {
  const bounds = sceneParameter(id)
  const spread = spreadOf(recipe, id)
  const { low, high, shape } = spread
  const name = parameterWords[id]
  const words =
    low === high ? valueText(low, bounds.unit) : `${valueText(low, bounds.unit)} to ${valueText(high, bounds.unit)}`
  return (
    <div>
      <div className={styles.fieldHead}>
        <span className={styles.fieldName}>
          {name}: {words}
        </span>
        {low < high && (
          <SegmentedControl
            size="xs"
            aria-label={`${name}: often where`}
            data={spreadShapes
              .filter((each) => each !== 'low' || low > 0)
              .map((value) => ({ value, label: shapeWords[value] }))}
            value={shape}
            onChange={(value) => onChange({ ...spread, shape: spreadShapes.find((each) => each === value) ?? 'even' })}
          />
        )}
      </div>
      <EndsSlider
        name={name}
        bounds={bounds}
        ends={[low, high]}
        onChange={([from, to]) =>
          onChange({ low: from, high: to, shape: shape === 'low' && from <= 0 ? 'even' : shape })
        }
      />
    </div>
  )
}
