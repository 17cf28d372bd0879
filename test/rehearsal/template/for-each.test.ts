import { load, placeholder } from './load';

const loop = (collection: unknown) => ({
  'Fn::ForEach::Queues': [
    'Name',
    collection,
    {
      [`Queue${placeholder('Name')}`]: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: { 'Fn::Sub': `jobs-${placeholder('Name')}-${placeholder('AWS::Region')}` } },
      },
    },
  ],
});

const looped = (collection: unknown, sections: Record<string, unknown> = {}, parameters?: Record<string, string>) =>
  load(loop(collection) as never, { Transform: 'AWS::LanguageExtensions', ...sections }, parameters);

test('Fn::ForEach writes out a resource for each value', () => {
  const model = looped(['A', 'B']);
  expect(model.queues.map(({ logicalId, queueName }) => [logicalId, queueName])).toEqual([
    ['QueueA', 'jobs-A-us-east-1'],
    ['QueueB', 'jobs-B-us-east-1'],
  ]);
  expect(model.notRehearsed).toEqual([]);
});

test('the values may come from a parameter or a mapping', () => {
  const Parameters = { Names: { Type: 'CommaDelimitedList', Default: 'X,Y' } };
  const ids = (model: ReturnType<typeof load>) => model.queues.map(({ logicalId }) => logicalId);
  expect(ids(looped({ Ref: 'Names' }, { Parameters }))).toEqual(['QueueX', 'QueueY']);
  expect(ids(looped({ Ref: 'Names' }, { Parameters }, { Names: 'Z' }))).toEqual(['QueueZ']);
  const Mappings = { M: { a: { b: ['P'] } } };
  expect(ids(looped({ 'Fn::FindInMap': ['M', 'a', 'b'] }, { Mappings }))).toEqual(['QueueP']);
});

test('loops stand in loops, in properties and in outputs', () => {
  const inner = {
    'Fn::ForEach::Inner': ['I', ['1', '2'], { [`V${placeholder('O')}${placeholder('I')}`]: { Ref: 'O' } }],
  };
  const model = load(
    {
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: { Environment: { Variables: { 'Fn::ForEach::Outer': ['O', ['a', 'b'], inner] } } },
      },
    },
    { Outputs: { 'Fn::ForEach::Out': ['O', ['x.y'], { 'Out&{O}': { Value: placeholder('O') } }] } },
  );
  expect(model.functions[0]!.environment).toEqual({ Va1: 'a', Va2: 'a', Vb1: 'b', Vb2: 'b' });
  expect(model.outputs).toEqual({ Outxy: 'x.y' });
});

test('a loop that cannot be written out is reported and left out', () => {
  const model = looped({ Ref: 'Nobody' });
  expect(model.queues).toEqual([]);
  expect(model.notRehearsed.map(({ where }) => where)).toContain('Resources.Fn::ForEach::Queues');
});
