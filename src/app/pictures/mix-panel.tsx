import { SegmentedControl } from '@mantine/core'
import type { AugmentRecipe } from '../../core/images/augment/augment-recipe'
import { type Mix, mixKinds, usualAlpha } from '../../core/images/augment/mixing'
import { Panel } from '../../ui/panel'
import { KnobSlider } from './knob-slider'
import styles from './pictures.module.css'
import { valueText } from './transform-words'

const kindWords: Readonly<Record<Mix['kind'], { readonly name: string; readonly does: string }>> = {
  mixup: { name: 'MixUp', does: 'Two pictures are laid over one another.' },
  cutmix: { name: 'CutMix', does: 'A rectangle of another picture is put in.' },
  mosaic: { name: 'Mosaic', does: 'Parts of four pictures stand side by side.' },
}

/** Whether new pictures are mixed from several. */
export function MixPanel({
  recipe,
  onChange,
}: {
  readonly recipe: AugmentRecipe
  onChange(recipe: AugmentRecipe): void
}) {
  const { mix, ...rest } = recipe
  const change = (part: Partial<Mix>) => mix && onChange({ ...rest, mix: { ...mix, ...part } })
  const choose = (value: string) => {
    const kind = mixKinds.find((one) => one === value)
    onChange(kind ? { ...rest, mix: { kind, chance: mix?.chance ?? 0.5, alpha: usualAlpha[kind] } } : rest)
  }
  return (
    <Panel title="Mixing" hint="New pictures made of several of yours, after the changes">
      <SegmentedControl
        fullWidth
        aria-label="Mixing"
        data={[{ value: 'none', label: 'None' }, ...mixKinds.map((value) => ({ value, label: kindWords[value].name }))]}
        value={mix?.kind ?? 'none'}
        onChange={choose}
      />
      {mix && (
        <>
          <p className={styles.note}>
            {kindWords[mix.kind].does} The set says what share each class has of a picture, in “metadata.jsonl”; it lies
            in the folder of the largest.
          </p>
          <div className={styles.values}>
            <KnobSlider
              name={`In ${valueText(mix.chance, 'share')} of pictures`}
              label="How often: mixing"
              bounds={{ least: 0, most: 1, step: 0.05 }}
              value={mix.chance}
              onChange={(chance) => change({ chance })}
            />
            {mix.kind !== 'mosaic' && (
              <KnobSlider
                name={`α ${mix.alpha}: ${mix.alpha < 0.6 ? 'one of them mostly stays clear' : 'all shares alike'}`}
                label="α of Beta(α, α)"
                bounds={{ least: 0.1, most: 2, step: 0.1 }}
                value={mix.alpha}
                onChange={(alpha) => change({ alpha: Math.round(10 * alpha) / 10 })}
              />
            )}
          </div>
        </>
      )}
    </Panel>
  )
}
