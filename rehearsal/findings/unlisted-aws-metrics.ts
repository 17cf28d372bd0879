/** Metrics that AWS documents and that its service data does not list. */
interface UnlistedMetrics {
  readonly namespace: string;
  /** Names in alphabetical order, joined by commas; '' for none. Each metric has each of these sets. */
  readonly dimensions: readonly string[];
  /** Names, with blanks between them. */
  readonly metrics: string;
  /** Page below https://docs.aws.amazon.com/. */
  readonly source: string;
}

const HTTP_API = 'apigateway/latest/developerguide/http-api-metrics.html';
const WEBSOCKET_API = 'apigateway/latest/developerguide/apigateway-websocket-api-logging.html';
const DYNAMODB = 'amazondynamodb/latest/developerguide/metrics-dimensions.html';
const EVENTBRIDGE = 'eventbridge/latest/userguide/eb-monitoring.html';
const LAMBDA = 'lambda/latest/dg/monitoring-metrics-types.html';
const LAMBDA_URL = 'lambda/latest/dg/urls-monitoring.html';
const RDS = 'AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html';
const SNS = 'sns/latest/dg/sns-monitoring-using-cloudwatch.html';
const SQS = 'AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html';
const STEP_FUNCTIONS = 'step-functions/latest/dg/procedure-cw-metrics.html';

