// The one configuration: every setting with its default and the reason for it. Parsed once, at the edge.
import { z } from 'zod';
import { BACKENDS, CAPTION_CHOICES, CAPTIONER_DATA, CLASSIFIER_DATA, CLASSIFIER_PRESETS, DECODING_METHODS, LABELS, PLIP_PRESET_NAMES, SPAC_PRESET_NAMES, STORED_WEIGHTS, STYLE_ASSIGNMENTS, STYLES_AT_MOST, TASK_NAMES, WEIGHTS, } from './choices.js';
import { IMAGENET } from './imageNet.js';
const RGB = z.tuple([z.number(), z.number(), z.number()]);
const FRACTION = z.number().min(0).max(1);
const sources = z
    .strictObject({
    lupersonNl: z.string().nullable().default(null).describe('folder of LUPerson-NL: LMDB or raw crops'),
    lpw: z.string().nullable().default(null).describe('folder of LPW: pep_256x128 or what holds it'),
    folders: z.array(z.string()).default([]).describe('folders of your own images, one sub-folder an identity'),
})
    .prefault({});
/** The Seed Filter's thresholds (section 2.3 of the paper): cosine similarities. */
export const explicitThresholds = z.strictObject({
    filter: z.number().min(-1).max(1).describe('sigma_s: an image below it leaves its identity'),
    reassign: z.number().min(-1).max(1).describe('sigma_r: from it on, an excluded image joins a neighbour'),
    merge: z.number().min(-1).max(1).describe('sigma_m: above it, two neighbours are one identity'),
});
const denoise = z
    .strictObject({
    encoder: z.string().nullable().default(null).describe('Re-ID encoder: a .onnx file, or a captioner folder'),
    input: z
        .strictObject({
        height: z.int().positive().default(256),
        width: z.int().positive().default(128),
        mean: RGB.default([...IMAGENET.mean]),
        std: RGB.default([...IMAGENET.std]),
    })
        .prefault({})
        .describe('what the .onnx encoder was trained with; a captioner folder brings its own'),
    sources: z
        .array(z.enum(['luperson-nl', 'folder']))
        .default(['luperson-nl'])
        .describe('kinds whose labels come from a tracker; all others pass untouched (LPW is cleaned by hand)'),
    thresholds: z
        .union([z.enum(['calibrated', 'paper']), explicitThresholds])
        .default('calibrated')
        .describe("calibrated: from the data, without labels; paper: 0.60, 0.65, 0.62, made for the authors' encoder"),
    removeMean: z
        .union([z.boolean(), z.literal('auto')])
        .default('auto')
        .describe("take the features' global mean off first; auto: the calibration decides, off for other thresholds"),
    seed: z.int().default(0).describe("of the calibration's sample"),
})
    .prefault({});
const captioner = z
    .strictObject({
    folder: z.string().nullable().default(null).describe('a trained captioner'),
    train: z
        .strictObject({
        kind: z.enum(CLASSIFIER_DATA),
        path: z.string(),
        preset: z.enum(CLASSIFIER_PRESETS).default('small'),
    })
        .nullable()
        .default(null)
        .describe('annotated data to train one on where `folder` is null; it is kept in the workspace'),
    precision: FRACTION.default(0.8).describe('of what is said, on held-out identities; the rest is `unknown`'),
    heldOut: z.number().min(0.05).max(0.5).default(0.2).describe('share of identities kept from training'),
    epochs: z.int().positive().nullable().default(null).describe("null: the preset's"),
    seed: z.int().default(0),
})
    .prefault({});
const distribute = z
    .strictObject({
    maxUnknown: z
        .int()
        .min(0)
        .max(6)
        .default(2)
        .describe('an image with more unknown attributes is dropped (paper: three or more)'),
    countNone: z.boolean().default(false).describe('an attribute seen to be absent counts as unknown, as in the paper'),
    genderShare: FRACTION.default(0.7).describe('the most frequent gender needs a greater share (paper: 0.7)'),
    minImages: z.int().positive().default(5).describe('an identity with fewer is dropped'),
    maxImages: z.int().positive().default(20).describe('an identity with more keeps this many, drawn at random'),
    seed: z.int().default(0),
})
    .prefault({})
    .refine(({ minImages, maxImages }) => minImages <= maxImages, 'minImages must not be more than maxImages');
