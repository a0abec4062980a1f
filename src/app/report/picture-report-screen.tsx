import { Button, Progress, Text } from '@mantine/core'
import { IconEyeOff, IconPhotoOff, IconSchool, IconTarget } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { Link } from 'wouter'
import {
  attackNote,
  attackRows,
  classRows,
  copiesNote,
  copyRows,
  fewNote,
  fewPictures,
  fidelityNote,
  fidelityRows,
  isCopying,
  pictureAnswers,
  pictureHeadings,
  utilityNote,
  utilityRows,
} from '../../core/images/html/picture-report-words'
import type { PictureReport } from '../../core/images/metrics/picture-report'
import { liveDb } from '../../db/database'
import type { PicturePairPixels } from '../../db/made-pictures'
import type { Output, Project } from '../../db/objects'
import { ReferenceBar } from '../../ui/charts/reference-bar'
import { EmptyState } from '../../ui/empty-state'
import { formatAgo, formatQuantity, formatShare } from '../../ui/format'
import { Notice } from '../../ui/notice'
import { Panel } from '../../ui/panel'
import { PixelCanvas } from '../../ui/pixel-canvas'
import { ScreenFrame } from '../../ui/screen-frame'
import { ClassSheet } from '../class-sheet'
import { OlderPictures } from '../older-pictures'
import { stagePath } from '../routes'
import type { ScreenProps } from '../screen'
import { useMadeSet, usePictureReport } from '../use-picture-report'
import { generatorWords } from '../words'
import { FigureTable } from './figure-table'
import { Pillar } from './pillar'
import classes from './report.module.css'

/** How like the real ones the set in use is, how useful, and whether it holds copies. */
export function PictureReportScreen({ project }: ScreenProps) {
  const output = useMadeSet(project)
  if (output === undefined) return null
  if (output === null) return <NoSet project={project} />
  const name = generatorWords[output.generator] ?? output.generator
  const begun = output.derived ? ' begun from yours,' : ''
  const made = `${formatQuantity(output.rows, 'picture')} by the ${name},${begun} made ${formatAgo(output.createdAt, Date.now())}`
  return (
    <ScreenFrame title="Report" hint={made}>
      <OlderPictures output={output} />
      <SetReport key={output.id} output={output} />
    </ScreenFrame>
  )
}

function NoSet({ project }: { readonly project: Project }) {
  return (
    <ScreenFrame title="Report">
      <EmptyState
        icon={IconPhotoOff}
        title="There is no set of made pictures yet"
        actions={
          <Button component={Link} href={stagePath(project.id, 'train')}>
            Go to Train
          </Button>
        }
      >
        Train a generator first; what it makes is then measured against pictures that it has not seen.
      </EmptyState>
    </ScreenFrame>
  )
}

function SetReport({ output }: { readonly output: Output }) {
  const state = usePictureReport(output.id)
  if (!state) return null
  if (state.status !== 'there') {
    return (
      <Panel label="Measuring">
        <Text size="sm">
          {state.status === 'waiting'
            ? 'Waits until nothing is trained or made any more.'
            : 'Comparing the pictures with real ones that nothing learned from …'}
        </Text>
        {state.status === 'measuring' && <Progress mt={8} value={100 * state.share} aria-label="Measured" />}
      </Panel>
    )
  }
  const { report, closest } = state.stored
  if (!report) {
    return (
      <Notice tone="warn" title="Too few pictures to measure against">
        At least ten pictures have to be held back for testing. Add more pictures, or a folder named “test”.
      </Notice>
    )
  }
  return (
    <>
      {report.pictures.train < fewPictures && (
        <Notice tone="warn" title="Few pictures">
          {fewNote(report.pictures.train)}
        </Notice>
      )}
      {isCopying(report) && (
        <Notice tone="bad" title="Some are copies of your pictures">
          Share this set only where you might share the pictures themselves.{' '}
          {output.derived
            ? 'They began from yours: a larger distance in Generate makes them less alike.'
            : 'More pictures to learn from, or a shorter training, help.'}
        </Notice>
      )}
      <Answers report={report} />
      <SheetOf output={output} />
      <Panel title={pictureHeadings.fidelity} hint={fidelityNote(report)}>
        <FigureTable label={pictureHeadings.fidelity} {...fidelityRows(report)} />
      </Panel>
      {report.utility && (
        <>
          <Panel title={pictureHeadings.utility} hint={utilityNote(report.utility)}>
            <FigureTable label={pictureHeadings.utility} {...utilityRows(report.utility)} />
          </Panel>
          <Panel title={pictureHeadings.classes} hint="Share of each class’s test pictures that are named rightly">
            <FigureTable label={pictureHeadings.classes} {...classRows(report.utility)} />
          </Panel>
        </>
      )}
      <Panel title={pictureHeadings.copies} hint={copiesNote(report)}>
        <FigureTable label={pictureHeadings.copies} {...copyRows(report)} />
        <ClosestPairs output={output} pairs={closest} />
      </Panel>
      {report.attack && (
        <Panel title={pictureHeadings.attack} hint={attackNote(report.attack)}>
          <FigureTable label={pictureHeadings.attack} {...attackRows(report.attack)} />
        </Panel>
      )}
    </>
  )
}

