import { succeededMessageIds } from '../../../rehearsal/delivery/queues/batch-response';

const ids = ['a', 'b', 'c'];
const answer = (payload: unknown) =>
  succeededMessageIds({ outcome: 'success', payload, durationMs: 1, coldStart: false, lines: [] }, ids, true);

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['an empty object', {}],
  ['an empty list', { batchItemFailures: [] }],
  ['no list', { batchItemFailures: null }],
])('a batch is done when the function reports %s', (_, payload) => {
  expect(answer(payload)).toEqual(ids);
});

test('the messages that are not in the list are done', () => {
  expect(answer({ batchItemFailures: [{ itemIdentifier: 'b' }] })).toEqual(['a', 'c']);
});

test.each<[string, unknown]>([
  ['a text', 'done'],
  ['a list in its place', [{ itemIdentifier: 'b' }]],
  ['a list that is none', { batchItemFailures: 'b' }],
  ['an empty id', { batchItemFailures: [{ itemIdentifier: '' }] }],
  ['a null id', { batchItemFailures: [{ itemIdentifier: null }] }],
  ['another key', { batchItemFailures: [{ messageId: 'b' }] }],
  ['a message that is not in the batch', { batchItemFailures: [{ itemIdentifier: 'x' }] }],
])('the whole batch is retried when the function reports %s', (_, payload) => {
  expect(answer(payload)).toEqual([]);
});
