/** ImageNet statistics: what public Re-ID encoders are trained with. */
export const IMAGENET = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
//# sourceMappingURL=imageNet.js.map