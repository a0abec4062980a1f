/** The stages of a project, in the order of the rail; also the last part of their addresses. */
export const stages = ['data', 'schema', 'train', 'generate', 'report', 'export', 'runs'] as const
export type Stage = (typeof stages)[number]

/** Those that a project of pictures has. */
export const pictureStages: readonly Stage[] = ['data', 'generate', 'export']

export const homePath = '/'
export const auditPath = '/audit'

/** Address of a stage, for wouter's `Link` and `navigate`. */
export const stagePath = (projectId: string, stage: Stage): string => `/p/${projectId}/${stage}`

export const isStage = (text: string | undefined): text is Stage => stages.some((stage) => stage === text)
