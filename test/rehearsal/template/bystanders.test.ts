import * as resources from '../../../rehearsal/template/resources';
import { load } from './load';

const account = 'us-east-1:123456789012';

/** What an expression gives for a resource `R` of a type. */
function given(type: string, value: unknown, Properties: Record<string, unknown> = {}): string | undefined {
  return load({ R: { Type: type, Properties } }, { Outputs: { O: { Value: value } } }).outputs.O;
}
const attribute = (name: string) => ({ 'Fn::GetAtt': ['R', name] });

test.each([
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', attribute('LoadBalancerFullName'), /^app\/Shop-R\/[0-9a-z]{16}$/],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', attribute('TargetGroupFullName'), /^targetgroup\/Shop-R\/[0-9a-z]+$/],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', { Ref: 'R' }, /^arn:aws:elasticloadbalancing:.*:targetgroup\/Shop-R\//],
  ['AWS::RDS::DBInstance', { Ref: 'R' }, /^Shop-R$/],
  ['AWS::RDS::DBInstance', attribute('Endpoint.Address'), /^Shop-R\.\w+\.us-east-1\.rds\.amazonaws\.com$/],
  ['AWS::StepFunctions::StateMachine', attribute('Arn'), `arn:aws:states:${account}:stateMachine:Shop-R`],
  ['AWS::StepFunctions::StateMachine', attribute('Name'), 'Shop-R'],
  ['AWS::ApiGateway::RestApi', attribute('RootResourceId'), /^\w+$/],
  ['AWS::ECS::Service', attribute('Name'), 'Shop-R'],
  ['AWS::ECS::Cluster', { Ref: 'R' }, 'Shop-R'],
  ['AWS::S3::Bucket', attribute('Arn'), 'arn:aws:s3:::Shop-R'],
  ['AWS::EC2::Instance', { Ref: 'R' }, /^i-[0-9a-z]{17}$/],
  ['AWS::Events::Rule', attribute('Arn'), `arn:aws:events:${account}:rule/Shop-R`],
  ['AWS::Cognito::UserPool', { Ref: 'R' }, /^us-east-1_\w+$/],
  ['AWS::WAFv2::WebACL', attribute('Arn'), /^arn:aws:wafv2:/],
])('%s: %j resolves', (type, value, expected) => {
  expect(given(type, value)).toMatch(expected);
});

test('a name that the template gives is used, and other properties where they stand in an identity', () => {
  expect(given('AWS::RDS::DBInstance', { Ref: 'R' }, { DBInstanceIdentifier: 'orders' })).toBe('orders');
  expect(given('AWS::SSM::Parameter', attribute('Value'), { Value: 'x' })).toBe('x');
  const network = given('AWS::ElasticLoadBalancingV2::LoadBalancer', attribute('LoadBalancerFullName'), {
    Type: 'network',
  });
  expect(network).toMatch(/^net\//);
});

test('each resource of such a type is reported', () => {
  expect(load({ Db: { Type: 'AWS::RDS::DBInstance' } }).notRehearsed).toEqual([
    {
      where: 'Db',
      what: 'AWS::RDS::DBInstance is not simulated: it does nothing, its metrics are what a scenario gives',
    },
  ]);
});

test('no type is declared twice, and every text of a table is filled', () => {
  const types = Object.values(resources).flat();
  expect(new Set(types.map(({ type }) => type)).size).toBe(types.length);
  const stack = { stackName: 'Shop', region: 'us-east-1', account: '123456789012' };
  for (const resourceType of types) {
    const identity = resourceType.identify('R', stack, () => undefined);
    expect(JSON.stringify({ type: resourceType.type, ...identity }).slice(1, -1)).not.toMatch(/[{}]\w|undefined/);
  }
});