/** What AWS documents besides, of the services whose unlisted names are reported: see rules/aws-metrics.ts. */
export const UNLISTED_METRICS: readonly UnlistedMetrics[] = [
  {
    namespace: 'AWS/ApiGateway',
    dimensions: ['ApiId', 'ApiId,Stage', 'ApiId,Method,Resource,Stage'],
    metrics: 'Count 4xx 5xx DataProcessed IntegrationLatency Latency',
    source: HTTP_API,
  },
  {
    namespace: 'AWS/ApiGateway',
    dimensions: ['ApiId', 'ApiId,Stage', 'ApiId,Route,Stage', 'ApiId,Method,Resource,Stage'],
    metrics: 'ClientError ConnectCount ExecutionError IntegrationError IntegrationLatency MessageCount',
    source: WEBSOCKET_API,
  },
  {
    namespace: 'AWS/DynamoDB',
    dimensions: ['TableName', 'GlobalSecondaryIndexName,TableName'],
    metrics:
      'OnDemandMaxReadRequestUnits OnDemandMaxWriteRequestUnits ReadAccountLimitThrottleEvents ' +
      'ReadKeyRangeThroughputThrottleEvents ReadMaxOnDemandThroughputThrottleEvents ' +
      'ReadProvisionedThroughputThrottleEvents WriteAccountLimitThrottleEvents WriteKeyRangeThroughputThrottleEvents ' +
      'WriteMaxOnDemandThroughputThrottleEvents WriteProvisionedThroughputThrottleEvents',
    source: DYNAMODB,
  },
  {
    namespace: 'AWS/DynamoDB',
    dimensions: ['Operation,TableName'],
    metrics: 'FaultInjectionServiceInducedErrors',
    source: DYNAMODB,
  },
  {
    namespace: 'AWS/Events',
    dimensions: ['', 'EventBusName', 'RuleName', 'EventBusName,RuleName'],
    metrics:
      'DeadLetterInvocations FailedInvocations IngestionToInvocationCompleteLatency ' +
      'IngestionToInvocationStartLatency IngestionToInvocationSuccessLatency InvocationAttempts Invocations ' +
      'InvocationsCreated InvocationsFailedToBeSentToDlq InvocationsSentToDlq MatchedEvents RetryInvocationAttempts ' +
      'SuccessfulInvocationAttempts ThrottledRules TriggeredRules',
    source: EVENTBRIDGE,
  },
  { namespace: 'AWS/Events', dimensions: ['EventSourceName'], metrics: 'Events MatchedEvents', source: EVENTBRIDGE },
  {
    namespace: 'AWS/Events',
    dimensions: ['EventBusName'],
    metrics: 'EventBusEncryptionCompleted EventBusEncryptionFailed EventBusEncryptionStarted',
    source: EVENTBRIDGE,
  },
  {
    namespace: 'AWS/Events',
    dimensions: [''],
    metrics:
      'PutEventsApproximateCallCount PutEventsApproximateFailedCount PutEventsApproximateSuccessCount ' +
      'PutEventsApproximateThrottledCount PutEventsEntriesCount PutEventsFailedEntriesCount PutEventsLatency ' +
      'PutEventsRequestSize PutPartnerEventsApproximateCallCount PutPartnerEventsApproximateFailedCount ' +
      'PutPartnerEventsApproximateSuccessCount PutPartnerEventsApproximateThrottledCount PutPartnerEventsEntriesCount ' +
      'PutPartnerEventsFailedEntriesCount PutPartnerEventsLatency',
    source: EVENTBRIDGE,
  },
  {
    namespace: 'AWS/Lambda',
    dimensions: ['FunctionName', 'FunctionName,Resource'],
    metrics: 'Url4xxCount Url5xxCount UrlRequestCount UrlRequestLatency',
    source: LAMBDA_URL,
  },
  {
    namespace: 'AWS/Lambda',
    dimensions: ['FunctionName', 'FunctionName,Resource', 'ExecutedVersion,FunctionName,Resource', ''],
    metrics:
      'AsyncEventAge AsyncEventsDropped AsyncEventsReceived CPUThrottles ConcurrencyThrottles DeadLetterErrors ' +
      'DestinationDeliveryFailures DiskThrottles IteratorAge MemoryThrottles OffsetLag OversizedRecordCount ' +
      'RecursiveInvocationsDropped SignatureValidationErrors',
    source: LAMBDA,
  },
  {
    namespace: 'AWS/Lambda',
    dimensions: ['EventSourceMappingUUID'],
    metrics:
      'CommitErrorCount CommittedEventCount DeletedEventCount DroppedEventCount FailedInvokeEventCount ' +
      'FilteredOutEventCount InvokeErrorCount InvokedEventCount MaxOffsetLag OnFailureDestinationDeliveredEventCount ' +
      'OnFailureDestinationDeliveryErrorCount PolledEventCount PollingErrorCount ProvisionedPollers ' +
      'SchemaRegistryErrorCount SumOffsetLag',
    source: LAMBDA,
  },
  { namespace: 'AWS/Lambda', dimensions: [''], metrics: 'ClaimedAccountConcurrency', source: LAMBDA },
  // Of a service that AWS lists badly: much like CPUUtilization.
  {
    namespace: 'AWS/RDS',
    dimensions: ['DBClusterIdentifier', 'DBInstanceIdentifier', ''],
    metrics: 'ACUUtilization',
    source: RDS,
  },
  {
    namespace: 'AWS/SNS',
    dimensions: ['TopicName'],
    metrics:
      'ApproximateNumberOfBytesArchived ApproximateNumberOfMessagesArchived NumberOfBytesArchiveProcessing ' +
      'NumberOfMessagesArchiveProcessing NumberOfNotificationsFailedToRedriveToDlq NumberOfNotificationsFilteredOut ' +
      'NumberOfNotificationsFilteredOut-InvalidAttributes NumberOfNotificationsFilteredOut-InvalidMessageBody ' +
      'NumberOfNotificationsFilteredOut-MessageAttributes NumberOfNotificationsFilteredOut-MessageBody ' +
      'NumberOfNotificationsFilteredOut-NoMessageAttributes NumberOfNotificationsRedrivenToDlq ' +
      'NumberOfReplayedNotificationsDelivered NumberOfReplayedNotificationsFailed',
    source: SNS,
  },
  {
    namespace: 'AWS/SNS',
    dimensions: ['', 'Application', 'Application,Platform', 'Platform', 'PhoneNumber', 'Country,SMSType'],
    metrics: 'NumberOfMessagesPublished NumberOfNotificationsDelivered NumberOfNotificationsFailed',
    source: SNS,
  },
  {
    namespace: 'AWS/SQS',
    dimensions: ['QueueName'],
    metrics:
      'ApproximateAgeOfOldestMessageInQuietGroups ApproximateNumberOfGroupsWithInflightMessages ' +
      'ApproximateNumberOfMessagesDelayedInQuietGroups ApproximateNumberOfMessagesNotVisibleInQuietGroups ' +
      'ApproximateNumberOfMessagesVisibleInQuietGroups ApproximateNumberOfNoisyGroups NumberOfDeduplicatedSentMessages',
    source: SQS,
  },
  {
    namespace: 'AWS/States',
    dimensions: ['', 'StateMachineArn', 'StateMachineArn,Version', 'Alias,StateMachineArn'],
    metrics:
      'ExecutionThrottled ExecutionTime ExecutionsAborted ExecutionsFailed ExecutionsRedriven ExecutionsStarted ' +
      'ExecutionsSucceeded ExecutionsTimedOut ExpressExecutionBilledDuration ExpressExecutionBilledMemory ' +
      'ExpressExecutionMemory RedrivenExecutionsAborted RedrivenExecutionsFailed RedrivenExecutionsSucceeded ' +
      'RedrivenExecutionsTimedOut',
    source: STEP_FUNCTIONS,
  },
  {
    namespace: 'AWS/States',
    dimensions: [''],
    metrics:
      'ActivitiesFailed ActivitiesHeartbeatTimedOut ActivitiesScheduled ActivitiesStarted ActivitiesSucceeded ' +
      'ActivitiesTimedOut ActivityRunTime ActivityScheduleTime ActivityTime ApproximateMapRunBacklogSize ' +
      'ApproximateOpenMapRunCount OpenExecutionCount OpenExecutionLimit OpenMapRunLimit',
    source: STEP_FUNCTIONS,
  },
  {
    namespace: 'AWS/States',
    dimensions: ['ResourceArn'],
    metrics: 'AliasCount VersionCount',
    source: STEP_FUNCTIONS,
  },
  {
    namespace: 'AWS/States',
    dimensions: ['', 'APIName', 'ServiceMetric', 'StateMachineArn', 'ServiceMetric,StateMachineArn'],
    metrics: 'ConsumedCapacity ProvisionedBucketSize ProvisionedRefillRate ThrottledEvents',
    source: STEP_FUNCTIONS,
  },
  {
    namespace: 'AWS/States',
    dimensions: ['LambdaFunctionArn'],
    metrics:
      'LambdaFunctionRunTime LambdaFunctionScheduleTime LambdaFunctionTime LambdaFunctionsFailed ' +
      'LambdaFunctionsScheduled LambdaFunctionsStarted LambdaFunctionsSucceeded LambdaFunctionsTimedOut',
    source: STEP_FUNCTIONS,
  },
  {
    namespace: 'AWS/States',
    dimensions: ['ServiceIntegrationResourceArn'],
    metrics:
      'ServiceIntegrationRunTime ServiceIntegrationScheduleTime ServiceIntegrationTime ServiceIntegrationsFailed ' +
      'ServiceIntegrationsScheduled ServiceIntegrationsStarted ServiceIntegrationsSucceeded ServiceIntegrationsTimedOut',
    source: STEP_FUNCTIONS,
  },
];