/** How one style writes. */
const decoding = z.strictObject({
    method: z
        .enum(DECODING_METHODS)
        .default('nucleus')
        .describe('greedy: the likeliest word; nucleus: a draw from the likely ones; beam: the likeliest of several texts'),
    topP: z.number().gt(0).max(1).default(0.9).describe('nucleus: share of the probability that is drawn from'),
    temperature: z.number().gt(0).default(0.7).describe('nucleus: below 1 the likely words become likelier'),
    beams: z.int().min(1).max(32).default(4).describe('beam: texts followed at once'),
    minWords: z.int().min(0).default(8).describe('of a caption, in byte pairs; and at most:'),
    maxWords: z
        .int()
        .positive()
        .nullable()
        .default(null)
        .describe('null: 64, or fewer where the generator has no room for them behind the prefix'),
    noRepeat: z.int().min(0).default(5).describe('no run of so many byte pairs stands twice in a caption; 0: any may'),
});
const gates = z
    .strictObject({
    attempts: z
        .int()
        .min(0)
        .default(3)
        .describe('how often a caption with a fault is written anew before it is dropped'),
    minWords: z.int().min(0).default(6).describe('a caption with fewer words is too short; 0 switches it off'),
    plainText: z.boolean().default(true).describe('no other script, markup or code'),
    gender: z.boolean().default(true).describe('a caption speaks of the voted gender'),
    contradiction: z.boolean().default(true).describe('a caption does not contradict the attributes'),
    maxContradictions: z.int().min(0).default(0).describe('so many colours, garments or bags may differ'),
    repeatInImage: z.boolean().default(true).describe('an image has no caption twice'),
    maxIdentities: z
        .int()
        .positive()
        .nullable()
        .default(20)
        .describe('identities that may share one caption, the others lose it; null: any number'),
    openingShare: FRACTION.nullable()
        .default(0.4)
        .describe("share of a style's captions that may begin with the same four words; null: any"),
})
    .prefault({});
const caption = z
    .strictObject({
    templates: z
        .string()
        .nullable()
        .default(null)
        .describe('your own template library; null: the one that is built in'),
    captioner: z
        .string()
        .nullable()
        .default(null)
        .describe('a trained SPAC that writes captions; null: that of captioner.folder if it is one, else only prompt captions'),
    train: z
        .strictObject({
        data: z.array(z.strictObject({ kind: z.enum(CAPTIONER_DATA), path: z.string() })).min(1),
        preset: z.enum(SPAC_PRESET_NAMES).default('small'),
        epochs: z.int().positive().nullable().default(null).describe("null: the preset's"),
        styles: z.int().min(1).max(STYLES_AT_MOST).default(2).describe('styles that are learned (paper: 2)'),
        styleAssignment: z
            .enum(STYLE_ASSIGNMENTS)
            .default('cluster')
            .describe('which style a caption trains: by how it is written, or in turn (paper)'),
    })
        .nullable()
        .default(null)
        .describe('data to train a SPAC on where `captioner` is null; it is kept in the workspace'),
    styles: z
        .array(decoding)
        .min(1)
        .prefault([{}])
        .describe('how each style writes, style 1 first; further styles write as the last one does'),
    weights: z
        .enum(WEIGHTS)
        .default('float32')
        .describe('of the SPAC that is run: int8 takes less memory and time, and other words now and then'),
    gates: gates.describe('what a generated caption must be, else it is written anew, then dropped'),
    seed: z.int().default(0),
})
    .prefault({});
const exported = z
    .strictObject({
    out: z.string().nullable().default(null).describe('where `rebuild` exports to; null: <workspace>/synthpedes'),
    images: z
        .enum(['link', 'copy', 'none'])
        .default('link')
        .describe('hard links where the file system allows, copies, or annotations only'),
    note: z.string().nullable().default(null).describe('what the data-set card says first'),
})
    .prefault({});
