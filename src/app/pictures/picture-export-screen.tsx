import { Button, NumberInput, Progress } from '@mantine/core'
import { useState } from 'react'
import { mostPerClass } from '../../core/images/augment/augment-recipe'
import type { Problem } from '../../core/problem'
import { type StoredPictures, saveRecipe } from '../../db/pictures'
import { exportAugmented } from '../../jobs/pictures'
import { problemOf } from '../../store/work'
import { formatBytes, formatCount, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { offerDownload } from '../../ui/offer-download'
import { Panel } from '../../ui/panel'
import { ScreenFrame } from '../../ui/screen-frame'
import type { PictureProgress } from '../../wire/pictures-api'
import { problemText } from '../problem-text'
import type { ScreenProps } from '../screen'
import { usePictures } from './use-pictures'

type State =
  | { readonly status: 'ready' }
  | { readonly status: 'making'; readonly progress: PictureProgress }
  | { readonly status: 'saved'; readonly name: string; readonly bytes: number }
  | { readonly status: 'failed'; readonly problem: Problem }

export function PictureExportScreen({ project }: ScreenProps) {
  const pictures = usePictures(project.id)
  if (!pictures) return null
  return (
    <ScreenFrame title="Export" hint="A labelled set of new pictures, in one zip">
      <SavePanel pictures={pictures} name={project.name} />
      <Notice tone="warn" title="Each new picture is one of yours, changed">
        What it shows can be recognised. Share the set only where you might share the pictures that it was made from.
      </Notice>
    </ScreenFrame>
  )
}

/** Classes that pictures are made for: those with training pictures. */
function usedCounts({ labels, parts }: StoredPictures): number[] {
  const counts = new Map<number, number>()
  labels.forEach((label, i) => {
    if ((parts?.[i] ?? 'train') === 'train') counts.set(label, (counts.get(label) ?? 0) + 1)
  })
  return [...counts.values()]
}

function SavePanel({ pictures, name }: { readonly pictures: StoredPictures; readonly name: string }) {
  const [state, setState] = useState<State>({ status: 'ready' })
  const { recipe, projectId, labels } = pictures
  const counts = usedCounts(pictures)
  const used = counts.reduce((sum, count) => sum + count, 0)
  const total = recipe.perClass === undefined ? used : recipe.perClass * counts.length
  const make = async () => {
    setState({ status: 'making', progress: { done: 0, of: total } })
    try {
      const blob = await exportAugmented(projectId, recipe, (progress) => setState({ status: 'making', progress }))
      const file = new File([blob], `${name}.augmented.zip`, { type: 'application/zip' })
      offerDownload(file)
      setState({ status: 'saved', name: file.name, bytes: file.size })
    } catch (error) {
      setState({ status: 'failed', problem: problemOf(error) })
    }
  }
  return (
    <Panel
      title="Labelled zip"
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
      <p>
        {formatQuantity(total, 'new picture')} in {formatQuantity(counts.length, 'class', 'classes')}, made from{' '}
        {formatQuantity(used, 'picture')}.
        {used < labels.length &&
          ` The other ${formatCount(labels.length - used)} are for validation and test: nothing is made from them.`}
      </p>
      <Button loading={state.status === 'making'} onClick={() => void make()}>
        Make and save the zip
      </Button>
      <Outcome state={state} />
    </Panel>
  )
}

function Outcome({ state }: { readonly state: State }) {
  if (state.status === 'ready') return null
  if (state.status === 'making') {
    const { done, of } = state.progress
    return <Progress mt={12} value={(100 * done) / Math.max(1, of)} aria-label="Pictures made" />
  }
  if (state.status === 'saved')
    return (
      <p role="status">
        Saved “{state.name}”, {formatBytes(state.bytes)}. Look for it in your downloads.
      </p>
    )
  const { title, advice } = problemText(state.problem)
  return (
    <Notice tone="bad" title={title}>
      {advice}
    </Notice>
  )
}
