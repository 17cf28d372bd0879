import { Severity } from '../alarms/severity';
import type { Resource } from '../discover/resource';
import type { EventAlert, ResourceDefinition } from '../signals/resource-definition';
import { cannotHave, metricsOf, traffic } from '../signals/rows';

export const transferServer: ResourceDefinition = {
  types: ['AWS::Transfer::Server'],
  noun: 'transfer server',
  tier: 'edge',
  missing: cannotHave({
    latency: 'Transfer Family does not measure how long a file takes',
    errors: 'failed logins stand in its log only, failed uploads are event alerts',
    saturation: 'Transfer Family scales it and does not say how full it is',
  }),
  signals: (server) => {
    const metric = metricsOf('AWS/Transfer', { ServerId: server.attribute('ServerId') });
    return [
      traffic({
        title: 'Bytes',
        unit: 'bytes',
        lines: { in: metric('BytesIn', 'Sum'), out: metric('BytesOut', 'Sum') },
      }),
    ];
  },
  // No default alert on downloads: that a client stops reading in the middle is one that failed, too.
  events: (server): EventAlert[] => {
    const protocols = protocolsOf(server);
    const files = protocols.filter((protocol) => protocol !== 'AS2');
    return [
      ...(files.length === 0 ? [] : [uploadFailed(server, files)]),
      ...(protocols.includes('AS2') ? [messageFailed(server)] : []),
    ];
  },
};

/** SFTP by default, and where they are not known here. */
function protocolsOf(server: Resource): string[] {
  const protocols = server.property('Protocols');
  const known = Array.isArray(protocols) ? protocols.filter((protocol) => typeof protocol === 'string') : [];
  return known.length > 0 ? known : ['SFTP'];
}

function uploadFailed(server: Resource, protocols: readonly string[]): EventAlert {
  return {
    id: 'upload-failed',
    severity: Severity.TICKET,
    symptom: 'a file was not received, or only a part of it',
    pattern: {
      source: ['aws.transfer'],
      detailType: protocols.map((protocol) => `${protocol} Server File Upload Failed`),
      detail: { 'server-id': [server.attribute('ServerId')] },
    },
    facts: { User: '$.detail.username', Reason: '$.detail.failure-message' },
    causes: 'a connection that broke, a role or a key that does not let the user write',
    lookAt: 'whether the user sent it again, then the log of the server',
    source: 'Transfer Family guide, events: only who has logged in uploads, so no scan is told; nobody waits: no page',
  };
}

function messageFailed(server: Resource): EventAlert {
  return {
    id: 'message-failed',
    severity: Severity.TICKET,
    symptom: 'a message of a partner was not received, or its receipt not sent',
    pattern: {
      source: ['aws.transfer'],
      detailType: ['AS2 Payload Receive Failed', 'AS2 MDN Send Failed'],
      detail: { 'server-id': [server.attribute('ServerId')] },
    },
    facts: { From: '$.detail.as2-from', To: '$.detail.as2-to', Reason: '$.detail.failure-message' },
    causes: 'a certificate that expired or was exchanged, an agreement that does not fit, a role that may not write',
    lookAt: 'the reason, then the agreement and its certificates',
    source: 'Transfer Family guide, AS2 events: a partner that gets no receipt takes the message as not delivered',
  };
}
