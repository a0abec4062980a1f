import { Button, NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { mostPerClass } from '../../core/images/augment/augment-recipe'
import { usablePlaces } from '../../core/images/curation'
import type { PictureLayout } from '../../core/images/layouts/layout'
import { layoutIds } from '../../core/images/layouts/registry'
import { type StoredPictures, saveRecipe } from '../../db/pictures'
import { exportAugmented } from '../../jobs/pictures'
import { formatCount, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import type { ScreenProps } from '../screen'
import { MadeExportPanel } from './made-export-panel'
import { Outcome } from './save-outcome'
import { layoutWords } from './scene-words'
import { usePictures } from './use-pictures'
import { useSaveZip } from './use-save-zip'
import { useScenes } from './use-scenes'

export function PictureExportScreen({ project }: ScreenProps) {
  const pictures = usePictures(project.id)
  if (!pictures) return null
  return (
    <ScreenFrame title="Export" hint="A labelled set of new pictures, in one zip">
      <MadeExportPanel project={project} />
      <SavePanel pictures={pictures} name={project.name} />
      <Notice tone="warn" title="Each changed picture is one of yours">
        What it shows can be recognised. Share the set only where you might share the pictures that it was made from.
      </Notice>
    </ScreenFrame>
  )
}

/** Classes that pictures are made for: those with training pictures in use. */
function usedCounts(pictures: StoredPictures): number[] {
  const counts = new Map<number, number>()
  for (const place of usablePlaces(pictures)) {
    const label = pictures.labels[place]!
    counts.set(label, (counts.get(label) ?? 0) + 1)
  }
  return [...counts.values()]
}

function SavePanel({ pictures, name }: { readonly pictures: StoredPictures; readonly name: string }) {
  const { state, save } = useSaveZip()
  const { recipe, projectId, labels, excluded } = pictures
  const out = excluded?.reduce((sum, mark) => sum + mark, 0) ?? 0
  const held = labels.length - out
  const [layout, setLayout] = useState<PictureLayout['id']>('imagefolder')
  const isMarked = (useScenes(projectId)?.things.length ?? 0) > 0
  const counts = usedCounts(pictures)
  const used = counts.reduce((sum, count) => sum + count, 0)
  const total = recipe.perClass === undefined ? used : recipe.perClass * counts.length
  const make = () =>
    save(`${name}.augmented.zip`, total, (onProgress) => exportAugmented(projectId, recipe, layout, onProgress))
  return (
    <Panel
      title="Changed pictures"
      hint="A folder for each class under “train”, as training libraries read it, with a contact sheet, the recipe and where it all comes from"
    >
      <NumberInput
        label="New pictures for each class"
        description="The same number for all makes small classes as large as large ones. Empty: as many as each class has."
        min={1}
        max={mostPerClass}
        allowDecimal={false}
        thousandSeparator=","
        maw={340}
        value={recipe.perClass ?? ''}
        onChange={(value) => {
          const { perClass: _, ...rest } = recipe
          void saveRecipe(projectId, typeof value === 'number' && value >= 1 ? { ...rest, perClass: value } : rest)
        }}
      />
      {isMarked && (
        <Select
          mt="md"
          maw={340}
          label="Boxes and outlines as"
          allowDeselect={false}
          data={layoutIds.map((id) => ({ value: id, label: layoutWords[id] }))}
          value={layout}
          onChange={(id) => setLayout(layoutIds.find((each) => each === id) ?? 'imagefolder')}
        />
      )}
      <p>
        {formatQuantity(total, 'new picture')} in {formatQuantity(counts.length, 'class', 'classes')}, made from{' '}
        {formatQuantity(used, 'picture')}.
        {used < held && ` Another ${formatCount(held - used)} are for validation and test: nothing is made from them.`}
        {out > 0 && ` ${formatQuantity(out, 'picture is', 'pictures are')} left out.`}
      </p>
      <Button disabled={total === 0} loading={state.status === 'making'} onClick={() => void make()}>
        Make and save the zip
      </Button>
      <Outcome state={state} />
    </Panel>
  )
}
