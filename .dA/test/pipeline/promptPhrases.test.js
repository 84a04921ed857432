// Attribute prediction reads prompt captions with the extractor that read people's: it must find what the templates were filled with.
import test from 'ava';
import { drawnCaptions } from '../../data/drawnPeople/captions.js';
import { randomPerson } from '../../data/drawnPeople/person.js';
import { captionAttributes, captionPhrases } from '../../data/lexicon/phrases.js';
import { seededRandom } from '../../data/random.js';
import { loadTemplates } from '../../data/templates/library.js';
import { chooseTemplate, promptCaption, situationOf } from '../../pipeline/promptCaptions.js';
import { genderForm, known, SLOTS } from '../../schemas/attributes.js';
test('of 300 people every attribute that a prompt caption was filled with is found in it again', (t) => {
    const library = loadTemplates();
    let found = 0;
    for (let person = 0; person < 300; person++) {
        const { labels } = randomPerson(seededRandom(`person ${person}`));
        const attributes = captionAttributes(drawnCaptions(labels, seededRandom(`captions ${person}`)));
        const form = genderForm(attributes.gender);
        const template = chooseTemplate(library, situationOf(attributes, form), `image ${person}`);
        const caption = promptCaption(attributes, form, template);
        const slots = new Set(captionPhrases(caption).flatMap(({ slot, negated }) => (negated ? [] : [slot])));
        for (const slot of SLOTS)
            if (known(attributes[slot]) !== undefined) {
                t.true(slots.has(slot), `${slot} "${attributes[slot]}": ${caption}`);
                found++;
            }
    }
    t.true(found > 5 * 300, `${found}`);
});
//# sourceMappingURL=promptPhrases.test.js.map