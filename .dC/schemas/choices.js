// What settings and options of the command line may be.
/** What `train captioner` reads: captioned sets, annotated sets, and texts without pictures. */
export const CAPTIONED_KINDS = [
    'cuhk-pedes',
    'icfg-pedes',
    'rstpreid',
    'ufine6926',
    'synth-pedes',
    'drawn-captioned',
];
export const TEXTS = 'captions';
export const SPAC_PRESET_NAMES = ['paper', 'small', 'tiny'];
/** Which style a caption trains: by how it is written, or in turn. */
export const STYLE_ASSIGNMENTS = ['cluster', 'turn'];
/** A caption's style has six bits in its number. */
export const STYLES_AT_MOST = 63;
export const DECODING_METHODS = ['greedy', 'nucleus', 'beam'];
export const CLASSIFIER_DATA = ['peta', 'market-1501-attributes', 'pa-100k', 'drawn'];
/** The first three are ONNX Runtime; `tensorflow` and `cpu` are backends of tfjs, on which the same code runs op by op. */
export const BACKENDS = ['onnx', 'webgpu', 'cuda', 'tensorflow', 'cpu'];
/** How a file keeps weights, and how a network that is run keeps its. */
export const STORED_WEIGHTS = ['float32', 'float16'];
export const WEIGHTS = ['float32', 'int8'];
export const CLASSIFIER_PRESETS = ['tiny', 'small'];
export const CAPTIONER_DATA = [...CAPTIONED_KINDS, ...CLASSIFIER_DATA, TEXTS];
export const PLIP_PRESET_NAMES = ['paper-rn50', 'paper-rn101', 'paper-rn152', 'paper-swin-b', 'small', 'tiny'];
export const TASK_NAMES = ['ivlc', 'tic', 'iap'];
export const CAPTION_CHOICES = ['PC', 'GC', 'PC+GC', 'PC+2GC'];
export const LABELS = ['denoised', 'source'];
//# sourceMappingURL=choices.js.map