export const roles = ['real', 'synthetic', 'holdout'] as const
export type Role = (typeof roles)[number]
export type AuditFiles = { readonly [role in Role]?: File }

const hints: Readonly<Record<Role, RegExp>> = {
  synthetic: /synth|fake|generated|gan\b|copula|tvae|sampled/i,
  holdout: /hold.?out|test|valid|control/i,
  real: /./,
}

/** Puts dropped files where their names say, and the rest where there is room, the real table first. */
export function assignFiles(known: AuditFiles, dropped: readonly File[]): AuditFiles {
  let files = known
  const rest: File[] = []
  for (const file of dropped) {
    const role = (['synthetic', 'holdout'] as const).find((one) => hints[one].test(file.name) && !files[one])
    if (role) files = { ...files, [role]: file }
    else rest.push(file)
  }
  for (const file of rest) {
    const free = roles.find((role) => !files[role])
    if (free) files = { ...files, [free]: file }
  }
  return files
}
