import { parentPort } from 'node:worker_threads'
import { serveTasks } from '../../src/engine/thread'

parentPort?.once('message', serveTasks)
