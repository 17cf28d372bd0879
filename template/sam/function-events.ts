import { isRecord, type TemplateResource } from '../template-file';
import { asText } from '../value-text';
import { eventRule, schedule } from './event-rule';
import { pick, type SamContext, type SamResource, without } from './expansion';

type Resources = Record<string, TemplateResource>;

interface FunctionEvent {
  /** Logical id of what SAM makes for it: function and event. */
  readonly id: string;
  /** `Fn.Events.Jobs`, for reports. */
  readonly where: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Reference to the function, or to its alias. */
  readonly target: unknown;
}

/** What the events of a function become. An event that calls nothing in a rehearsal is reported. */
export function functionEvents(resource: SamResource, target: unknown, context: SamContext): Resources {
  const events = isRecord(resource.properties.Events) ? resource.properties.Events : {};
  return Object.assign(
    {},
    ...Object.entries(events).map(([name, event]) => {
      const { Type: type, Properties: properties } = isRecord(event) ? event : {};
      const where = `${resource.logicalId}.Events.${name}`;
      const id = `${resource.logicalId}${name}`;
      return eventOf(
        { id, where, type: asText(type), properties: isRecord(properties) ? properties : {}, target },
        context,
      );
    }),
  );
}

const notCalled = (type: string) =>
  `an event of type ${type} does not call the function; give the scenario invocations of it`;

function eventOf(event: FunctionEvent, { report }: SamContext): Resources {
  const { id, where, type, properties, target } = event;
  switch (type) {
    case 'SQS':
      return mapping(id, { ...without(properties, ['Queue']), EventSourceArn: properties.Queue }, target);
    case 'SNS':
      return topicEvent(event);
    case 'MSK':
    case 'Kinesis':
    case 'DynamoDB':
      return mapping(id, { ...without(properties, ['Stream']), EventSourceArn: properties.Stream }, target);
    case 'DocumentDB':
      report(where, notCalled(type));
      return mapping(id, { DocumentDBEventSourceConfig: {}, EventSourceArn: properties.Cluster }, target);
    case 'MQ':
      report(where, notCalled(type));
      return mapping(id, { ...without(properties, ['Broker']), EventSourceArn: properties.Broker }, target);
    case 'SelfManagedKafka':
      report(where, notCalled(type));
      return mapping(id, { SelfManagedEventSource: {}, ...pick(properties, ['Topics']) }, target);
    case 'HttpApi':
      return routeEvent(event, report);
    case 'Api':
      report(where, 'requests to a REST API are not simulated; give the scenario invocations of the function');
      return permission(id, target, 'apigateway.amazonaws.com');
    case 'CloudWatchLogs':
      return {
        [id]: {
          Type: 'AWS::Logs::SubscriptionFilter',
          Properties: { ...properties, FilterPattern: properties.FilterPattern ?? '', DestinationArn: target },
        },
        ...permission(id, target, 'logs.amazonaws.com'),
      };
    case 'Schedule':
    case 'CloudWatchEvent':
    case 'EventBridgeRule':
      report(where, notCalled(type));
      return {
        ...eventRule(id, properties, target),
        ...permission(id, target, 'events.amazonaws.com'),
      };
    case 'ScheduleV2':
      report(where, notCalled(type));
      return schedule(id, properties, target);
    case 'IoTRule':
      report(where, notCalled(type));
      return {
        [id]: {
          Type: 'AWS::IoT::TopicRule',
          Properties: { TopicRulePayload: { Sql: properties.Sql, Actions: [{ Lambda: { FunctionArn: target } }] } },
        },
      };
    default:
      report(where, notCalled(type));
      return {};
  }
}

function mapping(id: string, properties: Record<string, unknown>, target: unknown): Resources {
  return { [id]: { Type: 'AWS::Lambda::EventSourceMapping', Properties: { ...properties, FunctionName: target } } };
}

function permission(id: string, target: unknown, Principal: string, SourceArn?: unknown): Resources {
  const Properties = {
    Action: 'lambda:InvokeFunction',
    FunctionName: target,
    Principal,
    ...(SourceArn === undefined ? {} : { SourceArn }),
  };
  return { [`${id}Permission`]: { Type: 'AWS::Lambda::Permission', Properties } };
}

/** A subscription of the function, or with `SqsSubscription` of a queue in front of it. */
function topicEvent({ id, properties, target }: FunctionEvent): Resources {
  const { Topic: topic, SqsSubscription: throughQueue } = properties;
  const filter = pick(properties, ['FilterPolicy', 'FilterPolicyScope', 'Region', 'RedrivePolicy']);
  const subscription = (Protocol: string, Endpoint: unknown): Resources => ({
    [id]: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: topic, Protocol, Endpoint, ...filter } },
  });
  if (throughQueue === undefined || throughQueue === false || throughQueue === 'false') {
    return { ...subscription('lambda', target), ...permission(id, target, 'sns.amazonaws.com', topic) };
  }
  const { QueueArn: given, ...settings } = isRecord(throughQueue) ? throughQueue : {};
  const queueArn = given ?? { 'Fn::GetAtt': [`${id}Queue`, 'Arn'] };
  const limits = { BatchSize: 10, ...pick(settings, ['BatchSize', 'Enabled']) };
  return {
    ...(given === undefined ? { [`${id}Queue`]: { Type: 'AWS::SQS::Queue', Properties: {} } } : {}),
    ...subscription('sqs', queueArn),
    ...mapping(`${id}EventSourceMapping`, { ...limits, EventSourceArn: queueArn }, target),
  };
}

/** A route of an HTTP API and its integration; without a path it is the route for everything else. */
function routeEvent({ id, where, properties, target }: FunctionEvent, report: SamContext['report']): Resources {
  const api = properties.ApiId ?? { Ref: 'ServerlessHttpApi' };
  const method = asText(properties.Method ?? 'any').toUpperCase();
  const RouteKey =
    properties.Path === undefined
      ? '$default'
      : { 'Fn::Join': [' ', [method === 'X-AMAZON-APIGATEWAY-ANY-METHOD' ? 'ANY' : method, properties.Path]] };
  if (properties.Auth !== undefined) report(`${where}.Auth`, 'who may call it is not checked: every request passes');
  return {
    [`${id}Integration`]: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: api,
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: target,
        PayloadFormatVersion: properties.PayloadFormatVersion ?? '2.0',
        ...pick(properties, ['TimeoutInMillis']),
      },
    },
    [`${id}Route`]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: api,
        RouteKey,
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: `${id}Integration` }]] },
      },
    },
    ...permission(id, target, 'apigateway.amazonaws.com'),
  };
}
