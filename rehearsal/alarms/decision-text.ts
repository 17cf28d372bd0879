import type { Evaluation, EvaluationRule } from './evaluation';
import { counted } from './wording';

/** Which rule decided an evaluation, in a sentence. */
export function decisionText(evaluation: Evaluation, rule: EvaluationRule): string {
  const { evaluationPeriods: n, datapointsToAlarm: m, treatMissingData } = rule;
  const { breaching, filled, state } = evaluation;
  const breach = `${breaching} ${breaching === 1 ? 'breaches' : 'breach'}`;
  switch (evaluation.decidedBy) {
    case 'enoughData':
      return `of the newest ${counted(n, 'datapoint')} ${breach}, ${m} ${m === 1 ? 'is' : 'are'} needed`;
    case 'filled':
      return `${counted(filled, 'missing datapoint')} filled in as ${treatMissingData}, of the others ${breach}, ${m} needed`;
    case 'noData':
      return treatMissingData === 'ignore'
        ? 'no datapoint in the whole range: the state is kept'
        : 'no datapoint in the whole range: there is nothing to tell';
    case 'enoughBreaching':
      return `${breach}, ${m} needed: the missing ones cannot change that`;
    case 'contradicted':
      return `${breach}, ${m} needed, and a datapoint of the range does not breach`;
    case 'premature':
      return `the oldest datapoint breaches, is at least ${counted(m, 'period')} old, and nothing newer says otherwise`;
    case 'undecided':
      return state === 'INSUFFICIENT_DATA'
        ? `${breach}, ${m} needed, and too much is missing to tell`
        : `${breach}, ${m} needed, and too much is missing to tell: the state is kept`;
  }
}