/** Pre-training of PLIP (section 3.2 and 4.1 of the paper). Where the paper gives two readings, the default is the one that works. */
const pretrain = z
    .strictObject({
    preset: z
        .enum(PLIP_PRESET_NAMES)
        .nullable()
        .default(null)
        .describe('size and recipe; null: `rebuild` ends with the data set, `pretrain` takes small'),
    tasks: z
        .array(z.enum(TASK_NAMES))
        .min(1)
        .default([...TASK_NAMES])
        .describe('contrast by identity, text-guided colorization, image-guided attribute prediction'),
    weights: z
        .strictObject({ tic: z.number().min(0).default(0.02), iap: z.number().min(0).default(0.1) })
        .prefault({})
        .describe('lambda1 and lambda2 (paper: 0.02, 0.1)'),
    contrast: z
        .strictObject({
        kind: z
            .enum(['cmpm', 'cosine', 'sdm', 'infonce'])
            .default('cmpm')
            .describe('cosine: equation 4 as printed; sdm: with a temperature; infonce: pairs only'),
        target: z
            .enum(['sum', 'sqrt'])
            .default('sum')
            .describe("of each pair of an identity: its share of 1 (paper), or 1/sqrt of their number (authors' code)"),
        temperature: z.number().gt(0).default(0.02).describe('of sdm and infonce'),
    })
        .prefault({}),
    color: z
        .enum(['image', 'pixel', 'mse'])
        .default('image')
        .describe('colorization is judged by the Euclidean norm of an image (paper), the mean one of its pixels, or squares'),
    pool: z
        .enum(['max', 'average', 'attention'])
        .default('max')
        .describe("of the visual encoder (authors' checkpoint: attention)"),
    textPool: z
        .enum(['average', 'pooler'])
        .default('average')
        .describe("of the text encoder (authors' checkpoint: pooler)"),
    colorizer: z
        .strictObject({
        pool: z.enum(['average', 'max']).default('average'),
        gate: z.enum(['sigmoid', 'softmax']).default('sigmoid'),
    })
        .prefault({})
        .describe('of the MSE blocks: as the appendix has it; the text says max and softmax'),
    attributes: z
        .strictObject({
        fusion: z.enum(['sum', 'concatenation']).default('sum'),
        blocks: z.int().min(0).default(1).describe('transformer blocks'),
    })
        .prefault({})
        .describe('how the image joins the words for attribute prediction'),
    captions: z
        .enum(CAPTION_CHOICES)
        .default('PC+2GC')
        .describe('which texts stand beside an image: its prompt caption, its generated ones'),
    masking: z
        .strictObject({
        curve: z.enum(['constant', 'linear', 'square', 'sqrt']).default('sqrt'),
        from: FRACTION.default(0.2),
        to: FRACTION.default(0.8),
    })
        .prefault({})
        .describe('share of the attribute phrases that is hidden, as training goes on'),
    labels: z
        .enum(LABELS)
        .default('denoised')
        .describe('who is who among the images that are trained: as the Seed Filter found, or as the source labels them'),
    identities: z
        .int()
        .positive()
        .nullable()
        .default(null)
        .describe('so many, chosen as `subset` does (paper, ablations: 10000); null: all'),
    subset: z.string().nullable().default(null).describe('a file of `subset`: only its identities'),
    epochs: z.int().positive().nullable().default(null).describe("null: the preset's"),
    steps: z.int().positive().nullable().default(null).describe('of the whole training, instead of epochs'),
    batch: z.int().positive().nullable().default(null).describe("images that are compared; null: the preset's"),
    chunk: z
        .int()
        .positive()
        .nullable()
        .default(null)
        .describe("images in memory at once, a divisor of `batch`; null: the preset's"),
    imagesPerIdentity: z
        .int()
        .min(0)
        .nullable()
        .default(null)
        .describe("that come together in a batch; 0: plain shuffling, as the paper; null: the preset's"),
    rate: z.number().gt(0).nullable().default(null).describe("peak rate of Adan; null: the preset's"),
    textLayers: z
        .int()
        .min(0)
        .nullable()
        .default(null)
        .describe("layers of the text encoder that are trained; null: the preset's (paper: 5)"),
    dropout: FRACTION.default(0).describe("of the text encoder's states while it is trained"),
    recompute: z
        .boolean()
        .default(false)
        .describe('run blocks again in the backward pass instead of keeping them: nearly half the memory, a third more time'),
    visual: z.string().nullable().default(null).describe('a converted ResNet to start from: `convert`'),
    text: z.string().nullable().default(null).describe('a converted BERT to start from: `convert`'),
    onnxWeights: z
        .enum(STORED_WEIGHTS)
        .default('float32')
        .describe('of the ONNX files of the result: float16 is half as large, and computes in float32'),
    checkpointEvery: z.int().positive().default(500).describe('steps'),
    pictureEvery: z
        .int()
        .positive()
        .nullable()
        .default(null)
        .describe('steps between two times that it shows what it has learned; null: after each epoch'),
    seed: z.int().default(0),
})
    .prefault({});
/** The whole configuration. An unknown key is an error. */
export const configSchema = z.strictObject({
    sources,
    captioner,
    denoise,
    distribute,
    caption,
    export: exported,
    pretrain,
    backend: z
        .enum(BACKENDS)
        .default('onnx')
        .describe('of training: onnx (ONNX Runtime on the CPU); webgpu, cuda (on a GPU); tensorflow (@tensorflow/tfjs-node-gpu, which you install); cpu (tfjs in JavaScript, very slow)'),
    tune: z
        .boolean()
        .default(false)
        .describe('time the expressions of convolutions when a training begins and use the fastest; its last digits then hang on the machine'),
    threads: z.int().positive().nullable().default(null).describe('null: as many as there are cores'),
});
//# sourceMappingURL=config.js.map