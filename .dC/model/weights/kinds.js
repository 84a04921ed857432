/** Kinds of checkpoints by the names that users know. */
export const CHECKPOINTS = {
    'torchvision-resnet': "torchvision's resnet50, 101 or 152, or a detection model with its pyramid",
    'timm-resnet-d': "timm's resnet50d, 101d or 152d, for the modified ResNet (its pool starts anew)",
    'clip-resnet': "OpenAI CLIP's RN50 or RN101, saved as a state dictionary",
    'timm-swin': "timm's Swin Transformers of windows of 7 (0.9 or newer; the map to the embedding starts anew)",
    'microsoft-swin': "Microsoft's Swin Transformers, and those of older timm",
    bert: "Hugging Face's BERT",
    gpt2: "Hugging Face's GPT-2",
    plip: "PLIP's checkpoint: ImgEncoder_state_dict and TxtEncoder_state_dict",
};
//# sourceMappingURL=kinds.js.map