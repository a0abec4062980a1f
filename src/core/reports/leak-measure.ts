import { learnedFields } from '../metrics/compared-table'
import { type BatteryRequest, type BatterySizes, runBattery, usualSizes } from '../privacy/attacks/battery'
import { testDataCopying } from '../privacy/data-copying'
import { runShadowTest, type ShadowRequest } from '../privacy/shadow'
import type { LeakReport } from './leak'

/** How the model behind the rows may be asked; absent where only its rows are known. */
export interface ModelAccess {
  readonly likelihood?: NonNullable<BatteryRequest['likelihood']>
  /** For a generator that fits within tenths of a second. */
  readonly shadow?: Pick<ShadowRequest, 'fit' | 'now'>
}

const copyRows = 2000
const among = 10_000
const columnsAtFullSize = 40

/** All attacks, the data-copying test and, where the generator is quick, the shadow test. Undefined with too few rows. */
export async function measureLeak(
  request: Omit<BatteryRequest, 'likelihood' | 'sizes'>,
  { likelihood, shadow }: ModelAccess,
): Promise<LeakReport | undefined> {
  const { train, control, synthetic, schema, random, onProgress = () => {} } = request
  const report = await runBattery({
    ...request,
    sizes: sizesFor(learnedFields(schema, train.table, synthetic).length),
    ...(likelihood ? { likelihood } : {}),
    onProgress: (progress) => onProgress(0.7 * progress),
  })
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

/** Wide tables give way in rows. */
function sizesFor(columns: number): BatterySizes {
  const part = Math.min(1, columnsAtFullSize / Math.max(1, columns))
  const rows = (most: number) => Math.max(300, Math.round(part * most))
  return {
    targets: rows(usualSizes.targets),
    reference: rows(usualSizes.reference),
    synthetic: rows(usualSizes.synthetic),
  }
}
