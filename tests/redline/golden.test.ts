import { describe, expect, test } from 'vitest';
import { redline } from '../../src/redline/index.ts';
import { faults, marked } from './marked.ts';

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly shown: string;
}

function show(cases: readonly Case[]): void {
  test.each(cases)('$name', ({ before, after, shown }) => {
    const runs = redline(before, after);
    expect(marked(runs)).toBe(shown);
    expect(faults(before, after, runs)).toStrictEqual([]);
  });
}

describe('one changed word shows as that word', () => {
  show([
    {
      name: 'a conjunction',
      before: 'if Microsoft cannot or chooses not to supply the compute',
      after: 'if Microsoft cannot and chooses not to supply the compute',
      shown: 'if Microsoft cannot [-or-]{+and+} chooses not to supply the compute',
    },
    {
      name: 'a negation that comes in takes the space after it along',
      before: 'OpenAI may serve other products.',
      after: 'OpenAI may not serve other products.',
      shown: 'OpenAI may {+not +}serve other products.',
    },
    {
      name: 'a negation that goes',
      before: 'The licence is not exclusive.',
      after: 'The licence is exclusive.',
      shown: 'The licence is [-not -]exclusive.',
    },
    {
      name: 'a hyphenated word is one word',
      before: 'The licence is exclusive.',
      after: 'The licence is non-exclusive.',
      shown: 'The licence is [-exclusive-]{+non-exclusive+}.',
    },
    {
      name: 'a possessive is one word',
      before: "Microsoft holds OpenAI's shares and OpenAI’s word",
      after: 'Microsoft holds OpenAI shares and OpenAI’s word',
      shown: "Microsoft holds [-OpenAI's-]{+OpenAI+} shares and OpenAI’s word",
    },
    {
      name: 'a word at the end goes in before the full stop',
      before: 'OpenAI buys compute.',
      after: 'OpenAI buys compute first.',
      shown: 'OpenAI buys compute{+ first+}.',
    },
    {
      name: 'a change of case is a change',
      before: 'the Services and the services',
      after: 'the services and the services',
      shown: 'the [-Services-]{+services+} and the services',
    },
    {
      name: 'an abbreviation is one word',
      before: 'under U.S. law',
      after: 'under E.U. law',
      shown: 'under [-U.S-]{+E.U+}. law',
    },
    {
      name: 'a character of a script without spaces',
      before: '合同自签署之日起生效。',
      after: '合同自公布之日起生效。',
      shown: '合同自[-签署-]{+公布+}之日起生效。',
    },
  ]);
});

describe('an amount is never split', () => {
  show([
    {
      name: 'its separators belong to it',
      before: 'a fee of 1,250.50 a month',
      after: 'a fee of 1,350.50 a month',
      shown: 'a fee of [-1,250.50-]{+1,350.50+} a month',
    },
    {
      name: 'its currency belongs to it, before or after',
      before: 'pays $1,250.50, US$38bn or 5€ now',
      after: 'pays $1,350.50, US$58bn or 6€ now',
      shown: 'pays [-$1,250.50-]{+$1,350.50+}, [-US$38bn-]{+US$58bn+} or [-5€-]{+6€+} now',
    },
    {
      name: 'a percent sign belongs to it; two amounts with a small word between are read one by one',
      before: 'between 20% and 27% of shares',
      after: 'between 25% and 30% of shares',
      shown: 'between [-20%-]{+25%+} and [-27%-]{+30%+} of shares',
    },
    {
      name: 'what follows an amount is not drawn into its change',
      before: 'shall pay 1,250.50 (the "Fee") yearly',
      after: 'shall pay 1,350.50 (the "Price") yearly',
      shown: 'shall pay [-1,250.50-]{+1,350.50+} (the "[-Fee-]{+Price+}") yearly',
    },
    {
      name: 'no-break spaces between its digits belong to it',
      before: 'bis zu 250\u00a0000\u00a0000\u00a0€ im Jahr',
      after: 'bis zu 250\u00a0500\u00a0000\u00a0€ im Jahr',
      shown: 'bis zu [-250\u00a0000\u00a0000\u00a0€-]{+250\u00a0500\u00a0000\u00a0€+} im Jahr',
    },
    {
      name: 'a date of digits and a version are one word',
      before: 'on 2026-02-27 with GPT-4.5',
      after: 'on 2026-04-27 with GPT-5.1',
      shown: 'on [-2026-02-27-]{+2026-04-27+} with [-GPT-4.5-]{+GPT-5.1+}',
    },
  ]);
});

