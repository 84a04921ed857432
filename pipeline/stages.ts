// The stages of a rebuild in their order (figure 2 of the paper): a newcomer finds stage k here.
import { annotateStage } from './attributes.js';
import { verifyStage } from './collect.js';
import { reviewStage } from './captionReview.js';
import type { Context } from './context.js';
import { distributeStage } from './dataDistribution.js';
import { embedStage } from './denoise.js';
import { lacksEncoder, planDenoise } from './denoiseRun.js';
import { generateStage } from './generatedCaptions.js';
import { promptCaptionStage } from './promptCaptionStage.js';
import type { Stage } from './stage.js';
import type { Workspace } from './workspace.js';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- stages of all item types stand in one list
export type AnyStage = Stage<any, any>;

/** A stage as the settings make it; undefined where they do not name what it needs (an encoder, a captioner). */
export interface PlannedStage {
  readonly name: string;
  readonly unit: string;
  make(context: Context, workspace: Workspace): Promise<AnyStage | undefined> | AnyStage | undefined;
}

export const plannedStages: readonly PlannedStage[] = [
  { name: 'ingest', unit: 'images', make: verifyStage },
  { name: 'embed', unit: 'images', make: embedStage },
  {
    name: 'denoise',
    unit: 'scenes',
    make: async (context, workspace) =>
      lacksEncoder(context, workspace.database) ? undefined : (await planDenoise(context, workspace, false)).stage,
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
