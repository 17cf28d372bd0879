import type { AlarmModel, TreatMissingData } from '../template/model';
import type { Comparison } from './comparison';
import type { Evaluation, EvaluationRule } from './evaluation';
import { counted, doubleText, messageTime, reasonTime } from './wording';

/** More datapoints than this are not listed in a reason, only the newest of them. */
const LISTED_DATAPOINTS = 4;
const NEWEST_DATAPOINTS = 5;

/** A datapoint that an evaluation counted. */
export interface EvaluatedDatapoint {
  readonly startMs: number;
  readonly value: number;
  readonly breaching: boolean;
}

/** What a reason is written from. */
export interface ReasonInput {
  readonly evaluation: Evaluation;
  /** Newest first. */
  readonly evaluated: readonly EvaluatedDatapoint[];
  readonly rule: EvaluationRule;
  readonly comparison: Comparison;
  /** Alarms that say how many datapoints it takes (M) have another wording than those that do not. */
  readonly saysDatapointsToAlarm: boolean;
}

/** Why a metric alarm is in its state, in CloudWatch's words. AWS publishes no grammar; common cases are as recorded. */
export function reasonOf(input: ReasonInput): string {
  const { evaluation, evaluated } = input;
  if (evaluation.state === 'INSUFFICIENT_DATA') {
    return `Insufficient Data: ${counted(evaluation.filled, 'datapoint')} ${were(evaluation.filled)} unknown.`;
  }
  const alarm = evaluation.state === 'ALARM';
  const deciding = evaluated.filter(({ breaching }) => breaching === alarm);
  if (deciding.length === 0) {
    return `Threshold Crossed: no datapoints were received for ${counted(evaluation.filled, 'period')} and ${treated(input)}.`;
  }
  return `${title(input)}: ${counts(input, deciding)} ${verdict(input, deciding)}${minimum(input)}.`;
}

/** What the data of a reason lists. */
export interface ReasonDatapoints {
  /** Newest first. */
  readonly evaluated: readonly EvaluatedDatapoint[];
  /** Begin of the periods that were filled in, newest first. */
  readonly missing: readonly number[];
  /** How many samples a datapoint is made of; `undefined` for a math expression. */
  sampleCountAt(startMs: number): number | undefined;
}

/** What is known of the JSON that CloudWatch keeps beside a reason (`StateReasonData`). */
export function reasonDataOf(
  model: AlarmModel,
  { evaluated, missing, sampleCountAt }: ReasonDatapoints,
  comparison: Comparison,
  nowMs: number,
): Readonly<Record<string, unknown>> {
  const oldestFirst = [...evaluated].reverse();
  const statistic = model.metrics.length === 1 ? model.metrics[0]!.metric?.statistic : undefined;
  return {
    version: '1.0',
    queryDate: messageTime(nowMs),
    ...(oldestFirst[0] === undefined ? {} : { startDate: messageTime(oldestFirst[0].startMs) }),
    ...(statistic === undefined ? {} : { statistic }),
    period: model.periodSeconds,
    recentDatapoints: oldestFirst.map(({ value }) => value),
    ...comparison.data(oldestFirst.map(({ startMs }) => startMs)),
    evaluatedDatapoints: [
      ...missing.map((startMs) => ({ timestamp: messageTime(startMs) })),
      ...evaluated.map(({ startMs, value }) => {
        const sampleCount = sampleCountAt(startMs);
        return { timestamp: messageTime(startMs), ...(sampleCount === undefined ? {} : { sampleCount }), value };
      }),
    ],
  };
}

/** A band has several thresholds. */
function title({ comparison }: ReasonInput): string {
  return comparison.several ? 'Thresholds Crossed' : 'Threshold Crossed';
}

function counts({ rule, saysDatapointsToAlarm }: ReasonInput, deciding: readonly EvaluatedDatapoint[]): string {
  const count = saysDatapointsToAlarm
    ? `${deciding.length} out of the last ${rule.evaluationPeriods} datapoints`
    : counted(deciding.length, 'datapoint');
  return isLong(deciding) ? count : `${count} [${list(deciding)}]`;
}

function verdict(input: ReasonInput, deciding: readonly EvaluatedDatapoint[]): string {
  const alarm = input.evaluation.state === 'ALARM';
  const starts = deciding.map(({ startMs }) => startMs);
  const crossed = `${were(deciding.length)} ${input.comparison.words(starts, alarm)}`;
  const missing = input.evaluation.filled > 0 && treats(input) ? ` and ${treated(input)}` : '';
  if (!isLong(deciding)) return crossed + missing;
  const which = alarm ? ' which crossed the threshold' : '';
  return `${crossed}${missing}. The most recent datapoints${which}: [${list(deciding.slice(0, NEWEST_DATAPOINTS))}]`;
}

function minimum({ rule, evaluation, saysDatapointsToAlarm }: ReasonInput): string {
  if (!saysDatapointsToAlarm) return '';
  const alarm = evaluation.state === 'ALARM';
  const needed = alarm ? rule.datapointsToAlarm : rule.evaluationPeriods - rule.datapointsToAlarm + 1;
  return ` (minimum ${counted(needed, 'datapoint')} for ${alarm ? 'OK -> ALARM' : 'ALARM -> OK'} transition)`;
}

function treats({ rule }: ReasonInput): boolean {
  return TREATMENT_NAMES[rule.treatMissingData] !== undefined;
}

function treated({ rule, evaluation }: ReasonInput): string {
  const name = TREATMENT_NAMES[rule.treatMissingData];
  return `${counted(evaluation.filled, 'missing datapoint')} ${were(evaluation.filled)} treated as [${name}]`;
}

/** How CloudWatch calls what stands for missing data; the other treatments put nothing in its place. */
const TREATMENT_NAMES: Partial<Readonly<Record<TreatMissingData, string>>> = {
  breaching: 'Breaching',
  notBreaching: 'NonBreaching',
};

function list(points: readonly EvaluatedDatapoint[]): string {
  return points.map(({ startMs, value }) => `${doubleText(value)} (${reasonTime(startMs)})`).join(', ');
}

function isLong(deciding: readonly EvaluatedDatapoint[]): boolean {
  return deciding.length > LISTED_DATAPOINTS;
}

function were(count: number): string {
  return count === 1 ? 'was' : 'were';
}
