import type { FunctionModel, MetricFilterModel, MetricStatModel, Model } from '../template/model';
import { alertQueues, alertSubscriptions, hasUnreadType } from './alarm-chain';
import { functionText, holdsName } from './function-code';
import { isUnknownValue } from './references';

/** Namespaces of AWS's own agents and services besides `AWS/…`. */
const AWS_NAMESPACES =
  /^(AWS\/|aws\/|\/aws\/|CWAgent$|ContainerInsights|ECS\/|LambdaInsights$|CloudWatchSynthetics$|ApplicationSignals$|Glue$|WAF$|AmazonMWAA|AmazonBraket|System\/|EC2|Prometheus|Windows\/|bedrock|TransferFamily)/;

/** What else can put metrics: whatever runs code that the Model does not hold. */
const OTHER_EMITTERS =
  /AWS::(AppRunner|AutoScaling|Batch|CloudFormation::Stack|CodeBuild|EC2::Instance|EC2::LaunchTemplate|ECS|EKS|ElasticBeanstalk|EMR|Glue|GreengrassV2|IoT|Lightsail|MWAA|SageMaker|SSM::Association|Synthetics)/;

/** Functions that CDK itself brings: providers of custom resources put no metrics. */
const PROVIDER =
  /^(AWS679f53fac|LogRetention|BucketNotificationsHandler|Custom[A-Z])|CustomResourceProvider|framework-?on/;

type Transformation = MetricFilterModel['transformations'][number];

interface FunctionCode {
  /** Missing when it cannot be read. */
  readonly text?: string;
  readonly tellsOfAlarms: boolean;
}

/** Where the metrics of a template's own namespaces come from. */
export class CustomMetrics {
  private readonly transformations: readonly Transformation[];
  private readonly anythingElse: boolean;
  private read: readonly FunctionCode[] | undefined;

  public constructor(private readonly model: Model) {
    this.transformations = model.metricFilters.flatMap(({ transformations }) => transformations);
    this.anythingElse = hasUnreadType(model, OTHER_EMITTERS);
  }

  /**
   * Why nothing of the template makes a metric; `undefined` when something may. A template that only watches what runs
   * elsewhere is not judged: it holds no code but what tells of alarms, and that does not know the namespace.
   */
  public whyNotMade({ namespace, metricName, dimensions }: MetricStatModel): string | undefined {
    if (AWS_NAMESPACES.test(namespace) || isUnknownValue(namespace) || isUnknownValue(metricName)) return undefined;
    const filters = this.transformations.filter(
      (each) => each.namespace === namespace && each.metricName === metricName,
    );
    const names = Object.keys(dimensions).sort().join(', ');
    if (filters.some((each) => Object.keys(each.dimensions).sort().join(', ') === names)) return undefined;
    if (this.anythingElse || this.functions.some(({ text }) => text === undefined || holdsName(text, metricName))) {
      return undefined;
    }
    if (filters.length > 0) {
      const made = Object.keys(filters[0]!.dimensions).sort().join(', ');
      return `a metric filter makes ${metricName} of ${namespace} by ${made || 'no dimension'}, not by ${names || 'none'}`;
    }
    if (!this.isOwnNamespace(namespace)) return undefined;
    return `no metric filter makes ${metricName} of ${namespace}, and the name is not in the code of any function`;
  }

  /** Read when a metric asks for it: most templates have no metric of their own that a filter does not make. */
  private get functions(): readonly FunctionCode[] {
    if (this.read !== undefined) return this.read;
    const notifiers = notifiersOf(this.model);
    this.read = this.model.functions.filter(isOwnCode).map((each) => {
      const text = functionText(each, this.model);
      return { ...(text === undefined ? {} : { text }), tellsOfAlarms: notifiers.has(each.functionName) };
    });
    return this.read;
  }

  private isOwnNamespace(namespace: string): boolean {
    return (
      this.functions.some(({ tellsOfAlarms, text }) => !tellsOfAlarms || holdsName(text!, namespace)) ||
      this.transformations.some((each) => each.namespace === namespace)
    );
  }
}

function isOwnCode({ logicalId, handler }: FunctionModel): boolean {
  return handler !== '__entrypoint__.handler' && !PROVIDER.test(logicalId);
}

/** The functions at the end of the chain from the alarms. */
function notifiersOf(model: Model): ReadonlySet<string> {
  const queues = new Set(alertQueues(model).map(({ queue }) => queue.arn));
  const endpoints = new Set(alertSubscriptions(model).map(({ subscription }) => subscription.endpoint));
  return new Set([
    ...model.eventSourceMappings
      .filter(({ eventSourceArn }) => queues.has(eventSourceArn))
      .map((each) => each.functionName),
    ...model.functions.filter(({ arn }) => endpoints.has(arn)).map(({ functionName }) => functionName),
  ]);
}
