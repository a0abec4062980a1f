export { matmul, matmulPacked, packFloats, packMatrix, packedFloats } from './matmul'
export {
  addRow, clear, columnSum, dropout, embed, embedGradient, gelu, geluGradient, layerNorm, layerNormGradient, normGradient,
} from './layers'
export { softmaxLoss, unitLogits } from './softmax'
export { adamw, sumOfSquares } from './optimizer'
