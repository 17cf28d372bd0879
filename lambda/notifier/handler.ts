import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoDbStateStore } from './aws/dynamodb-state-store';
import { secretsManager } from './aws/secrets-manager';
import { sqsQueues } from './aws/sqs-queues';
import { secretCache } from './delivery/secret-cache';
import { readEnvironment } from './environment';
import { fetchHttp } from './http';
import { notifierMetrics } from './metrics';
import { createNotifier } from './notifier';

/** Far shorter than the function's time-out, so that a service that hangs costs a record and not the invocation. */
const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};

/** Delivers a batch of alerts to their channels. */
export const handler = createNotifier(() => {
  const environment = readEnvironment(process.env);
  const now = () => Date.now();
  // By default the client sends to the host of the queue's URL, past AWS_ENDPOINT_URL and thus out of a rehearsal.
  const sqs = new SQSClient({ ...patience, useQueueUrlAsEndpoint: false });
  return {
    environment,
    http: fetchHttp(),
    secrets: secretCache(secretsManager(new SecretsManagerClient(patience)), now),
    states: dynamoDbStateStore(new DynamoDBClient(patience), environment.stateTable),
    queues: sqsQueues(sqs, environment),
    metrics: (samples) => notifierMetrics.emit({ service: environment.serviceName }, samples),
    log: console,
    now,
  };
});
