import type { Project } from '../db/objects'

/** What the shell hands to every screen of a project. */
export interface ScreenProps {
  readonly project: Project
}
