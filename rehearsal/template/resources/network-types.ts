import { bystanders } from '../bystander';
import type { ResourceType } from '../resource-type';
import { arnOf, derivedName, stableId, urlSuffixOf } from '../stack-context';

/** Networks, machines and containers: what they are called. */
export const networkTypes = bystanders({
  'AWS::EC2::VPC': {
    ref: 'vpc-{id}',
    attributes: { VpcId: 'vpc-{id}', CidrBlock: '{.CidrBlock}', DefaultSecurityGroup: 'sg-{id}' },
  },
  'AWS::EC2::Subnet': {
    ref: 'subnet-{id}',
    attributes: { SubnetId: 'subnet-{id}', AvailabilityZone: '{.AvailabilityZone}' },
  },
  'AWS::EC2::SecurityGroup': { ref: 'sg-{id}', attributes: { GroupId: 'sg-{id}', Id: 'sg-{id}', VpcId: '{.VpcId}' } },
  'AWS::EC2::SecurityGroupIngress': { ref: 'sgr-{id}' },
  'AWS::EC2::SecurityGroupEgress': { ref: 'sgr-{id}' },
  'AWS::EC2::RouteTable': { ref: 'rtb-{id}', attributes: { RouteTableId: 'rtb-{id}' } },
  'AWS::EC2::Route': {},
  'AWS::EC2::SubnetRouteTableAssociation': { ref: 'rtbassoc-{id}' },
  'AWS::EC2::InternetGateway': { ref: 'igw-{id}', attributes: { InternetGatewayId: 'igw-{id}' } },
  'AWS::EC2::VPCGatewayAttachment': {},
  'AWS::EC2::NatGateway': { ref: 'nat-{id}', attributes: { NatGatewayId: 'nat-{id}' } },
  'AWS::EC2::EIP': { ref: '203.0.113.10', attributes: { AllocationId: 'eipalloc-{id}', PublicIp: '203.0.113.10' } },
  'AWS::EC2::VPCEndpoint': { ref: 'vpce-{id}', attributes: { Id: 'vpce-{id}' } },
  'AWS::EC2::FlowLog': { ref: 'fl-{id}', attributes: { Id: 'fl-{id}' } },
  'AWS::EC2::Instance': {
    ref: 'i-{id}',
    attributes: { InstanceId: 'i-{id}', PrivateIp: '10.0.0.10', PublicIp: '203.0.113.11', VpcId: 'vpc-{id}' },
  },
  'AWS::EC2::Volume': { ref: 'vol-{id}', attributes: { VolumeId: 'vol-{id}' } },
  'AWS::EC2::LaunchTemplate': {
    ref: 'lt-{id}',
    attributes: { LaunchTemplateId: 'lt-{id}', LatestVersionNumber: '1', DefaultVersionNumber: '1' },
  },
  'AWS::EC2::TransitGateway': { ref: 'tgw-{id}', attributes: { Id: 'tgw-{id}' } },
  'AWS::EC2::VPNConnection': { ref: 'vpn-{id}', attributes: { VpnConnectionId: 'vpn-{id}' } },
  'AWS::AutoScaling::AutoScalingGroup': { name: 'AutoScalingGroupName' },
  'AWS::AutoScaling::ScalingPolicy': {
    ref: '{arn:autoscaling}scalingPolicy:{id}',
    attributes: { Arn: '{arn:autoscaling}scalingPolicy:{id}', PolicyName: '{name}' },
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    ref: '{.ServiceNamespace}/{.ResourceId}',
    attributes: { Id: '{id}' },
  },
  'AWS::ApplicationAutoScaling::ScalingPolicy': {
    name: 'PolicyName',
    ref: '{arn:autoscaling}scalingPolicy:{id}',
    attributes: { Arn: '{arn:autoscaling}scalingPolicy:{id}' },
  },
  'AWS::ElasticLoadBalancing::LoadBalancer': {
    name: 'LoadBalancerName',
    length: 32,
    attributes: { DNSName: '{name}.{region}.elb.{suffix}' },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    name: 'Name',
    length: 32,
    ref: '{arn:elasticloadbalancing}targetgroup/{name}/{id}',
    attributes: {
      TargetGroupArn: '{arn:elasticloadbalancing}targetgroup/{name}/{id}',
      TargetGroupFullName: 'targetgroup/{name}/{id}',
      TargetGroupName: '{name}',
    },
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    ref: '{arn:elasticloadbalancing}listener/{id}',
    attributes: { ListenerArn: '{arn:elasticloadbalancing}listener/{id}' },
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    ref: '{arn:elasticloadbalancing}listener-rule/{id}',
    attributes: { RuleArn: '{arn:elasticloadbalancing}listener-rule/{id}' },
  },
  'AWS::ECS::Cluster': { name: 'ClusterName', attributes: { Arn: '{arn:ecs}cluster/{name}' } },
  'AWS::ECS::Service': {
    name: 'ServiceName',
    ref: '{arn:ecs}service/{name}',
    attributes: { ServiceArn: '{arn:ecs}service/{name}', Name: '{name}' },
  },
  'AWS::ECS::TaskDefinition': {
    name: 'Family',
    ref: '{arn:ecs}task-definition/{name}:1',
    attributes: { TaskDefinitionArn: '{arn:ecs}task-definition/{name}:1' },
  },
  'AWS::ECR::Repository': {
    name: 'RepositoryName',
    attributes: { Arn: '{arn:ecr}repository/{name}', RepositoryUri: '{account}.dkr.ecr.{region}.{suffix}/{name}' },
  },
  'AWS::EKS::Cluster': {
    name: 'Name',
    attributes: { Arn: '{arn:eks}cluster/{name}', Endpoint: 'https://{id}.eks.{suffix}' },
  },
  'AWS::AppRunner::Service': {
    name: 'ServiceName',
    ref: '{arn:apprunner}service/{name}/{id}',
    attributes: { ServiceArn: '{arn:apprunner}service/{name}/{id}', ServiceId: '{id}' },
  },
  'AWS::Route53::HostedZone': { ref: 'Z{id}', attributes: { Id: 'Z{id}' } },
  'AWS::Route53::HealthCheck': { ref: '{id}', attributes: { HealthCheckId: '{id}' } },
  'AWS::Route53::RecordSet': { name: 'Name' },
  'AWS::CertificateManager::Certificate': { ref: '{arn:acm}certificate/{id}' },
  'AWS::CloudFront::Distribution': {
    ref: 'E{id}',
    attributes: { Id: 'E{id}', DomainName: '{id}.cloudfront.net' },
  },
  'AWS::CloudFront::Function': {
    name: 'Name',
    ref: '{global:cloudfront}function/{name}',
    attributes: { FunctionARN: '{global:cloudfront}function/{name}' },
  },
  'AWS::CloudFront::OriginAccessControl': { ref: 'E{id}', attributes: { Id: 'E{id}' } },
  'AWS::CloudFront::CachePolicy': { ref: '{id}', attributes: { Id: '{id}' } },
  'AWS::WAFv2::WebACL': {
    name: 'Name',
    ref: '{name}|{id}|{.Scope}',
    attributes: { Arn: '{arn:wafv2}regional/webacl/{name}/{id}', Id: '{id}' },
  },
  'AWS::WAFv2::WebACLAssociation': {},
});

/** An Application, Network or Gateway Load Balancer: its kind stands in the dimension of its metrics. */
export const loadBalancer: ResourceType = {
  type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
  notRehearsed: 'is not simulated: it does nothing, its metrics are what a scenario gives',
  identify: (logicalId, stack, property) => {
    const name = property('Name') ?? derivedName(stack, logicalId, 32);
    const kind = { network: 'net', gateway: 'gwy' }[property('Type') ?? 'application'] ?? 'app';
    const fullName = `${kind}/${name}/${stableId(`${stack.stackName}/${logicalId}`, 16)}`;
    const arn = arnOf(stack, 'elasticloadbalancing', `loadbalancer/${fullName}`);
    return {
      ref: arn,
      attributes: {
        LoadBalancerArn: arn,
        LoadBalancerFullName: fullName,
        LoadBalancerName: name,
        DNSName: `${name}.${stack.region}.elb.${urlSuffixOf(stack.region)}`,
        CanonicalHostedZoneID: 'ZELB',
      },
    };
  },
};
