import * as tf from '@tensorflow/tfjs-core'
import type { Engine } from '../core/nets/engine'
import { createTfjsPredictor, createTfjsTrainer } from './tfjs-trainer'

/** tfjs in plain JavaScript: slow, and works everywhere. */
export async function openCpu(): Promise<Engine> {
  await import('@tensorflow/tfjs-backend-cpu')
  if (!(await tf.setBackend('cpu')) || tf.getBackend() !== 'cpu') throw new Error('tfjs cpu did not start')
  return {
    backend: 'cpu',
    description: 'JavaScript, without acceleration',
    createTrainer: async (plan, state, rows) => createTfjsTrainer(plan, state, rows),
    createPredictor: async (plan, weights, rows) => createTfjsPredictor(plan, weights, rows),
    dispose() {},
  }
}
