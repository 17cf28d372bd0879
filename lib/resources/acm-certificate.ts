import { Severity } from '../alarms/severity';
import { GoldenSignal } from '../signals/golden-signal';
import type { ResourceDefinition } from '../signals/resource-definition';
import { metricsOf, saturation } from '../signals/rows';

const NO_REQUESTS = 'a certificate is not asked; see what uses it';

export const acmCertificate: ResourceDefinition = {
  types: ['AWS::CertificateManager::Certificate'],
  noun: 'certificate',
  tier: 'edge',
  missing: [GoldenSignal.LATENCY, GoldenSignal.TRAFFIC, GoldenSignal.ERRORS].map((goldenSignal) => ({
    goldenSignal,
    why: NO_REQUESTS,
  })),
  signals: (certificate) => {
    const days = metricsOf('AWS/CertificateManager', { CertificateArn: certificate.ref })('DaysToExpiry', 'Minimum');
    return [
      saturation({
        title: 'Days to expiry',
        unit: 'days',
        inOverview: false,
        lines: { days },
        alarms: [
          {
            id: 'expiry',
            severity: Severity.TICKET,
            symptom: 'the certificate has not been renewed and will expire',
            query: days,
            threshold: { below: 30, unit: 'days' },
            datapoints: { breaching: 1, of: 1, periodSeconds: 86_400 },
            // None before the certificate is issued, and none after it has expired: then it stays what it was.
            treatMissingData: 'ignore',
            lean: true,
            causes: 'the DNS record of the validation is gone, a CAA record forbids it, nothing uses the certificate',
            lookAt: 'the renewal status in the ACM console',
            source: 'ACM renews public certificates 45 days before expiry, older ones 60: 15 days later it has failed',
          },
        ],
      }),
    ];
  },
};
