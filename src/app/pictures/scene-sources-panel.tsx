import { Button, Modal, MultiSelect } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPencil } from '@tabler/icons-react'
import { backgrounds } from '../../core/images/compose/backgrounds/registry'
import { defects } from '../../core/images/compose/defects/registry'
import { ownBackground, type SceneRecipe, spreadOf } from '../../core/images/compose/scene-recipe'
import { findSources } from '../../core/images/compose/scene-sources'
import type { StoredPictures } from '../../db/pictures'
import { materialOf, type StoredScenes } from '../../db/scenes'
import { formatCount, formatQuantity } from '../../ui/format'
import { Panel } from '../../ui/panel'
import styles from './compose.module.css'
import { CutOutDrawing } from './cut-out-drawing'
import { nameOf } from './transform-words'

interface SceneSourcesProps {
  readonly pictures: StoredPictures
  readonly scenes: StoredScenes
  readonly recipe: SceneRecipe
  onChange(recipe: SceneRecipe): void
}

/** What is placed, and on what. */
export function SceneSourcesPanel({ pictures, scenes, recipe, onChange }: SceneSourcesProps) {
  const [isDrawing, { open, close }] = useDisclosure(false)
  const { cutOuts, grounds } = findSources(materialOf('', pictures, scenes))
  const counts = countsOf(cutOuts.map(({ className }) => className))
  const groundCounts = countsOf(grounds.map((place) => pictures.classes[pictures.labels[place]!]!))
  const own = recipe.backgrounds.includes(ownBackground)
  const hasFaults = spreadOf(recipe, 'defects').high >= 1
  return (
    <Panel
      title="Made from"
      hint={`${formatQuantity(cutOuts.length, 'cut-out')}: pictures with clear parts, and things marked in pictures`}
      actions={
        <Button variant="default" leftSection={<IconPencil size={16} />} onClick={open}>
          Draw a cut-out
        </Button>
      }
    >
      <div className={styles.stack}>
        <MultiSelect
          label="Things"
          placeholder={
            recipe.classes ? '' : cutOuts.length > 0 ? 'All of them' : 'None yet: draw around one in a picture'
          }
          disabled={cutOuts.length === 0}
          data={optionsOf(counts)}
          value={[...(recipe.classes ?? [])]}
          onChange={(classes) => {
            const { classes: _, ...rest } = recipe
            onChange(classes.length > 0 ? { ...rest, classes } : rest)
          }}
        />
        <MultiSelect
          label="Backgrounds"
          data={[
            {
              value: ownBackground,
              label: `Your pictures (${formatCount(grounds.length)})`,
              disabled: grounds.length === 0,
            },
            ...backgrounds.map(({ id }) => ({ value: id, label: `${nameOf(id)} (computed)` })),
          ]}
          value={[...recipe.backgrounds]}
          onChange={(chosen) => chosen.length > 0 && onChange({ ...recipe, backgrounds: chosen })}
        />
        {own && groundCounts.size > 1 && (
          <MultiSelect
            label="Which of your pictures"
            placeholder={recipe.backgroundClasses ? '' : 'All in which nothing is marked'}
            data={optionsOf(groundCounts)}
            value={[...(recipe.backgroundClasses ?? [])]}
            onChange={(chosen) => {
              const { backgroundClasses: _, ...rest } = recipe
              onChange(chosen.length > 0 ? { ...rest, backgroundClasses: chosen } : rest)
            }}
          />
        )}
        {hasFaults && (
          <MultiSelect
            label="Kinds of faults"
            data={defects.map(({ id }) => ({ value: id, label: nameOf(id) }))}
            value={[...recipe.defects]}
            onChange={(chosen) => chosen.length > 0 && onChange({ ...recipe, defects: chosen })}
          />
        )}
      </div>
      <Modal opened={isDrawing} onClose={close} title="Draw a cut-out" size="xl">
        <CutOutDrawing pictures={pictures} scenes={scenes} />
      </Modal>
    </Panel>
  )
}

function countsOf(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

const optionsOf = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort().map(([value, count]) => ({ value, label: `${value} (${formatCount(count)})` }))