describe('a change is read as one where it was made as one', () => {
  show([
    {
      name: 'a rewritten clause is one removal and one addition',
      before:
        'Microsoft holds an exclusive licence to the models and products of OpenAI until a panel of experts ' +
        'verifies that AGI was reached.',
      after:
        'From 2026 on, rights in research end in 2030 or with the verification, whichever is the first of these, ' +
        'and consumer hardware is excluded from the agreement.',
      shown:
        '[-Microsoft holds an exclusive licence to the models and products of OpenAI until a panel of experts ' +
        'verifies that AGI was reached-]{+From 2026 on, rights in research end in 2030 or with the verification, ' +
        'whichever is the first of these, and consumer hardware is excluded from the agreement+}.',
    },
    {
      name: 'a rewritten clause of two paragraphs is, too',
      before: 'API products stay on Azure alone.\n\nOther products may run anywhere!',
      after: 'OpenAI chooses its suppliers freely;\n\nMicrosoft keeps no right of refusal.',
      shown:
        '[-API products stay on Azure alone.\n\nOther products may run anywhere!-]' +
        '{+OpenAI chooses its suppliers freely;\n\nMicrosoft keeps no right of refusal.+}',
    },
    {
      name: 'a small word between two changed words is given up',
      before: 'grants rights of use forever',
      after: 'grants licence of access forever',
      shown: 'grants [-rights of use-]{+licence of access+} forever',
    },
    {
      name: 'short changes between long ones do not break them up',
      before:
        'You may access the platform with any compatible device, and use our services as the service terms allow, ' +
        'and share credentials within one household only.',
      after:
        'You must create an account that names an administrator, and use the services as stated, providing ' +
        'complete and accurate information about every employee.',
      shown:
        'You [-may access the platform with any compatible device, and use our services as the service terms ' +
        'allow, and share credentials within one household only-]{+must create an account that names an ' +
        'administrator, and use the services as stated, providing complete and accurate information about every ' +
        'employee+}.',
    },
    {
      name: 'two added words stay two, though a small word is all that is between them',
      before: 'sold to customers',
      after: 'sold directly to paying customers',
      shown: 'sold {+directly +}to {+paying +}customers',
    },
    {
      name: 'two changed words with a word of weight between them stay two',
      before: 'the first agreement ended',
      after: 'the second agreement began',
      shown: 'the [-first-]{+second+} agreement [-ended-]{+began+}',
    },
    {
      name: 'a sentence that stayed between two long rewritten ones is kept',
      before:
        'Microsoft may pursue research toward general intelligence alone or with any third party while computing ' +
        'stays below certain thresholds. The panel of experts checks every declaration. Consumer hardware made by ' +
        'OpenAI remains outside every right that Microsoft holds under earlier agreements, whatever they say.',
      after:
        'Neither side needs consent for joint work, provided both publish yearly reports covering safety, staffing ' +
        'and budgets. The panel of experts checks every declaration. Devices, wearables, robots and vehicles are ' +
        'excluded unless each board votes otherwise before 2030 following public notice.',
      shown:
        '[-Microsoft may pursue research toward general intelligence alone or with any third party while computing ' +
        'stays below certain thresholds-]{+Neither side needs consent for joint work, provided both publish yearly ' +
        'reports covering safety, staffing and budgets+}. The panel of experts checks every declaration. ' +
        '[-Consumer hardware made by OpenAI remains outside every right that Microsoft holds under earlier ' +
        'agreements, whatever they say-]{+Devices, wearables, robots and vehicles are excluded unless each board ' +
        'votes otherwise before 2030 following public notice+}.',
    },
    {
      name: 'between two long additions a small word is not kept',
      before: 'OpenAI buys the compute.',
      after:
        'OpenAI buys chips, networks, storage, cooling, power, land and the rights to build any further data ' +
        'centres for compute.',
      shown:
        'OpenAI buys [-the-]{+chips, networks, storage, cooling, power, land and the rights to build any further ' +
        'data centres for+} compute.',
    },
    {
      name: 'a change at the end of a paragraph is not joined with one at the start of the next',
      before: 'Terms end in 2030.\n\nMicrosoft is first.',
      after: 'Terms end never.\n\nAmazon is first.',
      shown: 'Terms end [-in 2030-]{+never+}.\n\n[-Microsoft-]{+Amazon+} is first.',
    },
    {
      name: 'emphasis that moves around a full stop is one change',
      before: '**Feedback.** We listen.',
      after: '**Feedback**. We listen.',
      shown: '**Feedback[-.**-]{+**.+} We listen.',
    },
  ]);
});

