import Dexie, { type EntityTable, type Table } from 'dexie'
import type { LiveSheet, MadeBlock, StoredPictureReport } from './made-pictures'
import type {
  Chunk,
  LiveRun,
  Output,
  Project,
  Run,
  StoredCheckpoint,
  StoredFile,
  StoredModel,
  StoredReport,
  StoredSchema,
  StoredSplit,
} from './objects'
import type { PictureBlock, StoredPictures } from './pictures'
import type { StoredScenes } from './scenes'
import type { Study } from './studies'

/**
 * Everything the studio calls saved. Strict durability: with Chromium's default a power cut loses what was
 * acknowledged.
 */
export class StudioDatabase extends Dexie {
  declare projects: EntityTable<Project, 'id'>
  declare files: EntityTable<StoredFile, 'projectId'>
  declare chunks: Table<Chunk, [string, number, number]>
  declare schemas: EntityTable<StoredSchema, 'projectId'>
  declare splits: EntityTable<StoredSplit, 'projectId'>
  declare runs: EntityTable<Run, 'id'>
  declare checkpoints: EntityTable<StoredCheckpoint, 'runId'>
  declare models: EntityTable<StoredModel, 'runId'>
  declare outputs: EntityTable<Output, 'id'>
  declare reports: EntityTable<StoredReport, 'outputId'>
  declare studies: Table<Study, string>
  declare pictures: EntityTable<StoredPictures, 'projectId'>
  declare pictureBlocks: Table<PictureBlock, [string, string, number]>
  declare pictureScenes: EntityTable<StoredScenes, 'projectId'>
  declare madePictures: Table<MadeBlock, [string, number]>
  declare pictureReports: EntityTable<StoredPictureReport, 'outputId'>
  declare settings: Table<{ key: string; value: unknown }, string>

  constructor(name = 'synthetic-data-studio') {
    super(name, { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      projects: 'id, updatedAt, deletedAt',
      files: 'projectId',
      chunks: '[owner+part+column], owner',
      schemas: 'projectId',
      splits: 'projectId',
      runs: 'id, projectId, status',
      checkpoints: 'runId',
      models: 'runId, projectId',
      outputs: 'id, projectId, runId',
      reports: 'outputId, projectId',
      settings: 'key',
    })
    this.version(2).stores({ studies: 'id, projectId, status' })
    this.version(3).stores({ pictures: 'projectId', pictureBlocks: '[projectId+kind+block], projectId' })
    this.version(4).stores({
      madePictures: '[outputId+block], outputId, projectId',
      pictureReports: 'outputId, projectId',
    })
    this.version(5).stores({ pictureScenes: 'projectId' })
  }
}

/** What may be lost: the picture of a running job, mirrored to other tabs. */
export class LiveDatabase extends Dexie {
  declare live: EntityTable<LiveRun, 'runId'>
  declare sheets: EntityTable<LiveSheet, 'runId'>

  constructor(name = 'synthetic-data-studio-live') {
    super(name, { chromeTransactionDurability: 'relaxed' })
    this.version(1).stores({ live: 'runId' })
    this.version(2).stores({ sheets: 'runId' })
  }
}

export const db = new StudioDatabase()
export const liveDb = new LiveDatabase()
