// The stages of a rebuild in their order (figure 2 of the paper): a newcomer finds stage k here.
import { annotateStage } from './attributes.js';
import { verifyStage } from './collect.js';
import { reviewStage } from './captionReview.js';
import { distributeStage } from './dataDistribution.js';
import { embedStage } from './denoise.js';
import { lacksEncoder, planDenoise } from './denoiseRun.js';
import { generateStage } from './generatedCaptions.js';
import { promptCaptionStage } from './promptCaptionStage.js';
export const plannedStages = [
    { name: 'ingest', unit: 'images', make: verifyStage },
    { name: 'embed', unit: 'images', make: embedStage },
    {
        name: 'denoise',
        unit: 'scenes',
        make: async (context, workspace) => lacksEncoder(context, workspace.database) ? undefined : (await planDenoise(context, workspace, false)).stage,
    },
    { name: 'annotate', unit: 'images', make: annotateStage },
    {
        name: 'distribute',
        unit: 'identities',
        make: (context, { database }) => distributeStage(database, context.config.distribute),
    },
    { name: 'caption', unit: 'images', make: (context) => promptCaptionStage(context) },
    { name: 'generate', unit: 'captions', make: generateStage },
    { name: 'review', unit: 'captions', make: reviewStage },
];
//# sourceMappingURL=stages.js.map