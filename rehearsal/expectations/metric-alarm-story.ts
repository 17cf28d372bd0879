import { cadenceSeconds } from '../alarms/cadence';
import type { ExplainedPoint, MetricAlarmExplanation } from '../alarms/explanation';
import type { Rehearsal } from '../rehearse';
import type { AlarmState } from '../run-record';
import type { AlarmModel } from '../template/model';
import { alarmWords } from './alarm-words';
import { datapointPicture } from './datapoint-picture';
import { Evaluations } from './evaluations';
import type { StateAt } from './expectation';
import { nearestChanges } from './nearest-changes';
import { columns, paragraph } from './paragraph';
import { shortened } from './shortened';
import { sinceStart } from './since-start';
import { stateAt, timelineText } from './timeline';

type Transitions = readonly StateAt[];

export interface MetricAlarmQuestion {
  readonly model: AlarmModel;
  readonly transitions: Transitions;
  /** The evaluation to look at; by default the one that came nearest to `state`. */
  readonly atMs?: number;
  readonly state: AlarmState;
  /** Whether a course meets what is expected and breaks nothing else that is met. */
  readonly isGood: (transitions: Transitions) => boolean;
  /** What the changes that are proposed do. @default 'satisfy it' */
  readonly goal?: string;
  /** What a test would expect if the alarm is right. */
  readonly instead?: string;
}

const LATER_PERIODS = 3;

/** Why a metric alarm did what it did at the instant that matters, and what would have made it do what is expected. */
export function metricAlarmStory(rehearsal: Rehearsal, question: MetricAlarmQuestion): string[] {
  const { record } = rehearsal;
  const { model, transitions } = question;
  const evaluations = new Evaluations(rehearsal, model);
  const explanation =
    question.atMs === undefined ? evaluations.nearestTo(question.state) : evaluations.at(question.atMs);
  if (explanation === undefined) return notEvaluated(rehearsal, model);
  const { atMs, state, rule, points, evaluationPeriods, comparison, treatMissingData } = explanation;
  const when = `at ${sinceStart(atMs, record.startMs)} (${clockTime(atMs)} UTC)`;
  const was = stateAt(transitions, atMs);
  const became = transitions.some((change) => change.atMs === atMs);
  const headline =
    was !== state
      ? `It ${became ? 'became' : 'was'} ${was} ${when}; with what came later it would have been ${state}`
      : question.atMs === undefined
        ? `It came nearest to ${question.state} ${when}`
        : `Why it ${became ? 'became' : 'was'} ${state} ${when}`;
  const values = evaluations.valuesAround(atMs);
  const picture = datapointPicture({
    range: points,
    later: laterPoints(evaluations, explanation, model, record.endMs),
    evaluationPeriods,
    startMs: record.startMs,
    ...(model.threshold === undefined ? {} : { threshold: model.threshold }),
  });
  return [
    ...(values.length === 0 ? NO_DATA : [...paragraph(`${headline}: ${rule}.`, 2), '', ...indented(picture)]),
    '',
    ...paragraph(alarmWords(model, comparison, treatMissingData), 4),
    '',
    ...proposalLines(rehearsal, question, values),
  ];
}

const NO_DATA = paragraph(
  'In the whole run there is no datapoint of what it watches: compare its namespace, name and dimensions with what the test gives.',
  2,
);

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `    ${line}`));
}

function laterPoints(
  evaluations: Evaluations,
  { atMs }: MetricAlarmExplanation,
  { periodSeconds }: AlarmModel,
  endMs: number,
): ExplainedPoint[] {
  const instants = Array.from({ length: LATER_PERIODS }, (_, index) => atMs + (index + 1) * periodSeconds * 1000);
  return instants.filter((each) => each <= endMs).flatMap((each) => evaluations.at(each)?.points.slice(-1) ?? []);
}

function proposalLines(rehearsal: Rehearsal, question: MetricAlarmQuestion, values: readonly number[]): string[] {
  const { model, transitions, isGood, goal = 'satisfy it', instead } = question;
  const { startMs, endMs } = rehearsal.record;
  const otherwise = instead === undefined ? [] : [[instead, 'if the alarm is right and the test is not']];
  const replay = (changes: Parameters<Rehearsal['replay']>[1]) => rehearsal.replay(model.name, changes);
  if (timelineText(replay({}), startMs) !== timelineText(transitions, startMs)) {
    return [
      ...paragraph('No change is proposed: some data came after the evaluation that they belong to.', 2),
      ...columns(otherwise, 4),
    ];
  }
  const stepMs = cadenceSeconds(model.periodSeconds, model.evaluationPeriods) * 1000;
  const evaluations = (endMs - startMs) / stepMs + 1;
  const proposals = nearestChanges({ model, values, evaluations, replay, isGood });
  const rows = proposals.map((proposal) => [
    proposal.text,
    shortened(timelineText(proposal.transitions, startMs) || 'no change', 60),
  ]);
  if (rows.length === 0) {
    const tried = 'M and N, a threshold on the other side of the data, the comparison, missing data';
    return [...paragraph(`No small change of the alarm would ${goal} (tried: ${tried}).`, 2), ...columns(otherwise, 4)];
  }
  return [`  What would ${goal}, the smallest change first:`, ...columns([...rows, ...otherwise], 4)];
}

function notEvaluated({ record }: Rehearsal, { logicalId, notRehearsed }: AlarmModel): string[] {
  const said = record.notRehearsed.filter(({ where }) => where === logicalId || where.startsWith(`${logicalId}.`));
  const reasons = [...(notRehearsed === undefined ? [] : [notRehearsed]), ...said.map(({ what }) => what)];
  return [
    ...paragraph('The rehearsal cannot evaluate this alarm; it stays INSUFFICIENT_DATA:', 2),
    ...(reasons.length === 0 ? ['its configuration is not understood'] : [...new Set(reasons)]).flatMap((reason) =>
      paragraph(reason, 4),
    ),
  ];
}

function clockTime(atMs: number): string {
  const time = new Date(atMs).toISOString().slice(11, 19);
  return time.endsWith(':00') ? time.slice(0, 5) : time;
}
