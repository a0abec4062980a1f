import { Select } from '@mantine/core'
import { useState } from 'react'
import { type Step, usualAugMix, usually } from '../../core/images/augment/pipeline'
import { presets } from '../../core/images/augment/presets'
import { transforms } from '../../core/images/transforms/registry'
import type { StoredPictures } from '../../db/pictures'
import { Panel } from '../../ui/panel'
import { PixelCanvas } from '../../ui/pixel-canvas'
import type { PicturePair, SeenMark } from '../../wire/pictures-api'
import composeStyles from './compose.module.css'
import { Marks } from './marks'
import { MixPanel } from './mix-panel'
import styles from './pictures.module.css'
import { SeedField } from './seed-field'
import { StepEditor } from './step-editor'
import { nameOf, presetWords } from './transform-words'
import { usePreview } from './use-preview'

/** The pipeline with twelve draws of it on the person's own pictures. */
export function AugmentEditor({ pictures }: { readonly pictures: StoredPictures }) {
  const { projectId, channels } = pictures
  const [recipe, setRecipe] = useState(pictures.recipe)
  const pairs = usePreview(projectId, recipe)
  const setSteps = (steps: readonly Step[]) => setRecipe({ ...recipe, steps })
  const preset = presets.find(({ pipeline }) => JSON.stringify(pipeline) === JSON.stringify(recipe.steps))
  return (
    <div className={styles.columns}>
      <div className={styles.side}>
        <Panel title="Changes" hint="Applied one after another, from top to bottom">
          <Select
            label="Start from"
            placeholder="Your own mix"
            data={presets.map(({ id }) => ({ value: id, label: presetWords[id] }))}
            value={preset?.id ?? null}
            onChange={(id) => setSteps(presets.find((one) => one.id === id)?.pipeline ?? recipe.steps)}
          />
          <ol className={styles.steps}>
            {recipe.steps.map((step, i) => (
              <StepEditor
                // biome-ignore lint/suspicious/noArrayIndexKey: steps have no names of their own, and one may stand twice
                key={i}
                step={step}
                size={pictures}
                isFirst={i === 0}
                isLast={i === recipe.steps.length - 1}
                onChange={(changed) => setSteps(recipe.steps.with(i, changed))}
                onMove={(by) => setSteps(swapped(recipe.steps, i, i + by))}
                onRemove={() => setSteps(recipe.steps.toSpliced(i, 1))}
              />
            ))}
          </ol>
          <Select
            label="Add a change"
            placeholder="Choose one"
            searchable
            value={null}
            data={choices(channels)}
            onChange={(id) => id && setSteps([...recipe.steps, policies.get(id) ?? usually(id, 0.5)])}
          />
        </Panel>
        <MixPanel recipe={recipe} onChange={setRecipe} />
      </div>
      <Panel
        className={styles.preview ?? ''}
        title="Before and after"
        hint="Twelve draws from your own pictures"
        actions={<SeedField seed={recipe.seed} onChange={(seed) => setRecipe({ ...recipe, seed })} />}
      >
        <ul className={styles.pairs} aria-label="Draws" data-ready={pairs.length > 0 || undefined}>
          {pairs.map((pair, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a draw is its place
            <li key={i}>
              <div className={styles.pair}>
                <Marked size={pictures} pixels={pair.before} marks={pair.marksBefore} label={`Before, ${i + 1}`} />
                <Marked size={pictures} pixels={pair.after} marks={pair.marksAfter} label={`After, ${i + 1}`} />
              </div>
              {recipe.mix && <p className={styles.shares}>{sharesText(pair.shares)}</p>}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function choices(channels: 1 | 3) {
  const fitting = transforms.filter(({ needsColour }) => channels === 3 || !needsColour)
  const groups = [...new Set(fitting.map(({ group }) => group))].map((group) => ({
    group: nameOf(group),
    items: fitting.filter((transform) => transform.group === group).map(({ id }) => ({ value: id, label: nameOf(id) })),
  }))
  return [...groups, { group: 'Policies', items: [...policies.keys()].map((value) => ({ value, label: value })) }]
}

function swapped(steps: readonly Step[], i: number, j: number): Step[] {
  return steps.with(i, steps[j]!).with(j, steps[i]!)
}

/** What chooses changes by itself, by the name in its paper. */
const policies: ReadonlyMap<string, Step> = new Map([
  ['RandAugment', { kind: 'rand-augment', chance: 1, count: 2, strength: 0.8 }],
  ['TrivialAugment', { kind: 'trivial-augment', chance: 1 }],
  ['AugMix', usualAugMix],
])

const sharesText = (shares: PicturePair['shares']) =>
  shares.map(({ name, share }) => `${Math.round(100 * share)} % ${name}`).join(', ')

interface MarkedProps {
  readonly size: StoredPictures
  readonly pixels: Uint8Array
  readonly marks: readonly SeenMark[]
  readonly label: string
}

function Marked({ size: { width, height, channels }, pixels, marks, label }: MarkedProps) {
  return (
    <div className={composeStyles.marked}>
      <PixelCanvas {...{ width, height, channels, pixels, label }} className={styles.thumbnail} />
      {marks.length > 0 && <Marks width={width} height={height} marks={marks} />}
    </div>
  )
}