const share = (value: number) => formatShare(value)

function Answers({ report }: { readonly report: PictureReport }) {
  const { fidelity, utility, copies } = report
  const answers = pictureAnswers(report)
  return (
    <div className={classes.pillars}>
      <Pillar icon={IconTarget} title="Faithful" text={answers.faithful}>
        <ReferenceBar
          title="Coverage"
          value={fidelity.made.coverage}
          format={share}
          marks={[
            { label: 'Real', value: fidelity.reference.coverage, kind: 'good' },
            ...(fidelity.baseline
              ? [{ label: 'Draft', value: fidelity.baseline.coverage, kind: 'poor' as const }]
              : []),
          ]}
        />
      </Pillar>
      <Pillar icon={IconSchool} title="Useful" text={answers.useful}>
        {utility && (
          <ReferenceBar
            title="Accuracy"
            value={utility.trainedOnMade.share}
            format={share}
            marks={[
              { label: 'Real', value: utility.trainedOnReal.share, kind: 'good' },
              ...(utility.baseline ? [{ label: 'Draft', value: utility.baseline.share, kind: 'poor' as const }] : []),
            ]}
          />
        )}
      </Pillar>
      <Pillar icon={IconEyeOff} title="Private" text={answers.private}>
        <ReferenceBar
          title="As near as the nearest 1 %"
          value={copies.moved.share}
          format={share}
          least={0.05}
          marks={[{ label: 'Test pictures', value: 0.01, kind: 'good' }]}
        />
      </Pillar>
    </div>
  )
}

function SheetOf({ output }: { readonly output: Output }) {
  const sheet = useLiveQuery(() => liveDb.sheets.get(output.runId), [output.runId])
  return (
    sheet && (
      <Panel title="Made beside real" hint="People judge pictures with their eyes: look at each class">
        <ClassSheet sheet={sheet} />
      </Panel>
    )
  )
}

interface ClosestPairsProps {
  readonly output: Output
  readonly pairs: readonly PicturePairPixels[]
}

/** For this screen only: they show learned pictures. */
function ClosestPairs({ output, pairs }: ClosestPairsProps) {
  const { shape } = output
  if (!shape || pairs.length === 0) return null
  return (
    <>
      <Text size="sm" fw={600} mt="md">
        The closest pairs: made, and the learned picture nearest to it
      </Text>
      <Text size="sm" c="dimmed" mb="xs">
        Shown on this device only; no export holds them.
      </Text>
      <ul className={classes.closest}>
        {pairs.map(({ made, real, distance }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pair is its rank
          <li key={i}>
            <PixelCanvas {...shape} pixels={made} label={`Made, rank ${i + 1}`} className={classes.pixels} />
            <PixelCanvas {...shape} pixels={real} label={`Learned, rank ${i + 1}`} className={classes.pixels} />
            <Text size="xs" c="dimmed">
              {distance.toFixed(2)}
            </Text>
          </li>
        ))}
      </ul>
    </>
  )
}
