import { bystanders } from '../bystander';

const database = { 'Endpoint.Address': '{name}.{id}.{region}.rds.{suffix}', 'Endpoint.Port': '3306' };

/** Stores of data, streams and what moves data: what they are called. */
export const dataTypes = bystanders({
  'AWS::S3::Bucket': {
    name: 'BucketName',
    length: 63,
    attributes: {
      Arn: 'arn:{partition}:s3:::{name}',
      DomainName: '{name}.s3.{suffix}',
      RegionalDomainName: '{name}.s3.{region}.{suffix}',
      WebsiteURL: 'http://{name}.s3-website-{region}.{suffix}',
    },
  },
  'AWS::S3::BucketPolicy': {},
  'AWS::RDS::DBInstance': {
    name: 'DBInstanceIdentifier',
    length: 63,
    attributes: { ...database, DBInstanceArn: '{arn:rds}db:{name}', DbiResourceId: 'db-{id}' },
  },
  'AWS::RDS::DBCluster': {
    name: 'DBClusterIdentifier',
    length: 63,
    attributes: {
      ...database,
      'ReadEndpoint.Address': '{name}.ro-{id}.{region}.rds.{suffix}',
      DBClusterArn: '{arn:rds}cluster:{name}',
      DBClusterResourceId: 'cluster-{id}',
    },
  },
  'AWS::RDS::DBProxy': {
    name: 'DBProxyName',
    attributes: { DBProxyArn: '{arn:rds}db-proxy:prx-{id}', Endpoint: '{name}.proxy-{id}.{region}.rds.{suffix}' },
  },
  'AWS::RDS::DBSubnetGroup': { name: 'DBSubnetGroupName' },
  'AWS::RDS::DBParameterGroup': { name: 'DBParameterGroupName', attributes: { DBParameterGroupName: '{name}' } },
  'AWS::RDS::DBClusterParameterGroup': { name: 'DBClusterParameterGroupName' },
  'AWS::SecretsManager::SecretTargetAttachment': { ref: '{.SecretId}' },
  'AWS::SecretsManager::RotationSchedule': { ref: '{.SecretId}' },
  'AWS::ElastiCache::CacheCluster': {
    name: 'ClusterName',
    length: 50,
    attributes: { 'RedisEndpoint.Address': '{name}.{id}.cache.{suffix}', 'RedisEndpoint.Port': '6379' },
  },
  'AWS::ElastiCache::ReplicationGroup': {
    name: 'ReplicationGroupId',
    length: 40,
    attributes: {
      'PrimaryEndPoint.Address': '{name}.{id}.cache.{suffix}',
      'PrimaryEndPoint.Port': '6379',
      'ReaderEndPoint.Address': '{name}-ro.{id}.cache.{suffix}',
    },
  },
  'AWS::ElastiCache::ServerlessCache': {
    name: 'ServerlessCacheName',
    attributes: { ARN: '{arn:elasticache}serverlesscache:{name}', 'Endpoint.Address': '{name}.{id}.cache.{suffix}' },
  },
  'AWS::ElastiCache::SubnetGroup': { name: 'CacheSubnetGroupName' },
  'AWS::OpenSearchService::Domain': {
    name: 'DomainName',
    length: 28,
    attributes: {
      Arn: '{arn:es}domain/{name}',
      DomainArn: '{arn:es}domain/{name}',
      DomainEndpoint: 'search-{name}-{id}.{region}.es.{suffix}',
      Id: '{account}/{name}',
    },
  },
  'AWS::Redshift::Cluster': {
    name: 'ClusterIdentifier',
    length: 63,
    attributes: { 'Endpoint.Address': '{name}.{id}.redshift.{suffix}' },
  },
  'AWS::Elasticsearch::Domain': { name: 'DomainName', attributes: { Arn: '{arn:es}domain/{name}' } },
  'AWS::MemoryDB::Cluster': { name: 'ClusterName', attributes: { ARN: '{arn:memorydb}cluster/{name}' } },
  'AWS::Neptune::DBCluster': { name: 'DBClusterIdentifier' },
  'AWS::DocDB::DBCluster': {
    name: 'DBClusterIdentifier',
    length: 63,
    attributes: { Endpoint: '{name}.{id}.docdb.{suffix}' },
  },
  'AWS::EFS::FileSystem': {
    ref: 'fs-{id}',
    attributes: { FileSystemId: 'fs-{id}', Arn: '{arn:elasticfilesystem}file-system/fs-{id}' },
  },
  'AWS::EFS::MountTarget': { ref: 'fsmt-{id}', attributes: { Id: 'fsmt-{id}' } },
  'AWS::Kinesis::Stream': { name: 'Name', attributes: { Arn: '{arn:kinesis}stream/{name}' } },
  'AWS::KinesisFirehose::DeliveryStream': {
    name: 'DeliveryStreamName',
    attributes: { Arn: '{arn:firehose}deliverystream/{name}' },
  },
  'AWS::MSK::Cluster': {
    name: 'ClusterName',
    ref: '{arn:kafka}cluster/{name}/{id}',
    attributes: { Arn: '{arn:kafka}cluster/{name}/{id}' },
  },
  'AWS::AmazonMQ::Broker': {
    name: 'BrokerName',
    ref: 'b-{id}',
    attributes: { Arn: '{arn:mq}broker:{name}:b-{id}', BrokerName: '{name}' },
  },
  'AWS::Glue::Job': { name: 'Name' },
  'AWS::Glue::Database': { ref: '{name}' },
  'AWS::Athena::WorkGroup': { name: 'Name' },
  'AWS::Backup::BackupVault': {
    name: 'BackupVaultName',
    attributes: { BackupVaultArn: '{arn:backup}backup-vault:{name}' },
  },
});
