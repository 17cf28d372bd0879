import { at, RehearsedStack, startMs } from './rehearsed-stack';

const byTable = { TableName: 'orders' };
const byOperation = (Operation: string) => ({ TableName: 'orders', Operation });

test('a call publishes what it consumed and how long it took, when it ends', async () => {
  const stack = new RehearsedStack({});
  stack.delivery.tables.onCall('orders', 'PutItem', { atMs: startMs, latencyMs: 4, writeUnits: 2 });
  stack.delivery.tables.onCall('orders', 'GetItem', { atMs: startMs, latencyMs: 3 });
  await stack.clock.runUntil(startMs + 3);
  expect(stack.valuesOf('ConsumedWriteCapacityUnits', byTable)).toEqual([]);
  await stack.clock.runUntil(startMs + 4);
  expect(stack.valuesOf('ConsumedWriteCapacityUnits', byTable)).toEqual([[0, 2]]);
  expect(stack.valuesOf('ConsumedReadCapacityUnits', byTable)).toEqual([[0, 1]]);
  expect(stack.valuesOf('SuccessfulRequestLatency', byOperation('PutItem'))).toEqual([[0, 4]]);
});

test.each([
  ['PutItem', 'throttle', 'WriteThrottleEvents', byTable],
  ['Query', 'throttle', 'ReadThrottleEvents', byTable],
  ['Query', 'throttle', 'ThrottledRequests', byOperation('Query')],
  ['Query', 'systemError', 'SystemErrors', byOperation('Query')],
  ['PutItem', 'userError', 'UserErrors', {}],
] as const)('%s that ends in %s publishes %s and no latency', async (operation, failure, metricName, dimensions) => {
  const stack = new RehearsedStack({});
  stack.delivery.tables.onCall('orders', operation, { atMs: startMs, latencyMs: 1, failure });
  await stack.clock.runUntil(at(1));
  expect(stack.valuesOf(metricName, dimensions)).toEqual([[0, 1]]);
  expect(stack.valuesOf('SuccessfulRequestLatency', byOperation(operation))).toEqual([]);
});

test('a scenario throttles the named operations of a table in its window', () => {
  const { tables } = new RehearsedStack({}).delivery;
  tables.addThrottle({ tableName: 'orders', operations: ['PutItem'], window: { fromMs: at(1), toMs: at(2) } });
  const throttled = (operation: string, minute: number) => tables.isThrottled('orders', operation, at(minute));
  expect([throttled('PutItem', 0), throttled('PutItem', 1), throttled('GetItem', 1), throttled('PutItem', 2)]).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect(tables.isThrottled('other', 'PutItem', at(1))).toBe(false);
});
