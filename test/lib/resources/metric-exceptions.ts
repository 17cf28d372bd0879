/**
 * Metrics that AWS's service data does not list, each with the page that documents it. Sorted:
 * `<namespace> <metric> by <dimensions>`.
 */
export const METRIC_EXCEPTIONS: Readonly<Record<string, string>> = {
  'AWS/ApplicationSignals AttainmentLevel by SloName':
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-ServiceLevelObjectives.html',
  'AWS/Bedrock-AgentCore Invocations by Name+Operation+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html',
  'AWS/Bedrock-AgentCore Invocations by Operation+Protocol+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-gateway-metrics.html',
  'AWS/Bedrock-AgentCore Invocations by Operation+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-memory-metrics.html',
  'AWS/Bedrock-AgentCore Latency by Name+Operation+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html',
  'AWS/Bedrock-AgentCore Latency by Operation+Protocol+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-gateway-metrics.html',
  'AWS/Bedrock-AgentCore Latency by Operation+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-memory-metrics.html',
  'AWS/Bedrock-AgentCore SystemErrors by Name+Operation+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html',
  'AWS/Bedrock-AgentCore SystemErrors by Operation+Protocol+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-gateway-metrics.html',
  'AWS/Bedrock-AgentCore SystemErrors by Operation+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-memory-metrics.html',
  'AWS/Bedrock-AgentCore TargetExecutionTime by Operation+Protocol+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-gateway-metrics.html',
  'AWS/Bedrock-AgentCore Throttles by Name+Operation+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html',
  'AWS/Bedrock-AgentCore Throttles by Operation+Protocol+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-gateway-metrics.html',
  'AWS/Bedrock-AgentCore UserErrors by Name+Operation+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-runtime-metrics.html',
  'AWS/Bedrock-AgentCore UserErrors by Operation+Protocol+Resource':
    'https://docs.aws.amazon.com/bedrock-agentcore/latest/devguide/observability-gateway-metrics.html',
  'AWS/CertificateManager DaysToExpiry by CertificateArn':
    'https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html',
  'AWS/PrivateLinkEndpoints BytesProcessed by Endpoint Type+Service Name+VPC Endpoint Id+VPC Id':
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html',
  'AWS/PrivateLinkEndpoints PacketsDropped by Endpoint Type+Service Name+VPC Endpoint Id+VPC Id':
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html',
  'AWS/PrivateLinkEndpoints RstPacketsReceived by Endpoint Type+Service Name+VPC Endpoint Id+VPC Id':
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html',
};
