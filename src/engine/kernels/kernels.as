export { matmul, matmulPacked, packFloats, packMatrix, packedFloats } from './matmul'
export {
  addRow, clear, columnSum, dropout, embed, embedGradient, gelu, geluWithSlope, layerNorm, layerNormGradient, multiply,
  normGradient,
} from './layers'
export { softmaxLoss, unitLogits } from './softmax'
export { adamw, sumOfSquares } from './optimizer'
export { squaredError } from './regression'
