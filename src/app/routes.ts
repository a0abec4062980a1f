/** All stages in the order of the rail; also the last part of their addresses. Which of them a project has is in `shell/screens.ts`. */
export const stages = ['data', 'schema', 'augment', 'compose', 'train', 'generate', 'report', 'export', 'runs'] as const
export type Stage = (typeof stages)[number]

export const homePath = '/'
export const auditPath = '/audit'

/** Address of a stage, for wouter's `Link` and `navigate`. */
export const stagePath = (projectId: string, stage: Stage): string => `/p/${projectId}/${stage}`

export const isStage = (text: string | undefined): text is Stage => stages.some((stage) => stage === text)
