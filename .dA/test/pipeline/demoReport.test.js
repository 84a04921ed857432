import test from 'ava';
import { purity, saysNothingWrong } from '../../pipeline/demoReport.js';
test('purity, by hand: 3 of 4 and 1 of 1 is 4 of 5', (t) => {
    const images = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name, i) => [name, { person: i === 3 ? 9 : 1, kind: 'clean' }]));
    const rows = ['a', 'b', 'c', 'd', 'e'].map((image, i) => ({ image, identity: i < 4 ? 1 : 2 }));
    t.deepEqual(purity(rows, { images }), { images: 5, identities: 2, purity: 0.8 });
});
test('a phrase is right when it says less than the truth, wrong when it says more or else', (t) => {
    t.true(saysNothingWrong('black hair', 'short black hair'));
    t.true(saysNothingWrong('blue jeans', 'blue jeans'));
    t.true(saysNothingWrong('white top', 'white plaid shirt'));
    t.true(saysNothingWrong('black pants', 'black jeans'));
    t.false(saysNothingWrong('black pants', 'black skirt'));
    t.true(saysNothingWrong('dark shoes', 'brown boots'));
    t.false(saysNothingWrong('dark shoes', 'white sneakers'));
    t.false(saysNothingWrong('red top', 'white plaid shirt'));
    t.false(saysNothingWrong('long black hair', 'short black hair'));
    t.true(saysNothingWrong('bag', 'backpack'));
    t.true(saysNothingWrong('bag', 'black suitcase'));
    t.false(saysNothingWrong('bag', 'none'));
    t.false(saysNothingWrong('backpack', 'none'));
    t.false(saysNothingWrong('backpack', null));
});
//# sourceMappingURL=demoReport.test.js.map