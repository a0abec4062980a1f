/** Web Locks that workers hold while they work: the browser frees them when a tab dies, however it dies. */

/** Training, one run at a time on this device. */
export const deviceLock = 'synthetic-data-studio/device'
/** The making of a project's first table. */
export const draftLock = (projectId: string) => `synthetic-data-studio/draft:${projectId}`
/** A study's work. */
export const studyLock = (studyId: string) => `synthetic-data-studio/study:${studyId}`
/** The making of an output's rows. */
export const outputLock = (outputId: string) => `synthetic-data-studio/output:${outputId}`
