// An app of one stack with a bit of everything, and golden signals attached to it in one line. Synthesizes when run:
// `.ci/run` gives the template to cfn-lint and the audit, deploys it to moto, and fails on what cdk-nag finds here.
import { App, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as appsync from 'aws-cdk-lib/aws-appsync';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as codebuild from 'aws-cdk-lib/aws-codebuild';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { KinesisEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EmailChannel, GoldenSignals } from '../../lib';

const app = new App({
  analyticsReporting: false,
  // What the CDK CLI would look up in an account.
  context: { 'availability-zones:account=123456789012:region=us-east-1': ['us-east-1a', 'us-east-1b'] },
});
const stack = new Stack(app, 'Everything', { env: { region: 'us-east-1', account: '123456789012' } });

// Requests.
const code = lambda.Code.fromInline('exports.handler = async () => ({ statusCode: 200 })');
const fn = (id: string, props: Partial<lambda.FunctionProps> = {}) =>
  new lambda.Function(stack, id, { code, handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X, ...props });
const handler = fn('Handler', { timeout: Duration.seconds(20) });
new lambda.Alias(stack, 'Live', {
  aliasName: 'live',
  version: handler.currentVersion,
  provisionedConcurrentExecutions: 2,
});
new apigateway.LambdaRestApi(stack, 'RestApi', { handler });
new apigatewayv2.HttpApi(stack, 'HttpApi');
new apigatewayv2.WebSocketApi(stack, 'WebSocketApi');
new appsync.CfnGraphQLApi(stack, 'Graph', { name: 'graph', authenticationType: 'AWS_IAM' });
const users = new cognito.UserPool(stack, 'Users', { removalPolicy: RemovalPolicy.DESTROY });
users.addClient('App');
const site = new s3.Bucket(stack, 'Site', { metrics: [{ id: 'EntireBucket' }] });
const rewrite = new cloudfront.Function(stack, 'Rewrite', {
  code: cloudfront.FunctionCode.fromInline('function handler(event) { return event.request; }'),
});
new cloudfront.Distribution(stack, 'Edge', {
  defaultBehavior: {
    origin: S3BucketOrigin.withOriginAccessControl(site),
    functionAssociations: [{ function: rewrite, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
  },
});
new wafv2.CfnWebACL(stack, 'Firewall', {
  scope: 'REGIONAL',
  defaultAction: { allow: {} },
  visibilityConfig: { metricName: 'firewall', cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true },
});

// Servers and containers.
const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
vpc.addInterfaceEndpoint('Secrets', { service: ec2.InterfaceVpcEndpointAwsService.SECRETS_MANAGER });
new ec2.Instance(stack, 'Bastion', {
  vpc,
  instanceType: new ec2.InstanceType('t3.micro'),
  machineImage: ec2.MachineImage.genericLinux({ 'us-east-1': 'ami-0abcdef1234567890' }),
});
const cluster = new ecs.Cluster(stack, 'Cluster', { vpc });
const task = new ecs.FargateTaskDefinition(stack, 'Task');
task.addContainer('web', {
  image: ecs.ContainerImage.fromRegistry('nginx'),
  portMappings: [{ containerPort: 80 }],
  logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'web', logGroup: new logs.LogGroup(stack, 'WebLogs') }),
});
const service = new ecs.FargateService(stack, 'Web', { cluster, taskDefinition: task, minHealthyPercent: 50 });
const alb = new elbv2.ApplicationLoadBalancer(stack, 'Alb', { vpc });
alb.addListener('Http', { port: 80 }).addTargets('Web', { port: 80, targets: [service] });
const nlb = new elbv2.NetworkLoadBalancer(stack, 'Nlb', { vpc });
nlb.addListener('Tcp', { port: 443 }).addTargets('Web', { port: 80 });

// Data.
const table = new dynamodb.TableV2(stack, 'Orders', {
  partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  globalSecondaryIndexes: [{ indexName: 'by-day', partitionKey: { name: 'day', type: dynamodb.AttributeType.STRING } }],
});
table.grantReadWriteData(handler);
new rds.DatabaseInstance(stack, 'Postgres', {
  vpc,
  engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }),
  instanceType: new ec2.InstanceType('t4g.medium'),
});
const aurora = new rds.DatabaseCluster(stack, 'Aurora', {
  vpc,
  engine: rds.DatabaseClusterEngine.auroraMysql({ version: rds.AuroraMysqlEngineVersion.VER_3_08_0 }),
  writer: rds.ClusterInstance.serverlessV2('Writer'),
  readers: [rds.ClusterInstance.serverlessV2('Reader', { scaleWithWriter: true })],
});
aurora.addProxy('Proxy', { vpc, secrets: [aurora.secret!] });
new elasticache.CfnReplicationGroup(stack, 'Sessions', {
  replicationGroupDescription: 'sessions',
  engine: 'valkey',
  cacheNodeType: 'cache.t4g.micro',
  numCacheClusters: 2,
  automaticFailoverEnabled: true,
  transitEncryptionEnabled: true,
});
new elasticache.CfnServerlessCache(stack, 'Cache', { engine: 'valkey', serverlessCacheName: 'cache' });
new opensearch.Domain(stack, 'Search', { version: opensearch.EngineVersion.OPENSEARCH_2_19 });
new efs.FileSystem(stack, 'Files', { vpc });

