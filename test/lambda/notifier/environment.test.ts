import { readEnvironment, routeOf } from '../../../lambda/notifier/environment';
import { TOPICS } from './sample-events';
import { environmentOf } from './world';

const complete = {
  ROUTES: JSON.stringify([
    { topicArn: 'arn:topic', severity: 'page', channels: [{ vendor: 'slack', secretArn: 'arn:s' }] },
  ]),
  STATE_TABLE: 'state',
  QUEUE_URL: 'https://queue',
  DEAD_LETTER_QUEUE_URL: 'https://dead',
  SERVICE_NAME: 'shop',
  AWS_REGION: 'eu-west-1',
};

test('a complete environment is read', () => {
  const environment = readEnvironment(complete);
  expect(environment.dashboardName).toBeUndefined();
  expect([...environment.routes]).toEqual([
    ['arn:topic', { severity: 'page', channels: [{ vendor: 'slack', secretArn: 'arn:s' }] }],
  ]);
});

test('one error names everything that is missing', () => {
  expect(() => readEnvironment({})).toThrow(
    /ROUTES is not set; STATE_TABLE is not set; QUEUE_URL is not set; DEAD_LETTER_QUEUE_URL is not set; SERVICE_NAME is not set; AWS_REGION is not set/,
  );
});

test.each([
  ['{', 'ROUTES is no JSON list'],
  ['[]', 'ROUTES is no JSON list'],
  ['{}', 'ROUTES is no JSON list'],
  ['[5]', 'ROUTES[0].topicArn is not set'],
  ['[{"topicArn":"t","severity":"urgent","channels":[]}]', 'ROUTES[0].severity is not one of page, ticket, info'],
  ['[{"topicArn":"t","severity":"page"}]', 'ROUTES[0].channels is not a list'],
  [
    '[{"topicArn":"t","severity":"page","channels":[{"vendor":"slack"}]}]',
    'ROUTES[0].channels[0].secretArn is not set',
  ],
])('the routes %s are refused: %s', (ROUTES, message) => {
  expect(() => readEnvironment({ ...complete, ROUTES })).toThrow(message);
});

test('a topic has its route; without a ticket route, what came another way takes the first', () => {
  const { routes } = environmentOf();
  expect(routeOf(routes, TOPICS.page).severity).toBe('page');
  expect(routeOf(routes, undefined).severity).toBe('ticket');
  expect(routeOf(readEnvironment(complete).routes, 'arn:other').severity).toBe('page');
});
