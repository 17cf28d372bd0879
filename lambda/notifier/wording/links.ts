import type { Alert } from '../alert';

/** Somewhere to look. */
export interface Link {
  readonly label: string;
  readonly url: string;
}

const CONSOLES: Readonly<Record<string, string>> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** Runbook first: it is what a person needs; then the alarm and the dashboard of the service. */
export function linksOf(alert: Alert, dashboard: { readonly name?: string; readonly region: string }): readonly Link[] {
  const partition = alert.alarmArn?.split(':')[1] ?? 'aws';
  const links: Link[] = [];
  if (alert.runbookUrl !== undefined) links.push({ label: 'Runbook', url: alert.runbookUrl });
  if (alert.state !== undefined && alert.region !== undefined) {
    const url = `${cloudWatch(alert.region, partition)}#alarmsV2:alarm/${fragment(alert.name)}`;
    links.push({ label: 'Alarm', url });
  }
  if (dashboard.name !== undefined) {
    const url = `${cloudWatch(dashboard.region, partition)}#dashboards/dashboard/${fragment(dashboard.name)}`;
    links.push({ label: 'Dashboard', url });
  }
  return links;
}

function cloudWatch(region: string, partition: string): string {
  const safe = encodeURIComponent(wellFormed(region));
  return `https://${safe}.${CONSOLES[partition] ?? 'console.aws.amazon.com'}/cloudwatch/home?region=${safe}`;
}

/** The console wants `$2F` where a URL has `%2F`; a plain `/` in an alarm's name leads to nowhere. */
function fragment(name: string): string {
  const encoded = encodeURIComponent(wellFormed(name));
  return encoded
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '$');
}

/** encodeURIComponent throws on half a surrogate pair. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
