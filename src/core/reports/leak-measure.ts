import { learnedFields } from '../metrics/compared-table'
import { runBattery } from '../privacy/attacks/battery'
import {
  type AttackedTargets,
  type AttackRequest,
  type AttackSizes,
  attackTargets,
  usualSizes,
} from '../privacy/attacks/targets'
import { testDataCopying } from '../privacy/data-copying'
import { runShadowTest, type ShadowRequest } from '../privacy/shadow'
import type { LeakReport } from './leak'

/** How the model behind the rows may be asked; absent where only its rows are known. */
export interface ModelAccess {
  readonly likelihood?: NonNullable<AttackRequest['likelihood']>
  /** For a generator that fits within tenths of a second. */
  readonly shadow?: Pick<ShadowRequest, 'fit' | 'now'>
}

export type LeakRequest = Omit<AttackRequest, 'likelihood' | 'sizes'>

const copyRows = 2000
const among = 10_000
const columnsAtFullSize = 40

/** Who was learned from, as every attack sees it: what the battery and groups of rows are judged by. */
export const askMembership = (request: LeakRequest, access: ModelAccess): Promise<AttackedTargets | undefined> =>
  attackTargets(fullRequest(request, access))

/**
 * All attacks, the data-copying test and, where the generator is quick, the shadow test. Undefined with too few rows.
 * `attacked`: what {@link askMembership} gave for the same request.
 */
export async function measureLeak(
  request: LeakRequest,
  access: ModelAccess,
  attacked?: AttackedTargets,
): Promise<LeakReport | undefined> {
  const { train, control, synthetic, schema, random, onProgress = () => {} } = request
  const { shadow } = access
  const report = await runBattery(fullRequest(request, access), attacked)
  if (!report) return undefined
  await onProgress(0.7)
  const copying = testDataCopying(train, control, synthetic, schema, {
    rows: copyRows,
    among,
    random: random.fork('copying'),
  })
  await onProgress(0.8)
  const shadowed = shadow && (await runShadowTest({ ...shadow, train, schema, random: random.fork('shadow') }))
  return { ...report, ...(copying ? { dataCopying: copying } : {}), ...(shadowed ? { shadow: shadowed } : {}) }
}

function fullRequest(request: LeakRequest, { likelihood }: ModelAccess): AttackRequest {
  const { train, synthetic, schema, onProgress = () => {} } = request
  return {
    ...request,
    sizes: sizesFor(learnedFields(schema, train.table, synthetic).length),
    ...(likelihood ? { likelihood } : {}),
    onProgress: (progress) => onProgress(0.7 * progress),
  }
}

/** Wide tables give way in rows. */
function sizesFor(columns: number): AttackSizes {
  const part = Math.min(1, columnsAtFullSize / Math.max(1, columns))
  const rows = (most: number) => Math.max(300, Math.round(part * most))
  return {
    targets: rows(usualSizes.targets),
    reference: rows(usualSizes.reference),
    synthetic: rows(usualSizes.synthetic),
  }
}
