import type { Predictor, Trainer } from '../core/nets/engine'
import { StudioError } from '../core/problem'

/** What became of the device: its loss, and errors that nobody waits for. */
export interface Health {
  failure?: string
  /** Rejects when the device fails; never resolves. */
  readonly failed: Promise<never>
}

export function watch(device: GPUDevice): Health {
  let reject: (reason: unknown) => void = () => {}
  const health: Health = {
    failed: new Promise<never>((_, no) => {
      reject = no
    }),
  }
  health.failed.catch(() => {}) // whoever waits for it is told; nobody has to
  const fail = (reason: string) => {
    health.failure ??= reason
    reject(new StudioError({ code: 'fit/device-lost', reason }))
  }
  device.lost.then((info) => fail(info.message || info.reason))
  device.addEventListener('uncapturederror', (event) => {
    fail(event.error.message)
    device.destroy() // nobody goes on with it, so that its memory is free
  })
  return health
}

type Asynchronous<Facts extends unknown[], Result> = (...facts: Facts) => Promise<Result>

/** The same call, which ends with what became of the device when that is why it fails, or never answers. */
export function watched<Facts extends unknown[], Result>(call: Asynchronous<Facts, Result>, health: Health) {
  return async (...facts: Facts): Promise<Result> => {
    if (health.failure !== undefined) return health.failed
    try {
      return await Promise.race([call(...facts), health.failed])
    } catch (error) {
      // The call may notice before the device's own promise tells why.
      await Promise.race([health.failed, new Promise((resolve) => setTimeout(resolve, 100))])
      throw error
    }
  }
}

export function guardPredictor<T extends Predictor>(predictor: T, health: Health): T {
  return {
    ...predictor,
    conditional: watched(predictor.conditional, health),
    ...(predictor.draw && { draw: watched(predictor.draw, health) }),
    evaluate: watched(predictor.evaluate, health),
    dispose() {
      if (health.failure === undefined) predictor.dispose()
    },
  }
}

export function guardTrainer(trainer: Trainer, health: Health): Trainer {
  return {
    ...guardPredictor(trainer, health),
    step(batch, rates) {
      if (health.failure !== undefined) throw new StudioError({ code: 'fit/device-lost', reason: health.failure })
      trainer.step(batch, rates)
    },
    takeLoss: watched(trainer.takeLoss, health),
    state: watched(trainer.state, health),
    load: watched(trainer.load, health),
    average: watched(trainer.average, health),
  }
}
