import { join } from 'node:path';
import { readCases } from './case';
import { assertsNothing, runCase } from './outcome';

const FIXTURES = join(__dirname, '..', 'rehearsal', 'fixtures');

describe.each(['alarm-cases.json', 'own-cases.json'])('%s', (file) => {
  const cases = readCases(join(FIXTURES, file));

  test.each(cases.filter((each) => !assertsNothing(each)))('$kind $id: $description', (each) => runCase(each));

  test('has no two cases of one id', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });
});