// Messages, streams and workflows.
const dead = new sqs.Queue(stack, 'Dead');
const queue = new sqs.Queue(stack, 'Queue', {
  visibilityTimeout: Duration.seconds(120),
  deadLetterQueue: { queue: dead, maxReceiveCount: 3 },
});
const worker = fn('Worker', { deadLetterQueue: dead });
worker.addEventSource(new SqsEventSource(queue));
const stream = new kinesis.Stream(stack, 'Clicks');
worker.addEventSource(new KinesisEventSource(stream, { startingPosition: lambda.StartingPosition.LATEST }));
new sns.Topic(stack, 'Topic');
const bus = new events.EventBus(stack, 'Bus');
new events.Rule(stack, 'OnOrder', {
  eventBus: bus,
  eventPattern: { source: ['orders'] },
  targets: [new targets.LambdaFunction(worker)],
});
new events.Rule(stack, 'Nightly', {
  schedule: events.Schedule.rate(Duration.days(1)),
  targets: [new targets.LambdaFunction(worker)],
});
new sfn.StateMachine(stack, 'Flow', {
  definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'Pass')),
  timeout: Duration.minutes(5),
});

// Operations.
new codebuild.Project(stack, 'Build', {
  buildSpec: codebuild.BuildSpec.fromObject({ version: '0.2', phases: { build: { commands: ['true'] } } }),
});
const zone = new route53.PublicHostedZone(stack, 'Zone', { zoneName: 'example.com' });
new acm.Certificate(stack, 'Certificate', {
  domainName: 'example.com',
  validation: acm.CertificateValidation.fromDns(zone),
});
new route53.CfnHealthCheck(stack, 'Health', {
  healthCheckConfig: { type: 'HTTPS', fullyQualifiedDomainName: 'example.com' },
});

const monitoring = new GoldenSignals(stack, 'Monitoring', { channels: [new EmailChannel('ops@example.com')] });
monitoring.watch(stack);

// What is watched here is as short as it can be, not as it should be: only what monitoring adds is held to the rules.
const checks = new AwsSolutionsChecks(app);
const added = /\/(Monitoring|GoldenSignalsLogGroup)\//;
Validations.of(app).addPlugins({
  name: checks.name,
  validate: (context) => {
    const found = checks.validate(context).violations.map((violation) => ({
      ...violation,
      violatingResources: violation.violatingResources.filter(({ constructPath }) => added.test(constructPath ?? '')),
    }));
    const violations = found.filter(({ violatingResources }) => violatingResources.length > 0);
    return { success: violations.length === 0, violations };
  },
});
app.synth();
