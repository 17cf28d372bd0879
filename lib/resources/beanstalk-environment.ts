import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { errors, metricsOf, minutes } from '../signals/rows';

const TEMPLATE = 'AWS::ElasticBeanstalk::ConfigurationTemplate';

const NOT_SENT = 'metrics of requests and instances go to CloudWatch only where the environment asks for them, paid';

/** What makes an environment publish its health; nothing does by default in CloudFormation. */
const ENHANCED = { Namespace: 'aws:elasticbeanstalk:healthreporting:system', OptionName: 'SystemType' };

export const beanstalkEnvironment: ResourceDefinition = {
  types: ['AWS::ElasticBeanstalk::Environment'],
  readFrom: [TEMPLATE],
  noun: 'environment',
  tier: 'compute',
  leftOut: (environment) =>
    hasEnhancedHealth(environment)
      ? undefined
      : `an environment publishes its health only with enhanced health reporting: set ${ENHANCED.OptionName} of ${ENHANCED.Namespace} to enhanced`,
  missing: [
    { goldenSignal: GoldenSignal.LATENCY, why: NOT_SENT },
    { goldenSignal: GoldenSignal.TRAFFIC, why: NOT_SENT },
    { goldenSignal: GoldenSignal.SATURATION, why: NOT_SENT },
  ],
  signals: (environment) => {
    const health = metricsOf('AWS/ElasticBeanstalk', {
      EnvironmentName: environment.text('EnvironmentName') ?? environment.ref,
    })('EnvironmentHealth', 'Maximum');
    return [
      errors({
        title: 'Health (0 ok, 15 warning, 20 degraded, 25 severe)',
        unit: 'count',
        lines: { health },
        alarms: [
          {
            id: 'health',
            severity: Severity.PAGE,
            symptom: 'the environment is degraded: requests fail or instances are unhealthy',
            query: health,
            threshold: { atLeast: 20, unit: 'count' },
            datapoints: minutes(5, 5),
            causes: 'a deployment, an application that fails requests, instances that fail their health check',
            lookAt: 'the causes on the health page of the environment, then its last deployment',
            source: 'Elastic Beanstalk guide: 20 is degraded, 25 severe; 5 of 5 minutes is judgement',
          },
        ],
      }),
    ];
  },
};

function hasEnhancedHealth(environment: Resource): boolean {
  return [environment, ...environment.references('TemplateName')]
    .flatMap((holder) => holder.property('OptionSettings') ?? [])
    .some(
      (option) =>
        isOption(option) &&
        option.Namespace === ENHANCED.Namespace &&
        option.OptionName === ENHANCED.OptionName &&
        option.Value === 'enhanced',
    );
}

function isOption(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
