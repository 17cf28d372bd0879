import { instanceMemoryBytes } from '../../../lib/signals/instance-memory';

const GIB = 2 ** 30;

describe('the memory of an instance class', () => {
  test.each([
    ['db.t3.micro', 1],
    ['db.t4g.medium', 4],
    ['db.m6g.large', 8],
    ['db.m7i.4xlarge', 64],
    ['db.r6g.2xlarge', 64],
    ['db.r8g.16xlarge', 512],
    ['db.x2g.large', 32],
    ['db.x2idn.16xlarge', 1024],
  ])('%s is %d GiB', (instanceClass, gib) => {
    expect(instanceMemoryBytes(instanceClass)).toBe(gib * GIB);
  });

  test.each([
    'db.serverless',
    'db.r4.large',
    'db.x1e.xlarge',
    'db.x2iedn.xlarge',
    'db.m6gd.metal',
    undefined,
    { Ref: 'Class' },
  ])('of %j is not known', (instanceClass) => expect(instanceMemoryBytes(instanceClass)).toBeUndefined());
});
