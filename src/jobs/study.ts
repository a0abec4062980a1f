import { studyWorker } from './workers'

/** Goes on with a study; what it finds, and how it ends, is in `db.studies`. */
export const continueStudy = (studyId: string): Promise<void> => studyWorker.api().study(studyId)

/** Audits fairness for the columns that are marked, into the output's stored report. */
export const measureFairness = (outputId: string): Promise<void> => studyWorker.api().measureFairness(outputId)

/** Measures usefulness for another target, into the output's stored report. */
export const measureTarget = (outputId: string, target: string): Promise<void> =>
  studyWorker.api().measureTarget(outputId, target)
