// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how alarm tests refer to resources
import fc from 'fast-check';
import { NotationError } from '../../../rehearsal/alarm-tests/notation/notation-error';
import { parseSeries } from '../../../rehearsal/alarm-tests/notation/series-selector';

test.each([
  ['Shop Errors', 'Shop', 'Errors', {}],
  ['Shop/Checkout Errors{}', 'Shop/Checkout', 'Errors', {}],
  ['Shop/Checkout Errors{service=api}', 'Shop/Checkout', 'Errors', { service: 'api' }],
  ['My own shop Errors{ service = api , stage=prod }', 'My own shop', 'Errors', { service: 'api', stage: 'prod' }],
  ['Shop Errors{"dim with space"="a, b}"}', 'Shop', 'Errors', { 'dim with space': 'a, b}' }],
  ['AWS/Lambda Errors{FunctionName=${Orders}}', 'AWS/Lambda', 'Errors', { FunctionName: '${Orders}' }],
  [
    'AWS/Lambda Errors{Resource=${Orders}:live,Stage=x y}',
    'AWS/Lambda',
    'Errors',
    { Resource: '${Orders}:live', Stage: 'x y' },
  ],
  ['Shop "Cart Errors"{a=b}', 'Shop', 'Cart Errors', { a: 'b' }],
  ['"My {shop}" "Cart \\"Errors\\""', 'My {shop}', 'Cart "Errors"', {}],
  ['Shop Orders/Logs/Lines', 'Shop', 'Orders/Logs/Lines', {}],
])('%s', (text, namespace, metricName, dimensions) => {
  expect(parseSeries(text)).toEqual({ namespace, metricName, dimensions });
});

test.each([
  ['Errors', /"Errors" is not a namespace and a metric name; write Namespace MetricName\{dimension=value\}/],
  ['Shop Errors{service}', /a = is expected where it has "}"/],
  ['Shop Errors{service=}', /the value of dimension service is missing/],
  ['Shop Errors{service=a', /a , is expected where it ends/],
  ['Shop Errors{service=a} more', /"more" stands after the dimensions/],
  ['Shop "Errors{service=a}', /a text in quotes does not end/],
  ['Shop Errors{a=1,a=2}', /dimension a is there twice/],
])('%s is refused', (text, message) => {
  expect(() => parseSeries(text)).toThrow(message);
});

test('names and values in quotes are read as they were', () => {
  const name = fc.string({ minLength: 1, maxLength: 8 });
  const quoted = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
  fc.assert(
    fc.property(
      name,
      name,
      fc.dictionary(name, name, { noNullPrototype: true }),
      (namespace, metricName, dimensions) => {
        const listed = Object.entries(dimensions).map(([key, value]) => `${quoted(key)}=${quoted(value)}`);
        const text = `${quoted(namespace)} ${quoted(metricName)}{${listed.join(',')}}`;
        expect(parseSeries(text)).toEqual({ namespace, metricName, dimensions });
      },
    ),
  );
});

test('whatever stands there, it is read or refused, and never anything else', () => {
  const piece = fc.constantFrom(...'a {}="\\,$', '${', 'Shop Errors{', '__proto__');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (text) => {
        try {
          parseSeries(text);
        } catch (error) {
          expect(error).toBeInstanceOf(NotationError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});
