import { Switch } from '@mantine/core'
import { useState } from 'react'
import type { SceneRecipe } from '../../core/images/compose/scene-recipe'
import { formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { PixelCanvas } from '../../ui/pixel-canvas'
import { problemText } from '../problem-text'
import styles from './compose.module.css'
import { Marks } from './marks'
import pictureStyles from './pictures.module.css'
import { SeedField } from './seed-field'
import type { ShownScenes } from './use-scene-preview'

interface ScenePreviewProps {
  readonly shown: ShownScenes
  readonly recipe: SceneRecipe
  onChange(recipe: SceneRecipe): void
}

/** The first scenes as they will be, with what is marked in them. */
export function ScenePreviewPanel({ shown, recipe, onChange }: ScenePreviewProps) {
  const [isMarked, setMarked] = useState(true)
  const { scenes, problem } = shown
  const text = problem && problemText(problem)
  return (
    <Panel
      className={pictureStyles.preview ?? ''}
      title="The first twelve scenes"
      hint="Boxes and masks are exact: they are what was drawn"
      actions={
        <div className={pictureStyles.filters}>
          <Switch
            label="Boxes and masks"
            checked={isMarked}
            onChange={(event) => setMarked(event.currentTarget.checked)}
          />
          <SeedField seed={recipe.seed} onChange={(seed) => onChange({ ...recipe, seed })} />
        </div>
      }
    >
      {text && (
        <Notice tone="info" title={text.title}>
          {text.advice}
        </Notice>
      )}
      <ul className={styles.scenes} aria-label="Scenes" data-ready={scenes.length > 0 || undefined}>
        {scenes.map(({ picture, things }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a scene is its place
          <li key={i} className={styles.marked}>
            <PixelCanvas
              {...picture}
              label={`Scene ${i + 1}: ${things.length > 0 ? things.map(({ name }) => name).join(', ') : formatQuantity(0, 'thing')}`}
              className={styles.scene}
            />
            {isMarked && <Marks width={picture.width} height={picture.height} marks={things} />}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