describe('a change lies where a reader would look for it', () => {
  show([
    {
      name: 'an added paragraph is a paragraph with its line break',
      before: 'The term is long.\n\nThe term may end.',
      after: 'The term is long.\n\nThe term is fixed.\n\nThe term may end.',
      shown: 'The term is long.\n\n{+The term is fixed.\n\n+}The term may end.',
    },
    {
      name: 'a removed paragraph',
      before: 'One stays.\n\nTwo goes.\n\nThree stays.',
      after: 'One stays.\n\nThree stays.',
      shown: 'One stays.\n\n[-Two goes.\n\n-]Three stays.',
    },
    {
      name: 'a last paragraph takes the line break before it along',
      before: 'One stays.',
      after: 'One stays.\n\nTwo comes.',
      shown: 'One stays.{+\n\nTwo comes.+}',
    },
    {
      name: 'a paragraph that stayed is kept though its neighbour comes after it',
      before:
        '**These terms apply to you if you live in Europe.**\n\nThank you for coming!\n\nThese terms (“Terms”) bind.',
      after:
        'Thank you for coming!\n\nThese terms apply to you if you live in Europe.\n\nThese terms (“Terms”) hold.',
      shown:
        '[-**These terms apply to you if you live in Europe.**\n\n-]Thank you for coming!\n\n' +
        '{+These terms apply to you if you live in Europe.\n\n+}These terms (“Terms”) [-bind-]{+hold+}.',
    },
    {
      name: 'an added sentence is a sentence',
      before: 'The Fee is due. The Fee is fixed.',
      after: 'The Fee is due. The Fee is net. The Fee is fixed.',
      shown: 'The Fee is due. {+The Fee is net. +}The Fee is fixed.',
    },
    {
      name: 'an added item of a list',
      before: '* models\n* research\n',
      after: '* models\n* products\n* research\n',
      shown: '* models\n{+* products\n+}* research\n',
    },
    {
      name: 'a changed item of a list',
      before: '* all models\n* all products\n* all research\n',
      after: '* all models\n* certain products\n* all research\n',
      shown: '* all models\n* [-all-]{+certain+} products\n* all research\n',
    },
    {
      name: 'a member of an enumeration comes with its comma',
      before: 'models, products and research',
      after: 'models, weights, products and research',
      shown: 'models, {+weights, +}products and research',
    },
    {
      name: 'a phrase is added whole',
      before: 'sold to the Supplier',
      after: 'sold to the Customer and to the Supplier',
      shown: 'sold {+to the Customer and +}to the Supplier',
    },
    {
      name: 'a quoted term',
      before: 'the cap (the “Cap”) applies',
      after: 'the cap (the “Limit”) applies',
      shown: 'the cap (the “[-Cap-]{+Limit+}”) applies',
    },
    {
      name: 'quotation marks alone',
      before: 'the “Cap” applies',
      after: 'the "Cap" applies',
      shown: 'the [-“-]{+"+}Cap[-”-]{+"+} applies',
    },
    {
      name: 'the address of a link is one word, the text of the link is words',
      before: 'See the [Business Terms](https://example.com/terms/2025?v=1) now.',
      after: 'See the [Service Terms](https://example.com/terms/2026?v=1) now.',
      shown:
        'See the [[-Business-]{+Service+} Terms]' +
        '([-https://example.com/terms/2025?v=1-]{+https://example.com/terms/2026?v=1+}) now.',
    },
    {
      name: 'a text in which one thing is put right',
      before: 'a a a',
      after: 'a a a a',
      shown: '{+a +}a a a',
    },
  ]);
});

describe('spacing is compared as written', () => {
  show([
    { name: 'a word space becomes a paragraph', before: 'a b', after: 'a\n\nb', shown: 'a[- -]{+\n\n+}b' },
    { name: 'a line break is doubled', before: 'a\nb', after: 'a\n\nb', shown: 'a\n{+\n+}b' },
    { name: 'line ends', before: 'a\r\nb\r\n', after: 'a\nb\n', shown: 'a[-\r-]\nb[-\r-]\n' },
    { name: 'space around a text', before: ' a', after: 'a ', shown: '[- -]a{+ +}' },
    { name: 'a joiner without width', before: 'Terms]', after: 'Terms\u2060]', shown: 'Terms{+\u2060+}]' },
    { name: 'nothing but space', before: ' \n', after: '\n ', shown: '[- \n-]{+\n +}' },
  ]);
});

describe('texts at the edge', () => {
  test('two empty texts have no runs', () => {
    expect(redline('', '')).toStrictEqual([]);
  });

  test('equal texts are one equal run', () => {
    expect(redline('as it was', 'as it was')).toStrictEqual([{ op: 'equal', value: 'as it was' }]);
  });

  test('a text that comes is one addition, one that goes one removal', () => {
    expect(redline('', ' new\n')).toStrictEqual([{ op: 'insert', value: ' new\n' }]);
    expect(redline(' old\n', '')).toStrictEqual([{ op: 'delete', value: ' old\n' }]);
  });

  test('half a surrogate pair is kept apart from a whole one', () => {
    expect(redline('a \ud83d', 'a \ud83d\ude00')).toStrictEqual([
      { op: 'equal', value: 'a ' },
      { op: 'delete', value: '\ud83d' },
      { op: 'insert', value: '\ud83d\ude00' },
    ]);
  });

  test('a sign made of several characters is not split', () => {
    expect(marked(redline('👨‍👩‍👧 e\u0301', '👨‍👩‍👦 e'))).toBe('[-👨‍👩‍👧 e\u0301-]{+👨‍👩‍👦 e+}');
  });
});
