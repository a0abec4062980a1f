import {
  type Icon,
  IconChartHistogram,
  IconColumns3,
  IconDownload,
  IconHistory,
  IconSchool,
  IconSparkles,
  IconTable,
} from '@tabler/icons-react'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'
import type { Stage } from '../routes'
import type { ScreenProps } from '../screen'

export interface ScreenEntry {
  readonly label: string
  /** What happens there, for the palette and as a tooltip. */
  readonly hint: string
  /** The second key after G. */
  readonly key: string
  readonly icon: Icon
  readonly component: LazyExoticComponent<ComponentType<ScreenProps>>
}

/** Every screen of a project. A new one is one entry here and one stage in `app/routes.ts`. */
export const screens: Readonly<Record<Stage, ScreenEntry>> = {
  data: {
    label: 'Data',
    hint: 'The file as it was read, and the first synthetic table',
    key: 'd',
    icon: IconTable,
    component: lazy(() => import('../data/data-screen').then((m) => ({ default: m.DataScreen }))),
  },
  schema: {
    label: 'Schema',
    hint: 'What each column is, and what to do with it',
    key: 's',
    icon: IconColumns3,
    component: lazy(() => import('../schema/schema-screen').then((m) => ({ default: m.SchemaScreen }))),
  },
  train: {
    label: 'Train',
    hint: 'Let a network learn the table, and watch it get better',
    key: 't',
    icon: IconSchool,
    component: lazy(() => import('../train/train-screen').then((m) => ({ default: m.TrainScreen }))),
  },
  generate: {
    label: 'Generate',
    hint: 'Make more rows, with conditions',
    key: 'g',
    icon: IconSparkles,
    component: lazy(() => import('../generate/generate-screen').then((m) => ({ default: m.GenerateScreen }))),
  },
  report: {
    label: 'Report',
    hint: 'How close the synthetic table is, and how private',
    key: 'r',
    icon: IconChartHistogram,
    component: lazy(() => import('../report/report-screen').then((m) => ({ default: m.ReportScreen }))),
  },
  export: {
    label: 'Export',
    hint: 'Save the synthetic table as a file',
    key: 'x',
    icon: IconDownload,
    component: lazy(() => import('../export/export-screen').then((m) => ({ default: m.ExportScreen }))),
  },
  runs: {
    label: 'Runs',
    hint: 'Everything that was trained, side by side',
    key: 'u',
    icon: IconHistory,
    component: lazy(() => import('../runs/runs-screen').then((m) => ({ default: m.RunsScreen }))),
  },
}
