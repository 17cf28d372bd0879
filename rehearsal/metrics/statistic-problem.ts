import { nearestNames } from '../nearest-name';
import { parseStatistic, SIMPLE } from './statistic';

/** What people write for a statistic that CloudWatch calls differently. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  avg: 'Average',
  mean: 'Average',
  min: 'Minimum',
  max: 'Maximum',
  total: 'Sum',
  count: 'SampleCount',
  n: 'SampleCount',
  median: 'p50',
};

/** Why `text` is no statistic of CloudWatch, and what was probably meant, for a text that `parseStatistic` refuses. */
export function whyNoStatistic(text: string): string {
  const nearest = nearestStatistic(text);
  const problem = problemOf(text) ?? (nearest === undefined ? `; there are ${LISTED}` : `; did you mean ${nearest}?`);
  return `unknown statistic ${text}${problem}`;
}

const LISTED = `${Object.keys(SIMPLE).join(', ')}, p90, tm90, tc90, ts90, wm90, IQM, PR(:300) and TM(10%:90%)`;

function nearestStatistic(text: string): string | undefined {
  const bare = text.replace(/\s/g, '');
  const candidates = [
    OTHER_NAMES[bare.toLowerCase()],
    bare,
    bare.toUpperCase(),
    bare.toLowerCase(),
    bare.replace(/^([a-z]+)\((\d[\d.]*)%?\)$/i, (_, name: string, percent) => `${name.toLowerCase()}${percent}`),
    bare.replace(/^pr(\d+)$/i, 'PR(:$1)'),
  ];
  const meant = candidates.find((candidate) => candidate !== undefined && parseStatistic(candidate) !== undefined);
  return meant ?? nearestNames(text, [...Object.keys(SIMPLE), 'IQM'], 1)[0];
}

/** What is wrong with a notation that is almost right. */
function problemOf(text: string): string | undefined {
  const short = /^(?:p|tm|tc|ts|wm)(\d+(?:\.(\d*))?)$/i.exec(text);
  if (short !== null && Number(short[1]) > 100) return ': a percentage is between 0 and 100';
  if (short !== null && (short[2]?.length ?? 0) > 10) return ': a percentage has at most 10 decimals';
  const [, name, from, to] = /^(TM|TC|TS|WM|PR)\(([^:]*):([^:]*)\)$/i.exec(text) ?? [];
  if (name === undefined) return undefined;
  const bounds = [from!, to!].filter((bound) => bound !== '');
  if (bounds.length === 0) return ': it takes at least one bound';
  const shares = bounds.filter((bound) => bound.endsWith('%'));
  if (name.toUpperCase() === 'PR' && shares.length > 0) return ': the bounds of PR are values, not percentages';
  if (shares.length === 1 && bounds.length === 2) return ': its bounds are either both percentages or both values';
  if (shares.some((share) => Number(share.slice(0, -1)) > 100)) return ': a percentage is between 0 and 100';
  if (bounds.some((bound) => bound.startsWith('-'))) return ': bounds are not negative';
  if (bounds.length === 2 && Number.parseFloat(from!) > Number.parseFloat(to!)) {
    return ': its lower bound is above its upper one';
  }
  return undefined;
}
