import { type Case, CaseFileError, readCases } from './case';
import { type Outcome, outcomeOf } from './outcome';
import { hasBindingFailure, reportOf } from './report';

/**
 * `npm run cases -- FILE…`: runs cases of CloudWatch's behaviour on the engine and says how many of each status pass.
 * Exit code 1 when a documented or recorded one fails, 2 for a file that cannot be read.
 */
async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    console.error('usage: npm run cases -- FILE…   (a file in the format of test/rehearsal/fixtures/alarm-cases.json)');
    return 2;
  }
  let cases: readonly Case[];
  try {
    cases = files.flatMap(readCases);
  } catch (error) {
    if (!(error instanceof CaseFileError)) throw error;
    console.error(error.message);
    return 2;
  }
  const outcomes: Outcome[] = [];
  for (const each of cases) outcomes.push(await outcomeOf(each));
  console.log(reportOf(outcomes));
  return hasBindingFailure(outcomes) ? 1 : 0;
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
