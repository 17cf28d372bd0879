/** Metrics of one namespace with one set of dimensions, and the page below https://docs.aws.amazon.com/ that has them. */
type Documented = readonly [namespace: string, dimensions: string, page: string, metrics: string];

const DOCUMENTED: readonly Documented[] = [
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
    'AWS/ES',
    'ClientId+DomainName',
    'opensearch-service/latest/developerguide/managedomains-cloudwatchmetrics.html',
    '5xx AutomatedSnapshotFailure CPUUtilization ClusterIndexWritesBlocked ClusterStatus.red ClusterStatus.yellow FreeStorageSpace IndexingLatency IndexingRate JVMMemoryPressure KMSKeyError MasterCPUUtilization SearchLatency SearchRate',
  ],
  [
    'AWS/ElastiCache',
    'CacheClusterId',
    'AmazonElastiCache/latest/dg/CacheMetrics.Redis.html',
    'SuccessfulReadRequestLatency',
  ],
  [
    'AWS/ElastiCache',
    'clusterId',
    'AmazonElastiCache/latest/dg/serverless-metrics-events-redis.html',
    'BytesUsedForCache ElastiCacheProcessingUnits SuccessfulReadRequestLatency ThrottledCmds',
  ],
  [
    'AWS/NetworkELB',
    'LoadBalancer',
    'elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html',
    'RejectedFlowCount',
  ],
  [
    'AWS/RDS',
    'DBClusterIdentifier',
    'AmazonRDS/latest/AuroraUserGuide/Aurora.AuroraMonitoring.Metrics.html',
    'ACUUtilization AuroraReplicaLagMaximum VolumeBytesUsed',
  ],
  [
    'AWS/RDS',
    'DBInstanceIdentifier',
    'AmazonRDS/latest/UserGuide/rds-metrics.html',
    'BufferCacheHitRatio CommitLatency Deadlocks MaximumUsedTransactionIDs ReplicaLag',
  ],
  [
    'AWS/RDS',
    'ProxyName',
    'AmazonRDS/latest/UserGuide/rds-proxy.monitoring.html',
    'ClientConnections ClientConnectionsSetupFailedAuth DatabaseConnections DatabaseConnectionsBorrowLatency DatabaseConnectionsSetupFailed MaxDatabaseConnectionsAllowed',
  ],
  [
    'AWS/S3',
    'BucketName+FilterId',
    'AmazonS3/latest/userguide/metrics-dimensions.html',
    '4xxErrors 5xxErrors AllRequests FirstByteLatency',
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
