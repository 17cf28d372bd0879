/** Metrics of one namespace with one set of dimensions, and the page below https://docs.aws.amazon.com/ that has them. */
type Documented = readonly [namespace: string, dimensions: string, page: string, metrics: string];

const DOCUMENTED: readonly Documented[] = [
  [
    'AWS/AmazonMQ',
    'Broker',
    'amazon-mq/latest/developer-guide/activemq-logging-monitoring.html',
    'HeapUsage StorePercentUsage',
  ],
  [
    'AWS/ApplicationSignals',
    'BurnRateWindowMinutes+SloName',
    'AmazonCloudWatch/latest/monitoring/CloudWatch-ServiceLevelObjectives.html',
    'BurnRate',
  ],
  [
    'AWS/ApplicationSignals',
    'SloName',
    'AmazonCloudWatch/latest/monitoring/CloudWatch-ServiceLevelObjectives.html',
    'AttainmentRate',
  ],
  [
    'AWS/AutoScaling',
    'AutoScalingGroupName',
    'autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html',
    'GroupInServiceCapacity',
  ],
  [
    'AWS/Bedrock-AgentCore',
    'Name+Operation+Resource',
    'bedrock-agentcore/latest/devguide/observability-runtime-metrics.html',
    'Invocations Latency SystemErrors Throttles UserErrors',
  ],
  [
    'AWS/Bedrock-AgentCore',
    'Operation+Protocol+Resource',
    'bedrock-agentcore/latest/devguide/observability-gateway-metrics.html',
    'Invocations Latency SystemErrors TargetExecutionTime Throttles UserErrors',
  ],
  [
    'AWS/Bedrock-AgentCore',
    'Operation+Resource',
    'bedrock-agentcore/latest/devguide/observability-memory-metrics.html',
    'Invocations Latency SystemErrors',
  ],
  ['AWS/CertificateManager', 'CertificateArn', 'acm/latest/userguide/cloudwatch-metrics.html', 'DaysToExpiry'],
  [
    'AWS/CloudFront',
    'DistributionId+FunctionName+Region',
    'AmazonCloudFront/latest/DeveloperGuide/monitoring-functions.html',
    'FunctionComputeUtilization FunctionExecutionErrors FunctionInvocations FunctionThrottles FunctionValidationErrors',
  ],
  [
    'AWS/Cognito',
    'UserPool+UserPoolClient',
    'cognito/latest/developerguide/metrics-for-cognito-user-pools.html',
    'SignInSuccesses SignInThrottles SignUpThrottles TokenRefreshThrottles',
  ],
  [
    'AWS/DocDB',
    'DBClusterIdentifier',
    'documentdb/latest/developerguide/cloud_watch.html',
    'CPUUtilization DBClusterReplicaLagMaximum OpcountersDelete OpcountersInsert OpcountersQuery OpcountersUpdate',
  ],
  [
    'AWS/ES',
    'ClientId+DomainName',
    'opensearch-service/latest/developerguide/managedomains-cloudwatchmetrics.html',
    '5xx AutomatedSnapshotFailure CPUUtilization ClusterIndexWritesBlocked ClusterStatus.red ClusterStatus.yellow FreeStorageSpace IndexingLatency IndexingRate JVMMemoryPressure KMSKeyError MasterCPUUtilization SearchLatency SearchRate',
  ],
  [
    'AWS/ElastiCache',
    'CacheClusterId',
    'AmazonElastiCache/latest/dg/CacheMetrics.Redis.html',
    'DatabaseCapacityUsagePercentage SuccessfulReadRequestLatency',
  ],
  [
    'AWS/ElastiCache',
    'clusterId',
    'AmazonElastiCache/latest/dg/serverless-metrics-events-redis.html',
    'BytesUsedForCache ElastiCacheProcessingUnits SuccessfulReadRequestLatency ThrottledCmds',
  ],
  ['AWS/MemoryDB', 'ClusterName', 'memorydb/latest/devguide/metrics.memorydb.html', 'DatabaseCapacityUsagePercentage'],
  ['AWS/Neptune', 'DBClusterIdentifier', 'neptune/latest/userguide/cw-metrics.html', 'MainRequestQueuePendingRequests'],
  [
    'AWS/EventBridge/Pipes',
    'PipeName',
    'eventbridge/latest/userguide/eb-pipes-monitoring.html',
    'Duration EventCount ExecutionFailed ExecutionPartiallyFailed ExecutionThrottled ExecutionTimeout Invocations TargetStageDuration',
  ],
  ['AWS/Events', 'EventBusName', 'eventbridge/latest/userguide/eb-monitoring.html', 'MatchedEvents'],
  [
    'AWS/Events',
    'EventBusName+RuleName',
    'eventbridge/latest/userguide/eb-monitoring.html',
    'FailedInvocations IngestionToInvocationSuccessLatency Invocations InvocationsFailedToBeSentToDlq InvocationsSentToDlq ThrottledRules',
  ],
  ['AWS/Events', 'RuleName', 'eventbridge/latest/userguide/eb-monitoring.html', 'IngestionToInvocationSuccessLatency'],
  [
    'AWS/Firehose',
    'DeliveryStreamName',
    'firehose/latest/dev/monitoring-with-cloudwatch-metrics.html',
    'BytesPerSecondLimit DeliveryToAmazonOpenSearchService.DataFreshness DeliveryToAmazonOpenSearchService.Success ExecuteProcessing.Success ThrottledRecords',
  ],
  [
    'AWS/Kafka',
    'Broker ID+Cluster Name',
    'msk/latest/developerguide/metrics-details.html',
    'BytesInPerSec CpuIdle KafkaDataLogsDiskUsed',
  ],
  [
    'AWS/Kafka',
    'Cluster Name',
    'msk/latest/developerguide/metrics-details.html',
    'ActiveControllerCount OfflinePartitionsCount',
  ],
  [
    'AWS/Kinesis',
    'ConsumerName+StreamName',
    'streams/latest/dev/monitoring-with-cloudwatch.html',
    'SubscribeToShardEvent.MillisBehindLatest SubscribeToShardEvent.Records SubscribeToShardEvent.Success',
  ],
  [
    'AWS/Kinesis',
    'StreamName',
    'streams/latest/dev/monitoring-with-cloudwatch.html',
    'PutRecords.FailedRecords PutRecords.TotalRecords',
  ],
  [
    'AWS/KinesisAnalytics',
    'Application',
    'managed-flink/latest/java/metrics-dimensions.html',
    'cpuUtilization downtime heapMemoryUtilization lastCheckpointDuration',
  ],
  [
    'AWS/Lambda',
    'EventSourceMappingUUID',
    'lambda/latest/dg/monitoring-metrics-types.html',
    'DroppedEventCount FailedInvokeEventCount PolledEventCount',
  ],
  ['AWS/Lambda', 'FunctionName', 'lambda/latest/dg/monitoring-metrics-types.html', 'AsyncEventAge AsyncEventsDropped'],
  [
    'AWS/NetworkELB',
    'LoadBalancer',
    'elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html',
    'RejectedFlowCount',
  ],
  [
    'AWS/PrivateLinkEndpoints',
    'Endpoint Type+Service Name+VPC Endpoint Id+VPC Id',
    'vpc/latest/privatelink/privatelink-cloudwatch-metrics.html',
    'BytesProcessed PacketsDropped RstPacketsReceived',
  ],
  [
    'AWS/RDS',
    'DBClusterIdentifier',
    'AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html',
    'ACUUtilization AuroraReplicaLagMaximum',
  ],
  [
    'AWS/RDS',
    'DBClusterIdentifier+Role',
    'AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html',
    'EngineUptime',
  ],
  [
    'AWS/RDS',
    'DBInstanceIdentifier',
    'AmazonRDS/latest/UserGuide/rds-metrics.html',
    'BurstBalance MaximumUsedTransactionIDs ReplicaLag',
  ],
  [
    'AWS/RDS',
    'DBInstanceIdentifier',
    'AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html',
    'CommitLatency CommitThroughput Deadlocks',
  ],
  [
    'AWS/RDS',
    'ProxyName',
    'AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html',
    'ClientConnectionsSetupFailedAuth DatabaseConnections DatabaseConnectionsBorrowLatency DatabaseConnectionsCurrentlySessionPinned DatabaseConnectionsSetupFailed MaxDatabaseConnectionsAllowed QueryDatabaseResponseLatency QueryRequests',
  ],
  [
    'AWS/S3',
    'BucketName+FilterId',
    'AmazonS3/latest/userguide/metrics-dimensions.html',
    '4xxErrors 5xxErrors AllRequests FirstByteLatency',
  ],
  [
    'AWS/SNS',
    'TopicName',
    'sns/latest/dg/sns-monitoring-using-cloudwatch.html',
    'NumberOfNotificationsFailedToRedriveToDlq NumberOfNotificationsFilteredOut-InvalidAttributes NumberOfNotificationsFilteredOut-InvalidMessageBody NumberOfNotificationsRedrivenToDlq',
  ],
  [
    'AWS/Scheduler',
    'ScheduleGroup',
    'scheduler/latest/UserGuide/monitoring-cloudwatch.html',
    'InvocationAttemptCount InvocationDroppedCount InvocationThrottleCount InvocationsFailedToBeSentToDeadLetterCount TargetErrorCount TargetErrorThrottledCount',
  ],
  ['AWS/WAFV2', 'Region+Rule+WebACL', 'waf/latest/developerguide/waf-metrics.html', 'AllowedRequests BlockedRequests'],
  ['AWS/WAFV2', 'Rule+WebACL', 'waf/latest/developerguide/waf-metrics.html', 'AllowedRequests BlockedRequests'],
];

/** Metrics that AWS's service data does not list: `<namespace> <metric> by <dimensions, sorted>` → the page that does. */
export const METRIC_EXCEPTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  DOCUMENTED.flatMap(([namespace, dimensions, page, metrics]) =>
    metrics.split(' ').map((metric) => [`${namespace} ${metric} by ${dimensions}`, page]),
  ),
);
