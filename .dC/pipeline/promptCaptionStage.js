// Stage "caption": the prompt caption of every image that distribute kept (appendix A.8 of the paper, Attributes Prompt Engineering).
import { loadTemplates } from '../data/templates/library.js';
import { genderForm, SLOTS } from '../schemas/attributes.js';
import { chooseTemplate, promptCaption, situationOf } from './promptCaptions.js';
/** Writes prompt captions. An item depends on the one template that it draws, so editing one redoes only its images. */
export function promptCaptionStage(context) {
    const library = loadTemplates(context.config.caption.templates ?? undefined);
    const { seed } = context.config.caption;
    const templateOf = (item) => {
        const form = genderForm(item.gender);
        return { form, template: chooseTemplate(library, situationOf(item, form), item.image, seed) };
    };
    return {
        name: 'caption',
        fingerprint: JSON.stringify({ version: 1, seed }),
        source: `SELECT d.image_id AS id, s.kind || '/' || i.key AS image, d.gender, ${SLOTS.slice(1)
            .map((slot) => `a.${slot}`)
            .join(', ')}
      FROM distributed d JOIN attributes a USING (image_id) JOIN images i ON i.id = d.image_id JOIN sources s ON s.id = i.source_id
      WHERE d.reason IS NULL`,
        outputs: [{ table: 'prompt_captions', column: 'image_id' }],
        batchSize: 2000,
        dependsOn: (item) => templateOf(item).template.text,
        judge: (items) => Promise.resolve(items.map((item) => {
            const { form, template } = templateOf(item);
            return { kind: 'keep', value: { text: promptCaption(item, form, template), template: template.text } };
        })),
        writer(db) {
            const insert = db.prepare('INSERT INTO prompt_captions (image_id, text, template) VALUES (?, ?, ?)');
            return ({ id }, { text, template }) => void insert.run(id, text, template);
        },
    };
}
//# sourceMappingURL=promptCaptionStage.js.map