import {
  type Icon,
  IconAdjustments,
  IconChartHistogram,
  IconColumns3,
  IconDownload,
  IconHistory,
  IconPhoto,
  IconSchool,
  IconSparkles,
  IconTable,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { Project } from '../../db/objects'
import { type LazyScreen, lazyScreen } from '../lazy-screen'
import { type Stage, stages } from '../routes'
import type { ScreenProps } from '../screen'

export interface ScreenEntry {
  readonly label: string
  /** What happens there, for the palette and as a tooltip. */
  readonly hint: string
  /** The second key after G. */
  readonly key: string
  readonly icon: Icon
  readonly screen: LazyScreen<ScreenProps>
}

/** A screen that is loaded when it is opened, with the styles that the first screen went without. */
function screen<Props extends object>(load: () => Promise<ComponentType<Props>>): LazyScreen<Props> {
  return lazyScreen(async () => {
    const [component] = await Promise.all([load(), import('../../ui/all-styles')])
    return component
  })
}

/** The screens that a kind of project has; `data` is where it opens. */
type Screens = Readonly<Partial<Record<Stage, ScreenEntry>>> & { readonly data: ScreenEntry }

const runsScreen: ScreenEntry = {
  label: 'Runs',
  hint: 'Everything that was trained, side by side',
  key: 'u',
  icon: IconHistory,
  screen: screen(async () => (await import('../runs/runs-screen')).RunsScreen),
}

const pictureScreens: Screens = {
  data: {
    label: 'Gallery',
    hint: 'The pictures as they were read, by class',
    key: 'd',
    icon: IconPhoto,
    screen: screen(async () => (await import('../pictures/gallery-screen')).GalleryScreen),
  },
  augment: {
    label: 'Augment',
    hint: 'Make more pictures by changing the ones you have',
    key: 'a',
    icon: IconAdjustments,
    screen: screen(async () => (await import('../pictures/augment-screen')).AugmentScreen),
  },
  train: {
    label: 'Train',
    hint: 'Let a network learn the pictures, and watch it get better',
    key: 't',
    icon: IconSchool,
    screen: screen(async () => (await import('../train/picture-train-screen')).PictureTrainScreen),
  },
  generate: {
    label: 'Generate',
    hint: 'Make new pictures, as many of each class as you like',
    key: 'g',
    icon: IconSparkles,
    screen: screen(async () => (await import('../generate/picture-generate-screen')).PictureGenerateScreen),
  },
  report: {
    label: 'Report',
    hint: 'How like the real ones the made pictures are, how useful, and whether they are copies',
    key: 'r',
    icon: IconChartHistogram,
    screen: screen(async () => (await import('../report/picture-report-screen')).PictureReportScreen),
  },
  export: {
    label: 'Export',
    hint: 'Save the made pictures as a zip',
    key: 'x',
    icon: IconDownload,
    screen: screen(async () => (await import('../pictures/picture-export-screen')).PictureExportScreen),
  },
  runs: runsScreen,
}

/** Shown while pictures are being read. */
export const pictureImportScreen = screen<object>(
  async () => (await import('../pictures/picture-import-screen')).PictureImportScreen,
)

/** The one screen beside Home that belongs to no project yet. */
export const auditScreen = screen<object>(async () => (await import('../audit/audit-screen')).AuditScreen)

const tableScreens: Screens = {
  data: {
    label: 'Data',
    hint: 'The file as it was read, and the first synthetic table',
    key: 'd',
    icon: IconTable,
    screen: screen(async () => (await import('../data/data-screen')).DataScreen),
  },
  schema: {
    label: 'Schema',
    hint: 'What each column is, and what to do with it',
    key: 's',
    icon: IconColumns3,
    screen: screen(async () => (await import('../schema/schema-screen')).SchemaScreen),
  },
  train: {
    label: 'Train',
    hint: 'Let a network learn the table, and watch it get better',
    key: 't',
    icon: IconSchool,
    screen: screen(async () => (await import('../train/train-screen')).TrainScreen),
  },
  generate: {
    label: 'Generate',
    hint: 'Make more rows, with conditions',
    key: 'g',
    icon: IconSparkles,
    screen: screen(async () => (await import('../generate/generate-screen')).GenerateScreen),
  },
  report: {
    label: 'Report',
    hint: 'How close the synthetic table is, and how private',
    key: 'r',
    icon: IconChartHistogram,
    screen: screen(async () => (await import('../report/report-screen')).ReportScreen),
  },
  export: {
    label: 'Export',
    hint: 'Save the synthetic table as a file',
    key: 'x',
    icon: IconDownload,
    screen: screen(async () => (await import('../export/export-screen')).ExportScreen),
  },
  runs: runsScreen,
}

/** The screens of a project. A new one is one entry here and one stage in `app/routes.ts`. */
export const screensOf = (kind: Project['kind']): Screens => (kind === 'pictures' ? pictureScreens : tableScreens)

/** The stages of a project with their screens, in order. */
export const stagesOf = (kind: Project['kind']): readonly (ScreenEntry & { readonly stage: Stage })[] =>
  stages.flatMap((stage) => {
    const entry = screensOf(kind)[stage]
    return entry ? [{ ...entry, stage }] : []
  })
