import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import { requestErrorAlarms } from '../signals/request-errors';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHaveAny, errors, latency, metricsOf, minutes, percentage, saturation, traffic } from '../signals/rows';
import type { AlarmDefault, Signal } from '../signals/signal';

/** A real-time endpoint answers within 60 seconds or not at all (SageMaker AI guide, InvokeEndpoint). */
const TIMEOUT_MICROSECONDS = 60_000_000;

const UNKNOWN_VARIANTS = cannotHaveAny(
  'metrics carry the names of the variants, and its endpoint configuration is not part of the app',
);

export const sagemakerEndpoint: ResourceDefinition = {
  types: ['AWS::SageMaker::Endpoint'],
  readFrom: ['AWS::SageMaker::EndpointConfig'],
  noun: 'endpoint',
  tier: 'compute',
  missing: [],
  missingHere: (endpoint) => (variantsOf(endpoint).length === 0 ? UNKNOWN_VARIANTS : []),
  signals: (endpoint) => {
    const variants = variantsOf(endpoint);
    return variants.flatMap((variant, index) =>
      variantSignals(endpoint, variant, variants.length < 2 ? undefined : (kebab(variant) ?? String(index))),
    );
  },
  events: (endpoint): EventAlert[] => [
    {
      id: 'deployment-failed',
      severity: Severity.TICKET,
      symptom: 'a deployment failed',
      pattern: {
        source: ['aws.sagemaker'],
        detailType: ['SageMaker Endpoint State Change'],
        resources: [endpoint.ref],
        detail: { EndpointStatus: ['FAILED', 'ROLLING_BACK', 'UPDATE_ROLLBACK_FAILED'] },
      },
      facts: { State: '$.detail.EndpointStatus', Configuration: '$.detail.EndpointConfigName' },
      causes: 'a container that does not start or fails its health check, a model that cannot be read, no capacity',
      lookAt: 'the failure reason of the endpoint, then its log in /aws/sagemaker/Endpoints',
      source: 'SageMaker AI guide, EventBridge events; an update that fails leaves the version before: no page',
    },
  ],
};

/** `suffix` tells the variants of an endpoint with several apart, in the ids of signals and alarms. */
function variantSignals(endpoint: Resource, variant: string, suffix: string | undefined): Signal[] {
  const dimensions = { EndpointName: endpoint.attribute('EndpointName'), VariantName: variant };
  const metric = metricsOf('AWS/SageMaker', dimensions);
  const instance = metricsOf('/aws/sagemaker/Endpoints', dimensions);
  const requests = metric('Invocations', 'Sum');
  const failed = metric('Invocation5XXErrors', 'Sum');
  const id = (base: string) => (suffix === undefined ? base : `${base}-${suffix}`);
  const title = (base: string) => (suffix === undefined ? base : `${base} (${variant})`);
  const own = (alarms: AlarmDefault[]) => alarms.map((alarm) => ({ ...alarm, id: id(alarm.id) }));
  return [
    latency({
      id: id('latency'),
      title: title('Latency of the model'),
      unit: 'µs',
      lines: { p90: metric('ModelLatency', 'p90'), overhead: metric('OverheadLatency', 'p90') },
      // What is asked asynchronously waits in a queue of its own, and may take an hour.
      alarms: asynchronous(endpoint)
        ? []
        : own([
            {
              id: 'latency',
              severity: Severity.TICKET,
              symptom: 'one request in ten comes near the time-out of real-time inference',
              query: metric('ModelLatency', 'p90'),
              threshold: { above: TIMEOUT_MICROSECONDS / 2, unit: 'µs' },
              datapoints: minutes(5, 5),
              causes: 'larger inputs, too few instances, a model that waits for something else',
              lookAt: 'invocations per instance and the utilization of the instances',
              source: 'SageMaker AI guide: a container has 60 s to answer; half of it is judgement',
            },
          ]),
    }),
    traffic({ id: id('traffic'), title: title('Invocations'), unit: 'count', lines: { invocations: requests } }),
    errors({
      id: id('errors'),
      title: title('Errors'),
      unit: '%',
      lines: {
        '5xx': percentage(failed, requests),
        '4xx': percentage(metric('Invocation4XXErrors', 'Sum'), requests),
      },
      alarms: own(
        requestErrorAlarms({
          errors: failed,
          requests,
          noun: 'invocations',
          causes: 'the model container fails or runs out of memory, a deployment, too few instances',
          lookAt: 'the log of the endpoint in /aws/sagemaker/Endpoints',
        }),
      ),
    }),
    saturation({
      id: id('saturation'),
      title: title('Memory and disk of the instances'),
      unit: '%',
      lines: { memory: instance('MemoryUtilization', 'Average'), disk: instance('DiskUtilization', 'Average') },
      alarms: own([
        {
          id: 'memory',
          severity: Severity.TICKET,
          symptom: 'the instances of the endpoint run out of memory',
          query: instance('MemoryUtilization', 'Average'),
          threshold: { above: 90, unit: '%' },
          datapoints: minutes(15, 15),
          causes: 'a model or batch that is too large for the instance type, a leak in the container',
          lookAt: 'memory since the last deployment of the model',
          source: 'judgement: 90 %, lasting; the processor is not watched, a busy one is what is paid for',
        },
      ]),
    }),
  ];
}

function asynchronous(endpoint: Resource): boolean {
  return endpoint.references('EndpointConfigName')[0]?.property('AsyncInferenceConfig') !== undefined;
}

function variantsOf(endpoint: Resource): string[] {
  const variants = endpoint.references('EndpointConfigName')[0]?.property('ProductionVariants');
  if (!Array.isArray(variants)) return [];
  return variants.flatMap(({ VariantName: name }: { VariantName?: unknown }) =>
    typeof name === 'string' ? [name] : [],
  );
}

function kebab(name: string): string | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase();
  return words === '' ? undefined : words;
}
