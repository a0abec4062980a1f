import { Button, Group, NumberInput, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { mostHeld, mostScenes, type SceneRecipe } from '../../core/images/compose/scene-recipe'
import type { PictureLayout } from '../../core/images/layouts/layout'
import { layoutIds } from '../../core/images/layouts/registry'
import { exportScenes } from '../../jobs/pictures'
import { problemOf } from '../../store/work'
import { offerDownload } from '../../ui/offer-download'
import { Panel } from '../../ui/panel'
import { Outcome, type SaveState } from './save-outcome'
import { layoutWords } from './scene-words'

interface SceneExportProps {
  readonly projectId: string
  readonly name: string
  readonly recipe: SceneRecipe
  readonly isPossible: boolean
  onChange(recipe: SceneRecipe): void
}

const sides = { least: 64, most: 2048 }

/** All scenes, made and saved. */
export function SceneExportPanel({ projectId, name, recipe, isPossible, onChange }: SceneExportProps) {
  const [state, setState] = useState<SaveState>({ status: 'ready' })
  const [layout, setLayout] = useState<PictureLayout['id']>('coco')
  const make = async () => {
    setState({ status: 'making', progress: { done: 0, of: recipe.scenes } })
    try {
      const blob = await exportScenes(projectId, recipe, layout, (progress) => setState({ status: 'making', progress }))
      const file = new File([blob], `${name}.scenes.zip`, { type: 'application/zip' })
      offerDownload(file)
      setState({ status: 'saved', name: file.name, bytes: file.size })
    } catch (error) {
      setState({ status: 'failed', problem: problemOf(error) })
    }
  }
  const part = (key: 'validation' | 'test', label: string) => {
    const { split = { validation: 0, test: 0 } } = recipe
    const most = Math.round(100 * (mostHeld - split[key === 'test' ? 'validation' : 'test']))
    return (
      <NumberInput
        label={label}
        suffix=" %"
        w={120}
        min={0}
        max={most}
        clampBehavior="blur"
        allowDecimal={false}
        value={Math.round(100 * split[key])}
        onChange={(value) =>
          typeof value === 'number' &&
          value >= 0 &&
          value <= most &&
          onChange({ ...recipe, split: { ...split, [key]: value / 100 } })
        }
      />
    )
  }
  const side = (key: 'width' | 'height', label: string) => (
    <NumberInput
      label={label}
      suffix=" px"
      w={110}
      min={sides.least}
      max={sides.most}
      clampBehavior="blur"
      allowDecimal={false}
      value={recipe[key]}
      onChange={(value) =>
        typeof value === 'number' &&
        value >= sides.least &&
        value <= sides.most &&
        onChange({ ...recipe, [key]: value })
      }
    />
  )
  return (
    <Panel
      title="Make the set"
      hint="Pictures, boxes, masks, all that was drawn for each scene, a contact sheet and where it all comes from, in one zip"
    >
      <Group align="end">
        <NumberInput
          label="Scenes"
          w={110}
          min={1}
          max={mostScenes}
          clampBehavior="blur"
          allowDecimal={false}
          thousandSeparator=","
          value={recipe.scenes}
          onChange={(value) =>
            typeof value === 'number' && value >= 1 && value <= mostScenes && onChange({ ...recipe, scenes: value })
          }
        />
        {side('width', 'Width')}
        {side('height', 'Height')}
        {part('validation', 'For validation')}
        {part('test', 'For testing')}
        <Select
          label="Labels as"
          flex="1 1 260px"
          allowDeselect={false}
          data={layoutIds.map((id) => ({ value: id, label: layoutWords[id] }))}
          value={layout}
          onChange={(id) => setLayout(layoutIds.find((each) => each === id) ?? 'coco')}
        />
        <Button
          leftSection={<IconDownload size={16} />}
          disabled={!isPossible}
          loading={state.status === 'making'}
          onClick={() => void make()}
        >
          Make and save the zip
        </Button>
      </Group>
      {recipe.split && recipe.split.validation + recipe.split.test > 0 && (
        <p>
          Scenes for validation and testing are others than those for training, but the things in them are the same:
          they do not tell how a model does with things that it has not seen.
        </p>
      )}
      <Outcome state={state} />
    </Panel>
  )
}
