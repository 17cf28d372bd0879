import type { RunRecord } from '../../../rehearsal/run-record';
import { styleFor } from '../../../rehearsal/terminal/style';
import { summaryLines } from '../../../rehearsal/terminal/summary';
import { timelineLine } from '../../../rehearsal/terminal/timeline';

const plain = styleFor({}, {});
const atMs = Date.parse('2026-01-05T09:14:00Z');
const line = (event: object) => timelineLine({ atMs, kind: '', ...event }, plain);

describe('the timeline', () => {
  test('tells an alarm with its severity', () => {
    expect(line({ kind: 'alarm', name: 'Shop/Api/errors', severity: 'page', from: 'OK', to: 'ALARM' })).toBe(
      '09:14  ● ALARM page   Shop/Api/errors',
    );
  });

  test('does not tell the first OK of a new alarm, but tells its first ALARM', () => {
    expect(line({ kind: 'alarm', name: 'a', from: 'INSUFFICIENT_DATA', to: 'OK' })).toBeUndefined();
    expect(line({ kind: 'alarm', name: 'a', from: 'INSUFFICIENT_DATA', to: 'ALARM' })).toContain('ALARM');
  });

  test('tells in a dim line that actions were held back', () => {
    const reason = 'Actions suppressed by WaitPeriod';
    expect(line({ kind: 'actionsSuppressed', alarmName: 'any', state: 'ALARM', reason })).toBe(
      '09:14    ∅ any ALARM: Actions suppressed by WaitPeriod',
    );
    expect(line({ kind: 'actionsMuted', alarmName: 'any', state: 'OK', reason: 'Actions muted by nightly' })).toContain(
      '∅ any OK: Actions muted by nightly',
    );
  });

  test('tells a chat message as Slack shows it, a reply as a reply, and no edits', () => {
    const post = { kind: 'chatPost', vendor: 'slack', channel: '#alerts', body: { text: '12 &gt; 5 &amp; more' } };
    expect(line(post)).toBe('09:14    ✉ slack #alerts  12 > 5 & more');
    expect(line({ ...post, threadId: '1' })).toContain('↳');
    expect(line({ ...post, updates: '1' })).toBeUndefined();
  });

  test('lets no message move the cursor or reverse the text', () => {
    const text = line({ kind: 'step', text: 'a\u001b[2Jb\u202ec\nd' });
    expect(text).toBe('09:14  ▶ a [2Jb c d');
  });

  test('keeps quiet about what only the trace is for', () => {
    expect(line({ kind: 'invocation', functionName: 'f' })).toBeUndefined();
  });
});

test('colours are for terminals, unless NO_COLOR or FORCE_COLOR says otherwise', () => {
  expect(styleFor({ isTTY: true }, {}).red('x')).toBe('\u001b[31mx\u001b[0m');
  expect(styleFor({ isTTY: true }, { NO_COLOR: '1' }).red('x')).toBe('x');
  expect(styleFor({}, { FORCE_COLOR: '1' }).red('x')).toBe('\u001b[31mx\u001b[0m');
});

test('the summary says what fired and for how long, and what is still open', () => {
  const transition = (minute: number, state: 'ALARM' | 'OK') => ({ atMs: atMs + minute * 60_000, state, reason: '' });
  const alarm = (name: string, ...transitions: ReturnType<typeof transition>[]) =>
    ({ name, arn: name, kind: 'metric', severity: 'ticket', transitions }) as const;
  const record: RunRecord = {
    title: '',
    stackName: '',
    startMs: atMs,
    endMs: atMs,
    steps: [],
    alarms: [
      alarm('over', transition(0, 'ALARM'), transition(6, 'OK')),
      alarm('open', transition(2, 'ALARM')),
      alarm('quiet'),
    ],
    dashboards: [],
    posts: [],
    emails: [],
    notRehearsed: [{ where: 'Cache', what: 'is not known' }],
    inferredRules: [],
    findings: [
      { id: 'action-to-nobody', level: 'error', where: 'Ops', what: 'nobody is told', advice: 'Subscribe somebody.' },
    ],
  };
  expect(summaryLines(record, plain)).toEqual([
    '2 of 3 alarms fired, 1 resolved; 0 chat messages, 0 e-mails',
    '  ticket over  09:14–09:20',
    '  ticket open  09:16–open',
    '',
    'Wrong or doubtful in the template (1)',
    '  Ops: nobody is told. Subscribe somebody.',
    '',
    'Not rehearsed (1)',
    '  Cache: is not known',
  ]);
});
