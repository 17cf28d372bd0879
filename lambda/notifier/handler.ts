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

/** Shorter than the function's time-out, so that a service that hangs fails a record and not the invocation. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 5_000 };

/** Delivers a batch of alerts to their channels. */
export const handler = createNotifier(() => {
  const environment = readEnvironment(process.env);
  const now = () => Date.now();
  // By default the client sends to the host of the queue's URL, past AWS_ENDPOINT_URL and thus out of a rehearsal.
  const sqs = new SQSClient({ requestHandler, useQueueUrlAsEndpoint: false });
  return {
    environment,
    http: fetchHttp(),
    secrets: secretCache(secretsManager(new SecretsManagerClient({ requestHandler })), now),
    states: dynamoDbStateStore(new DynamoDBClient({ requestHandler }), environment.stateTable),
    queues: sqsQueues(sqs, environment),
    metrics: (samples) => notifierMetrics.emit({ service: environment.serviceName }, samples),
    log: console,
    now,
  };
});
