import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { type KeptPictures, keptPictures } from '../../core/images/curation'
import { pictureGeneratorFacts } from '../../core/images/learn/facts'
import { areLikePhotos, automaticGenerator, learnedShape, partSizes } from '../../core/images/picture-pipeline'
import { db } from '../../db/database'
import type { Project } from '../../db/objects'
import type { StoredPictures } from '../../db/pictures'
import { train } from '../../store/work'
import { formatCount, formatQuantity } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { stagePath } from '../routes'
import { SyntheticPictures } from '../synthetic-pictures'
import { generatorWords } from '../words'
import { EstimateLine } from './estimate-line'
import { ExpertSection } from './expert-section'
import { GeneratorPicker } from './generator-picker'
import { TimeLimit } from './time-limit'

interface PictureSetupProps {
  readonly project: Project
  readonly pictures: StoredPictures
  /** Why it can't start now. */
  readonly blocked?: string
}

/** Everything that is chosen before pictures are learned; kept with the project, copied into the run at its start. */
export function PictureSetupPanel({ project, pictures, blocked }: PictureSetupProps) {
  const choice = project.generator
  const kept = useMemo(() => keptPictures(pictures), [pictures])
  const sizes = usePartSizes(kept, project.seed)
  const automatic = automaticGenerator(sizes.train)
  const chosenId = choice.id === 'auto' ? automatic : choice.id
  const generator = pictureGeneratorFacts.find(({ id }) => id === chosenId) ?? pictureGeneratorFacts[0]!
  const options = (choice.options[generator.id] ?? {}) as Readonly<Record<string, unknown>>
  const change = (part: Partial<Project['generator']>) =>
    void db.projects.update(project.id, { generator: { ...choice, ...part }, updatedAt: Date.now() })
  return (
    <Panel title="New run" hint={learnedWords(pictures, kept.labels.length, sizes)}>
      <Stack gap="lg">
        {project.source.marker && <SyntheticPictures marker={project.source.marker} />}
        <GeneratorPicker
          generators={pictureGeneratorFacts}
          automatic={`Takes the ${generatorWords[automatic]} here: there ${sizes.train === 1 ? 'is' : 'are'} ${formatQuantity(sizes.train, 'picture')} to learn from.`}
          value={choice.id}
          onChange={(id) => change({ id })}
        />
        {generator.trains && areLikePhotos(learnedShape(pictures, kept.labels.length)) && (
          <Notice
            tone="warn"
            title="Photos of many things need a graphics processor"
            actions={
              <Button size="xs" variant="default" component={Link} href={stagePath(project.id, 'augment')}>
                Augment instead
              </Button>
            }
          >
            If these are natural photos, what is learned here in minutes will be blobs of the right colours. Drawings,
            symbols and parts on a plain ground turn out better.
          </Notice>
        )}
        {sizes.train < fewPictures && (
          <Notice tone="warn" title="Few pictures to learn from">
            With fewer than {formatCount(fewPictures)} pictures a generator easily repeats what it has seen. Every set
            is checked for copies before it can be saved.
          </Notice>
        )}
        {generator.trains && <TimeLimit seconds={choice.seconds} onChange={(seconds) => change({ seconds })} />}
        <ExpertSection
          project={project}
          generator={generator}
          options={options}
          onChange={(next) => change({ options: { ...choice.options, [generator.id]: next } })}
          seedHint="The same seed, pictures, steps and device give the same model."
        />
        <Group gap="md">
          <Button
            size="md"
            leftSection={<IconPlayerPlay size={18} />}
            disabled={blocked !== undefined}
            onClick={() => void train(project, generator.id)}
          >
            Train
          </Button>
          {blocked || (generator.trains && choice.seconds) ? (
            <Text size="sm" c="dimmed">
              {blocked ??
                'As many steps as fit into that time; the pictures are then made and measured. You can stop and keep it at any time.'}
            </Text>
          ) : (
            <EstimateLine project={project} trains={generator.trains} known />
          )}
        </Group>
      </Stack>
    </Panel>
  )
}

const fewPictures = 500

function usePartSizes({ labels, parts, copies }: KeptPictures, seed: number) {
  return useMemo(
    () => partSizes(labels, { ...(parts ? { parts } : {}), ...(copies ? { copies } : {}) }, seed),
    [labels, parts, copies, seed],
  )
}

function learnedWords(
  pictures: StoredPictures,
  count: number,
  { train, control, test }: ReturnType<typeof partSizes>,
): string {
  const { width, height } = pictures
  const learned = learnedShape(pictures, count)
  const shrunk =
    learned.width === width && learned.height === height
      ? ''
      : ` They are learned and made at ${learned.width} × ${learned.height} px; yours are ${width} × ${height}.`
  return `Learns from ${formatQuantity(train, 'picture')}; ${formatCount(control)} say when to stop, ${formatCount(test)} are held back to check the result.${shrunk}`
}
