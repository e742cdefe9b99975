import { describe, expect, test } from 'vitest';
import { linksOf } from '../../src/http/views/links.ts';
import { pageWords } from '../../src/http/views/page-words.ts';
import { surroundings } from '../../src/http/pages/page.ts';
import { trackerWith } from '../support/app.ts';
import { SAMPLE } from '../support/sample.ts';

const { names } = await surroundings(await trackerWith(SAMPLE), 'trial', {});
const links = linksOf('trial');
const then = linksOf('trial', { known: '2024-01-31', log: 3 });

describe('a page of a dossier in words', () => {
  test.each([
    [links.state(null), 'Terms today'],
    [`${links.state('2024-02-10')}#conflicts`, 'Terms on 10 February 2024'],
    [
      then.state('2024-02-10'),
      'Terms on 10 February 2024, as known on 31 January 2024, as our record stood at revision 3',
    ],
    [links.contract('supply', '2024-02-10'), 'Supply on 10 February 2024'],
    [links.contractPair('supply', 'engines', '2024-02-10'), 'Supply and Engines on 10 February 2024'],
    [links.clause('supply/use'), 'History of “Use of the works”'],
    [links.clauseOn('supply/use', '2024-02-10'), '“Use of the works” on 10 February 2024'],
    [links.compare('2024-02-10', '2024-05-01'), 'What changed from 10 February 2024 to 1 May 2024'],
    [links.compare('2024-02-10', 'after:renewal'), 'What changed from 10 February 2024 to after:renewal'],
    [links.announcements(), 'Announcements'],
    [links.announcement('renewal'), '“Acme and Bolt amend their agreement”'],
    [links.matrix('2024-02-10'), 'Who holds what on 10 February 2024'],
    [links.term('ready'), 'The term “ready”'],
    [links.chart(), 'Chart'],
    [links.ahead(), 'What ends next'],
    [links.log(), 'Our record'],
    ['/dossiers/trial/nothing/like/this?x=1', 'nothing/like/this?x=1'],
  ])('%s', (href, expected) => {
    expect(pageWords(href, names)).toBe(expected);
  });
});
