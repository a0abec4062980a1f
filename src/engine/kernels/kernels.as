export { matmul, packFloats } from './matmul'
export { addRow, columnSum, dropout, embed, embedGradient, gelu, geluGradient, layerNorm, layerNormGradient } from './layers'
export { softmaxLoss, unitLogits } from './softmax'
export { adamw, sumOfSquares } from './optimizer'
