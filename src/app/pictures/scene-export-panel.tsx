import { Button, Group, Select } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { mostHeld, mostScenes, type SceneRecipe } from '../../core/images/compose/scene-recipe'
import type { PictureLayout } from '../../core/images/layouts/layout'
import { layoutIds } from '../../core/images/layouts/registry'
import { exportScenes } from '../../jobs/pictures'
import { Panel } from '../../ui/panel'
import { WholeField } from '../../ui/whole-field'
import { Outcome } from './save-outcome'
import { layoutWords } from './scene-words'
import { useSaveZip } from './use-save-zip'

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
  const { state, save } = useSaveZip()
  const [layout, setLayout] = useState<PictureLayout['id']>('coco')
  const make = () =>
    save(`${name}.scenes.zip`, recipe.scenes, (onProgress) => exportScenes(projectId, recipe, layout, onProgress))
  const part = (key: 'validation' | 'test', label: string) => {
    const { split = { validation: 0, test: 0 } } = recipe
    const most = Math.round(100 * (mostHeld - split[key === 'test' ? 'validation' : 'test']))
    return (
      <WholeField
        label={label}
        suffix=" %"
        w={120}
        least={0}
        most={most}
        value={Math.round(100 * split[key])}
        onChange={(percent) => onChange({ ...recipe, split: { ...split, [key]: percent / 100 } })}
      />
    )
  }
  const side = (key: 'width' | 'height', label: string) => (
    <WholeField
      label={label}
      suffix=" px"
      w={110}
      {...sides}
      value={recipe[key]}
      onChange={(pixels) => onChange({ ...recipe, [key]: pixels })}
    />
  )
  return (
    <Panel
      title="Make the set"
      hint="Pictures, boxes, masks, all that was drawn for each scene, a contact sheet and where it all comes from, in one zip"
    >
      <Group align="end">
        <WholeField
          label="Scenes"
          w={110}
          least={1}
          most={mostScenes}
          thousandSeparator=","
          value={recipe.scenes}
          onChange={(scenes) => onChange({ ...recipe, scenes })}
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
