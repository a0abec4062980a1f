import { Button, NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import { type Step, usually } from '../../core/images/augment/pipeline'
import { presets } from '../../core/images/augment/presets'
import { transforms } from '../../core/images/transforms/registry'
import type { StoredPictures } from '../../db/pictures'
import { Panel } from '../../ui/panel'
import { PixelCanvas } from '../../ui/pixel-canvas'
import { ScreenFrame } from '../../ui/screen-frame'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import styles from './pictures.module.css'
import { StepEditor } from './step-editor'
import { nameOf, presetWords } from './transform-words'
import { usePictures } from './use-pictures'
import { usePreview } from './use-preview'

export function AugmentScreen({ project }: ScreenProps) {
  const pictures = usePictures(project.id)
  if (!pictures) return null
  return (
    <ScreenFrame
      title="Augment"
      hint="More pictures by changing the ones you have: a model that is trained on them minds such changes less."
      actions={
        <Button component={Link} href={stagePath(project.id, 'export')}>
          Export
        </Button>
      }
    >
      <Editor pictures={pictures} />
    </ScreenFrame>
  )
}

function Editor({ pictures }: { readonly pictures: StoredPictures }) {
  const { projectId, width, height, channels } = pictures
  const [recipe, setRecipe] = useState(pictures.recipe)
  const pairs = usePreview(projectId, recipe)
  const setSteps = (steps: readonly Step[]) => setRecipe({ ...recipe, steps })
  const preset = presets.find(({ pipeline }) => JSON.stringify(pipeline) === JSON.stringify(recipe.steps))
  return (
    <div className={styles.columns}>
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
          onChange={(id) => id && setSteps([...recipe.steps, usually(id, 0.5)])}
        />
      </Panel>
      <Panel
        className={styles.preview ?? ''}
        title="Before and after"
        hint="Twelve draws from your own pictures"
        actions={
          <NumberInput
            aria-label="Seed"
            prefix="Seed "
            min={0}
            allowDecimal={false}
            w={110}
            value={recipe.seed}
            onChange={(seed) => typeof seed === 'number' && setRecipe({ ...recipe, seed })}
          />
        }
      >
        <ul className={styles.pairs} aria-label="Draws" data-ready={pairs.length > 0 || undefined}>
          {pairs.map(({ before, after }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a draw is its place
            <li key={i} className={styles.pair}>
              <PixelCanvas
                {...{ width, height, channels }}
                pixels={before}
                label={`Before, ${i + 1}`}
                className={styles.thumbnail}
              />
              <PixelCanvas
                {...{ width, height, channels }}
                pixels={after}
                label={`After, ${i + 1}`}
                className={styles.thumbnail}
              />
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function choices(channels: 1 | 3) {
  const fitting = transforms.filter(({ needsColour }) => channels === 3 || !needsColour)
  return [...new Set(fitting.map(({ group }) => group))].map((group) => ({
    group: nameOf(group),
    items: fitting.filter((transform) => transform.group === group).map(({ id }) => ({ value: id, label: nameOf(id) })),
  }))
}

function swapped(steps: readonly Step[], i: number, j: number): Step[] {
  return steps.with(i, steps[j]!).with(j, steps[i]!)
}
