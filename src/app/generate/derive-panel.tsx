import { Button, SegmentedControl, Select, Slider, Stack, Text } from '@mantine/core'
import { IconSparkles } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { keptPictures } from '../../core/images/curation'
import { type Derivation, derivedLabels, leastDerived } from '../../core/images/derivation'
import { countClasses, splitParts } from '../../core/images/picture-pipeline'
import { asLearned } from '../../db/curation'
import type { Project, Run } from '../../db/objects'
import type { StoredPictures } from '../../db/pictures'
import { addOutput } from '../../db/runs'
import { sample, useWork } from '../../store/work'
import { formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { PickGrid } from '../../ui/pick-grid'
import { nothingPicked } from '../../ui/picking'
import { PixelCanvas } from '../../ui/pixel-canvas'
import { WholeField } from '../../ui/whole-field'
import { useThumbnail } from '../use-thumbnails'
import styles from './derive.module.css'
import { DerivedPreview } from './derived-preview'

interface DerivePanelProps {
  readonly project: Project
  readonly pictures: StoredPictures
  readonly run: Run
}

type How = Derivation['how']

const mostPicked = 50
const mostEach = 500
const mostFrames = 200

/** Pictures that begin from chosen ones of the person's own: more like these, or the way from one to another. */
export function DerivePanel({ project, pictures, run }: DerivePanelProps) {
  const [how, setHow] = useState<How>('variation')
  const [className, setClassName] = useState<string | null>(null)
  const [picking, setPicking] = useState(nothingPicked)
  const [strength, setStrength] = useState(0.5)
  const [each, setEach] = useState(20)
  const [frames, setFrames] = useState(20)
  const { places, labels, classes } = useMemo(
    () => learnedPlaces(pictures, run, project.seed),
    [pictures, run, project.seed],
  )
  const isBusy = useWork((work) => work.training !== undefined || work.sampling !== undefined)
  const order = useMemo(() => {
    const label = className === null ? -1 : classes.indexOf(className)
    return [...labels.keys()]
      .filter((i) => label < 0 || labels[i] === label)
      .sort((a, b) => labels[a]! - labels[b]! || a - b)
  }, [labels, classes, className])
  const wish = useMemo((): Derivation | undefined => {
    const from = [...picking.picked].slice(0, mostPicked)
    if (how === 'variation') return from.length > 0 ? { how, from, each, strength } : undefined
    const [first, second] = from
    return first !== undefined && second !== undefined ? { how, from: [first, second], frames } : undefined
  }, [how, picking, each, strength, frames])
  const used = how === 'variation' ? mostPicked : 2
  const made = wish ? derivedLabels(wish, labels) : new Int32Array()
  const make = async (derived: Derivation) => {
    const perClass = countClasses({ labels: made, classes })
    const common = { wantedRows: made.length, seed: project.seed, temperature: 1, conditions: [] }
    await sample(await addOutput({ ...run, draft: false }, { ...common, perClass, derived }))
  }
  return (
    <Panel
      title="More like these"
      hint="Begin from some of your own pictures: click one, with Ctrl or a finger more of them"
      actions={
        classes.length > 1 && (
          <Select
            aria-label="Class of your pictures"
            placeholder="All classes"
            clearable
            searchable
            data={[...classes]}
            value={className}
            onChange={setClassName}
          />
        )
      }
    >
      <Stack gap="md">
        <div className={styles.grid}>
          <PickGrid
            label="Your pictures"
            order={order}
            picking={picking}
            onPick={setPicking}
            tileLabel={(i) => `${classes[labels[i]!]}, ${places[i]! + 1}`}
            tile={(i) => <Own pictures={pictures} place={places[i]!} />}
          />
        </div>
        <div className={styles.fields}>
          <SegmentedControl
            aria-label="What to make of them"
            data={[
              { value: 'variation', label: 'More like each' },
              { value: 'interpolation', label: 'Between two' },
            ]}
            value={how}
            onChange={(value) => setHow(value as How)}
          />
          {how === 'variation' ? (
            <>
              <div>
                <Text size="sm" fw={500}>
                  How far from them: {Math.round(100 * strength)} %
                </Text>
                <Slider
                  aria-label="How far from them"
                  thumbLabel="How far from them"
                  min={5}
                  max={100}
                  step={5}
                  label={null}
                  value={Math.round(100 * strength)}
                  onChange={(value) => setStrength(value / 100)}
                />
                <Text size="xs" c="dimmed" mt={4}>
                  Little keeps the picture, 100 % keeps its class only.
                </Text>
              </div>
              <WholeField
                label="New ones for each"
                least={leastDerived}
                most={mostEach}
                value={each}
                onChange={setEach}
              />
            </>
          ) : (
            <WholeField
              label="Pictures on the way"
              least={leastDerived}
              most={mostFrames}
              value={frames}
              onChange={setFrames}
            />
          )}
        </div>
        {wish ? (
          <DerivedPreview
            run={run}
            wish={wish}
            seed={project.seed}
            isBusy={isBusy}
            own={(i) => <Own pictures={pictures} place={places[i]!} label={classes[labels[i]!]!} />}
          />
        ) : (
          <Text size="sm" c="dimmed">
            {how === 'variation' ? 'Pick one or more pictures above.' : 'Pick two pictures above.'}
          </Text>
        )}
        {picking.picked.size > used && (
          <Text size="sm">
            Of the {picking.picked.size} that you picked the first {how === 'variation' ? mostPicked : 'two'} are used.
          </Text>
        )}
        {how === 'variation' && strength < 0.4 && (
          <Notice tone="warn" title="So close to your pictures they may be copies of them">
            The check before saving will say so. Share them only where you might share the pictures themselves.
          </Notice>
        )}
        <div>
          <Button
            leftSection={<IconSparkles size={18} />}
            disabled={!wish || isBusy}
            onClick={() => wish && void make(wish)}
          >
            {wish ? `Make ${formatQuantity(made.length, 'picture')} from these` : 'Make pictures from these'}
          </Button>
        </div>
      </Stack>
    </Panel>
  )
}

/** The pictures that a run learned from: nothing begins from those that are held back. */
function learnedPlaces(pictures: StoredPictures, run: Run, seed: number) {
  const { places, labels, classes, parts, copies } = keptPictures(asLearned(pictures, run))
  const { train } = splitParts(labels, { ...(parts ? { parts } : {}), ...(copies ? { copies } : {}) }, seed)
  return { places: train.map((i) => places[i]!), labels: train.map((i) => labels[i]!), classes }
}

interface OwnProps {
  readonly pictures: StoredPictures
  readonly place: number
  readonly label?: string
}

function Own({ pictures, place, label }: OwnProps) {
  const shown = useThumbnail(pictures, place)
  return <PixelCanvas {...shown} className={styles.tile} {...(label ? { label: `Yours: ${label}` } : {})} />
}
